"""What a proof shows about immunity: whether it stands in the way, and by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..answers.assessment import Assessment
from ..case.proof.nodes import Absent, Clash, Step, walk
from ..case.terms import Outcome
from ..questions.arrest_on_travel.vocabulary import IMMUNITY


@dataclass(frozen=True, slots=True)
class Reasoning:
    """``result``: ``bar``, ``no_bar`` (raised and overcome), ``not_raised`` or ``unresolved``.

    ``rules``: the rules that decide, or that stand against each other, by id.
    """

    result: str
    rules: tuple[str, ...] = ()


def reasoning(answer: Assessment) -> Reasoning:
    """Return what the proof of an answer shows about personal immunity."""
    nodes = tuple(walk(answer.proof))
    if answer.outcome is Outcome.UNDETERMINED:
        clashes = [n for n in nodes if isinstance(n, Clash) and n.unresolved == IMMUNITY]
        sides = [step for one in clashes for step in (*one.supporting, *one.opposing)]
        return _of("unresolved", sides)
    standing = [n for n in nodes if isinstance(n, Step) and n.conclusion == IMMUNITY]
    if standing:
        return _of("bar", standing)
    overcome = [
        step
        for node in nodes
        if isinstance(node, Absent) and node.not_established == IMMUNITY
        for step in node.rebutted_by
        if step.defeated
    ]
    return _of("no_bar", overcome) if overcome else Reasoning("not_raised")


def _of(result: str, steps: Sequence[Step]) -> Reasoning:
    return Reasoning(result, tuple(dict.fromkeys(step.rule for step in steps)))
