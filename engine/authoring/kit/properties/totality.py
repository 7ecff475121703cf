"""Every case gets exactly one answer, and every table of a question says something."""

from __future__ import annotations

from collections.abc import Iterator

from ....inference.inference import UNDETERMINED, Decision
from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import UnderTest
from .clashes import clashes


def _check(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    base = under_test.rulebase
    for assignment in point.completions(base):
        for id_, inference in under_test.inferences.items():
            verdict = inference.verdict(assignment)
            for table in _silent(verdict):
                found = clashes(base, assignment, verdict.derivation)
                if not found or not all(clash.declared for clash in found):
                    yield Failure(
                        f"`{table}` of `{id_}` is {UNDETERMINED}{_why(verdict, table)}",
                        tuple(
                            rule for clash in found for rule in (*clash.supporting, *clash.opposing)
                        ),
                    )


def _silent(verdict: Decision) -> Iterator[str]:
    for table, value in (("outcome", verdict.outcome), *verdict.parts.items()):
        if value == UNDETERMINED:
            yield table


def _why(verdict: Decision, table: str) -> str:
    if table == "outcome" and verdict.row is not None:
        return ": no row but the last resort holds"
    return ": rules that clash leave open which row holds"


TOTALITY = Property(
    "totality",
    Component.RULES,
    PropertyKind.INVARIANT,
    "Every case has exactly one outcome, and every table of every question answers.",
    "∀a ∀q ∀t ∈ tables(q): t(a) ≠ undetermined ∨ left_open(a)",
    _check,
)
