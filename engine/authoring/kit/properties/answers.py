"""Answers: what is said not to matter does not; unknown facts give what may be."""

from __future__ import annotations

from collections.abc import Iterator

from ....base.errors import Contradiction, TooManyUnknowns
from ....inference.inference import Decision, Inference
from ....inference.joint import JointQuestion, Settled
from ....inference.types import members
from ....rulebase.model import Assignment
from ....timeline.timeline import Truth
from ..point import MOST_COMPLETIONS, Point
from ..property import Component, Failure, PropertyKind, checked
from ..under_test import UnderTest


@checked(
    Component.INFERENCE,
    PropertyKind.METAMORPHIC,
    "∀a ∀v ∉ matters(a \\ v) ∀x: answer(a[v := x]) = answer(a)",
    weight=4,
)
def relevance(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """A fact or position that is said not to matter changes no answer."""
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


_Said = tuple[str, tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]]


def settle(inference: Inference, point: Point) -> Settled:
    """Return what the engine makes of one case; raises what `JointQuestion.settle` does."""
    return JointQuestion.alone(inference, point.truth).settle(point.positions)


def _said(verdict: Decision) -> _Said:
    parts = tuple(verdict.parts.items())
    return verdict.outcome, parts, verdict.grounds, verdict.qualifications


@checked(
    Component.INFERENCE,
    PropertyKind.INVARIANT,
    "∀t: answer(t) = {answer(a) | a ∈ completions(t)}",
    open=True,
)
def three_valued(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """What is answered over unknown facts is the set of what is answered over their
    completions.
    """  # noqa: D205  # one sentence
    if point.size > MOST_COMPLETIONS:
        return
    completions = tuple(point.completions(under_test.rulebase))
    for id_, inference in under_test.inferences.items():
        wanted = {_said(inference.verdict(one)) for one in completions}
        try:
            settled = settle(inference, point)
        except TooManyUnknowns:
            continue
        except Contradiction:
            if wanted:
                yield Failure(f"`{id_}` is refused, though the facts are possible")
            continue
        found = {_said(verdict) for one in settled.completions for verdict in one.verdicts}
        if found != wanted:
            yield Failure(
                f"`{id_}` over the unknown facts is {_outcomes(found)}, and over each way in "
                f"which they may be {_outcomes(wanted)}"
            )


def _outcomes(said: set[_Said]) -> str:
    return " or ".join(sorted({one[0] for one in said})) or "nothing"


@checked(
    Component.INFERENCE, PropertyKind.METAMORPHIC, "∀t' ⊆ t: outcomes(t') ⊆ outcomes(t)", open=True
)
def refinement(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """To know more never makes an outcome possible that was not."""
    for id_, inference in under_test.inferences.items():
        try:
            before = set(settle(inference, point).outcomes)
        except (TooManyUnknowns, Contradiction):
            continue
        for fact, known in _known_better(point.truth):
            try:
                after = set(settle(inference, Point(known, point.positions)).outcomes)
            except Contradiction:
                continue
            if not after <= before:
                name = under_test.rulebase.facts[fact].name
                new = " or ".join(sorted(after - before))
                yield Failure(f"`{id_}` may be {new} only once `{name}` is known")


def _known_better(truth: Truth) -> Iterator[tuple[int, Truth]]:
    for fact, mask in enumerate(truth):
        if mask & (mask - 1):
            for value in range(mask.bit_length()):
                if mask >> value & 1:
                    yield fact, (*truth[:fact], 1 << value, *truth[fact + 1 :])
