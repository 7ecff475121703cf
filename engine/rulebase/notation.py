"""Conditions written as rules write them, and in words."""

from __future__ import annotations

from .model import All, AnyOf, Atom, AtomKind, Condition, Not


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
