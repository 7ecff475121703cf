"""Makes a point smaller while something stays so: every fact that is left out does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from ...inference.types import members
from ...rulebase.model import RuleBase
from .point import Point, nothing_on_record, usual_positions

StillSo = Callable[[Point], bool]


def minimal(rulebase: RuleBase, point: Point, still_so: StillSo) -> Point:
    """Return a smallest point at which ``still_so`` holds, reached from one at which it does.

    Facts become known, then as they are without a record; positions become those of the first
    profile. The result is minimal: no one fact or position, and no two of them, could go that
    way as well. Points that are impossible are not asked about.
    """

    def allowed(candidate: Point) -> bool:
        return next(candidate.completions(rulebase), None) is not None and still_so(candidate)

    while True:
        better = next(filter(allowed, _smaller(rulebase, point)), None)
        if better is None:
            return point
        point = better


def said(rulebase: RuleBase, point: Point) -> tuple[int, ...]:
    """Return the facts and issues (as variables) in which a point is not as without a record."""
    usual = (*nothing_on_record(rulebase), *usual_positions(rulebase))
    here = (*point.truth, *point.positions)
    return tuple(index for index, value in enumerate(here) if value != usual[index])


def _smaller(rulebase: RuleBase, point: Point) -> Iterator[Point]:
    """Yield the points that are one step smaller, the greatest steps first."""
    facts = len(rulebase.facts)
    usual = (*nothing_on_record(rulebase), *usual_positions(rulebase))
    here = (*point.truth, *point.positions)
    differing = said(rulebase, point)

    def with_usual(variables: tuple[int, ...]) -> Point:
        values = list(here)
        for variable in variables:
            values[variable] = usual[variable]
        return Point(tuple(values[:facts]), tuple(values[facts:]))

    # Half of it at once, where that is possible: most of what was drawn does not matter.
    if len(differing) > 3:
        middle = len(differing) // 2
        yield with_usual(differing[:middle])
        yield with_usual(differing[middle:])
    for size in (1, 2):
        for variables in combinations(differing, size):
            yield with_usual(variables)
    for variable in differing:
        if variable < facts and point.truth[variable].bit_count() > 1:
            for value in members(point.truth[variable]):
                known = (*point.truth[:variable], 1 << value, *point.truth[variable + 1 :])
                yield Point(known, point.positions)
