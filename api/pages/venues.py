"""Pages about meetings: which venue exposes which guest, and whom a place could not receive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from fastapi import Request

from safeconduct import Engine, InputError, Outcome, Reception, Venues
from safeconduct.answers import STANDINGS, GuestAnswer, Mistakes, Venue
from safeconduct.base import CONTESTED, counted, day, label, sentence
from safeconduct.case import meant_by

from ..parameters import Parameter
from .asked import most_travelled
from .thing import Cell, Section, Thing, rows, sources

_COLUMNS: Final = 6
"""How many guests have a column each; of more, those who must be arrested are listed."""


@dataclass(frozen=True)
class MeetingQuestion:
    """What a page was asked for: what was given, by parameter, as it was typed."""

    given: Mapping[str, str]
    today: date

    @property
    def key(self) -> tuple[object, ...]:
        """What determines the page, given records and rules."""
        return self.today, tuple(sorted(self.given.items()))

    @property
    def query(self) -> str:
        """The query of its address."""
        return f"?{urlencode(self.given)}" if self.given else ""


def read_meeting(
    request: Request, engine: Engine, parameters: Sequence[Parameter]
) -> MeetingQuestion:
    """Return what was typed: forms send empty fields, and others add parameters of their own.

    Raises every mistake in the names of parameters, and in those given twice.
    """
    mistakes, given = Mistakes(), dict[str, str]()
    known = {one.name for one in parameters}
    for name, value in request.query_params.multi_items():
        text = value.strip()
        near = None if name in known else meant_by(name, parameters)
        if near:
            told = f"is not a part of this question; did you mean {near!r}?"
            mistakes.add(InputError(name[:60], text[:60], told, code="unknown-parameter"))
        elif name in known and text and given.setdefault(name, text) != text:
            told = "is given twice; give it once"
            mistakes.add(InputError(name, text[:60], told, code="repeated-parameter"))
    mistakes.done()
    return MeetingQuestion(given, engine.clock())


def usual_venues(engine: Engine, asked: MeetingQuestion) -> Mapping[str, str]:
    """Return the question, by default about who travelled most, at all meetings on record."""
    given = dict(asked.given)
    given.setdefault("guests", most_travelled(engine))
    if not given.keys() & {"places", "organisation", "summits"}:
        given["summits"] = ",".join(one.id for one in engine.world.summits)
        for name in ("on", "until"):  # each meeting has days of its own
            given.pop(name, None)
    return given


def usual_reception(engine: Engine, asked: MeetingQuestion) -> Mapping[str, str]:
    """Return the question, by default about the host of the latest meeting on record."""
    latest = max(engine.world.summits, key=lambda one: one.starts, default=None)
    place = latest.place if latest else min(engine.world.places)
    return {"place": place, **asked.given}


def venues_thing(engine: Engine, found: Venues, asked: MeetingQuestion) -> Thing:
    """Return the page of venues in their order."""
    few = len(found.guests) <= _COLUMNS
    names = [one.name for one in found.guests]
    heads = names if few else ["must be arrested", "undetermined"]
    records = (engine.world.records[it] for one in found.venues for it in one.because_of)
    return Thing(
        kicker="Where they could meet",
        title=found.headline,
        lead="The safest places first. A warrant is an allegation, not a finding of guilt.",
        sections=(
            Section(
                "Venues",
                [
                    [
                        Cell(one.place.name, f"places/{one.place.id}"),
                        Cell(str(one.rank)),
                        Cell(found.days(one) + (" (online)" if one.online else "")),
                        Cell(STANDINGS[one.standing]),
                        *(_each(one) if few else _several(one)),
                    ]
                    for one in found.venues
                ],
                ("place", "rank", "days", "together", *heads),
                note=found.criterion,
            ),
            Section(
                "In transit there, and in its airspace",
                list(_on_the_way(found)),
                ("place", *(names if few else ["a duty to arrest"])),
                note=found.way,
            ),
            Section(
                "What lies between",
                list(_between(found)),
                ("place", "guest", "way", "passes over", "a duty to arrest after a landing"),
            ),
            Section(
                "Why these places",
                rows(
                    Cell(sentence(found.records[it].says))
                    for one in found.venues
                    for it in one.because_of
                ),
            ),
            Section("What is left open", rows(map(Cell, found.caveats()))),
            sources(engine, [source for one in records for source in one.sources]),
        ),
        json=f"v1/venues{asked.query}",
        marks=tuple(dict.fromkeys(one.place.id for one in found.venues)),
        counts="answer" if few else "",
    )


def _each(venue: Venue) -> Iterator[Cell]:
    for one in venue.guests:
        yield _outcome(one, venue.place.id)


def _outcome(guest: GuestAnswer, place: str) -> Cell:
    asked = {"person": guest.person.id, "place": place, "on": guest.on.isoformat()}
    return Cell(CONTESTED[guest.contested], f"?{urlencode(asked)}", outcome=guest.outcome.value)


def _several(venue: Venue) -> Iterator[list[Cell]]:
    for outcome in (Outcome.MUST_ARREST.value, "undetermined"):
        yield [
            Cell(one.person.name, f"?person={one.person.id}&place={venue.place.id}&on={one.on}")
            for one in venue.guests
            if one.outcome.value == outcome
        ]


def _on_the_way(found: Venues) -> Iterator[list[Cell | list[Cell]]]:
    few = len(found.guests) <= _COLUMNS
    shown: set[tuple[str, str]] = set()
    for venue in found.venues:
        told: list[list[Cell]] = [
            [
                Cell(f"{label(way)}: {found.words(outcome)}")
                for way, outcome in guest.on_the_way.items()
            ]
            for guest in venue.guests
        ]
        if not few:
            owed = sum(Outcome.MUST_ARREST.value in one.on_the_way.values() for one in venue.guests)
            told = [[Cell(counted(owed, "guest"))]]
        row = repr(told)
        if (venue.place.id, row) not in shown and any(told):
            shown.add((venue.place.id, row))
            yield [Cell(venue.place.name, f"places/{venue.place.id}"), *told]


def _between(found: Venues) -> Iterator[list[Cell | list[Cell]]]:
    """Yield what each guest would pass over, with the page of that way."""
    for venue in found.venues:
        for guest in venue.guests:
            way = guest.way_there
            if way is not None:
                asked = {
                    "person": guest.person.id,
                    "from": way.start_code,
                    "to": way.end_code,
                    "on": guest.on.isoformat(),
                }
                owed = [
                    one.place.name for one in way.passed if one.if_landed == Outcome.MUST_ARREST
                ]
                yield [
                    Cell(venue.place.name, f"places/{venue.place.id}"),
                    Cell(guest.person.name),
                    Cell(f"{way.start_code} to {way.end_code}", f"itinerary?{urlencode(asked)}"),
                    Cell(", ".join(one.place.name for one in way.passed)),
                    Cell(", ".join(owed)),
                ]


def reception_thing(engine: Engine, found: Reception, asked: MeetingQuestion) -> Thing:
    """Return the page of everybody wanted, at one place, the worst first."""
    ground = engine.inference.question.wording.ground_of
    return Thing(
        kicker="Whom it could not receive",
        title=found.headline,
        lead="Everybody whom a public warrant calls to arrest on that day. A warrant is an "
        "allegation, not a finding of guilt.",
        sections=(
            Section(
                "Persons",
                [
                    [
                        Cell(one.person.name, f"persons/{one.person.id}"),
                        _outcome(one, found.place.id),
                        Cell(", ".join(map(ground, one.grounds))),
                        Cell(day(one.on)),
                    ]
                    for one in found.guests
                ],
                ("person", "outcome", "bound", "day"),
                note=found.criterion,
            ),
            Section("What is left open", rows(map(Cell, found.caveats()))),
        ),
        json=f"v1/reception{asked.query}",
        marks=(found.place.id,),
        counts="wanted person",
    )
