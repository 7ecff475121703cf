"""What every record has, the sources it rests on, and records about records: claims, known gaps.

Null semantics are explicit in each field. Partial dates (``YYYY``, ``YYYY-MM``) mean: on some day
within that window. A record holds what a source says; relations turn records into facts.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import StringConstraints

from ...base.dates import PartialDate
from ...base.frozen import Frozen

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


class Record(Frozen):
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


class BlockedDomain(Frozen):
    """A domain whose pages nothing may rest on, with the reason.

    ``id``: the domain, with all that is under it; without a dot, the beginning of any label.
    """

    id: str
    reason: str


class Source(Frozen):
    """A document a record rests on; ``read_through`` names the copy it was read in."""

    id: Slug
    title: str
    kind: SourceKind
    url: str | None = None
    read_through: str = ""


class KnownGap(Record):
    """Something of which it is known that the records lack it, and why.

    ``kind``: an application is no warrant, so that whom it concerns is on no record; warrants may
    have been unsealed whose persons are not known. ``aliases``: whole names under which somebody
    may be asked for; ``groups``: names of many, of whom some are on record. ``persons``: those on
    record whose answers mention it. ``on``: since when.
    """

    kind: Literal["application", "unnamed_warrants"]
    name: str
    aliases: tuple[str, ...]
    persons: tuple[Slug, ...]
    situation: Slug
    on: PartialDate
    says: str
    groups: tuple[str, ...] = ()


class FactClaim(Record):
    """The value that a fact of the rules has, of whom or what, and from when until when.

    ``fact``: its name in ``facts.yaml``. ``person``, ``warrant``, ``situation``, ``place`` and
    ``state`` (the one whose authorities would arrest): of whom or what it is said; ``None``: of
    all. ``since``: ``None``: it was always so. ``until``: the day from which it is so no longer;
    ``None``: it still is. ``until_public_on``: the day on which it became public that it ends;
    ``None``: that very day. ``says``: the same in words.
    """

    fact: str
    value: str
    person: Slug | None = None
    warrant: Slug | None = None
    situation: Slug | None = None
    place: str | None = None
    state: StateId | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    until_public_on: date | None = None
    says: str = ""

    @property
    def about(self) -> dict[str, str]:
        """Of whom or what it is said, by the names that a case has for them."""
        keys = {
            "person": self.person,
            "warrant": self.warrant,
            "situation": self.situation,
            "place": self.place,
            "host": self.state,
        }
        return {name: key for name, key in keys.items() if key is not None}
