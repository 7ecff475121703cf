"""Conditions in memory: atoms, joined by *and*, *or* and *not*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Location:
    """Where something is written; lines count from 1."""

    file: str
    line: int


class AtomKind(StrEnum):
    """What an atom speaks of."""

    FACT = "fact"
    POSITION = "position"
    CONCLUSION = "conclusion"
    TABLE = "table"
    """What a question's table says; in declared invariants only."""


@dataclass(frozen=True, slots=True)
class Atom:
    """``fact = value``, ``issue = position`` or a conclusion (then ``value`` is empty)."""

    kind: AtomKind
    name: str
    value: str = ""

    def __str__(self) -> str:
        if self.kind is AtomKind.CONCLUSION or self.value == "true":
            return self.name
        return f"{self.name}: {self.value}"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; an empty conjunction holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; for a conclusion: it is not established (negation as failure)."""

    part: Condition


Condition = Atom | All | AnyOf | Not


def atoms_of(condition: Condition) -> Iterator[Atom]:
    """Yield every atom of a condition, in the order written, repeats included."""
    match condition:
        case Atom():
            yield condition
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms_of(part)
        case Not(part):
            yield from atoms_of(part)
