"""What was public on a day: the records as somebody then could have had them.

A record that became public later is left out; a kept record loses what was not yet public in it.
States, places, sources and the reach of the record itself are always known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from ..base.dates import first_day, last_day
from .models import (
    Challenge,
    Custody,
    Declaration,
    FactClaim,
    Office,
    Person,
    Record,
    Request,
    ResolutionParagraph,
    Ruling,
    Situation,
    Summit,
    Visit,
    VisitWithoutFinding,
    Warrant,
)
from .registry import kind_of
from .tables import OF_BINDINGS, RECORD_KINDS, Tables

R = TypeVar("R", bound=Record)

_ALWAYS: Final = frozenset({"states", "places"})


def known_on(tables: Tables, day: date) -> Tables:
    """Return the records that were public on ``day``, without what was not yet public in them.

    The result of an earlier day holds no id that the result of a later day lacks, and restricting
    twice to the same day changes nothing.
    """
    kept: dict[str, tuple[Record, ...]] = {}
    for kind in RECORD_KINDS:
        records = tables.of(kind)
        if kind not in _ALWAYS:
            records = tuple(r for r in records if r.public_on <= day)
        kept[kind] = records
    persons = {p.id for p in kept["persons"]}
    situations = {s.id for s in kept["situations"]}
    for kind in (
        "offices",
        "warrants",
        "custody",
        "visits",
        "visits_without_finding",
        "stances",
    ):
        kept[kind] = tuple(r for r in kept[kind] if _named(r, persons))
    warrants = {w.id for w in kept["warrants"]}
    kept["claims"] = tuple(
        claim
        for claim in tables.claims
        if claim.public_on <= day
        and (claim.person is None or claim.person in persons)
        and (claim.situation is None or claim.situation in situations)
        and (claim.warrant is None or claim.warrant in warrants)
    )
    kept["requests"] = tuple(r for r in kept["requests"] if getattr(r, "warrant", "") in warrants)
    visits = {v.id for v in kept["visits"]}
    known = _Known(day, persons, situations, visits, warrants, _held_by_the_court(tables, day))
    for kind, clear in _CLEAR.items():
        kept[kind] = tuple(clear(known, record) for record in kept[kind])
    brought = (one for one in tables.of_bindings if one.public_on <= day)
    kept[OF_BINDINGS] = tuple(kind_of(one).known_on(one, day) for one in brought)
    return tables.model_copy(update=kept)


def _named(record: Any, persons: Collection[str]) -> bool:
    # A statement about nobody in particular needs no person to be known.
    return record.person is None or record.person in persons


def _held_by_the_court(tables: Tables, day: date) -> frozenset[str]:
    return frozenset(
        custody.person
        for custody in tables.custody
        if custody.holder == "ICC"
        and last_day(custody.start) <= day
        and (custody.end is None or day <= first_day(custody.end))
    )


class _Known:
    """The day, and the ids that other records may refer to."""

    def __init__(
        self,
        day: date,
        persons: Collection[str],
        situations: Collection[str],
        visits: Collection[str],
        warrants: Collection[str],
        held: Collection[str],
    ) -> None:
        self.day = day
        self.held = held
        self.persons = persons
        self.situations = situations
        self.visits = visits
        self.warrants = warrants

    def person(self, person: Person) -> Person:
        change: dict[str, object] = {"status_as_of": min(person.status_as_of, self.day)}
        if person.died is not None and self.day < (person.died_public_on or last_day(person.died)):
            change |= {"died": None, "died_public_on": None}
        if person.status_as_of > self.day:
            dead = "died" not in change and person.died is not None
            free = "in_custody" if person.id in self.held else "at_large"
            change["status"] = "deceased" if dead else free
        return _copy(person, change)

    def office(self, office: Office) -> Office:
        if office.end is not None and last_day(office.end) > self.day:
            return _copy(office, {"end": None} | self._held())
        if office.ongoing and office.verified_until > self.day:
            return _copy(office, self._held())
        return _copy(office, {"verified_until": min(office.verified_until, self.day)})

    def _held(self) -> dict[str, object]:
        return {
            "ongoing": True,
            "verified_until": self.day,
            "afterwards": "presumed",
            "afterwards_from": None,
            "afterwards_reason": "",
        }

    def custody(self, custody: Custody) -> Custody:
        change: dict[str, object] = {"verified_until": min(custody.verified_until, self.day)}
        if custody.end is not None and last_day(custody.end) > self.day:
            change |= {"end": None, "verified_until": self.day}
        return _copy(custody, change)

    def warrant(self, warrant: Warrant) -> Warrant:
        change: dict[str, object] = {
            "status_as_of": min(warrant.status_as_of, self.day),
            "events": tuple(e for e in warrant.events if first_day(e.on) <= self.day),
        }
        if warrant.ended is not None and (warrant.ended_public_on or warrant.ended) > self.day:
            change |= {"ended": None, "ended_by": None, "ended_public_on": None}
        return _copy(warrant, change)

    def request(self, request: Request) -> Request:
        if request.kind == "none_sent" and request.in_force_by is not None:
            by = min(last_day(request.in_force_by), self.day).isoformat()
            return _copy(request, {"in_force_by": by})
        return request

    def challenge(self, challenge: Challenge) -> Challenge:
        change: dict[str, object] = {
            "warrants": tuple(w for w in challenge.warrants if w in self.warrants),
        }
        if challenge.situation not in self.situations:
            change["situation"] = None
        if self._later(challenge.appeal_decided):
            change |= {"appeal_decided": None, "appeal_outcome": "", "appeal_document_number": ""}
        if self._later(challenge.appealed):
            change |= {"appealed": None, "suspended": None}
        if self._later(challenge.decided):
            change |= {"decided": None, "outcome": "pending", "document_number": ""}
        for name in ("postponed_from", "postponed_until"):
            if self._later(getattr(challenge, name)):
                change[name] = None
        return _copy(challenge, change)

    def claim(self, claim: FactClaim) -> FactClaim:
        if claim.until is None:
            return claim
        public = claim.until_public_on or max(last_day(claim.until), claim.public_on)
        if public <= self.day:
            return claim
        return _copy(claim, {"until": None, "until_public_on": None})

    def _later(self, value: str | None) -> bool:
        return value is not None and last_day(value) > self.day

    def situation(self, situation: Situation) -> Situation:
        change: dict[str, object] = {}
        opened = situation.investigation_opened
        if opened and (situation.investigation_public_on or last_day(opened)) > self.day:
            change |= {"investigation_opened": None, "investigation_public_on": None}
        referred = situation.referred_on
        if referred and (situation.referred_public_on or last_day(referred)) > self.day:
            change |= {"referred_on": None, "referred_public_on": None}
        examined = situation.preliminary_examination_opened
        if examined and last_day(examined) > self.day:
            change["preliminary_examination_opened"] = None
        return _copy(situation, change)

    def declaration(self, declaration: Declaration) -> Declaration:
        kept = tuple(s for s in declaration.situations if s in self.situations)
        return _copy(declaration, {"situations": kept})

    def resolution(self, paragraph: ResolutionParagraph) -> ResolutionParagraph:
        if paragraph.situation is None or paragraph.situation in self.situations:
            return paragraph
        return _copy(paragraph, {"situation": None})

    def visit(self, visit: Visit) -> Visit:
        if visit.end is None or last_day(visit.end) <= self.day:
            return visit
        return _copy(visit, {"end": None})

    def summit(self, summit: Summit) -> Summit:
        days = summit.days_public_on
        if days is None or days <= self.day:
            return summit
        year = summit.starts[:4]
        return _copy(summit, {"starts": year, "ends": None, "days_public_on": None})

    def ruling(self, ruling: Ruling) -> Ruling:
        kept = tuple(p for p in ruling.persons if p in self.persons)
        return _copy(ruling, {"persons": kept})

    def without_finding(self, visit: VisitWithoutFinding) -> VisitWithoutFinding:
        kept = tuple(v for v in visit.visits if v in self.visits)
        return _copy(visit, {"visits": kept})


_CLEAR: Final[Mapping[str, Callable[[_Known, Any], Record]]] = {
    "persons": _Known.person,
    "offices": _Known.office,
    "custody": _Known.custody,
    "warrants": _Known.warrant,
    "requests": _Known.request,
    "challenges": _Known.challenge,
    "situations": _Known.situation,
    "declarations": _Known.declaration,
    "resolutions": _Known.resolution,
    "summits": _Known.summit,
    "visits": _Known.visit,
    "visits_without_finding": _Known.without_finding,
    "rulings": _Known.ruling,
    "claims": _Known.claim,
}


def _copy(record: R, change: Mapping[str, object]) -> R:
    if all(getattr(record, name) == value for name, value in change.items()):
        return record
    return record.model_copy(update=change)
