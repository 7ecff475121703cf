"""Whether a change that comes a day early or late ever gives another answer on record.

A shifted relation alters truths on single days only. All of these days are looked at, for every
warrant, place and State there, however the person is there, or whatever for, under every profile
and every single change of position. Where the fact cannot matter (`Relevance`) nothing is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ...base.dates import FIRST_DAY
from ...base.errors import Contradiction
from ...case.determination import Determination
from ...case.inputs import PRESENCE, PURPOSE, Inputs
from ...inference.contest import Contest
from ...inference.inference import Inference
from ...inference.joint import JointQuestion, Settled
from ...rulebase.model import Assignment
from ...rulebase.readings import Readings
from ...timeline.case import Case
from ...timeline.place import roles
from ...timeline.steps import Steps
from ...timeline.timeline import Truth, Variable, mask
from .draft import Draft, Shift
from .equivalence import Equivalence
from .occurring import Occurring


def moved(draft: Draft, occurring: Occurring) -> Equivalence:
    """Return whether the days that a draft reads otherwise ever change an answer."""
    search = _Search(occurring.inference, Ways(occurring.inference))
    for case, day, before, after in _days(draft, occurring):
        if search.differs(before, after):
            when = date.fromordinal(day).isoformat()
            where = {"person": case.person, "place": case.place, "on": when}
            return Equivalence(False, f"another answer for {case.host or 'no State'}", where)
    return Equivalence(True)


def _days(draft: Draft, occurring: Occurring) -> Iterator[tuple[Case, int, Truth, Truth]]:
    """Yield every case and day on which the truth is another one, with both."""
    facts = occurring.inference.rulebase.facts
    for index, fact in enumerate(facts):
        shift = draft.shifts.get(fact.relation) if fact.relation else None
        if shift is None:
            continue
        moved_days: dict[Variable, list[int]] = {}
        for case in occurring.cases:
            variable = occurring.timelines.variable(fact, case)
            steps = occurring.timelines.steps(fact, case)
            if variable not in moved_days:
                moved_days[variable] = _moved_days(steps, shift)
            for day in moved_days[variable]:
                if _has_role(occurring, case, day):
                    before = occurring.timelines.of(case).at(day)
                    later = mask(fact, shift(steps).at(day).values)
                    yield case, day, before, (*before[:index], later, *before[index + 1 :])


def _moved_days(steps: Steps, shift: Shift) -> list[int]:
    after = shift(steps)
    edges = {*steps.starts, *after.starts} - {0}
    return sorted(
        day for day in edges if day >= FIRST_DAY and steps.at(day).values != after.at(day).values
    )


def _has_role(occurring: Occurring, case: Case, day: int) -> bool:
    place = occurring.world.places[case.place]
    return any(role.state == case.host for role in roles(place, day))


@dataclass(frozen=True)
class Ways:
    """How a case can be asked about: presences and purposes, profiles and single positions."""

    inference: Inference

    @cached_property
    def given(self) -> tuple[Inputs, ...]:
        """How a person may be there, and what for: each alone."""
        rulebase = self.inference.rulebase
        presences, purposes = (
            rulebase.values[rulebase.variables[name]] for name in (PRESENCE, PURPOSE)
        )
        ways = [(presence, purposes[0]) for presence in presences]
        ways += [(presences[0], purpose) for purpose in purposes[1:]]
        return tuple(Inputs.of(rulebase, *way, {}) for way in ways)

    def positions(self, matters: frozenset[int]) -> tuple[Assignment, ...]:
        """Return the positions of each profile, and those with one of them changed.

        Only issues that matter are varied; on the others the first position stands.
        """
        rulebase = self.inference.rulebase
        first = len(rulebase.facts)
        vary = [i for i in range(len(rulebase.issues)) if first + i in matters]
        found: dict[Assignment, None] = {}
        for chosen in self._profiles:
            positions = tuple(one if i in vary else 0 for i, one in enumerate(chosen))
            found[positions] = None
            for index in vary:
                for other in range(len(rulebase.issues[index].positions)):
                    found[*positions[:index], other, *positions[index + 1 :]] = None
        return tuple(found)

    @cached_property
    def _profiles(self) -> tuple[Assignment, ...]:
        rulebase = self.inference.rulebase
        readings = Readings(rulebase)
        return tuple(map(readings.positions, rulebase.profiles.values()))


@dataclass
class _Search:
    """Compares what is answered on two truths that differ in one fact; every pair once."""

    inference: Inference
    ways: Ways
    _seen: dict[tuple[Truth, Truth], bool] = field(default_factory=dict)
    _answered: dict[tuple[Truth, tuple[Assignment, ...]], object] = field(default_factory=dict)

    def differs(self, before: Truth, after: Truth) -> bool:
        """Return whether anything answered may differ between the two."""
        key = before, after
        if key not in self._seen:
            self._seen[key] = any(
                self._differs(given.over(before), given.over(after)) for given in self.ways.given
            )
        return self._seen[key]

    def _differs(self, before: Truth, after: Truth) -> bool:
        either = tuple(one | other for one, other in zip(before, after, strict=True))
        changed = {i for i, mask in enumerate(before) if mask != after[i]}
        matters = self.inference.matters(either)
        if not changed & matters:
            return False
        positions = self.ways.positions(matters)
        return self._answers(before, positions) != self._answers(after, positions)

    def _answers(self, truth: Truth, positions: tuple[Assignment, ...]) -> object:
        """Return what answers show under each of the positions.

        Also which outcomes go together in one completion, on which hangs what is contested; and
        ``None`` if the records would contradict themselves.
        """
        key = truth, positions
        if key not in self._answered:
            try:
                settled = [
                    JointQuestion.alone(self.inference, truth).settle(one) for one in positions
                ]
            except Contradiction:
                self._answered[key] = None
            else:
                outcomes = ([one.outcome for one in each.completions] for each in settled)
                self._answered[key] = (
                    [self._shown(*each) for each in zip(positions, settled, strict=True)],
                    frozenset(zip(*outcomes, strict=True)),
                )
        return self._answered[key]

    def _shown(self, positions: Assignment, settled: Settled) -> object:
        determination = Determination(
            positions, settled, _not_weighed, self.inference.question.exposure
        )
        return (
            frozenset(settled.outcomes),
            determination.reason,
            determination.duty,
            determination.power,
            determination.surrender,
            determination.execution,
            determination.grounds,
            determination.qualifications(self.inference.question.qualifications.values()),
        )


def _not_weighed() -> Contest:
    return Contest(contested=None, turns_on=())
