"""What came of proving the properties of a rule base. No solver is needed to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class ProofState(StrEnum):
    """What is known of a property."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_ESTABLISHED = "not_established"
    """It was not decided in the time given."""
    DISAGREES = "disagrees"
    """The solver and the engine differ on a case: a mistake of this program, not of the rules."""


class Method(StrEnum):
    """How a property was established."""

    PROOF = "proof"
    """For every case that could be, by the solver."""
    EXHAUSTIVE = "exhaustive"
    """By trying everything there is, such as every truth in the records."""
    SAMPLED = "sampled"
    """On cases drawn at random: evidence, not proof."""


def gravest(states: Iterable[ProofState]) -> ProofState:
    """Return the gravest of some states; of none, that all holds."""
    found = set(states)
    order = (ProofState.DISAGREES, ProofState.FAILS, ProofState.NOT_ESTABLISHED)
    return next((state for state in order if state in found), ProofState.HOLDS)


@dataclass(frozen=True)
class ProofExample:
    """A case, told by what is not as usual.

    ``case``: every fact and position. ``stated``: those that have to be said; the others are as
    without a record, or do not matter. ``then``: what changes, if the case is compared with itself
    after a change. ``answer`` and ``after``: what the engine answers, by table.
    """

    case: Mapping[str, str]
    stated: Mapping[str, str]
    then: Mapping[str, str]
    question: str
    answer: Mapping[str, str]
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ProofDiagnostic:
    """One thing that is not as the property says, or that could not be decided."""

    state: ProofState
    subject: str
    says: str
    example: ProofExample | None = None


@dataclass(frozen=True)
class Waived:
    """A failure that is accepted, with the reason."""

    subject: str
    says: str
    waiver: str
    reason: str


@dataclass(frozen=True)
class ProofResult:
    """What came of one property; ``claims`` counts the single things that were to be shown."""

    id: str
    statement: str
    method: Method
    claims: int
    findings: Sequence[ProofDiagnostic]
    waived: Sequence[Waived]
    seconds: float

    @property
    def state(self) -> ProofState:
        """The gravest state among the findings."""
        return gravest(finding.state for finding in self.findings)
