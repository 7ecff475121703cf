"""Whether the order of severity ever decides: persons with several warrants, on record.

Outcomes that never come out together for one person need no order. Every person with several
warrants is looked at, at every place, for every State there, on every day on which something
changes; however the person is there, or whatever for; under every profile and every single change
of position that matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...base.errors import Contradiction
from ...inference.joint import JointQuestion
from ...rulebase.model import DecisionTable
from ...timeline.timeline import Timeline, Truth
from .equivalence import Equivalence
from .moved import Ways
from .occurring import Occurring

Outcomes = frozenset[str]


@dataclass(frozen=True)
class Joined:
    """The outcomes that come out together."""

    occurring: Occurring

    def decides(self, law: DecisionTable, mutant: DecisionTable) -> Equivalence:
        """Return whether another order of severity ever gives another answer."""
        for outcomes, where in self.together.items():
            one, other = (_gravest(order, outcomes) for order in (law, mutant))
            if one != other:
                return Equivalence(False, f"{other}, not {one}", where)
        return Equivalence(True)

    @cached_property
    def together(self) -> Mapping[Outcomes, Mapping[str, str]]:
        """Each set of outcomes of the warrants of one person, with where it occurs."""
        found: dict[Outcomes, Mapping[str, str]] = {}
        ways = Ways(self.occurring.inference)
        seen: set[tuple[Truth, ...]] = set()
        for day, timelines in self._several():
            recorded = tuple(timeline.at(day) for timeline in timelines)
            for given in ways.given:
                truths = tuple(map(given.over, recorded))
                if truths not in seen:
                    seen.add(truths)
                    case = timelines[0].case
                    where = {"person": case.person, "place": case.place, "on": _date(day)}
                    for outcomes in self._outcomes(ways, truths, timelines):
                        found.setdefault(outcomes, where)
        return found

    def _outcomes(
        self, ways: Ways, truths: tuple[Truth, ...], timelines: tuple[Timeline, ...]
    ) -> Iterator[Outcomes]:
        inference = self.occurring.inference
        joint = JointQuestion(inference, truths, tuple(one.variables for one in timelines))
        for positions in ways.positions(frozenset[int]().union(*map(inference.matters, truths))):
            try:
                completions = joint.settle(positions).completions
            except Contradiction:
                continue
            for completion in completions:
                yield frozenset(verdict.outcome for verdict in completion.verdicts)

    def _several(self) -> Iterator[tuple[int, tuple[Timeline, ...]]]:
        """Yield the timelines of each person with several warrants at each place, and each day."""
        world, timelines = self.occurring.world, self.occurring.timelines
        together: dict[tuple[str, str, str], list[Timeline]] = {}
        for case in self.occurring.cases:
            if len(tuple(world.warrants_of(case.person))) > 1:
                key = case.person, case.place, case.host
                together.setdefault(key, []).append(timelines.of(case))
        for several in together.values():
            for day in sorted({start for timeline in several for start in timeline.starts}):
                yield day, tuple(several)


def _gravest(question: DecisionTable, outcomes: Outcomes) -> str:
    return next((outcome for outcome in question.severity if outcome in outcomes), "")


def _date(day: int) -> str:
    return date.fromordinal(max(day, 1)).isoformat()
