"""How an answer names a record, with its sources."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from ..base.frozen import Part
from .models import Confidence


class Named(Part):
    """A person, place or State: id and name."""

    id: str = Field(examples=["vladimir-putin", "MNG"])
    name: str = Field(examples=["Vladimir Vladimirovich Putin", "Mongolia"])


class SourceRef(Part):
    """A source behind a record."""

    id: str
    title: str
    kind: str
    url: str | None = None


class RecordRef(Part):
    """A record an answer rests on, told in one sentence, with its sources."""

    id: str
    kind: str
    says: str
    confidence: Confidence
    public_on: date
    sources: tuple[SourceRef, ...]
