"""What could be otherwise in a case: other values of its facts, and other readings of the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final

from ...inference.alternatives import AlternativeCase, Choice
from ...rulebase.model import Changeability
from ...timeline.relations import FOLLOWED, following
from ...timeline.steps import Basis, Holding, Steps
from ...timeline.timeline import Variable, mask
from ..determinations import StateDetermination
from ..query import Query
from ..reasoner import Reasoner
from ..terms import Outcome
from .considered import Considered, OtherFact, Place, PositionChoice
from .model import Plausibility

_CHANGES: Final = {
    Changeability.BY_TIME: Plausibility.BY_TIME,
    Changeability.BY_ACT: Plausibility.BY_ACT,
    Changeability.BY_COURT: Plausibility.BY_COURT,
    Changeability.RARELY: Plausibility.RARELY,
}


@dataclass(frozen=True, slots=True)
class Chance:
    """How a fact may come to be otherwise.

    ``order``: where the value stands among those that may follow the present one.
    """

    plausibility: Plausibility
    scheduled: date | None
    order: int


class Candidates:
    """The cases of a determination without names, and every choice that could be made otherwise."""

    def __init__(self, reasoner: Reasoner, query: Query, of_state: StateDetermination) -> None:
        self._reasoner = reasoner
        self._rulebase = reasoner.inference.rulebase
        self._judgement = of_state
        self._fixed = {*query.given.asked, *query.given.assumed}
        self._day = query.on.toordinal()

        kept, determination = reasoner.considered, of_state.determination
        self.considered: Final = kept.get(determination) or kept.keep(
            determination, self._consider()
        )
        self.situation: Final = self.considered.situation

    def facts(self, only: AbstractSet[Place] | None = None) -> Iterator[tuple[OtherFact, Choice]]:
        """Yield every fact that could be otherwise, with its choice for the search.

        ``only``: the facts that are wanted, by default all.
        A value that an unknown fact may have is one only if the outcome is undetermined: else it
        makes no difference. A fact that is part of the question stays as asked.
        """
        facts = self._rulebase.facts
        found: Iterable[tuple[OtherFact, Choice]] = self.considered.facts
        if only is not None:
            found = self._others(self.situation, sorted(only))
        for other, choice in found:
            if facts[other.at[1]].relation in FOLLOWED:
                follows = self._following(other)
                yield replace(other, follows=follows), replace(choice, follows=self._masks(follows))
            else:
                yield other, choice

    def positions(self) -> tuple[tuple[PositionChoice, Choice], ...]:
        """Return every position that could be taken instead, with its choice for the search."""
        return self.considered.positions

    def _consider(self) -> Considered:
        """Return what is the same in every case of the determination."""
        of_state, facts = self._judgement, range(len(self._rulebase.facts))
        joint = of_state.subject.joint(self._reasoner.inference, self._day)
        numbers: dict[Variable, int] = {}
        taken = tuple(1 << position for position in of_state.determination.positions)
        issues = tuple(_issue(index) for index in range(len(taken)))
        situation = AlternativeCase(
            tuple(truth + taken for truth in joint.truths),
            tuple(
                tuple(numbers.setdefault(one, len(numbers)) for one in variables) + issues
                for variables in joint.variables
            ),
            of_state.determination.outcome.value,
        )
        places = product(range(len(joint.truths)), facts)
        others = tuple(self._others(situation, places))
        return Considered(situation, others, tuple(self._positions()))

    def _others(
        self, situation: AlternativeCase, places: Iterable[Place]
    ) -> Iterator[tuple[OtherFact, Choice]]:
        undetermined = situation.outcome == Outcome.UNDETERMINED.value
        seen: set[int] = set()
        for warrant, index in places:
            fact, mask = self._rulebase.facts[index], situation.masks[warrant][index]
            variable = situation.numbers[warrant][index]
            if variable in seen or fact.name in self._fixed:
                continue
            seen.add(variable)
            changes = fact.changes is not Changeability.NEVER
            for number, value in enumerate(fact.values):
                may_be = bool(mask >> number & 1)
                if mask != 1 << number and (undetermined if may_be else changes):
                    other = OtherFact((warrant, index), value, may_be, {})
                    yield other, Choice(variable, number)

    def _positions(self) -> Iterator[tuple[PositionChoice, Choice]]:
        for index, issue in enumerate(self._rulebase.issues):
            for position in self._reasoner.readings.available(issue):
                if position != self._judgement.determination.positions[index]:
                    yield PositionChoice(index, position), Choice(_issue(index), position)

    def holding(self, other: OtherFact) -> Holding:
        """Return what holds of a fact now."""
        warrant, index = other.at
        return self._judgement.subject.timelines[warrant].holding(index, self._day)

    def chance(self, other: OtherFact) -> Chance:
        """Return how a fact may come to be otherwise."""
        if other.open:
            return Chance(Plausibility.OPEN, None, 0)
        warrant, index = other.at
        fact, holding = self._rulebase.facts[index], self.holding(other)
        after = tuple(dict.fromkeys(one for now in holding.values for one in fact.after(now)))
        order = after.index(other.value) if other.value in after else len(after)
        steps = self._judgement.subject.timelines[warrant].facts[index]
        scheduled = _scheduled(steps, self._day, other.value)
        if scheduled is not None:
            return Chance(Plausibility.SCHEDULED, scheduled, order)
        if other.value in after:
            return Chance(_CHANGES[fact.changes], None, order)
        if holding.basis in {Basis.PRESUMED, Basis.NO_RECORD}:
            return Chance(Plausibility.PRESUMED, None, order)
        return Chance(Plausibility.CONTRARY, None, order)

    def _following(self, other: OtherFact) -> Mapping[Place, Holding]:
        """Return what would be so along with a fact, for every warrant that shares it."""
        warrant, index = other.at
        supposed = {self._rulebase.facts[index].name: other.value}
        numbers = self.situation.numbers
        return {
            (case, one): holding
            for case, timeline in enumerate(self._judgement.subject.timelines)
            if numbers[case][index] == numbers[warrant][index]
            for one, holding in following(
                self._reasoner.world, self._rulebase, timeline.case, supposed, self._day
            ).items()
            if self._rulebase.facts[one].name not in self._fixed
        }

    def _masks(self, follows: Mapping[Place, Holding]) -> tuple[tuple[int, int], ...]:
        numbers, facts = self.situation.numbers, self._rulebase.facts
        return tuple(
            (numbers[case][one], mask(facts[one], holding.values))
            for (case, one), holding in follows.items()
        )


def _issue(index: int) -> int:
    """Return the number of an issue, which no fact has."""
    return -1 - index


def _scheduled(steps: Steps, day: int, value: str) -> date | None:
    """Return the first later day from which the records give a fact that value, if any."""
    for start, holding in zip(steps.starts, steps.holdings, strict=True):
        if start > day and holding.basis is Basis.RECORD and holding.values == {value}:
            return date.fromordinal(start)
    return None
