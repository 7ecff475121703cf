"""Conditions in memory: atoms, joined by *and*, *or* and *not*, and how rules write them."""

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


def notation(condition: Condition) -> str:
    """Return a condition in the notation of rule files, on one line."""
    if isinstance(condition, All):
        return f"[{', '.join(map(_part, condition.parts))}]"
    if isinstance(condition, Atom) and _plain(condition):
        return condition.name
    return f"[{_part(condition, bare=True)}]"


def _part(condition: Condition, *, bare: bool = False) -> str:
    match condition:
        case Atom():
            if _plain(condition):
                return condition.name
            return f"{condition.name}: {condition.value}"
        case All(parts):
            inner = f"all: [{', '.join(map(_part, parts))}]"
        case AnyOf(parts):
            inner = _values(parts) or f"any: [{', '.join(map(_part, parts))}]"
        case Not(part):
            shown = _part(part)
            inner = (
                f"not: {{{shown}}}" if ": " in shown and shown[0] not in "[{" else f"not: {shown}"
            )
    return inner if bare else f"{{{inner}}}"


def _plain(atom: Atom) -> bool:
    return atom.kind is AtomKind.CONCLUSION or atom.value == "true"


def _values(parts: tuple[Condition, ...]) -> str:
    """Return `fact: [value, value]` if that is what the parts are."""
    atoms = [part for part in parts if isinstance(part, Atom) and not _plain(part)]
    if len(atoms) < 2 or len(atoms) < len(parts) or len({atom.name for atom in atoms}) > 1:
        return ""
    return f"{atoms[0].name}: [{', '.join(atom.value for atom in atoms)}]"
