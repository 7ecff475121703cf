"""Persons: their offices, the warrants against them, their custody, the situations."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from ...base.dates import PartialDate
from ...base.frozen import Frozen
from .base import Record, Slug, StateId


class Person(Record):
    """Somebody publicly named in a warrant or summons of the Court.

    ``died``: ``None`` means not known to have died. ``died_public_on``: the day the death became
    public or, where the Court doubted it, the day on which the Court took it as proved; ``None``:
    that very day. ``born``: ``None`` means not known.
    ``aliases`` mean nobody else of note, so that they resolve anywhere. ``usual_aliases``: what the
    press calls this person, though others bear that name (a surname, as a rule); they resolve in a
    single question, and the answer says so. ``weak_aliases`` only ever suggest: a common surname, a
    kunya, a fragment of two words. The name itself is as strong as an alias, unless it is repeated
    among the usual ones.
    """

    id: Slug
    name: str
    aliases: tuple[str, ...]
    usual_aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    nationality: tuple[StateId, ...]
    born: PartialDate | None
    died: PartialDate | None
    died_public_on: date | None = None
    wikidata: str | None
    status: Literal["at_large", "in_custody", "convicted_serving", "released", "closed", "deceased"]
    status_as_of: date

    @property
    def every_alias(self) -> tuple[str, ...]:
        """Strong, usual and weak aliases: for searching, not for resolving."""
        return (*self.aliases, *self.usual_aliases, *self.weak_aliases)


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
    ``afterwards_reason`` why. ``afterwards_from``: the first day that is unknown, where until then
    the office is presumed (after an election); ``None``: every later day is. ``disputed``: other
    States do not agree that the person holds it, who is only recognised or only governs;
    ``recognised_by``: States that recognise who only governs, and since when.
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
    afterwards_from: date | None = None
    afterwards_reason: str = ""
    disputed: Literal["recognised_only", "control_only"] | None = None
    recognised_by: dict[StateId, date] = Field(default={})

    def presumed_on(self, day: date) -> bool:
        """Return whether nothing on record speaks against it that the office was held still."""
        if not self.ongoing or day <= self.verified_until:
            return self.ongoing
        before = self.afterwards_from is not None and day < self.afterwards_from
        return self.afterwards == "presumed" or before


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


class WarrantEvent(Frozen):
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

    ``referred_on``: the referral, or the day on which the Prosecutor asked for authorisation;
    ``referred_public_on``: the day that became public, ``None``: that very day.
    ``investigation_opened`` / ``preliminary_examination_opened`` ``None``: did not happen, or the
    day is not in the record. ``investigation_public_on``: the day the opening became public,
    ``None``: that very day. ``jurisdiction_from`` and ``jurisdiction_until`` bound the crimes.
    ``area``: the part of the States' territory to which it is limited, empty for the whole;
    ``in_area`` and ``outside_area``: names of places there and elsewhere, with commas between them.
    ``covers``: crimes there, aboard ships and aircraft registered there, and by nationals elsewhere
    where it says so.
    """

    id: Slug
    number: str
    name: str
    states: tuple[StateId, ...]
    trigger: Literal["state_referral", "unsc_referral", "proprio_motu", "art_12_3"]
    referred_on: PartialDate | None
    referred_public_on: date | None = None
    investigation_opened: PartialDate | None
    investigation_public_on: date | None = None
    preliminary_examination_opened: PartialDate | None
    jurisdiction_from: PartialDate | None
    jurisdiction_until: PartialDate | None = None
    area: str = ""
    in_area: str = ""
    outside_area: str = ""
    covers: tuple[Literal["territory", "vessels", "nationals"], ...] = ("territory",)
    scope: str
