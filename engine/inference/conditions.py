"""The truth value of a condition, given an assignment and what was derived from it."""

from __future__ import annotations

from ..rulebase.model import All, AnyOf, Assignment, Atom, AtomKind, Condition, Not, RuleBase
from .types import NO, YES, Derivation


def value_of(
    rulebase: RuleBase,
    condition: Condition,
    assignment: Assignment,
    derived: Derivation,
) -> int:
    """Return `NO`, `UNRESOLVED` or `YES` (Kleene: and is the least, or the greatest)."""
    match condition:
        case Atom(kind=AtomKind.CONCLUSION, name=name):
            return derived.conclusions[rulebase.conclusion_index[name]]
        case Atom():
            variable, value = rulebase.test(condition)
            return YES if assignment[variable] == value else NO
        case All(parts):
            return min((value_of(rulebase, p, assignment, derived) for p in parts), default=YES)
        case AnyOf(parts):
            return max((value_of(rulebase, p, assignment, derived) for p in parts), default=NO)
        case Not(part):
            return YES - value_of(rulebase, part, assignment, derived)


def impossible(rulebase: RuleBase, assignment: Assignment) -> str | None:
    """Return the id of a constraint that the facts of an assignment break, or ``None``."""
    nothing = Derivation(b"", b"")
    for constraint in rulebase.constraints:
        if value_of(rulebase, constraint.never, assignment, nothing) == YES:
            return constraint.id
    return None
