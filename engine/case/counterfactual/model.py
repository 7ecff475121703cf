"""What would change an answer, as frozen models with a published JSON Schema."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from ...base.frozen import Frozen, Table
from ...base.words import at, day
from ...records.reference import Named, RecordRef
from ...rulebase.wording import Worded
from ..periods import AnswerPeriod
from ..terms import Outcome


class Plausibility(StrEnum):
    """How a fact may be, or come to be, otherwise: the most plausible first."""

    OPEN = "open"
    """it is not known today, and may turn out to be so"""
    SCHEDULED = "scheduled"
    """it is already set to become so on a day"""
    BY_TIME = "by_time"
    """with time: an office ends"""
    BY_ACT = "by_act"
    """by an act of a State or of the Security Council: a treaty action"""
    BY_COURT = "by_court"
    """by a decision of the Court, or by an arrest: a warrant ends"""
    RARELY = "rarely"
    """it happens, but seldom"""
    PRESUMED = "presumed"
    """it cannot come to be so, but what holds today is only presumed"""
    CONTRARY = "contrary"
    """it cannot come to be so: the records would have to be wrong"""


class FollowingFact(Frozen):
    """A fact that would be otherwise along with another one."""

    fact: str
    value: str = Field(description="`unknown` where it would not be known")
    says: str
    records: tuple[RecordRef, ...]


class ChangedFact(Frozen):
    """A fact that would be otherwise, and the records that make it what it is."""

    fact: str
    now: str = Field(description="`unknown` where it is not known")
    then: str
    says: str = Field(description="the fact as it would be, as a clause")
    plausibility: Plausibility
    scheduled: date | None = Field(description="the day on which it is set to become so")
    records: tuple[RecordRef, ...]
    follows: tuple[FollowingFact, ...] = Field(description="what would be so along with it")


class ChangeSet(Frozen):
    """Facts that together would change the outcome; none of them would alone."""

    facts: tuple[ChangedFact, ...]
    outcome: Outcome
    outcomes: tuple[Outcome, ...] = Field(
        description="more than one where facts that are not known would decide"
    )
    plausibility: Plausibility = Field(description="that of the least plausible of the facts")
    says: str = Field(description="the whole as a sentence")
    likewise: tuple[tuple[str, ...], ...] = Field(
        description="other values of these facts, in their order, with the same outcome"
    )


class OtherPosition(Frozen):
    """A position on an issue that is not the one followed."""

    issue: str
    question: str
    position: str
    title: str
    standing: str
    holders: tuple[str, ...]
    published: str = Field(description="ISO day, month or year")


class OtherReading(Frozen):
    """Positions that together would change the outcome; none of them would alone."""

    positions: tuple[OtherPosition, ...]
    outcome: Outcome
    outcomes: tuple[Outcome, ...] = Field(
        description="more than one where facts that are not known would decide"
    )
    says: str = Field(description="the whole as a sentence")


class Changes(Worded):
    """Everything that would change an answer."""

    person: Named
    place: Named
    on: date
    outcome: Outcome
    scheduled: tuple[AnswerPeriod, ...] = Field(
        description="what is already set to change, in order"
    )
    facts: tuple[ChangeSet, ...] = Field(
        description="every smallest set of one or two facts, the most plausible first"
    )
    readings: tuple[OtherReading, ...] = Field(
        description="every smallest set of one or two positions, the best held first"
    )
    note: str = Field(default="", description="why no facts or readings were looked for; or empty")
    world: str
    rules: str

    def table(self) -> Table:
        """Return every way to another outcome, with what is already scheduled first."""
        scheduled = [
            ("scheduled", self.words(one.outcome), f"from {day(one.since)}")
            for one in self.scheduled
        ]
        facts = [("facts", self.words(one.outcome), one.says) for one in self.facts]
        readings = [("readings", self.words(one.outcome), one.says) for one in self.readings]
        where = f"{self.person.name} {at(self.place.name)} on {day(self.on)}"
        return Table(
            f"What would change the answer, {where}: {self.words(self.outcome)}",
            ("what", "outcome", "how"),
            [*scheduled, *facts, *readings],
        )
