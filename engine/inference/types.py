"""What every evaluator takes and gives.

Truth values are three: a condition or conclusion is `NO`, `UNRESOLVED` or `YES`. A conclusion is
unresolved when rules for and against it both apply and neither side beats the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from ..rulebase.model import Assignment, RuleBase

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
