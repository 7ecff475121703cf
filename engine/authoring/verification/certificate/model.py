"""What a certificate says."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ....rulebase.layers import embedded
from ....rulebase.manifest import SAFECONDUCT
from ....rulebase.model import RuleBase
from ..results import Method, ProofState

Text = Annotated[str, Field(min_length=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FindingView(_Frozen):
    """One thing that is not as a property says; ``example`` is a case in words, if there is one."""

    state: ProofState
    subject: str
    says: str
    example: str | None = None


class WaivedView(_Frozen):
    """A failure that is accepted, with the reason."""

    subject: str
    says: str
    waiver: str
    reason: str


class PropertyView(_Frozen):
    """A property and what is known of it. ``claims``: the single things that were looked at."""

    id: str
    statement: str
    method: Method
    state: ProofState
    claims: int
    seconds: float
    findings: tuple[FindingView, ...] = ()
    waived: tuple[WaivedView, ...] = ()


class DeclaredView(_Frozen):
    """A declared change of facts that never has an effect; covered by *monotonicities*."""

    id: str
    says: str
    reason: str


class LeftOpenView(_Frozen):
    """What the rules leave open on purpose."""

    id: str
    when: str
    conclusions: tuple[str, ...]
    reason: str


class Evidence(_Frozen):
    """What another tool looked at: everything there is, or a sample."""

    id: Text
    statement: Text
    method: Literal[Method.EXHAUSTIVE, Method.SAMPLED]
    cases: Annotated[int, Field(ge=1)]
    state: ProofState
    note: str = ""


class CertifiedSurvivor(BaseModel):
    """A wrong change that nothing catches, and why; a plain text only says it.

    ``equivalent``: whether it is proved to change no answer (``None``: not decided).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = ""
    says: Text
    equivalent: bool | None = None
    why: str = ""

    @model_validator(mode="before")
    @classmethod
    def _text(cls, value: object) -> object:
        return {"says": value} if isinstance(value, str) else value


class Mutation(BaseModel):
    """How many wrong changes of the rules are caught by cases, docket and properties.

    ``equivalent``: how many of those not caught are proved to change no answer. What else a report
    of mutants says is left out.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    caught: Annotated[int, Field(ge=0)]
    total: Annotated[int, Field(ge=1)]
    equivalent: Annotated[int, Field(ge=0)] = 0
    survivors: tuple[CertifiedSurvivor, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Mutation:
        if self.caught + self.equivalent > self.total:
            raise ValueError("more were caught or equivalent than there were")
        return self


class EvidenceCounts(_Frozen):
    """How large the rule base is."""

    rules: int
    facts: int
    constraints: int
    issues: int
    positions: int
    profiles: int


class Certificate(_Frozen):
    """What was shown of a rule base. ``state`` is the gravest of all parts.

    ``rules``, ``properties`` and ``world`` are the digests of the rules, of what is declared about
    them, and of the records they were checked against.
    """

    format: Literal[1] = 1
    made: date
    version: str
    python: str
    solver: str
    evaluators: tuple[str, ...]
    rules: str
    properties_digest: str
    world: str
    counts: EvidenceCounts
    state: ProofState
    seconds: float
    properties: tuple[PropertyView, ...]
    declared: tuple[DeclaredView, ...] = ()
    left_open: tuple[LeftOpenView, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    mutation: Mutation | None = None

    def to_json(self) -> str:
        """Return the certificate as it is stored: indented JSON."""
        return self.model_dump_json(indent=2) + "\n"


FILE: Final = "certificate.json"
"""Its name in the folder of the rules."""


@cache
def stored(base: str = SAFECONDUCT) -> Certificate | None:
    """Return the certificate that is shipped of a rule base, or ``None`` if none is shipped.

    ``base``: its name, of those of `embedded`.
    """
    file = embedded()[base].joinpath(FILE)
    if not file.is_file():
        return None
    return Certificate.model_validate_json(file.read_text("utf-8"))


def matches(certificate: Certificate, rulebase: RuleBase) -> bool:
    """Return whether a certificate is about this rule base and what is declared about it."""
    return (certificate.rules, certificate.properties_digest) == (
        rulebase.digest,
        rulebase.properties.digest,
    )


def certified(rulebase: RuleBase) -> Certificate | None:
    """Return the shipped certificate that is about this rule base, or ``None`` if there is none."""
    found = filter(None, map(stored, embedded()))
    return next((one for one in found if matches(one, rulebase)), None)
