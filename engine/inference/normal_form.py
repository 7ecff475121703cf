"""Conditions as a disjunction of conjunctions of literals.

Distribution, absorption and De Morgan's laws hold in Kleene's three-valued logic too; the law of
contradiction does not (*c and not c* is unresolved where *c* is), so contradictions between
conclusions are kept.
"""

from __future__ import annotations

from itertools import product
from typing import Final

from ..base.errors import SafeconductError
from ..rulebase.model import All, AnyOf, Atom, AtomKind, Condition, Not

Literal = tuple[Atom, bool]
"""An atom, and whether it is asserted or denied."""

Conjunction = frozenset[Literal]

MOST_CONJUNCTIONS: Final = 512


def disjuncts(condition: Condition) -> tuple[Conjunction, ...]:
    """Return conjunctions of which at least one holds exactly when ``condition`` does.

    None at all: it never holds. An empty one: it always holds. Raises `SafeconductError` beyond
    512 conjunctions.
    """
    found = _expand(condition, asserted=True)
    return tuple(sorted(found, key=lambda one: sorted((str(a), b) for a, b in one)))


def _expand(condition: Condition, *, asserted: bool) -> frozenset[Conjunction]:
    match condition:
        case Atom():
            return frozenset({frozenset({(condition, asserted)})})
        case Not(part):
            return _expand(part, asserted=not asserted)
        case All(parts) | AnyOf(parts):
            expanded = [_expand(part, asserted=asserted) for part in parts]
            if isinstance(condition, All) == asserted:
                return _meet(expanded)
            return _absorb(frozenset[Conjunction]().union(*expanded))


def _meet(parts: list[frozenset[Conjunction]]) -> frozenset[Conjunction]:
    result = frozenset({frozenset[Literal]()})
    for part in parts:
        joined = (one | other for one, other in product(result, part))
        result = _absorb(frozenset(one for one in joined if not _impossible(one)))
    return result


def _absorb(conjunctions: frozenset[Conjunction]) -> frozenset[Conjunction]:
    if len(conjunctions) > MOST_CONJUNCTIONS:
        raise SafeconductError(
            f"a condition has more than {MOST_CONJUNCTIONS} alternatives; split the rule"
        )
    return frozenset(one for one in conjunctions if not any(other < one for other in conjunctions))


def _impossible(conjunction: Conjunction) -> bool:
    """Return whether facts or positions contradict each other; they are never unresolved."""
    asserted: dict[str, str] = {}
    for atom, positive in conjunction:
        if atom.kind is AtomKind.CONCLUSION:
            continue
        if (atom, not positive) in conjunction:
            return True
        if positive and asserted.setdefault(atom.name, atom.value) != atom.value:
            return True
    return False
