"""What a property is: a sentence about every point of a rule base, and what checks it at one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .point import Point
from .reach import Wish
from .under_test import UnderTest


class Component(StrEnum):
    """What a property is about."""

    RULES = "rules"
    EVALUATORS = "evaluators"
    INFERENCE = "inference"
    PROOFS = "proofs"


class PropertyKind(StrEnum):
    """How a property is looked at."""

    INVARIANT = "invariant"
    """something holds of what is derived at a point"""
    METAMORPHIC = "metamorphic"
    """what is derived at a point and at a related one are compared"""
    DIFFERENTIAL = "differential"
    """what independent programs derive at a point is compared"""


@dataclass(frozen=True)
class Failure:
    """One way in which a property does not hold at a point, and the rules that bring it about."""

    says: str
    rules: tuple[str, ...] = ()


Check = Callable[[UnderTest, Point], Iterator[Failure]]
"""Yields every way in which the property does not hold at a point; nothing if it holds."""


@dataclass(frozen=True)
class Property:
    """A property of rule bases.

    ``formula`` says it in one line of mathematics. ``open``: whether points with unknown facts
    are worth looking at. ``hoped``: wishes for places at which a failure would show, in
    addition to the usual ones. ``weight``: how many times as long as usual one point takes.
    """

    name: str
    component: Component
    kind: PropertyKind
    says: str
    formula: str
    check: Check
    open: bool = False
    hoped: tuple[Wish, ...] = ()
    weight: int = 1

    def holds(self, under_test: UnderTest, point: Point) -> bool:
        """Return whether the property holds at a point."""
        return next(self.check(under_test, point), None) is None


def checked(
    component: Component, kind: PropertyKind, formula: str, *, open: bool = False, weight: int = 1
) -> Callable[[Check], Property]:
    """Make a property of the function below, which checks it at a point; its docstring says it."""

    def declare(check: Check) -> Property:
        name, says = check.__name__.replace("_", "-"), " ".join((check.__doc__ or "").split())
        return Property(name, component, kind, says, formula, check, open, weight=weight)

    return declare
