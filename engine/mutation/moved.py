"""Whether a change that comes a day early or late ever gives another answer on record.

A shifted relation alters truths on single days only. All of these days are looked at, for every
warrant, place and State there, however the person is there and whatever for, under every profile
and every single change of position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from ..errors import Contradiction
from ..given import PRESENCE, PURPOSE, Given
from ..inference.inference import Inference
from ..inference.joint import JointQuestion
from ..lang.model import Assignment
from ..lang.readings import Readings
from ..roles import roles
from ..timeline.case import Case
from ..timeline.steps import Steps
from ..timeline.timeline import Truth, mask
from .draft import Draft, Shift
from .equivalence import Equivalence
from .occurring import Occurring


def moved(draft: Draft, occurring: Occurring) -> Equivalence:
    """Return whether the days that a draft reads otherwise ever change an answer."""
    search = _Search(occurring)
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
        for case in occurring.cases:
            steps = occurring.timelines.steps(fact, case)
            for day in _moved_days(steps, shift):
                if _has_role(occurring, case, day):
                    before = occurring.timelines.of(case).at(day)
                    later = mask(fact, shift(steps).at(day).values)
                    yield case, day, before, (*before[:index], later, *before[index + 1 :])


def _moved_days(steps: Steps, shift: Shift) -> list[int]:
    after = shift(steps)
    edges = {*steps.starts, *after.starts} - {0}
    return sorted(day for day in edges if steps.at(day).values != after.at(day).values)


def _has_role(occurring: Occurring, case: Case, day: int) -> bool:
    place = occurring.world.places[case.place]
    return any(role.state == case.host for role in roles(place, day))


@dataclass
class _Search:
    """Compares what follows from two truths; every pair once."""

    occurring: Occurring
    _seen: dict[tuple[Truth, Truth], bool] = field(default_factory=dict)

    def differs(self, before: Truth, after: Truth) -> bool:
        """Return whether anything said may differ between the two."""
        key = before, after
        if key not in self._seen:
            self._seen[key] = any(
                _said(self._inference, given.over(before), positions)
                != _said(self._inference, given.over(after), positions)
                for given in self._given()
                for positions in self._positions(given.over(before), given.over(after))
            )
        return self._seen[key]

    @property
    def _inference(self) -> Inference:
        return self.occurring.inference

    def _given(self) -> Iterator[Given]:
        rulebase = self._inference.rulebase
        values = (rulebase.values[rulebase.variables[name]] for name in (PRESENCE, PURPOSE))
        for presence, purpose in product(*values):
            yield Given.of(rulebase, presence, purpose, {})

    def _positions(self, *truths: Truth) -> Iterator[Assignment]:
        """Yield the positions of each profile, and those with one of them changed that matters."""
        rulebase = self._inference.rulebase
        matters = frozenset[int]().union(*map(self._inference.matters, truths))
        readings = Readings(rulebase)
        found: dict[Assignment, None] = {}
        for profile in rulebase.profiles.values():
            positions = readings.positions(profile)
            found[positions] = None
            for index, issue in enumerate(rulebase.issues):
                if len(rulebase.facts) + index in matters:
                    for other in range(len(issue.positions)):
                        found[*positions[:index], other, *positions[index + 1 :]] = None
        yield from found


def _said(inference: Inference, truth: Truth, positions: Assignment) -> object:
    try:
        settled = JointQuestion.alone(inference, truth).settle(positions)
    except Contradiction:
        return None
    return frozenset(
        (one.outcome, tuple(one.parts.items()), one.grounds, one.qualifications)
        for completion in settled.completions
        for one in completion.verdicts
    )
