"""What was done, said and announced: visits, statements, rulings of courts, meetings."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from ...base.dates import PartialDate
from ...base.frozen import Frozen
from .base import Record, Slug, StateId


class Visit(Record):
    """A known journey of a wanted person; days inclusive, ``None``: not known."""

    person: Slug
    state: StateId
    start: PartialDate | None
    end: PartialDate | None
    purpose: str
    kind: str
    outcome: str
    outcome_detail: str = ""
    host_party_on_date: bool | None
    serving_head: bool | None
    warrant_public_on_date: bool | None
    counted_in_base_rate: bool
    voluntary_surrender: bool


class Stance(Record):
    """What a government said it would do."""

    state: StateId
    person: Slug | None
    on: PartialDate
    stance: str
    by: str


class Finding(Frozen):
    """What a court decided, in the corpus's words."""

    obliged_to_arrest: Literal["yes", "no", "not_decided"]
    complied: Literal["yes", "no", "not_decided", "not_applicable"]
    referred_to: tuple[str, ...]
    immunity: Literal["no_bar", "bar", "not_decided"]
    ground: str


class ConductRuledOn(Frozen):
    """Conduct of which a decision says whether it is ``within`` the Court's jurisdiction.

    The members are those of the question on jurisdiction; ``given``: further ones. ``basis``: on
    what the jurisdiction was held to rest. Of a stretch of time it is a day within, or the day
    before or after it.
    """

    territory: tuple[StateId, ...] = ()
    nationality: tuple[StateId, ...] = ()
    on: date
    crime: Literal["genocide", "crimes_against_humanity", "war_crimes", "aggression"]
    given: dict[str, bool] = Field(default={})
    within: bool
    basis: (
        Literal[
            "council_referral",
            "territory",
            "acceptance_territory",
            "nationality",
            "acceptance_nationality",
        ]
        | None
    ) = None


class Ruling(Record):
    """A decision of a court on arrest, immunity, cooperation or jurisdiction.

    ``checked_on``: the day on which number and decision were last looked up; ``None``: they are
    from knowledge or from reports. ``paragraphs``: where it speaks of the duty, immunity,
    consultation and referral, always from knowledge unless ``paragraphs_checked``. ``found``: over
    which conduct the Court was held to have jurisdiction, or none. ``text_read``: what it holds was
    read in its own words, in the decision or quoted from it; its head, an abstract, a notice or a
    report are not enough.
    """

    on: PartialDate
    body: str
    kind: Literal["icc_ptc", "icc_ac", "national", "other"]
    topic: str
    persons: tuple[Slug, ...]
    """Persons of ours that it concerns; ``about`` keeps the record's words."""
    about: str
    state: StateId | None
    visit_dates: tuple[tuple[PartialDate | None, PartialDate | None], ...]
    question: str
    finding: Finding
    provisions: tuple[str, ...]
    case_number: str
    document_number: str
    document_number_confirmed: bool
    paragraphs: dict[Literal["duty", "immunity", "consultation", "referral"], str] = Field(
        default={}
    )
    paragraphs_checked: bool = False
    citation: str
    url: str
    confirmed: bool
    summary: str
    found: tuple[ConductRuledOn, ...] = ()
    checked_on: date | None = None
    text_read: bool = False


class VisitWithoutFinding(Record):
    """A journey, or a request for an opinion, on which no court has ruled as far as is known.

    ``visits`` names the journeys of the record that it is about.
    """

    person: Slug
    states: tuple[StateId, ...]
    start: PartialDate | None
    end: PartialDate | None
    visits: tuple[str, ...]
    status: str
    confirmed: bool


class Summit(Record):
    """A meeting of leaders; `public_on` is the day on which its host was announced.

    ``place``: that of the host. ``starts`` and ``ends``: inclusive, as imprecise as they were
    announced; ``ends`` ``None``: on a day that ``starts`` may mean. ``online``: nobody had to
    travel. ``days_public_on``: when the days became public, ``None``: with the host.
    """

    organisation: str
    name: str
    place: str
    city: str
    starts: PartialDate
    ends: PartialDate | None
    online: bool
    days_public_on: date | None = None
