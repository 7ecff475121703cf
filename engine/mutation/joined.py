"""Whether the order of severity ever decides: persons with several warrants, on record.

Two outcomes that never both come out for one person need no order. Every person with several
warrants is looked at, at every place, for every State there, on every day on which something
changes; however the person is there, or whatever for; under every profile and every single change
of position that matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..errors import Contradiction
from ..inference.joint import JointQuestion
from ..lang.model import Question
from ..timeline.timeline import Timeline
from .equivalence import Equivalence
from .moved import Ways
from .occurring import Occurring


def joined(law: Question, mutant: Question, occurring: Occurring) -> Equivalence:
    """Return whether another order of severity ever gives another answer on record."""
    inference, ways = occurring.inference, Ways(occurring.inference)
    seen: set[object] = set()
    for day, timelines in _several(occurring):
        recorded = tuple(timeline.at(day) for timeline in timelines)
        for given in ways.given:
            truths = tuple(map(given.over, recorded))
            if truths in seen:
                continue
            seen.add(truths)
            joint = JointQuestion(inference, truths, tuple(t.variables for t in timelines))
            matters = frozenset[int]().union(*map(inference.matters, truths))
            for positions in ways.positions(matters):
                try:
                    completions = joint.settle(positions).completions
                except Contradiction:
                    continue
                for completion in completions:
                    found = {verdict.outcome for verdict in completion.verdicts}
                    one, other = (_gravest(order.severity, found) for order in (law, mutant))
                    if one != other:
                        case, when = timelines[0].case, date.fromordinal(day).isoformat()
                        where = {"person": case.person, "place": case.place, "on": when}
                        return Equivalence(False, f"{other}, not {one}", where)
    return Equivalence(True)


def _gravest(severity: tuple[str, ...], found: set[str]) -> str:
    return next((outcome for outcome in severity if outcome in found), "")


def _several(occurring: Occurring) -> Iterator[tuple[int, tuple[Timeline, ...]]]:
    """Yield the timelines of each person with several warrants at each place, and each day."""
    together: dict[tuple[str, str, str], list[Timeline]] = {}
    for case in occurring.cases:
        if len(tuple(occurring.world.warrants_of(case.person))) > 1:
            key = case.person, case.place, case.host
            together.setdefault(key, []).append(occurring.timelines.of(case))
    for timelines in together.values():
        for day in sorted({start for timeline in timelines for start in timeline.starts}):
            yield day, tuple(timelines)
