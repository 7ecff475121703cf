"""What a comparison of two rule bases found. No solver is needed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..results import Example, Finding, State
from .texts import Written

ANY: Final = "any choice of positions"
"""Stands where a profile is named, for choices that no profile makes."""


@dataclass(frozen=True)
class Kind:
    """One kind of change: a part of the answer that goes from one value to another."""

    question: str
    part: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """A case in which the answer changes, and the profiles under which it changes in that way."""

    profiles: tuple[str, ...]
    example: Example


@dataclass(frozen=True)
class Change:
    """A kind of change, the profiles under which it occurs in some case, and cases that show it.

    ``more``: whether there are further cases than those that were looked for.
    """

    kind: Kind
    profiles: tuple[str, ...]
    shown: tuple[Shown, ...]
    more: bool


@dataclass(frozen=True)
class Comparison:
    """What a change of the rules changes.

    ``compared``: the profiles that both have. ``problems``: what was not decided, and where the
    solver and the engine differ. ``closed`` and ``opened``: a case that only the old rules allow,
    and one that only the new ones do.
    """

    written: tuple[Written, ...]
    compared: tuple[str, ...]
    changes: tuple[Change, ...]
    closed: Example | None
    opened: Example | None
    problems: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many differences were found: cases, each counted once for every kind of change."""
        return sum(len(change.shown) for change in self.changes)

    @property
    def state(self) -> State:
        """Whether the two are equivalent (*holds*), differ (*fails*), or what is not known."""
        found = {problem.state for problem in self.problems}
        if State.DISAGREES in found:
            return State.DISAGREES
        if self.changes or self.closed or self.opened:
            return State.FAILS
        return State.NOT_ESTABLISHED if found else State.HOLDS
