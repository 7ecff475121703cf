"""Evaluators: those written independently derive the same, and each of them always does."""

from __future__ import annotations

from collections.abc import Iterator

from ..point import Point
from ..property import Component, Failure, PropertyKind, checked
from ..under_test import UnderTest
from ..voices import differences


@checked(
    Component.EVALUATORS,
    PropertyKind.DIFFERENTIAL,
    "∀a ∀v, w ∈ voices: v(R, a) = w(R, a) ∧ problems(claims(v, a)) = ∅",
    weight=3,
)
def agreement(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """All evaluators derive the same, and the proof checker accepts every claim of each."""
    for assignment in point.completions(under_test.rulebase):
        said = [(name, derive(assignment)) for name, derive in under_test.heard]
        for difference in differences(under_test.rulebase, assignment, said):
            yield Failure(difference)


@checked(
    Component.EVALUATORS, PropertyKind.METAMORPHIC, "∀a: derive(R, a) = derive(R, a)", weight=10
)
def determinism(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """Asked again, or made anew, every evaluator derives the same."""
    for assignment in point.completions(under_test.rulebase):
        for (name, derive), (_, anew) in zip(under_test.heard, under_test.heard_again, strict=True):
            first = derive(assignment)
            if derive(assignment) != first:
                yield Failure(f"{name}, asked twice, says two things")
            if anew(assignment) != first:
                yield Failure(f"{name}, made anew, says something else")
