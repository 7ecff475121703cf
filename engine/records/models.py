"""The kinds of records, as frozen pydantic models.

Null semantics are explicit in each field. Partial dates (``YYYY``, ``YYYY-MM``) mean: on some day
within that window. A record holds what a source says; relations turn records into facts.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from ..dates import PartialDate

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""An id of ours: lower-case words joined by hyphens."""

StateId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3; ``XKX`` (user-assigned) for Kosovo."""


class Confidence(StrEnum):
    """How sure the record is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class PublicBasis(StrEnum):
    """Where the day on which a record became public comes from."""

    RECORDED = "recorded"
    """a source gives it"""
    EVENT = "event"
    """taken to be the day of the event itself"""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(_Frozen):
    """What every record has: an id, at least one source, a confidence, the day it became public."""

    id: str
    sources: Annotated[tuple[Slug, ...], "ids of Source"]
    confidence: Confidence
    public_on: date
    public_on_basis: PublicBasis = PublicBasis.EVENT
    note: str = ""


class SourceKind(StrEnum):
    """What a source is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GENERAL_KNOWLEDGE = "general_knowledge"


class Source(_Frozen):
    """A document a record rests on; ``read_through`` names the copy it was read in."""

    id: Slug
    title: str
    kind: SourceKind
    url: str | None = None
    read_through: str = ""


class Reach(_Frozen):
    """To which day one kind of record reaches."""

    kind: str
    until: date
    note: str = ""


class State(Record):
    """A State, or an entity treated like one in the record."""

    id: StateId
    alpha2: str
    name: str
    un_status: Literal["member", "observer", "none"]


class ActionKind(StrEnum):
    """A treaty action towards the depositary."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCESSION = "accession"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    SUCCESSION = "succession"
    INSTRUMENT_WITHDRAWN = "instrument_withdrawn"
    """an instrument taken back before it entered into force (Malaysia 2019)"""
    INTENT_NOT_TO_JOIN = "intent_not_to_join"
    """a signatory declares that it will not become a party (VCLT, art. 18)"""
    WITHDRAWAL_NOTICE = "withdrawal_notice"
    WITHDRAWAL_REVOKED = "withdrawal_revoked"


CONSENTS = frozenset(
    {
        ActionKind.RATIFICATION,
        ActionKind.ACCESSION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.SUCCESSION,
    }
)
"""Actions by which a State consents to be bound."""


class TreatyAction(Record):
    """One entry of the depositary's log.

    ``on``: the day it happened. ``effect``: the day its effect begins or was due to begin (entry
    into force, withdrawal), ``None`` where the action has no later effect. A later action may take
    it back before that day: a notice revoked, an instrument withdrawn.
    """

    treaty: Literal["rome-statute", "apic"]
    state: StateId
    kind: ActionKind
    on: date
    effect: date | None = None
    effect_basis: Literal["none", "recorded", "article_126", "article_127", "article_35"] = "none"
    reference: str = ""


class Period(_Frozen):
    """A State and the days on which it stands in that role; ``None``: without known limit."""

    state: StateId
    start: date | None = None
    until: date | None = None


class Extension(_Frozen):
    """Whether the Statute, for the responsible State, extends to a place in ``[start, until)``."""

    applies: Literal["yes", "no", "unknown"]
    start: date | None = None
    until: date | None = None


class Place(Record):
    """Where a person may be.

    ``responsible``: whose territory it is in international law, as UN practice sees it; empty for
    the high seas or Antarctica. ``controllers``: who holds it in fact, where that differs.
    ``statute``: exceptions to the rule that a party's whole territory is covered (VCLT, art. 29).
    """

    name: str
    kind: Literal["state", "territory", "disputed", "base", "international"]
    alpha2: str | None = None
    alpha3: str | None = None
    responsible: tuple[Period, ...] = ()
    controllers: tuple[Period, ...] = ()
    claimants: tuple[StateId, ...] = ()
    statute: tuple[Extension, ...] = ()


class Person(Record):
    """Somebody publicly named in a warrant or summons of the Court.

    ``died``: ``None`` means not known to have died. ``born``: ``None`` means not known.
    """

    id: Slug
    name: str
    aliases: tuple[str, ...]
    nationality: tuple[StateId, ...]
    born: PartialDate | None
    died: PartialDate | None
    died_public_on: date | None = None
    wikidata: str | None
    status: Literal["at_large", "in_custody", "convicted_serving", "released", "closed", "deceased"]
    status_as_of: date


class OfficeKind(StrEnum):
    """Offices as far as the law of immunity tells them apart, highest first."""

    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    FOREIGN_MINISTER = "foreign_minister"
    OTHER_MINISTER = "other_minister"
    MEMBER_OF_PARLIAMENT = "member_of_parliament"
    MILITARY = "military"
    OTHER = "other"


class Office(Record):
    """An office a person held; both days inclusive.

    ``start`` or ``end`` ``None`` with ``ongoing`` false: happened, day not known. ``ongoing``:
    held on ``verified_until``; ``afterwards`` says what may be taken for later days and
    ``afterwards_reason`` why.
    """

    person: Slug
    title: str
    state: StateId
    kind: OfficeKind
    start: PartialDate | None
    end: PartialDate | None
    ongoing: bool
    verified_until: date
    afterwards: Literal["presumed", "unknown", "ended"]
    afterwards_reason: str = ""


class EndKind(StrEnum):
    """Why a warrant or summons no longer calls for an arrest."""

    SURRENDERED = "surrendered"
    ARRESTED = "arrested"
    TERMINATED_BY_DEATH = "terminated_by_death"
    CHARGES_NOT_CONFIRMED = "charges_not_confirmed"
    VACATED = "vacated"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    INADMISSIBLE = "inadmissible"


class WarrantEvent(_Frozen):
    """Something that happened in the life of a warrant."""

    on: PartialDate
    event: str
    note: str = ""


class Warrant(Record):
    """A warrant of arrest or a summons to appear.

    ``unsealed``: the day its existence became public. ``ended``: the day from which it no longer
    calls for an arrest; ``None``: it still did on ``status_as_of``, later presumed.
    ``ended_public_on``: the day its end became public, ``None``: that very day.
    """

    person: Slug
    kind: Literal["warrant", "summons"]
    situation: Slug
    issued: date
    unsealed: date
    crimes: tuple[str, ...]
    case_number: str | None
    ended: date | None
    ended_by: EndKind | None
    ended_public_on: date | None = None
    status_as_of: date
    events: tuple[WarrantEvent, ...] = ()


class Custody(Record):
    """Detention of a person by the Court (``holder`` is ``ICC``) or by a State; days inclusive.

    ``end`` ``None``: still held on ``verified_until``; later presumed.
    """

    person: Slug
    holder: str
    start: PartialDate
    end: PartialDate | None
    verified_until: date


class Situation(Record):
    """A situation before the Court.

    ``investigation_opened`` / ``preliminary_examination_opened`` ``None``: did not happen, or the
    day is not in the record. ``investigation_public_on``: the day the opening became public,
    ``None``: that very day.
    """

    id: Slug
    number: str
    name: str
    states: tuple[StateId, ...]
    trigger: Literal["state_referral", "unsc_referral", "proprio_motu", "art_12_3"]
    referred_on: PartialDate | None
    investigation_opened: PartialDate | None
    investigation_public_on: date | None = None
    preliminary_examination_opened: PartialDate | None
    jurisdiction_from: PartialDate | None
    scope: str


class Declaration(Record):
    """A declaration under article 12(3) or 124.

    ``crimes_from``/``crimes_until`` bound the crimes covered, not the duty to cooperate, which
    runs from ``lodged`` (``None``: lodged on a day that is not known) for ``situations`` only.
    """

    state: StateId
    kind: Literal["article_12_3", "article_124"]
    dated: PartialDate | None
    lodged: PartialDate | None
    crimes_from: PartialDate | None
    crimes_until: PartialDate | None
    situations: tuple[Slug, ...]
    effective: bool
    """False: rejected or not acted on, so that no duty follows."""
    scope: str
    status: str


class ResolutionParagraph(Record):
    """What one paragraph of a Security Council resolution (or vetoed draft) orders, and whom."""

    reference: str
    on: date
    situation: Slug | None
    adopted: bool
    vote: str
    paragraph: str
    addressee: str
    addressee_state: StateId | None
    effect: Literal["informative", "referral", "obliges", "urges", "carve_out", "financial", "none"]
    summary: str


class Agreement(Record):
    """A bilateral non-surrender agreement; empty days: not known."""

    state: StateId
    counterparty: StateId
    signed: PartialDate | None
    in_force: PartialDate | None
    form: str


class Legislation(Record):
    """A national law on cooperation with the Court."""

    state: StateId
    law: str
    year: int | None
    covers_arrest_and_surrender: str
    basis: str


class Membership(Record):
    """Membership of an organisation; ``end`` ``None``: still a member when the table was made."""

    organisation: str
    state: StateId
    start: PartialDate | None
    end: PartialDate | None
    kind: str


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


class Finding(_Frozen):
    """What a court decided, in the corpus's words."""

    obliged_to_arrest: Literal["yes", "no", "not_decided"]
    complied: Literal["yes", "no", "not_decided", "not_applicable"]
    referred_to: tuple[str, ...]
    immunity: Literal["no_bar", "bar", "not_decided"]
    ground: str


class Ruling(Record):
    """A decision of a court on arrest, immunity or cooperation."""

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
    citation: str
    url: str
    confirmed: bool
    summary: str


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
