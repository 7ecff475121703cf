"""Several answers side by side with the premises that differ, as frozen models."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from ...base.frozen import Frozen, Table
from ...base.words import YES
from ...case.terms import Outcome
from ...records.reference import Named, RecordRef
from ...rulebase.wording import Exposure, Worded
from ...timeline.steps import Basis
from ..document import DISCLAIMER


class Side(Frozen):
    """One of the questions and what is answered."""

    label: str = Field(description="what sets this question apart from the first")
    place: Named
    on: date
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    assume: dict[str, str] = Field(description="facts supposed, by name")
    positions: dict[str, str] = Field(description="positions chosen, by issue")
    outcome: Outcome
    reason: str | None
    duty: str
    power: str
    surrender: str
    execution: str
    grounds: tuple[str, ...]
    contested: bool | None
    exposure: Exposure
    qualifications: tuple[str, ...]
    says: str = Field(description="the answer as one sentence")


class FactSide(Frozen):
    """A fact on one side: its possible values (several: not known) and what they rest on."""

    values: tuple[str, ...]
    says: str
    basis: Basis
    reason: str = ""
    records: tuple[RecordRef, ...] = ()


class DifferingFact(Frozen):
    """A fact whose value is not the same on every side."""

    fact: str
    question: str
    warrant: str = Field(description="id of the warrant it is about")
    relied_on: bool = Field(description="whether it stands in the proof of at least one answer")
    sides: tuple[FactSide, ...] = Field(description="in the order of the questions")


class Applied(StrEnum):
    """What a rule does on one side."""

    APPLIED = "applied"
    OVERCOME = "overcome"
    """it applied, and what it concludes does not stand"""
    UNRESOLVED = "unresolved"
    """whether it applies, or what it concludes stands, is left open"""
    NOT_APPLIED = "not_applied"


class DifferingRule(Frozen):
    """A rule that does not do the same on every side."""

    rule: str
    title: str
    cite: str
    in_proof: bool = Field(description="whether the proof of at least one answer names it")
    sides: tuple[Applied, ...] = Field(description="in the order of the questions")


class PositionSide(Frozen):
    """The position taken on one side."""

    position: str
    title: str
    standing: str
    outcomes: dict[str, Outcome] = Field(
        description="the outcome of each position on this side; empty if nothing turns on it"
    )


class DifferingPosition(Frozen):
    """An issue on which the questions take, or turn on, different positions."""

    issue: str
    question: str
    turns_on: bool = Field(description="whether the outcome turns on it on at least one side")
    sides: tuple[PositionSide, ...] = Field(description="in the order of the questions")


class TravelRiskComparison(Worded):
    """The same question put several times, with the premises on which the answers differ."""

    person: Named
    sides: tuple[Side, ...]
    same_outcome: bool
    says: str
    differing_facts: tuple[DifferingFact, ...] = Field(description="those relied on first")
    differing_rules: tuple[DifferingRule, ...] = Field(description="those a proof names first")
    differing_positions: tuple[DifferingPosition, ...] = Field(
        description="issues on which the outcome turns first"
    )
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER

    def table(self) -> Table:
        """Return the answers side by side."""
        return Table(
            f"{self.person.name}: {self.says}",
            ("question", "outcome", "contested", "answer"),
            (
                (one.label, self.words(one.outcome), YES[one.contested], one.says)
                for one in self.sides
            ),
        )
