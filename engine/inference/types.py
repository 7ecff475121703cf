"""What every evaluator takes and gives.

Truth values are three: a condition or conclusion is `NO`, `UNRESOLVED` or `YES`. A conclusion is
unresolved when rules for and against it both apply and neither side beats the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from ..rulebase.model import All, AnyOf, Assignment, Atom, AtomKind, Condition, Not, RuleBase

NO: Final = 0
UNRESOLVED: Final = 1
YES: Final = 2

MOST_UNKNOWNS: Final = 12
"""How many unknown facts that matter are completed in every way."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What follows from one assignment.

    ``bodies[i]``: status of the body of ``rulebase.rules[i]``; ``conclusions[j]``: status of
    ``rulebase.conclusions[j]`` (`YES` established, `NO` not established). Two derivations are
    equal when the same rules fired and the same conclusions stand.
    """

    bodies: bytes
    conclusions: bytes


class Evaluator(Protocol):
    """Derives every conclusion of a rule base from a total assignment."""

    name: str

    def __init__(self, rulebase: RuleBase) -> None: ...

    def derive(self, assignment: Assignment) -> Derivation:
        """Return the derivation; raises `SafeconductError` if it cannot be trusted."""
        ...


def members(mask: int) -> tuple[int, ...]:
    """Return the indices of the bits that are set."""
    return tuple(index for index in range(mask.bit_length()) if mask >> index & 1)


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
