"""Facts of a case: total assignments, truths with unknown facts, and points with positions."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import reject
from hypothesis import strategies as st

from ....rulebase.model import Assignment, Condition, RuleBase
from ....timeline.timeline import Truth
from ..point import Point, positions_of
from ..reach import Masks, Narrowing, Wish, wishes


def any_assignments(rulebase: RuleBase) -> st.SearchStrategy[Assignment]:
    """Draw total assignments, every value alike, whether the constraints allow them or not."""
    return st.tuples(*(st.integers(0, len(values) - 1) for values in rulebase.values))


def assignments(
    rulebase: RuleBase, hoped: Sequence[Wish] | None = None
) -> st.SearchStrategy[Assignment]:
    """Draw total assignments that break no constraint.

    Most are made so that some of the conditions ``hoped`` hold (by default: rules apply, rows
    decide, rules meet that speak against each other). They shrink towards the positions of the
    first profile and a case of which nothing is on record.
    """
    goals: Sequence[Wish] = wishes(rulebase) if hoped is None else tuple(hoped)

    # What is drawn takes no arguments here and below: a rule base is too large to be told.
    @st.composite
    def assignments(draw: st.DrawFn) -> Assignment:
        def choose(ways: Sequence[Condition]) -> Condition:
            return ways[draw(st.integers(0, len(ways) - 1))]

        reach = Narrowing(rulebase, choose)
        masks = reach.anything()
        if goals:
            for index in draw(st.lists(st.integers(0, len(goals) - 1), max_size=3)):
                holds = draw(st.sampled_from([True, True, True, False]))
                masks = reach.wish(goals[index], masks, holds=holds) or masks
        masks = _tweaked(draw, rulebase, masks)
        start = draw(st.none() | any_assignments(rulebase))
        found = reach.settle(masks, () if start is None else start)
        if found is None:
            reject()
        return found

    return assignments()


def _tweaked(draw: st.DrawFn, rulebase: RuleBase, masks: Masks) -> Masks:
    """Give a few variables any value, whatever it was needed for."""
    values = list(masks)
    for variable in draw(st.lists(st.integers(0, len(values) - 1), max_size=3)):
        values[variable] = 1 << draw(st.integers(0, len(rulebase.values[variable]) - 1))
    return tuple(values)


def facts(rulebase: RuleBase) -> st.SearchStrategy[dict[str, str]]:
    """Draw the facts of a case by name, each with one of its declared values."""

    @st.composite
    def facts(draw: st.DrawFn) -> dict[str, str]:
        assignment = draw(assignments(rulebase))
        return {
            fact.name: fact.values[value]
            for fact, value in zip(rulebase.facts, assignment, strict=False)
        }

    return facts()


def truths(rulebase: RuleBase, most_unknown: int = 4) -> st.SearchStrategy[Truth]:
    """Draw truths: for each fact the bit mask of its possible values.

    At most ``most_unknown`` facts are unknown, and some completion breaks no constraint.
    """

    @st.composite
    def truths(draw: st.DrawFn) -> Truth:
        return _blurred(draw, rulebase, draw(assignments(rulebase)), most_unknown)

    return truths()


def _blurred(
    draw: st.DrawFn, rulebase: RuleBase, assignment: Assignment, most_unknown: int
) -> Truth:
    truth = [1 << value for value in assignment[: len(rulebase.facts)]]
    indices = st.lists(st.integers(0, len(truth) - 1), max_size=most_unknown, unique=True)
    for fact in draw(indices) if truth else ():
        other = draw(st.integers(0, len(rulebase.values[fact]) - 1))
        every = draw(st.booleans())
        truth[fact] |= (1 << len(rulebase.values[fact])) - 1 if every else 1 << other
    return tuple(truth)


def points(
    rulebase: RuleBase, hoped: Sequence[Wish] | None = None, *, most_unknown: int = 0
) -> st.SearchStrategy[Point]:
    """Draw points: an assignment, some facts of which may be unknown, under any positions.

    The positions are those of a profile as often as any others. ``hoped``: see `assignments`.
    """

    @st.composite
    def points(draw: st.DrawFn) -> Point:
        assignment = draw(assignments(rulebase, hoped))
        truth = _blurred(draw, rulebase, assignment, most_unknown)
        profiles = list(rulebase.profiles.values())
        if profiles and draw(st.sampled_from([True, False])):
            chosen = profiles[draw(st.integers(0, len(profiles) - 1))]
            return Point(truth, positions_of(rulebase, chosen))
        return Point(truth, assignment[len(rulebase.facts) :])

    return points()
