"""The parts that a proof is made of, and walking through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ...base.frozen import Part as Frozen
from ...timeline.steps import Basis


class Ground(Frozen):
    """A fact at the leaf of a proof, with the ids of the records that make it so on that day."""

    fact: str
    value: str
    says: str
    basis: Basis
    reason: str = ""
    records: tuple[str, ...] = ()


class Step(Frozen):
    """One rule in a proof: what it concludes, by what law, because of what, against what.

    ``defeated`` are rules that applied the other way and were overcome by this one or its allies;
    ``held_off`` are rules that would stand against it, but rest on something that was overcome.
    """

    conclusion: str
    rule: str
    title: str
    cite: str
    url: str = ""
    says: str = ""
    because: tuple[Node, ...] = ()
    defeated: tuple[Defeated, ...] = ()
    held_off: tuple[Lacking, ...] = ()


class Absent(Frozen):
    """A conclusion that is not established, and what stood in its way.

    ``rebutted_by``: rules that applied against it; ``lacking``: for each rule that could have
    established it, the condition that fails.
    """

    not_established: str
    rebutted_by: tuple[Step, ...] = ()
    lacking: tuple[Lacking, ...] = ()


class Clash(Frozen):
    """A conclusion for and against which rules apply, neither side overcoming the other."""

    unresolved: str
    supporting: tuple[Step, ...]
    opposing: tuple[Step, ...]


class Lacking(Frozen):
    """A rule that does not apply, and what it lacks."""

    rule: str
    title: str
    cite: str
    fails: tuple[Node, ...]


class Reading(Frozen):
    """The position taken on an issue."""

    issue: str
    position: str
    title: str
    holders: tuple[str, ...]
    standing: str


class Defeated(Frozen):
    """A rule that applied but was overcome, and by which."""

    rule: str
    title: str
    cite: str
    by: tuple[str, ...]


Node: TypeAlias = Step | Ground | Absent | Reading | Clash
"""A part of a proof."""

Part: TypeAlias = Node | Defeated | Lacking
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
