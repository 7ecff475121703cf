"""An itinerary as it is asked about, and where its stops are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, TypedDict

from ..answers.assessor import Assessor
from ..answers.mistakes import Mistakes
from ..base.dates import Day, day_of
from ..base.errors import InputError, UnknownName, text_of
from ..case.inputs import PRESENCE, PURPOSE, member
from ..case.terms import Presence, Purpose
from ..geography.airports import airport
from ..geography.airspace import Airspace
from ..geography.parse import TrackFormat
from ..records.models import Place

MOST_STOPS: Final = 50
"""More stops are refused."""
PLACE: Final = "place:"
"""Says that what follows is a place, as most codes of States are airports as well."""
_MEANT: Final = 100.0
"""The score of an airport of the very name that was given."""
_POSITION: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")
_RIGHT: Final = (
    "an airport: a code such as BUD, or its name",
    "place:HUN for a place without an airport",
    "latitude,longitude in degrees",
)


@dataclass(frozen=True)
class StopQuestion:
    """A stop as it is asked about.

    ``at``: an airport (``BUD``, ``LHBP``, ``airport:ARM``, a name), ``place:ARM``, or a position as
    ``latitude,longitude``. ``on``: the day; by default that of the stop before. ``presence``: by
    default ``ground`` at both ends and ``airside`` between them. ``purpose``: that of the journey.
    """

    at: str
    on: Day | None = None
    presence: Presence | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True)
class ItineraryQuestion:
    """What would follow for a person along a journey.

    ``stops``: at least two, in order; with a ``track`` none are needed. ``person``: whoever
    travels; without one the places alone are told. ``state_aircraft``: flown in an aircraft of the
    traveller's State. ``track``: the text of a file in ``track_format``, in place of shortest
    lines. ``diversions_km``: tell the airports within so many kilometres of the way as well.

    ``avoiding``: lead each leg around what is named: ``parties`` to the Rome Statute, an outcome
    such as ``must_arrest`` (wherever it would follow after a landing), places, organisations.
    ``exposure_weight``: rather weigh a kilometre over them as so many more than forbid it.
    ``landing_within_km``: an airport outside of them is never farther from the way.
    """

    stops: tuple[StopQuestion | str, ...] = ()
    person: str | None = None
    on: Day | None = None
    purpose: Purpose = "unspecified"
    profile: str | None = None
    known_on: Day | None = None
    state_aircraft: bool = False
    track: str | None = None
    track_format: TrackFormat = "geojson"
    diversions_km: float | None = None
    avoiding: tuple[str, ...] = ()
    exposure_weight: float | None = None
    landing_within_km: float | None = None


class ItineraryParts(TypedDict, total=False):
    """The parts of an itinerary beside its stops and whoever travels."""

    on: Day | None
    purpose: Purpose
    profile: str | None
    known_on: Day | None
    state_aircraft: bool
    track: str | None
    track_format: TrackFormat
    diversions_km: float | None
    avoiding: tuple[str, ...]
    exposure_weight: float | None
    landing_within_km: float | None


@dataclass(frozen=True)
class StopFound:
    """A stop with its position, day and manner."""

    name: str
    code: str | None
    place: Place
    longitude: float
    latitude: float
    on: date
    presence: str
    purpose: str


def stops_of(
    engine: Assessor, question: ItineraryQuestion, today: date, mistakes: Mistakes
) -> tuple[StopFound, ...]:
    """Return the stops with their positions; every mistake is added to ``mistakes``."""
    given = tuple(one if isinstance(one, StopQuestion) else _stop(one) for one in question.stops)
    if len(given) > MOST_STOPS:
        raise InputError("stops", None, f"are {len(given):,}; at most {MOST_STOPS} can be given")
    found: list[StopFound] = []
    before = mistakes.attempt(lambda: first_day(question, today)) or today
    for number, one in enumerate(given):
        field = f"stops.{number}"
        day = mistakes.attempt(partial(_day, one.on, before, f"{field}.on")) or before
        before = day
        inner = 0 < number < len(given) - 1
        presence = one.presence or ("airside" if inner else "ground")
        purpose = one.purpose or question.purpose
        for name, fact, value in (("presence", PRESENCE, presence), ("purpose", PURPOSE, purpose)):
            values = engine.rulebase.values[engine.rulebase.variables[fact]]
            mistakes.attempt(partial(member, f"{field}.{name}", value, values))
        place = mistakes.attempt(partial(_position, engine, one.at, f"{field}.at"))
        if place is not None:
            name, code, where, lon, lat = place
            found.append(
                StopFound(
                    name=name,
                    code=code,
                    place=where,
                    longitude=lon,
                    latitude=lat,
                    on=day,
                    presence=presence,
                    purpose=purpose,
                )
            )
    return tuple(found)


def first_day(question: ItineraryQuestion, today: date) -> date:
    """Return the day on which the journey begins; raises `InputError`."""
    return today if question.on is None else day_of(question.on, "on")


def _stop(given: object) -> StopQuestion:
    return StopQuestion(at=text_of(given, "stops", _RIGHT))


def _day(given: Day | None, before: date, field: str) -> date:
    if given is None:
        return before
    day = day_of(given, field)
    if day < before:
        raise InputError(field, str(day), f"is before {before}, the day before it on the journey")
    return day


def _position(
    engine: Assessor, text: str, field: str
) -> tuple[str, str | None, Place, float, float]:
    """Return the name, code, place and position of a stop; raises `InputError`, `UnknownName`."""
    said = text_of(text, field, _RIGHT).strip()
    airspace = Airspace.load()
    position = _POSITION.fullmatch(said)
    if position:
        lat, lon = float(position[1]), float(position[2])
        if abs(lat) > 90 or abs(lon) > 180:
            raise InputError(field, said, "is not a latitude and a longitude in degrees", _RIGHT)
        place = engine.world.places[airspace.at(lon, lat).place]
        return said.replace(" ", ""), None, place, lon, lat
    if said.casefold().startswith(PLACE):
        place = engine.lookup.place_named(said[len(PLACE) :].strip(), field)
        return (place.name, None, place, *airspace.inside(place.id, field=field))
    try:
        found = airport(said, field=field)
    except UnknownName as error:
        raise _with_place(engine, said, error) from None
    return (
        f"{found.name} ({found.code})",
        found.code,
        engine.world.places[found.place],
        found.longitude,
        found.latitude,
    )


def _with_place(engine: Assessor, said: str, error: UnknownName) -> InputError | UnknownName:
    """Return the error about an airport, or one that says how a place of that name is given.

    A city with several airports is a city, though it means its State elsewhere.
    """
    if any(one.score == _MEANT for one in error.suggestions):
        return error
    try:
        place = engine.lookup.place(said)
    except (InputError, UnknownName):
        return error
    message = "names a place, and a stop is an airport; name it, or take the place as a whole"
    return InputError(error.field, said, message, (f"{PLACE}{place.id}", *_RIGHT))


def check_number(stops: Sequence[object]) -> None:
    """Raise `InputError` if there are too few stops for a journey."""
    if not stops:
        raise InputError("stops", None, "are missing; a journey has two at least", _RIGHT)
    if len(stops) < 2:
        raise InputError("stops", None, "are too few; a journey has two at least", _RIGHT)
