"""Corrections of the records, as everybody may read them: what was wrong, and what it changed."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from xml.etree import ElementTree as ET

from pydantic import BaseModel, ConfigDict, Field

from safeconduct.base import counted, day, label
from safeconduct.live import LiveEntry, RecordImpact

from .models import Digests


class Correction(BaseModel):
    """A record that was wrong, and was corrected or taken out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seq: int
    id: str
    at: str = Field(description="when, UTC")
    action: str = Field(description="correct or retract")
    kind: str
    record_id: str
    wrong: str = Field(description="what was wrong")
    since: date | None = Field(description="since when, in these records; null: not known")
    reason: str
    reported: bool = Field(description="whether somebody reported it")
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    impact: RecordImpact
    world: str = Field(description="the digest of the records from then on")

    @classmethod
    def of(cls, entry: LiveEntry) -> Correction:
        """Return what of an entry everybody may read."""
        return cls(
            seq=entry.seq,
            id=entry.id,
            at=entry.at,
            action=entry.action,
            kind=entry.kind,
            record_id=entry.record_id,
            wrong=entry.wrong,
            since=entry.since,
            reason=entry.reason,
            reported=bool(entry.report),
            before=entry.before,
            after=entry.record,
            impact=entry.impact,
            world=entry.world,
        )

    @property
    def title(self) -> str:
        """What it is called."""
        done = "retracted" if self.action == "retract" else "corrected"
        return f"{label(self.kind)} {self.record_id}: {done}"

    @property
    def wrong_since(self) -> str:
        """Since when, in words."""
        return "since a day that is not known" if self.since is None else f"since {day(self.since)}"

    @property
    def changed(self) -> str:
        """How many answers changed, in words."""
        told = counted(self.impact.changed, "answer")
        return f"{told} changed, of {self.impact.asked:,} that were compared"


class Corrections(Digests):
    """A page of the public log of corrections, the latest first."""

    items: tuple[Correction, ...]
    total: int
    limit: int
    offset: int


class EntryList(Digests):
    """A page of the log of live records, the latest first; ``live``: whether there is one."""

    items: tuple[LiveEntry, ...]
    total: int
    limit: int
    offset: int
    live: bool


_ATOM: Final = "http://www.w3.org/2005/Atom"


def feed(items: tuple[Correction, ...], address: str, since: date) -> bytes:
    """Return corrections as an Atom feed (RFC 4287).

    ``address``: where the service lies, empty if that is not known. ``since``: the day of the
    records, which is when the feed was last changed if there is no correction.
    """
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", f"{address}corrections" if address else "urn:safeconduct:corrections")
    _add(root, "title", "Corrections of the records of safeconduct")
    _add(root, "updated", items[0].at if items else f"{since}T00:00:00Z")
    _add(_add(root, "author"), "name", "safeconduct")
    if address:
        _add(root, "link", rel="self", href=f"{address}corrections.atom")
        _add(root, "link", rel="alternate", href=f"{address}corrections")
    for one in items:
        entry = _add(root, "entry")
        _add(entry, "id", f"urn:uuid:{one.id}")
        _add(entry, "title", one.title)
        _add(entry, "updated", one.at)
        _add(entry, "published", one.at)
        if address:
            _add(entry, "link", rel="alternate", href=f"{address}corrections#{one.id}")
        told = f"Wrong {one.wrong_since}: {one.wrong}\n{one.reason}\n{one.changed}."
        _add(entry, "content", _clean(told), type="text")
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    made.text = None if text is None else _clean(text)
    return made


def _clean(text: str) -> str:
    """Return text without the characters that XML has no place for."""
    return "".join(one for one in text if one >= " " or one in "\n\t").translate(
        {0xFFFE: None, 0xFFFF: None}
    )
