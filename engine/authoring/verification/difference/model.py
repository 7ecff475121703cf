"""What a comparison of two rule bases found. No solver is needed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..results import ProofDiagnostic, ProofExample, ProofState
from .texts import WrittenTexts

ANY: Final = "any choice of positions"
"""Stands where a profile is named, for choices that no profile makes."""


@dataclass(frozen=True)
class ChangeKind:
    """One kind of change: a part of the answer that goes from one value to another."""

    question: str
    part: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownCase:
    """A case in which the answer changes, and the profiles under which it changes in that way."""

    profiles: tuple[str, ...]
    example: ProofExample


@dataclass(frozen=True)
class CaseChange:
    """A kind of change, the profiles under which it occurs in some case, and cases that show it.

    ``more``: whether there are further cases than those that were looked for.
    """

    kind: ChangeKind
    profiles: tuple[str, ...]
    shown: tuple[ShownCase, ...]
    more: bool


@dataclass(frozen=True)
class RuleBaseComparison:
    """What a change of the rules changes.

    ``compared``: the profiles that both have. ``problems``: what was not decided, and where the
    solver and the engine differ. ``closed`` and ``opened``: a case that only the old rules allow,
    and one that only the new ones do.
    """

    written: tuple[WrittenTexts, ...]
    compared: tuple[str, ...]
    changes: tuple[CaseChange, ...]
    closed: ProofExample | None
    opened: ProofExample | None
    problems: tuple[ProofDiagnostic, ...]
    broken: tuple[ProofDiagnostic, ...] = ()
    """The declared invariants that the new rules break and the old ones did not."""

    @property
    def count(self) -> int:
        """How many differences were found: cases, each counted once for every kind of change."""
        return sum(len(change.shown) for change in self.changes)

    @property
    def state(self) -> ProofState:
        """Whether the two are equivalent (*holds*), differ (*fails*), or what is not known."""
        found = {problem.state for problem in self.problems}
        if ProofState.DISAGREES in found:
            return ProofState.DISAGREES
        if self.changes or self.closed or self.opened or self.broken:
            return ProofState.FAILS
        return ProofState.NOT_ESTABLISHED if found else ProofState.HOLDS
