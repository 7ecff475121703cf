"""The same question gets the same answer: whoever is asked, asked again or made anew."""

from __future__ import annotations

from collections.abc import Iterator

from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import UnderTest


def _check(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    for assignment in point.completions(under_test.rulebase):
        for (name, derive), (_, anew) in zip(under_test.heard, under_test.heard_again, strict=True):
            first = derive(assignment)
            if derive(assignment) != first:
                yield Failure(f"{name}, asked twice, says two things")
            if anew(assignment) != first:
                yield Failure(f"{name}, made anew, says something else")


DETERMINISM = Property(
    "determinism",
    Component.EVALUATORS,
    PropertyKind.METAMORPHIC,
    "Asked again, or made anew, every evaluator derives the same.",
    "∀a: derive(R, a) = derive(R, a)",
    _check,
    weight=10,
)
