"""What is declared about a rule base and is no law: what never is, and what may be as it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .condition import Condition, Location


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """A fact or issue whose value goes from one of ``before`` to one of ``after``."""

    variable: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Effect(StrEnum):
    """What a change may never do to something."""

    CREATES = "creates"
    REMOVES = "removes"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Target:
    """A conclusion; or what a question's table says (``name``: ``outcome`` or one of its parts).

    Of a conclusion ``question`` and ``value`` are empty; without ``value`` the table as a whole is
    meant.
    """

    name: str
    question: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.value}" if self.value else self.name


@dataclass(frozen=True, slots=True)
class Monotonicity:
    """A declared property: a change that never has an effect, whatever else is the case.

    It holds if, for all assignments *a* and *b* that break no constraint, where *b* differs from
    *a* in the variables of ``changes`` only, where each of these has one of its ``before`` values
    in *a* and one of its ``after`` values in *b*, and where ``when`` is established in *a*:
    ``status(b) <= status(a)`` if ``never`` is *creates*, ``>=`` if it is *removes*, ``==`` if it
    is *changes*. The status of a conclusion is 0 (not established), 1 (unresolved) or 2
    (established); that of a table's value is 2 if the table says it, 1 if rules that clash leave
    open what the table says, otherwise 0. A whole table changes if it says another value, or if
    it is left open in one of *a* and *b* only.
    """

    id: str
    says: str
    when: Condition
    changes: tuple[PropertyChange, ...]
    never: Effect
    of: Target
    reason: str
    location: Location


class InvariantKind(StrEnum):
    """What is said of the terms of an invariant."""

    NEVER = "never"
    """The one term is never established."""
    ALWAYS = "always"
    """Where the first is established the second is as well."""
    EQUIVALENT = "equivalent"
    """All have the same truth value."""


@dataclass(frozen=True, slots=True)
class Invariant:
    """What is so in every case that the constraints allow, on every choice of positions.

    It need be so only where ``when`` is established. Of ``terms`` there are one, two or several,
    as ``kind`` says; what they say of tables is said of those of ``question``.
    """

    id: str
    says: str
    question: str
    when: Condition
    kind: InvariantKind
    terms: tuple[Condition, ...]
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Conclusions that rules may leave unresolved on purpose where ``when`` is established."""

    id: str
    conclusions: tuple[str, ...]
    when: Condition
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Waiver:
    """Subjects of a property that may fail it, with the reason: a rule kept for its explanation."""

    id: str
    property: str
    subjects: tuple[str, ...]
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Properties:
    """What is declared about a rule base and is no law itself; it has a digest of its own."""

    monotonicities: tuple[Monotonicity, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    digest: str = ""
