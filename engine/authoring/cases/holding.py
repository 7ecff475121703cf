"""Properties of the rules that a case says hold at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...answers.assessor import Assessor
from ..kit.point import Point
from ..kit.properties import properties_of
from ..kit.under_test import UnderTest
from .case import QuestionPut
from .mismatch import Mismatch, member


def broken(
    under_test: UnderTest, wanted: Sequence[str], points: Sequence[Point]
) -> Iterator[Mismatch]:
    """Yield how the properties of those names do not hold at the points.

    Raises `InputError` if the rule base has no property of one of the names.
    """
    known = {one.name: one for one in properties_of(under_test.rulebase)}
    for name in wanted:
        check = known[member("holds", name, known)].check
        failures = (failure for point in points for failure in check(under_test, point))
        for says in dict.fromkeys(failure.says for failure in failures):
            yield Mismatch(f"holds.{name}", "true", says)


def points_of(put: QuestionPut, engine: Assessor) -> tuple[Point, ...]:
    """Return the point of each warrant and each State with a role there.

    Raises what `Engine.travel_risk` raises.
    """
    known, query = engine.resolve(put.asked())
    day = query.on.toordinal()
    return tuple(
        Point(truth, of_state.determination.positions)
        for of_state in known.reasoner.determinations(query)
        for truth in of_state.subject.truths(day)
    )
