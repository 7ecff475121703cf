"""The answer to a travel-risk question, as frozen models with a published JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from pydantic import ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from ..base.dates import utc_today
from ..base.frozen import Part, Shown, Table
from ..base.words import YES, at, day, label
from ..case.proof.leaves import Assumption
from ..case.proof.nodes import Node
from ..case.stale import Stale
from ..case.stay import Stay
from ..case.terms import DUTY, EXECUTION, POWER, REASON, SURRENDER, Outcome
from ..case.unknowns import UnknownFact
from ..records.models import Actor, Confidence
from ..records.reference import Named, RecordRef
from ..rulebase.wording import AnswerWording, Execution, Exposure, embedded

DISCLAIMER = (
    "A warrant is an allegation, not a finding of guilt. This is information on law, not legal "
    "advice, and no prediction of what a State will do."
)


UNTOLD: Final = frozenset({"today", "wording"})
"""Members by which an answer is put in words: no part of what it says."""

Form = Literal["text", "paragraph", "markdown", "mermaid"]
"""The forms in which an answer can be told."""


class PositionOutcome(Part):
    """The outcome if this position on an issue were taken."""

    position: str
    title: str
    standing: str
    holders: tuple[str, ...]
    outcome: Outcome
    chosen: bool


class TurnsOn(Part):
    """An issue on which the outcome depends, with every position and its outcome."""

    issue: str
    question: str
    positions: tuple[PositionOutcome, ...]
    given: dict[str, str] = Field(
        default={},
        description="positions on other issues without which this one does not matter",
    )


class Qualification(Part):
    """A label beside the outcome, with the rules that add it."""

    qualification: str
    proof: tuple[Node, ...]


class StateAnswer(Part):
    """What follows for one State that has a role at the place."""

    state: str
    name: str
    role: Literal["territorial", "controller", "none"]
    outcome: Outcome
    duty: str
    grounds: tuple[str, ...]


class Validity(Part):
    """The days on which the answer stays the same, ``[since, until)``, as scheduled today.

    ``None``: no such day within the record. The ids are of what opens and closes the step.
    """

    since: date | None
    until: date | None
    opened_by: tuple[str, ...] = ()
    closed_by: tuple[str, ...] = ()


class WarrantAnswer(Part):
    """The answer for one warrant or summons."""

    warrant: str
    outcome: Outcome
    reason: str | None
    duty: str
    power: str
    surrender: str
    execution: str
    grounds: tuple[str, ...]
    qualifications: tuple[str, ...]
    proof: tuple[Node, ...]


class VisitRef(Part):
    """A recorded journey: practice, not law."""

    record: str
    start: str | None
    end: str | None
    outcome: str
    person: str = Field(default="", description="name of who travelled")
    state: str = Field(default="", description="code of the State visited")
    voluntary_surrender: bool = False


class ComparableVisits(Part):
    """Earlier journeys on the ground like the one asked about: counted, never a rate.

    They began before the asked day, the law said the same on their own day (by the readings of
    the question), and the person held the same kind of office.
    """

    outcome: Outcome = Field(description="what the law said on the day of each")
    serving_head: bool = Field(description="whether of serving heads of State or government")
    visits: int
    persons: int = Field(description="how many distinct persons are behind them")
    not_arrested: int
    arrested: int = Field(description="arrests, voluntary surrenders apart")
    surrendered: int = Field(description="voluntary surrenders")
    listed: tuple[VisitRef, ...] = Field(description="the latest of them")
    unlisted: int = Field(description="how many more there are")
    says: str
    caveat: str = Field(description="why the counts are no sample, from the counts")


class Practice(Part):
    """What happened, apart from the law: recorded visits and what the government said.

    ``visits``: the person's to this State; ``stances``: in force on the day, the latest per body;
    ``comparable`` null: no presence on the ground, no warrant in force, or no known office.
    """

    visits: tuple[VisitRef, ...] = ()
    stances: tuple[str, ...] = ()
    note: str = ""
    comparable: ComparableVisits | None = None


class Premise(StrEnum):
    """A premise that a ruling may share with a case."""

    PERSON = "person"
    STATE = "state"
    SITUATION = "situation"
    OFFICE = "office"
    SOURCE_OF_DUTY = "source_of_duty"
    ISSUE = "issue"


class SharedPremise(Part):
    """A premise that a ruling shares with the case asked about."""

    premise: Premise
    says: str


class Precedent(Part):
    """A ruling like the case asked about: what it decided, and which premises are shared."""

    record: str
    on: date = Field(description="the day of the ruling; the first day if known only roughly")
    decided: str
    shared: tuple[SharedPremise, ...]
    later: bool = Field(description="whether it was given after the asked day")


class ExecutionLaw(Part):
    """How the State's own law lets it carry out an arrest: information, no part of the law above.

    Empty texts: nothing is known. ``recalled``: what is from knowledge and was not read.
    """

    record: str
    state: str
    law: str = Field(examples=["International Criminal Court Act 2001"])
    sections: str = Field(examples=["ss. 2, 3, 5, 23"])
    begins: str = Field(description="who must act first", examples=["executive_first"])
    receives: str = Field(description="who receives the request of the Court")
    arrests: str
    needs: str = Field(description="what comes before an arrest")
    surrenders: str
    immunity_decided_by: str
    immunity_rule: str
    recalled: tuple[str, ...] = Field(description="names of fields, or all", examples=[["all"]])


class NextAction(Part):
    """What an actor can or must do where an answer is like this one."""

    record: str
    actor: Actor
    stage: str = Field(description="before the day is over, after it, or any")
    says: str
    provision: str
    deadline: str = Field(description="by when; empty: the provision sets none")
    recalled: bool = Field(description="whether the provision is from knowledge")


class AssessmentDocument(Shown):
    """The answer to: could this person be arrested in this place on this day, and by what law?"""

    model_config = ConfigDict(title="Assessment", defer_build=True)

    person: Named
    taken: str | None = Field(
        default=None,
        description="the surname taken to mean the person, though others bear it; null: none was",
    )
    place: Named
    on: date
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    stay: Stay | None = Field(default=None, description="if several days were asked about")
    outcome: Outcome
    reason: str | None = Field(description="why no warrant is in force; else null")
    duty: str = Field(examples=["yes", "no", "unresolved"])
    power: str = Field(examples=["yes", "no", "national_law", "unknown"])
    surrender: str = Field(examples=["due", "postponable", "not_yet", "barred", "none"])
    execution: Execution = Field(examples=["possible", "blocked", "impossible", "none", "unknown"])
    grounds: tuple[str, ...] = Field(description="the sources of the duty, if there is one")
    contested: bool | None = Field(
        description="whether another current reading gives another outcome; null: unknown"
    )
    turns_on: tuple[TurnsOn, ...]
    exposure: Exposure
    qualifications: tuple[str, ...]
    qualified_by: tuple[Qualification, ...] = Field(description="the rules behind each label")
    states: tuple[StateAnswer, ...]
    decisive: tuple[str, ...] = Field(description="ids of the warrants that decide the outcome")
    warrants: tuple[WarrantAnswer, ...]
    confidence: Confidence
    weakest: tuple[str, ...] = Field(description="the least certain records relied on")
    proof: tuple[Node, ...]
    practice: Practice
    precedents: tuple[Precedent, ...] = Field(description="the rulings most like it, at most five")
    national_law: tuple[str, ...] = Field(description="laws of the State on cooperation")
    national_execution: ExecutionLaw | None = Field(
        description="how the State would carry out an arrest; null: not on record"
    )
    next_steps: tuple[NextAction, ...] = Field(description="what can be done next, and by whom")
    valid: Validity
    unknown: tuple[UnknownFact, ...]
    assumptions: tuple[Assumption, ...]
    stale: tuple[Stale, ...] = Field(description="premises known only up to an earlier day")
    gaps: tuple[str, ...] = Field(description="what is known to be missing from the records")
    reaches: dict[str, date] = Field(description="to which day each kind of record reaches")
    records: dict[str, RecordRef] = Field(
        description="every record that the answer names, by the id by which it does"
    )
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER
    # For the words only: what is answered is the same on whatever day, in whatever words.
    today: SkipJsonSchema[date] = Field(default_factory=utc_today, exclude=True)
    wording: SkipJsonSchema[AnswerWording] = Field(default_factory=embedded, exclude=True)

    @property
    def past(self) -> bool:
        """Whether the day asked about was over: then the answer is told in the past tense."""
        return self.on < self.today

    def words(self, outcome: str) -> str:
        """Return an outcome in a few words."""
        return self.wording.label_of(outcome)

    @property
    def over(self) -> bool:
        """Whether the answer had become another one since."""
        return self.valid.until is not None and self.valid.until <= self.today

    def says(self, records: Iterable[str]) -> list[str]:
        """Return records that the answer names, each in one sentence."""
        return [self.records[record].says for record in records]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AssessmentDocument) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash((self.person, self.place, self.on, self.profile, self.outcome, self.rules))

    def _said(self) -> dict[str, object]:
        return {name: one for name, one in self.__dict__.items() if name not in UNTOLD}

    def table(self) -> Table:
        """Return the answer in its parts; `Assessment` shows itself in words."""
        where = f"{self.person.name} {at(self.place.name)} on {day(self.on)}"
        names = ("outcome", REASON, DUTY, POWER, SURRENDER, EXECUTION, "exposure")
        rows = [(name, label(getattr(self, name) or "")) for name in names]
        rows.append(("contested", YES[self.contested]))
        return Table(f"{where}: {self.words(self.outcome)}", ("part", "answer"), rows)
