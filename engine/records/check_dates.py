"""Dates within a record stand in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from ..base.dates import first_day, last_day
from .models import Office, Person, Warrant
from .registry import RecordDiagnostic, registered
from .source_files import FilesReading
from .tables import RECORD_KINDS

_ORDERED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "exclusive_jurisdiction": (("start", "end"),),
    "declarations": (("dated", "lodged"), ("crimes_from", "crimes_until")),
    "agreements": (("signed", "in_force"),),
    "memberships": (("start", "end"),),
    "summits": (("starts", "ends"), ("public_on", "days_public_on")),
    "situations": (
        ("referred_on", "referred_public_on"),
        ("referred_on", "investigation_opened"),
        ("investigation_opened", "investigation_public_on"),
    ),
    "persons": (("born", "died"), ("died", "died_public_on")),
    "offices": (("start", "end"),),
    "warrants": (
        ("issued", "unsealed"),
        ("issued", "ended"),
        ("ended", "ended_public_on"),
        ("ended", "status_as_of"),
    ),
    "custody": (("start", "end"), ("start", "verified_until")),
    "requests": (("sent", "in_force_by"),),
    "visits": (("start", "end"),),
    "visits_without_finding": (("start", "end"),),
}
"""Pairs of fields of which the first is not later than the second. An order for publication after
the end is none of them: a warrant may be unsealed when it is spent."""


def check_dates(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each pair of dates in the wrong order and each contradiction in time."""
    tables = reading.tables()
    compiled = next((r.until for r in tables.reach if r.kind == "record"), None)
    for kind, record in tables.records():
        ordered = _ORDERED.get(kind, ()) if kind in RECORD_KINDS else registered()[kind].ordered
        for earlier, later in ordered:
            first, second = getattr(record, earlier), getattr(record, later)
            if first is not None and second is not None and (_earliest(first) > _latest(second)):
                message = f"`{earlier}` {first} is after `{later}` {second}"
                yield RecordDiagnostic(kind, record.id, "dates-out-of-order", message)
        # Whoever makes claims records them later.
        if compiled is not None and record.public_on > compiled and kind != "claims":
            message = f"`public_on` {record.public_on} is after the record was made, {compiled}"
            yield RecordDiagnostic(kind, record.id, "dates-out-of-order", message)
    for place in tables.places:
        for field in ("responsible", "controllers", "statute"):
            for period in getattr(place, field):
                if period.start and period.until and period.start >= period.until:
                    message = f"`{field}`: {period.start} is not before {period.until}"
                    yield RecordDiagnostic("places", place.id, "dates-out-of-order", message)
    for person in tables.persons:
        yield from _person(person)
    for office in tables.offices:
        yield from _office(office)
    for warrant in tables.warrants:
        yield from _warrant(warrant)


def _earliest(value: date | str) -> date:
    return first_day(value) if isinstance(value, str) else value


def _latest(value: date | str) -> date:
    return last_day(value) if isinstance(value, str) else value


def _person(person: Person) -> Iterator[RecordDiagnostic]:
    if (person.status == "deceased") != (person.died is not None):
        message = f"`status` is {person.status} and `died` is {person.died or 'empty'}"
        yield RecordDiagnostic("persons", person.id, "contradiction", message)


def _office(office: Office) -> Iterator[RecordDiagnostic]:
    if office.ongoing and office.end is not None:
        message = f"`ongoing` although `end` is {office.end}"
        yield RecordDiagnostic("offices", office.id, "contradiction", message)
    if office.ongoing == (office.afterwards == "ended"):
        message = f"`ongoing` is {str(office.ongoing).lower()}, `afterwards` {office.afterwards}"
        yield RecordDiagnostic("offices", office.id, "contradiction", message)
    if office.ongoing and office.start and first_day(office.start) > office.verified_until:
        message = f"`start` {office.start} is after `verified_until` {office.verified_until}"
        yield RecordDiagnostic("offices", office.id, "dates-out-of-order", message)
    if office.afterwards_from is not None:
        if office.afterwards != "unknown":
            message = f"`afterwards` is {office.afterwards}, and `afterwards_from` is given"
            yield RecordDiagnostic("offices", office.id, "contradiction", message)
        elif office.afterwards_from <= office.verified_until:
            message = (
                f"`afterwards_from` {office.afterwards_from} is not after `verified_until` "
                f"{office.verified_until}"
            )
            yield RecordDiagnostic("offices", office.id, "dates-out-of-order", message)
    if office.afterwards == "unknown" and not office.afterwards_reason:
        message = "`afterwards` is unknown: say why in `afterwards_reason`"
        yield RecordDiagnostic("offices", office.id, "missing-reason", message)


def _warrant(warrant: Warrant) -> Iterator[RecordDiagnostic]:
    if (warrant.ended is None) != (warrant.ended_by is None):
        message = "`ended` and `ended_by` go together"
        yield RecordDiagnostic("warrants", warrant.id, "contradiction", message)
    if warrant.public_on != warrant.unsealed:
        message = f"`public_on` {warrant.public_on} is not `unsealed` {warrant.unsealed}"
        yield RecordDiagnostic("warrants", warrant.id, "contradiction", message)
    days = [first_day(event.on) for event in warrant.events]
    if days != sorted(days) or (days and days[0] < warrant.issued):
        message = "`events` do not stand in the order of their days, from the issue on"
        yield RecordDiagnostic("warrants", warrant.id, "dates-out-of-order", message)
