"""How a question was understood, and its answer, as frozen models."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import Field

from ..answers.document import DISCLAIMER, AssessmentDocument
from ..answers.map import Atlas
from ..answers.timeline import History
from ..answers.upcoming import Change
from ..answers.venues.model import Reception
from ..answers.wanted import Wanted
from ..base.frozen import Frozen as _Frozen
from ..base.frozen import Shown, Table
from ..case.periods import AnswerPeriod
from ..case.terms import Outcome
from ..itineraries.model import Itinerary
from ..records.reference import Named, RecordRef
from .practice import Conduct, ConductOnRecord


class QuestionKind(StrEnum):
    """What is asked."""

    ARREST = "arrest"
    """Could this person be arrested there?"""
    DUTY = "duty"
    """Would this State have to arrest the person, or did it have to?"""
    MAP = "map"
    """Where could the person be arrested, or be safe?"""
    MEMBERS = "members"
    """Which members of an organisation would have to arrest the person?"""
    TIMELINE = "timeline"
    """Since when, until when?"""
    RECEPTION = "reception"
    """Whom of those who are wanted could this State not receive?"""
    WANTED = "wanted"
    """Who is wanted?"""
    PRACTICE = "practice"
    """What happened: journeys, arrests, statements of governments?"""
    UPCOMING = "upcoming"
    """What is scheduled to change?"""
    ITINERARY = "itinerary"
    """What would follow along a flight: what it passes over, and at its stops?"""
    BELONGING = "belonging"
    """Is, or was, a State a party to the Statute or a member of an organisation? Which are?"""


Belongs: TypeAlias = Literal["member", "former", "outside"]
"""How a State stands to a treaty or an organisation: in it, no longer in it, or neither."""


Avoiding: TypeAlias = Literal["members", "duties"]
"""What a flight is to avoid: parties to the Statute, or where an arrest would be owed."""


class Taken(_Frozen):
    """Words of the question and what they were taken for."""

    words: str
    role: str = Field(
        examples=["person", "place", "organisation", "region", "day", "presence", "purpose"]
    )
    value: str


class Understanding(_Frozen):
    """How a question was read. ``since`` and ``until`` are its first and last day, inclusive."""

    kind: QuestionKind
    person: Named | None
    place: Named | None
    organisation: str | None
    membership: str = Field(default="member", description="the kind of membership asked about")
    parties: bool = Field(
        default=False, description="only the parties to the Rome Statute among those"
    )
    region: str | None = Field(
        default=None, description="a region of UN M49; several are joined by `|`"
    )
    nationals: Named | None = Field(default=None, description="only nationals of this State")
    conduct: Conduct | None = Field(default=None, description="what of practice is asked about")
    journey: str | None = Field(
        default=None,
        description="id of the journey on record that is meant, as no day of the past was given",
    )
    since: date
    until: date
    day_given: bool = Field(description="false: nothing was said, so it is about today")
    presence: str
    purpose: str
    way: tuple[str, ...] = Field(
        default=(), description="codes of the airports of a flight, in order"
    )
    avoiding: Avoiding | None = Field(default=None, description="what the flight is to avoid")
    safe: bool = Field(description="asked for safety instead of danger")
    taken: tuple[Taken, ...] = Field(description="words and what they were taken for")
    ignored: tuple[str, ...] = Field(description="words with content that had no part in it")
    why: bool = Field(default=False, exclude=True)
    """It asks for the reasons."""
    belongs: tuple[Belongs, ...] = Field(
        default=(), description="of a list of States which are asked for: those that stand so"
    )
    refused: bool = Field(default=False, exclude=True)
    """It asks who would not arrest or did not."""
    chosen: tuple[str, ...] = Field(default=(), exclude=True)
    """What was chosen of cities with several airports, a sentence each."""
    stance: str | None = Field(default=None, exclude=True)
    """The kind of statement asked about."""

    @property
    def one_day(self) -> bool:
        """Whether the question is about a single day."""
        return self.since == self.until


class PlaceAnswer(_Frozen):
    """What follows for one member; over several days the worst, with how often it changes."""

    place: Named
    outcome: Outcome = Field(description="the worst of the days asked about")
    reason: str | None
    contested: bool | None
    grounds: tuple[str, ...]
    since: date = Field(description="the first day with that outcome")
    changes: int = Field(description="how often the answer changes within the days", ge=0)


class Belonging(_Frozen):
    """How a State stands to the Rome Statute or an organisation on the last day asked about."""

    state: Named
    status: Belongs
    records: tuple[RecordRef, ...] = Field(description="what it did about it, the earliest first")
    says: str


class AskAnswer(Shown):
    """The answer to a plain question: how it was understood, in words, and in full.

    Exactly one of the answers is there: ``assessment`` (with ``stretches`` if several days are
    asked about: then it is of the first day of the worst stretch), ``timeline``, ``map``,
    ``places`` (a list, also of a map over several days), ``reception``, ``wanted``, ``upcoming``,
    ``practice``, ``itinerary`` or ``belonging``.
    """

    question: str
    understood: Understanding
    says: str = Field(description="the answer as one paragraph")
    notes: tuple[str, ...] = Field(description="what the answer leaves aside")
    assessment: AssessmentDocument | None = None
    stretches: tuple[AnswerPeriod, ...] = ()
    timeline: History | None = None
    map: Atlas | None = None
    places: tuple[PlaceAnswer, ...] | None = None
    reception: Reception | None = None
    wanted: tuple[Wanted, ...] | None = None
    upcoming: tuple[Change, ...] | None = None
    practice: ConductOnRecord | None = None
    itinerary: Itinerary | None = None
    belonging: tuple[Belonging, ...] | None = None
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER

    def table(self) -> Table:
        """Return the answer in words, and what each word was taken for."""
        taken = ((one.words, one.role, one.value) for one in self.understood.taken)
        return Table(self.says, ("words", "taken for", "value"), taken)
