"""Requests and challenges fit their warrants, and each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from ..base.dates import first_day, last_day
from .models import ALL_PARTIES, Challenge, Request, Warrant
from .registry import RecordDiagnostic
from .source_files import FilesReading

_GROUPS = frozenset({ALL_PARTIES, "parties_not_named", "council_members_outside_the_statute"})
_MAKERS = frozenset({"accused", "court", "african_union"})


def check_requests(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each request that its warrant, or another request, contradicts."""
    tables = reading.tables()
    warrants = {warrant.id: warrant for warrant in tables.warrants}
    groups: dict[str, list[Request]] = {}
    for request in tables.requests:
        yield from _states(reading, "requests", request.id, "to", {request.to} - _GROUPS)
        groups.setdefault(request.warrant, []).append(request)
        warrant = warrants.get(request.warrant)
        if warrant is not None:
            yield from _on_warrant(request, warrant)
    for group in groups.values():
        for first, second in combinations(group, 2):
            why = _contradiction(first, second)
            if why:
                message = f"contradicts `{first.id}`: {why}"
                yield RecordDiagnostic("requests", second.id, "contradiction", message)


def _on_warrant(request: Request, warrant: Warrant) -> Iterator[RecordDiagnostic]:
    for field in ("sent", "in_force_by"):
        value = getattr(request, field)
        if value is not None and last_day(value) < warrant.issued:
            message = f"`{field}` {value} is before its warrant was issued, {warrant.issued}"
            yield RecordDiagnostic("requests", request.id, "dates-out-of-order", message)
    if request.for_arrest and warrant.kind == "summons":
        message = f"`{warrant.id}` is a summons: it asks no State for an arrest"
        yield RecordDiagnostic("requests", request.id, "contradiction", message)
    if request.kind == "none_sent" and (request.sent or request.in_force_by is None):
        message = "none was sent: leave `sent` empty and say in `in_force_by` by which day"
        yield RecordDiagnostic("requests", request.id, "contradiction", message)


def _contradiction(first: Request, second: Request) -> str:
    """Return why two requests on one warrant cannot both be right; empty if they can."""
    if first.to != second.to:
        return ""
    if "none_sent" in {first.kind, second.kind} and first.kind != second.kind:
        asked, none = (second, first) if first.kind == "none_sent" else (first, second)
        day = asked.sent or asked.in_force_by
        if asked.for_arrest and (day is None or first_day(day) <= last_day(none.in_force_by or "")):
            return "one says that a request was sent, the other that none was"
        return ""
    if first.kind == second.kind:
        return "the same addressee is asked for the same twice: keep one record"
    if first.for_arrest and second.for_arrest:
        full, other = (first, second) if first.kind == "full" else (second, first)
        begun, later = (one.sent or one.in_force_by for one in (full, other))
        if begun is None or later is None or first_day(begun) <= first_day(later):
            return "a request for provisional arrest cannot follow a full one, or come with it"
    return ""


_PAIRS = (
    ("filed", "decided"),
    ("decided", "appealed"),
    ("decided", "appeal_decided"),
    ("appealed", "appeal_decided"),
    ("postponed_from", "postponed_until"),
)


def check_challenges(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each challenge that contradicts itself."""
    for one in reading.tables().challenges:
        for earlier, later in _PAIRS:
            begun, ended = getattr(one, earlier), getattr(one, later)
            if begun and ended and first_day(begun) > last_day(ended):
                message = f"`{earlier}` {begun} is after `{later}` {ended}"
                yield RecordDiagnostic("challenges", one.id, "dates-out-of-order", message)
        for why in (*_decision(one), *_concern(one)):
            yield RecordDiagnostic("challenges", one.id, "contradiction", why)
        why = _postponement(one)
        if why:
            yield RecordDiagnostic("challenges", one.id, "postponement-without-challenge", why)
        yield from _states(reading, "challenges", one.id, "by", {*one.by} - _MAKERS)


def _decision(one: Challenge) -> Iterator[str]:
    decided = one.decided is not None
    if decided and one.outcome == "pending":
        yield f"`outcome` is pending although it was `decided` on {one.decided}"
    if not decided and one.outcome in {"admissible", "inadmissible"}:
        yield f"`outcome` is {one.outcome}: say in `decided` on which day"
    if bool(one.appeal_outcome) != (one.appeal_decided is not None):
        yield "`appeal_decided` and `appeal_outcome` go together"
    if not decided and (one.appealed or one.appeal_decided):
        yield "there is an appeal against a decision that is not on record"
    if one.suspended and not (one.appealed or one.appeal_decided):
        yield "`suspended` although no appeal is on record"


def _concern(one: Challenge) -> Iterator[str]:
    if not one.warrants and one.situation is None:
        yield "name the `warrants` or the `situation` that it concerns"
    if (one.kind == "competing_request") != (one.at is not None):
        yield "`at` names the State that a competing request asks, and stands for no other kind"
    if one.competing and one.kind != "competing_request":
        yield f"`competing` is {one.competing}, but it is no competing request"


def _postponement(one: Challenge) -> str:
    """Return why a surrender could not be postponed on this ground; empty if it could."""
    if one.postponed_from is None and one.postponed_until is None:
        return ""
    if one.kind != "admissibility":
        return "a surrender is postponed while a challenge to admissibility is pending (art. 95)"
    if one.postponed_from is None or one.filed is None:
        return (
            "`postponed_until` needs `postponed_from`, and both need a challenge that was `filed`"
        )
    if last_day(one.postponed_from) < first_day(one.filed):
        return f"`postponed_from` {one.postponed_from} is before the challenge, {one.filed}"
    end: date | None = None
    if not one.suspended and one.decided is not None:
        end = last_day(one.decided)
    elif one.suspended and one.appeal_decided is not None:
        end = last_day(one.appeal_decided)
    if end is not None and (one.postponed_until is None or first_day(one.postponed_until) > end):
        return (
            f"`postponed_until` {one.postponed_until or 'is empty'}, but the challenge ended {end}"
        )
    return ""


def _states(
    reading: FilesReading, kind: str, id: str, field: str, states: set[str]
) -> Iterator[RecordDiagnostic]:
    for state in sorted(states):
        if ("states", state) not in reading.declared:
            message = f"`{field}`: there is no `{state}` in states"
            yield RecordDiagnostic(kind, id, "unknown-reference", message)


def check_rulings(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for a ruling said to be checked or read that does not say which, or when."""
    for ruling in reading.tables().rulings:
        checked = ruling.checked_on is not None or ruling.document_number_confirmed
        if checked and not ruling.document_number:
            message = "it is marked checked, but has no `document_number`"
            yield RecordDiagnostic("rulings", ruling.id, "checked-without-number", message)
        named = {state for one in ruling.found for state in (*one.territory, *one.nationality)}
        yield from _states(reading, "rulings", ruling.id, "found", named)
        if ruling.text_read and ruling.checked_on is None:
            message = "its text is said to be read: say in `checked_on` on which day"
            yield RecordDiagnostic("rulings", ruling.id, "read-without-day", message)
