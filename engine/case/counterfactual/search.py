"""What would change the answer: the smallest changes of facts, what is scheduled, other readings.

The sets are minimal: no part of one changes the outcome by itself. A set is judged as the same
assumptions would be, over every completion of what is not known; the tests hold both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

from ...base.errors import TooManyUnknowns
from ...inference.alternatives import Alternative, Choice
from ...records.describe import describe, host_name
from ...records.reference import Named, RecordRef
from ...rulebase.model import Position, Standing
from ...timeline.relations import FOLLOWED
from ...timeline.steps import Holding
from ..determinations import StateDetermination
from ..periods import AnswerPeriod, ahead
from ..query import Query
from ..reasoner import Reasoner
from ..terms import Outcome
from .candidates import Candidates, Chance
from .considered import OtherFact, Place, PositionChoice
from .model import ChangedFact, Changes, ChangeSet, FollowingFact, OtherReading, Plausibility
from .model import OtherPosition as Taken
from .sentences import Consequence, followed, of_warrant, supposed

T = TypeVar("T")
Found = tuple[tuple[T, ...], Alternative]
"""What would be otherwise, and what would follow."""

_RANK: Final = {kind: rank for rank, kind in enumerate(Plausibility)}
_HELD: Final = {standing: rank for rank, standing in enumerate(Standing)}


def changes(
    reasoner: Reasoner, query: Query, of_state: StateDetermination | None = None
) -> Changes:
    """Return what would change the answer to ``query``.

    ``of_state``: the first of `Reasoner.determinations`, if it is at hand. Where the outcome is
    undetermined the facts include what may turn out to be so and would settle it.
    """
    first = of_state or reasoner.determinations(query)[0]
    candidates = Candidates(reasoner, query, first)
    teller = _Teller(reasoner, query, first, candidates)
    facts: tuple[ChangeSet, ...] = ()
    readings: tuple[OtherReading, ...] = ()
    note = ""
    try:
        facts = teller.facts(_found(reasoner, candidates, tuple(candidates.facts())))
        readings = teller.readings(_found(reasoner, candidates, tuple(candidates.positions())))
    except TooManyUnknowns as error:
        note = str(error)
    return Changes(
        person=Named(id=query.person.id, name=query.person.name),
        place=Named(id=query.place.id, name=query.place.name),
        on=query.on,
        outcome=first.determination.outcome,
        scheduled=scheduled(reasoner, query, first),
        facts=facts,
        readings=readings,
        note=note,
        world=reasoner.world.digest,
        rules=reasoner.inference.rulebase.digest,
    ).told_in(reasoner.inference.question.wording)


def scheduled(
    reasoner: Reasoner, query: Query, of_state: StateDetermination
) -> tuple[AnswerPeriod, ...]:
    """Return how the answer is set to change after the asked day; nothing if facts are assumed."""
    return () if query.given.assumed else ahead(reasoner, query, of_state)


def decisive(
    reasoner: Reasoner,
    query: Query,
    of_state: StateDetermination,
    only: AbstractSet[Place],
) -> tuple[tuple[Place, Plausibility], ...]:
    """Return those of some facts by which alone the outcome would be another one.

    A fact is given by the index of a warrant that it is about and its own; with each comes how
    plausible it is that it were otherwise.
    """
    candidates = Candidates(reasoner, query, of_state)

    def find() -> tuple[Found[OtherFact], ...]:
        try:
            return _found(reasoner, candidates, tuple(candidates.facts(only)))
        except TooManyUnknowns:
            return ()

    facts = reasoner.inference.rulebase.facts
    if FOLLOWED.isdisjoint(facts[index].relation for _, index in only):
        # Where nothing follows from a fact, what it alone would do is so in every case alike.
        alone, key = candidates.considered.alone, frozenset(only)
        if key not in alone:
            alone[key] = any(len(changed) == 1 for changed, _ in find())
        if not alone[key]:
            return ()
    return tuple(
        (changed[0].at, candidates.chance(changed[0]).plausibility)
        for changed, _ in find()
        if len(changed) == 1
    )


def _found(
    reasoner: Reasoner, candidates: Candidates, others: Sequence[tuple[T, Choice]]
) -> tuple[Found[T], ...]:
    choices = tuple(choice for _, choice in others)
    return tuple(
        (tuple(others[index][0] for index in one.choices), one)
        for one in reasoner.inference.alternatives.of(candidates.situation, choices)
    )


class _Teller:
    """Tells what was found of one determination in words, with the records concerned."""

    def __init__(
        self,
        reasoner: Reasoner,
        query: Query,
        of_state: StateDetermination,
        candidates: Candidates,
    ) -> None:
        self._candidates = candidates
        self._chances: dict[int, Chance] = {}
        self._reasoner = reasoner
        self._world = reasoner.world
        self._rulebase = reasoner.inference.rulebase
        self._subject = of_state.subject
        host = host_name(self._world, query.place, of_state.role.state)
        self._consequence = Consequence(
            query.person.name, host, reasoner.inference.question.wording, reasoner.past(query.on)
        )
        self._facts: dict[int, ChangedFact] = {}

    def facts(self, found: Sequence[Found[OtherFact]]) -> tuple[ChangeSet, ...]:
        """Return sets of facts, the most plausible first; those with other values told once."""
        alike: dict[object, list[Found[OtherFact]]] = {}
        for one in sorted(found, key=self._plausible):
            facts, alternative = one
            key = tuple(fact.at for fact in facts), alternative.outcomes
            alike.setdefault(key, []).append(one)
        return tuple(self._set(*group) for group in alike.values())

    def readings(self, found: Sequence[Found[PositionChoice]]) -> tuple[OtherReading, ...]:
        """Return sets of positions, single ones first, then by who holds them."""
        return tuple(self._reading(*one) for one in sorted(found, key=self._held))

    def _set(self, first: Found[OtherFact], *others: Found[OtherFact]) -> ChangeSet:
        facts, alternative = first
        told = tuple(self._fact(fact) for fact in facts)
        conditions = [supposed(one.says, one.plausibility, one.scheduled) for one in told]
        return ChangeSet(
            facts=told,
            outcome=Outcome(alternative.outcome),
            outcomes=tuple(map(Outcome, alternative.outcomes)),
            plausibility=max((one.plausibility for one in told), key=_RANK.__getitem__),
            says=self._consequence.says(conditions, alternative.outcome),
            likewise=tuple(tuple(fact.value for fact in other) for other, _ in others),
        )

    def _fact(self, other: OtherFact) -> ChangedFact:
        found = self._facts.get(id(other))
        if found is None:
            found = self._facts[id(other)] = self._told(other)
        return found

    def _told(self, other: OtherFact) -> ChangedFact:
        warrant, index = other.at
        holding, chance = self._candidates.holding(other), self._chance(other)
        return ChangedFact(
            fact=self._rulebase.facts[index].name,
            now=holding.value if holding.known else "unknown",
            then=other.value,
            says=self._clause(warrant, index, other.value),
            plausibility=chance.plausibility,
            scheduled=chance.scheduled,
            records=self._records(holding),
            follows=tuple(
                FollowingFact(
                    fact=self._rulebase.facts[one].name,
                    value=then.value if then.known else "unknown",
                    says=self._clause(case, one, then.value) if then.known else "",
                    records=self._records(then),
                )
                for (case, one), then in other.follows.items()
            ),
        )

    def _records(self, holding: Holding) -> tuple[RecordRef, ...]:
        return tuple(
            describe(self._world, self._world.records[record]) for record in holding.records
        )

    def _chance(self, other: OtherFact) -> Chance:
        found = self._chances.get(id(other))
        if found is None:
            found = self._chances[id(other)] = self._candidates.chance(other)
        return found

    def _clause(self, case: int, fact: int, value: str) -> str:
        warrant = self._subject.warrants[case]
        says = self._subject.says(fact, value, case)
        own = warrant.id in self._subject.timelines[case].variables[fact][1:]
        return of_warrant(says, warrant) if own else says

    def _reading(self, taken: tuple[PositionChoice, ...], alternative: Alternative) -> OtherReading:
        positions = [self._position(one) for one in taken]
        readings = self._reasoner.readings
        return OtherReading(
            positions=tuple(
                Taken(
                    issue=self._rulebase.issues[one.issue].id,
                    question=self._rulebase.issues[one.issue].question,
                    position=position.id,
                    title=position.title,
                    standing=readings.standing(position).value,
                    holders=position.holders,
                    published=position.published,
                )
                for one, position in zip(taken, positions, strict=True)
            ),
            outcome=Outcome(alternative.outcome),
            outcomes=tuple(map(Outcome, alternative.outcomes)),
            says=self._consequence.says(
                [followed(one, readings.standing(one)) for one in positions], alternative.outcome
            ),
        )

    def _position(self, taken: PositionChoice) -> Position:
        return self._rulebase.issues[taken.issue].positions[taken.position]

    def _held(self, found: Found[PositionChoice]) -> tuple[int, ...]:
        standings = (self._reasoner.readings.standing(self._position(one)) for one in found[0])
        return len(found[0]), *sorted((_HELD[one] for one in standings), reverse=True)

    def _plausible(self, found: Found[OtherFact]) -> tuple[int, ...]:
        """Order by the least plausible fact, then by how many there are, then by the others."""
        chances = [self._chance(fact) for fact in found[0]]
        ranks = [_RANK[chance.plausibility] for chance in chances]
        return max(ranks), len(ranks), sum(ranks), sum(chance.order for chance in chances)
