"""What is said not to matter does not."""

from __future__ import annotations

from collections.abc import Iterator

from ....inference.inference import Inference
from ....inference.types import members
from ....rulebase.model import Assignment
from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import UnderTest


def _check(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    base = under_test.rulebase
    names = tuple(base.variables)
    for assignment in point.completions(base):
        known = tuple(1 << value for value in assignment)
        for id_, relevance in under_test.relevances.items():
            for variable, values in enumerate(base.values):
                every = (1 << len(values)) - 1
                masks = (*known[:variable], every, *known[variable + 1 :])
                if variable not in relevance.of(masks):
                    inference = under_test.inferences[id_]
                    others = _others(inference, assignment, variable, every)
                    for value in others:
                        yield Failure(
                            f"`{names[variable]}` is said not to matter to `{id_}`, but "
                            f"`{values[assignment[variable]]}` and `{values[value]}` do not give "
                            "the same answer"
                        )


def _others(
    inference: Inference, assignment: Assignment, variable: int, every: int
) -> Iterator[int]:
    """Yield the values of a variable with which the answer is another, or the case impossible."""
    wanted = inference.verdict(assignment)
    facts = len(inference.rulebase.facts)
    for value in members(every):
        changed = (*assignment[:variable], value, *assignment[variable + 1 :])
        found = inference.verdict(changed)
        same = (found.outcome, found.parts, found.grounds, found.qualifications) == (
            wanted.outcome,
            wanted.parts,
            wanted.grounds,
            wanted.qualifications,
        )
        if not same or inference.impossible(changed[:facts]) is not None:
            yield value


RELEVANCE = Property(
    "relevance",
    Component.INFERENCE,
    PropertyKind.METAMORPHIC,
    "A fact or position that is said not to matter changes no answer.",
    "∀a ∀v ∉ matters(a \\ v) ∀x: answer(a[v := x]) = answer(a)",
    _check,
    weight=4,
)
