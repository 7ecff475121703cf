"""Walking through a proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from .assessment import Absent, Clash, Defeated, Ground, Lacking, Node, Reading, Step

Part: TypeAlias = "Node | Defeated | Lacking"
"""Whatever a proof is made of."""


def children(part: Part) -> tuple[Part, ...]:
    """Return what a part of a proof rests on, or what stood against it, in reading order."""
    match part:
        case Step():
            return (*part.because, *part.defeated, *part.held_off)
        case Absent():
            return (*part.rebutted_by, *part.lacking)
        case Clash():
            return (*part.supporting, *part.opposing)
        case Lacking():
            return part.fails
        case Ground() | Reading() | Defeated():
            return ()


def walk(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield every part of a proof, each before what it rests on."""
    for part in parts:
        yield part
        yield from walk(children(part))
