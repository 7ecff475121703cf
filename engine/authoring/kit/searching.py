"""Looks for a point at which a property does not hold, and makes it as small as it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Final

from ...rulebase.model import Condition, RuleBase
from .minimal import minimal
from .point import Point
from .property import Component, Failure, Property
from .reach import Narrowing, TurningPoint, Wish, meetings, wishes
from .under_test import UnderTest

EXAMPLES: Final = 200
"""How many points are looked at by default."""

MOST_UNKNOWN: Final = 4

_FEWEST: Final = 10


@dataclass(frozen=True)
class Counterexample:
    """A point at which a property does not hold; no fact that could be left out is in it."""

    of: Property
    point: Point
    failures: tuple[Failure, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that bring it about, each once."""
        named = (rule for failure in self.failures for rule in failure.rules)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class Searched:
    """How many points were looked at, and the counterexample if there was one."""

    points: int
    found: Counterexample | None


def search(
    under_test: UnderTest,
    property_: Property,
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    at_corners: bool = True,
) -> Searched:
    """Look at the corners of a rule base and at ``examples`` random points.

    Of a property with a weight so many times fewer random points are looked at. ``seed`` chooses
    them: the same seed, the same points; the corners are the same for every seed. Needs
    Hypothesis.
    """
    looked = 0
    failing: list[Point] = []

    def fails(point: Point) -> bool:
        nonlocal looked
        looked += 1
        if property_.holds(under_test, point):
            return False
        failing.append(point)
        return True

    first = corners(under_test.rulebase, property_) if at_corners else ()
    if not any(map(fails, first)):
        few = max(_FEWEST, examples // property_.weight)
        _draw(under_test.rulebase, property_, fails, examples=few, seed=seed)
    if not failing:
        return Searched(looked, None)
    return Searched(looked, counterexample(under_test, property_, failing[0]))


def counterexample(under_test: UnderTest, property_: Property, point: Point) -> Counterexample:
    """Return the smallest counterexample that can be reached from a point that is one."""
    base = under_test.rulebase

    def still_so(other: Point) -> bool:
        if property_.open:
            return not property_.holds(under_test, other)
        # A fact may be left unknown only if it does not matter what it is.
        completions = (Point.of(base, one) for one in other.completions(base))
        return not any(property_.holds(under_test, one) for one in completions)

    small = minimal(base, point, still_so)
    failures = tuple(dict.fromkeys(property_.check(under_test, small)))
    return Counterexample(property_, small, failures)


def corners(rulebase: RuleBase, property_: Property) -> Iterator[Point]:
    """Yield the points at which a mistake is most likely to show, always the same ones."""
    random = Random(0)  # noqa: S311  # nothing is secret here

    def choose(ways: Sequence[Condition]) -> Condition:
        return ways[0] if random.random() < _FIRST else random.choice(ways)

    reach = Narrowing(rulebase, choose)
    hoped: list[Wish] = list(property_.hoped)
    if property_.component is Component.RULES:
        hoped += meetings(rulebase)
    seen: set[Point] = set()
    for wish in hoped:
        for _ in range(_TURNS if isinstance(wish, TurningPoint) else _TRIES):
            masks = reach.wish(wish, reach.anything())
            assignment = None if masks is None else reach.settle(masks)
            if assignment is not None:
                point = Point.of(rulebase, assignment)
                if point not in seen:
                    seen.add(point)
                    yield point


_FIRST: Final = 0.5
"""How often the simplest way to make something hold is taken."""

_TRIES: Final = 3
"""How many ways are tried to make something hold."""

_TURNS: Final = 40
"""How many ways are tried to make something turn, which most ways to make it hold do not allow."""


class _Found(Exception):
    """Ends a run: a point was found at which the property does not hold."""


def _draw(
    rulebase: RuleBase,
    property_: Property,
    fails: Callable[[Point], bool],
    *,
    examples: int,
    seed: int,
) -> None:
    """Ask ``fails`` about random points until it says yes."""
    import hypothesis

    from .strategies.truths import points

    hoped = (*property_.hoped * 3, *wishes(rulebase))
    drawn = points(rulebase, hoped, most_unknown=MOST_UNKNOWN if property_.open else 0)

    # What is found is made small afterwards, by what the facts mean and not by how they were drawn.
    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
        report_multiple_bugs=False,
    )
    @hypothesis.given(drawn)
    def look(point: Point) -> None:
        if fails(point):
            raise _Found

    with suppress(_Found):
        look()
