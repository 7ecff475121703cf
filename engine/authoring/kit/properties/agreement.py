"""Programs that were written independently derive the same, to the last rule that applies."""

from __future__ import annotations

from collections.abc import Iterator

from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import UnderTest
from ..voices import differences


def _check(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    for assignment in point.completions(under_test.rulebase):
        said = [(name, derive(assignment)) for name, derive in under_test.heard]
        for difference in differences(under_test.rulebase, assignment, said):
            yield Failure(difference)


AGREEMENT = Property(
    "agreement",
    Component.EVALUATORS,
    PropertyKind.DIFFERENTIAL,
    "All evaluators derive the same, and the proof checker accepts every claim of each.",
    "∀a ∀v, w ∈ voices: v(R, a) = w(R, a) ∧ problems(claims(v, a)) = ∅",
    _check,
    weight=3,
)
