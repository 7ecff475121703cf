"""Wrong changes of one condition: each yields what was changed and the condition it becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ...inference.normal_form import Conjunction, disjuncts
from ...rulebase.model import All, AnyOf, Atom, AtomKind, Condition, Not, RuleBase


@dataclass(frozen=True)
class Edit:
    """``operator`` applied to the part ``label`` of a condition gives ``result``."""

    operator: str
    label: str
    says: str
    result: Condition


_Hole = Callable[[Condition | None], Condition]
"""Puts another condition in the place of a part; ``None`` takes the part out."""

NOTHING: Final = All(())


def edits(condition: Condition, rulebase: RuleBase) -> Iterator[Edit]:
    """Yield every wrong change of a condition that means something else.

    Drop a part, negate one, ask a fact or issue for another value, take *or* for *and* and the
    other way round. Two changes that come to the same are one, and a change that only writes the
    same condition another way is none (by its disjunctive normal form).
    """
    seen: set[tuple[Conjunction, ...]] = {disjuncts(condition)}
    for edit in _numbered(_all(condition, rulebase)):
        form = disjuncts(edit.result)
        if form not in seen:
            seen.add(form)
            yield edit


def _numbered(found: Iterator[Edit]) -> Iterator[Edit]:
    """Tell apart the parts of one condition that are written alike."""
    count: Counter[tuple[str, str]] = Counter()
    for edit in found:
        key = edit.operator, edit.label
        count[key] += 1
        label = edit.label if count[key] == 1 else f"{edit.label}#{count[key]}"
        yield Edit(edit.operator, label, edit.says, edit.result)


def _all(condition: Condition, rulebase: RuleBase) -> Iterator[Edit]:
    parts = tuple(_parts(condition, _root))
    for part, hole in parts:
        yield Edit("drop-condition", text(part), f"without `{text(part)}`", hole(None))
    for part, hole in parts:
        other = part.part if isinstance(part, Not) else Not(part)
        says = f"with `{text(other)}` for `{text(part)}`"
        yield Edit("negate-condition", text(part), says, hole(other))
    for atom, hole in _atoms(condition, _root):
        for value in _others(atom, rulebase):
            changed = Atom(atom.kind, atom.name, value)
            says = f"with `{text(changed)}` for `{text(atom)}`"
            yield Edit("swap-value", f"{text(atom)}>{value}", says, hole(changed))
    for group, hole in _groups(condition, _root):
        if isinstance(group, All):
            says = f"with *or* for *and* in `{text(group)}`"
            yield Edit("and-to-or", text(group), says, hole(AnyOf(group.parts)))
        else:
            says = f"with *and* for *or* in `{text(group)}`"
            yield Edit("or-to-and", text(group), says, hole(All(group.parts)))


def _root(new: Condition | None) -> Condition:
    return NOTHING if new is None else new


def _parts(condition: Condition, hole: _Hole) -> Iterator[tuple[Condition, _Hole]]:
    """Yield what can be dropped or negated; the body as a whole only if it is no list."""
    match condition:
        case All(parts) | AnyOf(parts):
            if hole is not _root:
                yield condition, hole
            for index in range(len(parts)):
                yield from _parts(parts[index], _within(condition, index, hole))
        case _:
            yield condition, hole


def _atoms(condition: Condition, hole: _Hole) -> Iterator[tuple[Atom, _Hole]]:
    match condition:
        case Atom():
            yield condition, hole
        case All(parts) | AnyOf(parts):
            for index in range(len(parts)):
                yield from _atoms(parts[index], _within(condition, index, hole))
        case Not(part):
            yield from _atoms(part, lambda new: hole(None if new is None else Not(new)))


def _groups(condition: Condition, hole: _Hole) -> Iterator[tuple[All | AnyOf, _Hole]]:
    match condition:
        case All(parts) | AnyOf(parts):
            if len(parts) > 1:
                yield condition, hole
            for index in range(len(parts)):
                yield from _groups(parts[index], _within(condition, index, hole))
        case Not(part):
            yield from _groups(part, lambda new: hole(None if new is None else Not(new)))
        case Atom():
            return


def _within(group: All | AnyOf, index: int, hole: _Hole) -> _Hole:
    def put(new: Condition | None) -> Condition:
        middle = () if new is None else (new,)
        parts = (*group.parts[:index], *middle, *group.parts[index + 1 :])
        return hole(All(parts) if isinstance(group, All) else AnyOf(parts))

    return put


def _others(atom: Atom, rulebase: RuleBase) -> Iterator[str]:
    """Yield the other values an atom could ask for; of yes and no the other is the negation."""
    if atom.kind is AtomKind.CONCLUSION:
        return
    values = rulebase.values[rulebase.variables[atom.name]]
    if len(values) > 2 or atom.kind is AtomKind.POSITION:
        yield from (value for value in values if value != atom.value)


def text(condition: Condition) -> str:
    """Return a condition on one line, as it stands in the id of a mutant."""
    match condition:
        case Atom(kind=AtomKind.CONCLUSION, name=name) | Atom(name=name, value="true"):
            return name
        case Atom(name=name, value=value):
            return f"{name}={value}"
        case All(parts):
            return f"all({','.join(map(text, parts))})"
        case AnyOf(parts):
            return f"any({','.join(map(text, parts))})"
        case Not(part):
            return f"not({text(part)})"
