"""Rulings most like a case: ranked by the premises they share with it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from ....answers.document import Precedent, Premise, SharedPremise
from ....base.dates import first_day
from ....base.words import label, listing, the
from ....case.determinations import StateDetermination
from ....case.query import Query
from ....case.terms import Outcome
from ....records.describe import state_name
from ....records.models import Ruling
from ....records.world import World
from ....rulebase.model import AtomKind, RuleBase, atoms_of
from .offices import OfficeGroup, group_asked, group_on_record
from .postings import Postings, most

MOST: Final = 5
"""How many rulings are named."""

_LEAST: Final = 2
"""One shared premise alone makes no case alike."""

_KEPT: Final = 1 << 12
"""For so many cases it is kept which rulings are like them; to rank them again costs little."""


@dataclass(frozen=True, slots=True)
class _Premises:
    """What a ruling started from; ``sources`` of the duty: empty for none, ``None``: not known."""

    id: str
    on: date
    decided: str
    persons: frozenset[str]
    state: str
    situations: frozenset[str]
    offices: frozenset[OfficeGroup]
    sources: tuple[str, ...] | None
    provisions: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Case:
    """The same of the case asked about."""

    person: str
    state: str
    situations: frozenset[str]
    office: OfficeGroup | None
    sources: tuple[str, ...] | None
    issues: tuple[str, ...]


class Precedents:
    """The rulings of one world with their premises."""

    def __init__(self, world: World, rulebase: RuleBase) -> None:
        self._world = world
        self._rulebase = rulebase
        self._ranked = lru_cache(_KEPT)(self._rank)

    def of(self, query: Query, of_state: StateDetermination) -> tuple[Precedent, ...]:
        """Return the rulings that share at least two premises, the most alike first.

        Among equals the newer ruling comes first. A ruling after the asked day is marked.
        """
        ranked = self._ranked(self._case(query, of_state))
        return tuple(later if on > query.on else earlier for on, earlier, later in ranked)

    def days(self, query: Query, of_state: StateDetermination) -> Iterator[int]:
        """Yield the days (ordinals) on which one of them was given."""
        return (on.toordinal() for on, _, _ in self._ranked(self._case(query, of_state)))

    def _case(self, query: Query, of_state: StateDetermination) -> _Case:
        sources: tuple[str, ...] | None = of_state.determination.grounds
        if not sources and of_state.determination.outcome is not Outcome.MAY_ARREST:
            sources = None
        issues = self._rulebase.issues
        return _Case(
            person=query.person.id,
            state=of_state.role.state,
            situations=frozenset(
                of_state.subject.warrants[index].situation
                for index in of_state.determination.decisive
            ),
            office=group_asked(of_state, query.on),
            sources=sources,
            issues=tuple(issues[turn.issue].id for turn in of_state.determination.contest.turns_on),
        )

    def _rank(self, case: _Case) -> tuple[tuple[date, Precedent, Precedent], ...]:
        sharing = [self._postings.sharing(asked) for asked in self._asked(case)]
        alike = [self._premises[number] for number in most(sharing, _LEAST, MOST)]
        # Only what is named is told in words.
        told = [(ruling, tuple(self._shared(case, ruling))) for ruling in alike]
        return tuple(
            (
                ruling.on,
                _precedent(ruling, shared, later=False),
                _precedent(ruling, shared, later=True),
            )
            for ruling, shared in told
        )

    def _asked(self, case: _Case) -> Iterator[Iterable[Hashable]]:
        """Yield, for each kind of premise, what `_shared` would find in common."""
        yield [(Premise.PERSON, case.person)]
        yield [(Premise.STATE, case.state)] if case.state else ()
        yield [(Premise.SITUATION, one) for one in case.situations]
        yield [(Premise.OFFICE, case.office)] if case.office else ()
        yield () if case.sources is None else _source_premises(case.sources)
        provisions = (one for issue in case.issues for one in self._read_with[issue])
        yield [(Premise.ISSUE, one) for one in provisions]

    def _shared(self, case: _Case, ruling: _Premises) -> Iterator[SharedPremise]:
        if case.person in ruling.persons:
            name = self._world.persons[case.person].name
            yield SharedPremise(premise=Premise.PERSON, says=f"the same person, {name}")
        if case.state and case.state == ruling.state:
            name = the(state_name(self._world, case.state))
            yield SharedPremise(premise=Premise.STATE, says=f"the same State, {name}")
        if same := sorted(case.situations & ruling.situations):
            names = listing([self._world.situations[one].name for one in same])
            yield SharedPremise(premise=Premise.SITUATION, says=f"the same situation, {names}")
        if case.office in ruling.offices:
            yield SharedPremise(
                premise=Premise.OFFICE, says=f"the same kind of office: {case.office}"
            )
        if (source := _same_source(case.sources, ruling.sources)) is not None:
            yield SharedPremise(premise=Premise.SOURCE_OF_DUTY, says=source)
        for issue in case.issues:
            if cited := sorted(self._read_with[issue] & ruling.provisions):
                yield SharedPremise(
                    premise=Premise.ISSUE,
                    says=f"the same issue, {label(issue)} ({', '.join(cited)})",
                )
                break

    @cached_property
    def _premises(self) -> tuple[_Premises, ...]:
        """All rulings, the newest first: among those equally alike it is named first."""
        return tuple(
            sorted(
                map(self._read, self._world.rulings),
                key=lambda one: (-one.on.toordinal(), one.id),
            )
        )

    @cached_property
    def _postings(self) -> Postings:
        return Postings([tuple(_premises_of(ruling)) for ruling in self._premises])

    def _read(self, ruling: Ruling) -> _Premises:
        visits = [first_day(start) for start, _ in ruling.visit_dates if start]
        days = visits or [first_day(ruling.on)]
        groups = {
            group_on_record(self._world, person, day) for person in ruling.persons for day in days
        }
        return _Premises(
            id=ruling.id,
            on=first_day(ruling.on),
            decided=ruling.summary,
            persons=frozenset(ruling.persons),
            state=ruling.state or "",
            situations=frozenset(
                warrant.situation
                for person in ruling.persons
                for warrant in self._world.warrants_of(person)
            ),
            offices=frozenset(group for group in groups if group is not None),
            sources=_sources(self._world, ruling),
            provisions=frozenset(ruling.provisions),
        )

    @cached_property
    def _read_with(self) -> Mapping[str, frozenset[str]]:
        """For each issue: the provisions of rulings by which it is read.

        A rule that reads the issue bears the name of its provision, alone (``scr-1593-2``) or with
        the reading behind it (``rs-127-2-broad``).
        """
        known = {one for ruling in self._world.rulings for one in ruling.provisions}
        readers: dict[str, set[str]] = {issue.id: set() for issue in self._rulebase.issues}
        for rule in self._rulebase.rules:
            for atom in atoms_of(rule.body):
                if atom.kind is AtomKind.POSITION:
                    readers[atom.name].add(rule.id)
        return {
            issue: frozenset(
                one for one in known if any(f"{rule}-".startswith(f"{one}-") for rule in rules)
            )
            for issue, rules in readers.items()
        }


def _sources(world: World, ruling: Ruling) -> tuple[str, ...] | None:
    # The docket asks the engine: it is read only when a question is answered.
    from ..rulings import expected, why_not_scored

    return None if why_not_scored(world, ruling) else expected(world, ruling).sources


def _premises_of(ruling: _Premises) -> Iterator[Hashable]:
    for kind, found in (
        (Premise.PERSON, ruling.persons),
        (Premise.STATE, [ruling.state]),
        (Premise.SITUATION, ruling.situations),
        (Premise.OFFICE, ruling.offices),
        (Premise.ISSUE, ruling.provisions),
    ):
        yield from ((kind, one) for one in found)
    if ruling.sources is not None:
        yield from _source_premises(ruling.sources)


def _source_premises(sources: tuple[str, ...]) -> list[Hashable]:
    """Return a premise for each source of the duty, and one of its own for having none."""
    return [(Premise.SOURCE_OF_DUTY, one) for one in sources or (None,)]


def _same_source(asked: tuple[str, ...] | None, ruled: tuple[str, ...] | None) -> str | None:
    if asked is None or ruled is None:
        return None
    if not asked and not ruled:
        return "the same lack of a source of a duty to arrest"
    same = [source for source in asked if source in ruled]
    if not same:
        return None
    return f"the same source of the duty: {listing([label(source) for source in same])}"


def _precedent(premises: _Premises, shared: tuple[SharedPremise, ...], *, later: bool) -> Precedent:
    return Precedent(
        record=premises.id,
        on=premises.on,
        decided=premises.decided,
        shared=shared,
        later=later,
    )
