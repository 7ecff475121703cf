"""Unknown facts: the answer is the set of what may be, and knowing more never opens it."""

from __future__ import annotations

from collections.abc import Iterator

from ....base.errors import Contradiction, TooManyUnknowns
from ....inference.inference import Decision, Inference
from ....inference.joint import JointQuestion, Settled
from ....timeline.timeline import Truth
from ..point import MOST_COMPLETIONS, Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import UnderTest

_Said = tuple[str, tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]]


def settle(inference: Inference, point: Point) -> Settled:
    """Return what the engine makes of one case; raises what `JointQuestion.settle` does."""
    return JointQuestion.alone(inference, point.truth).settle(point.positions)


def _said(verdict: Decision) -> _Said:
    parts = tuple(verdict.parts.items())
    return verdict.outcome, parts, verdict.grounds, verdict.qualifications


def _sound(under_test: UnderTest, point: Point) -> Iterator[Failure]:
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


def _refined(under_test: UnderTest, point: Point) -> Iterator[Failure]:
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


THREE_VALUED = Property(
    "three-valued",
    Component.INFERENCE,
    PropertyKind.INVARIANT,
    "What is answered over unknown facts is the set of what is answered over their completions.",
    "∀t: answer(t) = {answer(a) | a ∈ completions(t)}",
    _sound,
    open=True,
)

REFINEMENT = Property(
    "refinement",
    Component.INFERENCE,
    PropertyKind.METAMORPHIC,
    "To know more never makes an outcome possible that was not.",
    "∀t' ⊆ t: outcomes(t') ⊆ outcomes(t)",
    _refined,
    open=True,
)
