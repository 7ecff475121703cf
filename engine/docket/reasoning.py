"""What a proof shows about immunity: whether it stands in the way, and by which rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..assessment import Absent, Assessment, Clash, Ground, Outcome, Reading, Step
from .vocabulary import IMMUNITY

Node = Step | Ground | Absent | Reading | Clash


@dataclass(frozen=True, slots=True)
class Reasoning:
    """``result``: ``bar``, ``no_bar`` (raised and overcome), ``not_raised`` or ``unresolved``.

    ``rules``: the rules that decide, or that stand against each other, by id.
    """

    result: str
    rules: tuple[str, ...] = ()


def reasoning(answer: Assessment) -> Reasoning:
    """Return what the proof of an answer shows about personal immunity."""
    nodes = tuple(_all(answer.proof))
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


def _all(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield every node of a proof, what stood in the way included."""
    for node in nodes:
        yield node
        match node:
            case Step():
                yield from _all(node.because)
                for lacking in node.held_off:
                    yield from _all(lacking.fails)
            case Absent():
                yield from _all(node.rebutted_by)
                for lacking in node.lacking:
                    yield from _all(lacking.fails)
            case Clash():
                yield from _all((*node.supporting, *node.opposing))
            case Ground() | Reading():
                pass
