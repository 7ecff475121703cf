"""What could be otherwise in a case: other values of its facts, and other readings of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Final

from ...inference.alternatives import AlternativeCase, Choice
from ...rulebase.model import Changeability, Fact
from ...timeline.basis import Basis
from ...timeline.steps import Holding, Steps
from ...timeline.supposed import FOLLOWED, following
from ...timeline.timeline import Variable, mask
from ..determinations import StateDetermination
from ..query import Query
from ..reasoner import Reasoner
from ..terms import Outcome
from .model import Plausibility

_CHANGES: Final = {
    Changeability.BY_TIME: Plausibility.BY_TIME,
    Changeability.BY_ACT: Plausibility.BY_ACT,
    Changeability.BY_COURT: Plausibility.BY_COURT,
    Changeability.RARELY: Plausibility.RARELY,
}

Place = tuple[int, int]
"""A warrant and a fact, by index."""


@dataclass(frozen=True, slots=True)
class OtherFact:
    """One fact of one warrant with another value, and what would be so along with it.

    ``open``: it is not known whether the fact has that value today.
    """

    at: Place
    value: str
    open: bool
    follows: Mapping[Place, Holding]


@dataclass(frozen=True, slots=True)
class Chance:
    """How a fact may come to be otherwise.

    ``order``: where the value stands among those that may follow the present one.
    """

    plausibility: Plausibility
    scheduled: date | None
    order: int


@dataclass(frozen=True, slots=True)
class PositionChoice:
    """Another position on an issue, by index."""

    issue: int
    position: int


class Candidates:
    """The cases of a determination without names, and every choice that could be made otherwise."""

    def __init__(self, reasoner: Reasoner, query: Query, of_state: StateDetermination) -> None:
        self._reasoner = reasoner
        self._rulebase = reasoner.inference.rulebase
        self._judgement = of_state
        self._fixed = {*query.given.asked, *query.given.assumed}
        self._day = query.on.toordinal()

    @cached_property
    def situation(self) -> AlternativeCase:
        """The cases without names."""
        of_state = self._judgement
        joint = of_state.subject.joint(self._reasoner.inference, self._day)
        numbers: dict[Variable, int] = {}
        taken = tuple(1 << position for position in of_state.determination.positions)
        issues = tuple(_issue(index) for index in range(len(taken)))
        return AlternativeCase(
            tuple(truth + taken for truth in joint.truths),
            tuple(
                tuple(numbers.setdefault(one, len(numbers)) for one in variables) + issues
                for variables in joint.variables
            ),
            of_state.determination.outcome.value,
        )

    def facts(self, only: AbstractSet[Place] | None = None) -> Iterator[tuple[OtherFact, Choice]]:
        """Yield every fact that could be otherwise, with its choice for the search.

        ``only``: the facts that are wanted, by default all.
        A value that an unknown fact may have is one only if the outcome is undetermined: else it
        makes no difference. A fact that is part of the question stays as asked.
        """
        undetermined = self._judgement.determination.outcome is Outcome.UNDETERMINED
        seen: set[int] = set()
        places = product(range(len(self.situation.masks)), range(len(self._rulebase.facts)))
        for warrant, index in places if only is None else sorted(only):
            fact, mask = self._rulebase.facts[index], self.situation.masks[warrant][index]
            variable = self.situation.numbers[warrant][index]
            if variable in seen or fact.name in self._fixed:
                continue
            seen.add(variable)
            changes = fact.changes is not Changeability.NEVER
            for number, value in enumerate(fact.values):
                may_be = bool(mask >> number & 1)
                if mask != 1 << number and (undetermined if may_be else changes):
                    follows = self._following((warrant, index), fact, value)
                    other = OtherFact((warrant, index), value, may_be, follows)
                    yield other, Choice(variable, number, self._masks(follows))

    def positions(self) -> Iterator[tuple[PositionChoice, Choice]]:
        """Yield every position that could be taken instead, with its choice for the search."""
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

    def _following(self, at: Place, fact: Fact, value: str) -> Mapping[Place, Holding]:
        """Return what would be so along with a fact, for every warrant that shares it."""
        if fact.relation not in FOLLOWED:
            return {}
        warrant, index = at
        numbers = self.situation.numbers
        return {
            (case, one): holding
            for case, timeline in enumerate(self._judgement.subject.timelines)
            if numbers[case][index] == numbers[warrant][index]
            for one, holding in following(
                self._reasoner.world, self._rulebase, timeline.case, {fact.name: value}, self._day
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
