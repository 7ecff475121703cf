"""What an answer rests on that is known only up to a day before the one asked about.

A fact grows old if it can still change, by the rules' own word on it (`changes`, `becomes`), and if
the record that tells it, or the kind of record that would, was last checked before the asked day. A
leaf of the proof counts; so does a fact by which alone the outcome would be another one (that a
warrant was not ended is no leaf, yet everything rests on it), or would be on a reading that
contests it; and an unknown fact of which something was known once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from ..base.words import AGED, day, sentence
from ..records.checked import last_checked
from ..records.models import Record
from ..records.world import World
from ..timeline.case import Case, Relation
from ..timeline.relations import RELATIONS
from ..timeline.steps import Basis, Holding
from ..timeline.timeline import Timeline, Variable
from .counterfactual.considered import Place
from .counterfactual.model import Plausibility
from .counterfactual.search import decisive
from .counterfactual.sentences import of_warrant
from .determinations import StateDetermination
from .query import Query
from .reasoner import Reasoner
from .stale import Stale

Status = Literal["known", "scheduled", "unknown", "limited"]
"""How something is known: to be so, to be set to become so, no longer, or no more than asked."""

Bearing = Literal["outcome", "contest", "proof"]
"""What hangs on a fact alone: the outcome, whether it is contested, or nothing but a step."""

_BEARINGS: Final[tuple[Bearing, ...]] = ("outcome", "contest", "proof")
_WRONG: Final = frozenset({Plausibility.PRESUMED, Plausibility.CONTRARY})


def ageing(reasoner: Reasoner, query: Query, of_state: StateDetermination) -> Iterator[int]:
    """Yield the days (ordinals) from which on something that an answer rests on counts as old.

    Between two of them, and while no record behind a fact changes, `stale_of` gives the same. Those
    later than the asked day may lack some, but never the next one.
    """
    return _Search(reasoner, query, of_state).ageing()


def stale_of(
    reasoner: Reasoner,
    query: Query,
    of_state: StateDetermination,
    leaves: Iterable[int],
) -> tuple[Stale, ...]:
    """Return what the answer rests on that was last known before the asked day.

    ``leaves``: the facts at the leaves of its proof, by index.

    What alone would change the outcome comes first, then the longest unchecked. On a day after
    `known_on` one sentence stands for all: nothing later was taken into account.
    """
    found = tuple(_Search(reasoner, query, of_state).found(leaves))
    known_on = reasoner.world.known_on
    limited = [one for one in found if one.reaches == known_on]
    told = [one for one in found if one.reaches != known_on]
    if known_on is not None and limited:
        told.append(
            Stale(
                fact="",
                kind="record",
                reaches=known_on,
                bears_on=min((one.bears_on for one in limited), key=_BEARINGS.index),
                status="limited",
                clause=day(known_on),
                says=sentence(AGED["limited"].format(day=day(known_on))),
            )
        )
    return tuple(sorted(told, key=lambda one: (_BEARINGS.index(one.bears_on), one.reaches)))


def _checked_to(reasoner: Reasoner, query: Query) -> Mapping[str, date]:
    """Return by kind of record the day up to which nothing that it tells is old."""
    reach, of_person = reasoner.world.reach, reasoner.checked[query.person.id]
    return {
        kind: min(of_person, reach[kind].until) if kind in reach else of_person
        for kind in reasoner.changing
    }


class _Search:
    """Goes through the facts that one determination rests on."""

    def __init__(self, reasoner: Reasoner, query: Query, of_state: StateDetermination) -> None:
        self._reasoner = reasoner
        self._world = reasoner.world
        self._rulebase = reasoner.inference.rulebase
        self._query = query
        self._judgement = of_state
        self._subject = of_state.subject
        self._given = {*query.given.asked, *query.given.assumed}

    def found(self, leaves: Iterable[int]) -> Iterator[Stale]:
        """Yield each fact that has grown old, once."""
        old = dict(self._old())
        if not old:
            return  # nearly always: the day asked about lies in the past
        seen: set[Variable] = set()
        for at, bears_on in self._relied_on(leaves, old.keys()):
            variable = self._variable(at)
            if at in old and variable not in seen:
                seen.add(variable)
                yield self._stale(at, old[at], bears_on)

    def _variable(self, at: Place) -> Variable:
        warrant, index = at
        return self._subject.timelines[warrant].variables[index]

    def ageing(self) -> Iterator[int]:
        """Yield the days from which on facts count as old."""
        checked_to = _checked_to(self._reasoner, self._query)
        yield from (until.toordinal() + 1 for until in checked_to.values())
        yield from (known.reaches.toordinal() + 1 for _, known in self._known_of(checked_to))

    def _old(self) -> Iterator[tuple[Place, _Known]]:
        """Yield every fact that may have changed since it was last checked."""
        for at, known in self._known_of(_checked_to(self._reasoner, self._query)):
            if known.reaches < self._query.on:
                yield at, known

    def _known_of(self, checked_to: Mapping[str, date]) -> Iterator[tuple[Place, _Known]]:
        """Yield every fact that can still change and may be old, with how it is known.

        ``checked_to``: by kind of record the day up to which nothing is old.
        """
        on, facts = self._query.on, self._rulebase.facts
        no_host = not self._subject.host
        indices = [
            index
            for kind, until in checked_to.items()
            if on > until
            for index in self._reasoner.changing[kind]
            if facts[index].name not in self._given
            and not (no_host and any("{host}" in clause for clause in facts[index].says.values()))
        ]
        for warrant, timeline in enumerate(self._subject.timelines if indices else ()):
            for index in sorted(indices):
                holding = timeline.holding(index, on.toordinal())
                may_change = any(map(facts[index].after, holding.values))
                if may_change and (holding.known or holding.records):
                    relation = RELATIONS[facts[index].relation]
                    known = _known(self._world, relation, holding, timeline, index, on)
                    if known is not None:
                        yield (warrant, index), known

    def _relied_on(
        self, leaves: Iterable[int], old: AbstractSet[Place]
    ) -> Iterator[tuple[Place, Bearing]]:
        """Yield facts, old ones and others, with the most important thing that hangs on each."""
        of_state = self._judgement
        yield from ((at, "outcome") for at in self._decisive(of_state, old))
        for unknown in of_state.determination.settled.unknowns:
            first, fact = self._subject.unknown(unknown)
            variable = self._subject.timelines[first].variables[fact]
            for warrant, timeline in enumerate(self._subject.timelines):
                if variable in timeline.variables:
                    yield (warrant, timeline.variables.index(variable)), "contest"
        for other in self._contesting():
            yield from ((at, "contest") for at in self._decisive(other, old))
        facts = tuple(dict.fromkeys(leaves))
        for warrant in of_state.determination.decisive:
            yield from (((warrant, fact), "proof") for fact in facts)

    def _decisive(self, of_state: StateDetermination, old: AbstractSet[Place]) -> Iterator[Place]:
        """Yield the old facts by which alone the outcome would be another one."""
        for at, plausibility in decisive(self._reasoner, self._query, of_state, old):
            if plausibility not in _WRONG:
                yield at

    def _contesting(self) -> Iterator[StateDetermination]:
        """Yield for each issue what follows on one reading that contests the answer."""
        of_state, issues = self._judgement, self._rulebase.issues
        day, determination = self._query.on.toordinal(), of_state.determination
        for turn in determination.contest.turns_on:
            taken = dict(turn.given)
            for position, outcome in turn.outcomes.items():
                counts = self._reasoner.readings.counts(issues[turn.issue], position)
                if counts and outcome != determination.outcome:
                    taken[turn.issue] = position
                    positions = tuple(
                        taken.get(i, p) for i, p in enumerate(determination.positions)
                    )
                    other = self._reasoner.determination(self._subject, day, positions)
                    yield replace(of_state, determination=other)
                    break

    def _stale(self, at: Place, known: _Known, bears_on: Bearing) -> Stale:
        warrant, index = at
        fact, about = self._rulebase.facts[index], self._subject.warrants[warrant]
        value = next(value for value in fact.values if value in known.holding.values)
        clause = self._subject.says(index, value, warrant)
        if about.id in self._variable(at)[1:]:
            clause = of_warrant(clause, about)
        if known.status == "unknown":
            clause = f"whether {clause}"
        # The reason names the day of the last check as well.
        why = (
            known.holding.reason.partition("; last checked on")[0] if known.holding.records else ""
        )
        lead = AGED[known.status].format(day=day(known.reaches))
        return Stale(
            fact=fact.name,
            kind=RELATIONS[fact.relation].reads,
            reaches=known.reaches,
            record=known.record.id if known.record else None,
            bears_on=bears_on,
            status=known.status,
            clause=clause,
            says=sentence(f"{lead}: {clause}{f' ({why})' if why else ''}"),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """How a fact is known, and up to which day."""

    holding: Holding
    status: Status
    reaches: date
    record: Record | None


def _known(
    world: World, relation: Relation, holding: Holding, timeline: Timeline, fact: int, on: date
) -> _Known | None:
    """Return how a fact is known on a day and up to when, or ``None`` if for good."""
    checked, record = _checked(world, relation.reads, holding, timeline.case)
    if checked is None:
        return None
    if not holding.known:
        return _Known(holding, "unknown", checked, record)
    since = timeline.facts[fact].since(on.toordinal())
    if holding.basis is Basis.RECORD and since > checked.toordinal():
        return _Known(holding, "scheduled", checked, record)
    if relation.lasts is not None:
        checked = max(checked, relation.lasts(holding.value, checked))
    return _Known(holding, "known", checked, record)


def _checked(
    world: World, kind: str, holding: Holding, case: Case
) -> tuple[date | None, Record | None]:
    """Return when a fact was last checked, and by which record; no day if it is known for good."""
    records = [world.records[record] for record in holding.records]
    if not records and kind in {"persons", "offices", "custody"}:
        # No record speaks of it, but it was looked for when the person was last looked up.
        records = [world.persons[case.person]]
    reach = world.reach[kind].until if kind in world.reach else None
    if not records:
        return reach, None
    days = [(last_checked(one, reach), one) for one in records]
    found = [(on, one) for on, one in days if on is not None]
    return min(found, key=lambda one: one[0]) if found else (None, None)
