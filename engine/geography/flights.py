"""Flights whose way was reported, beside what the shortest line through their points passes over.

The record is ``fixtures/geography/flights.yaml``: what named sources tell of the way, and why the
line differs from it. It tests the geometry by what happened, and no answer rests on it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from ..base.frozen import Frozen
from ..base.yaml12 import load
from .airports import airport
from .claims import HIGH_SEAS, directory
from .geodesic import distance_km
from .overflight import overflown

_FILE: Final = "flights.yaml"


class ReportedPoint(Frozen):
    """A point of a way: ``named`` as the source names it, ``at`` where a line is drawn through.

    ``at``: the code of an airport, or latitude and longitude in degrees.
    """

    at: str
    named: str

    @property
    def position(self) -> tuple[float, float]:
        """Degrees east and north."""
        latitude, comma, longitude = self.at.partition(",")
        if comma:
            return float(longitude), float(latitude)
        found = airport(self.at)
        return found.longitude, found.latitude


class ReportedFlight(Frozen):
    """A flight as it was reported.

    ``visits``: ids of the journeys on record that it belongs to. ``way``: its points in order.
    ``over``: States that it passed over, or would have; ``clear_of``: States that it stayed clear
    of; of no other State anything is said. ``longer_km``: how much longer it was than the usual
    way, by the report. ``explained``: why the line through its points passes over others.
    """

    id: str
    person: str
    on: date
    visits: tuple[str, ...]
    way: tuple[ReportedPoint, ...]
    over: tuple[str, ...]
    clear_of: tuple[str, ...]
    longer_km: float | None
    explained: str
    sources: tuple[str, ...]


class FlightComparison(Frozen):
    """What was reported of a flight, and what the shortest line through its points passes over.

    ``passed``: place and kilometres, once each, in order, without the high seas. ``missed``: States
    reported but not passed by the line; ``against``: States that the line passes and the flight
    stayed clear of; ``beside``: places that the line passes and of which nothing was reported, its
    ends left out. ``kilometres``: of the line; ``direct_km``: of that between its ends alone.
    """

    flight: ReportedFlight
    passed: tuple[tuple[str, float], ...]
    missed: tuple[str, ...]
    against: tuple[str, ...]
    beside: tuple[str, ...]
    kilometres: float
    direct_km: float


@cache
def reported_flights() -> tuple[ReportedFlight, ...]:
    """Return the flights on record, in the order of the file.

    >>> reported_flights()[0].on.isoformat()
    '2011-06-27'
    """
    text = (directory() / _FILE).read_text(encoding="utf-8")
    found = load(text, file=f"fixtures/geography/{_FILE}").value
    assert isinstance(found, list)  # INVARIANT: a test reads the file
    return tuple(map(ReportedFlight.model_validate, found))


def compare_flight(flight: ReportedFlight) -> FlightComparison:
    """Return a reported flight beside the shortest line through its points.

    >>> compare_flight(reported_flights()[1]).missed
    ()
    """
    points = [one.position for one in flight.way]
    segments = overflown(points)
    passed: dict[str, float] = {}
    for one in segments:
        if one.place != HIGH_SEAS:
            passed[one.place] = passed.get(one.place, 0.0) + one.kilometres
    told = {*flight.over, *flight.clear_of, segments[0].place, segments[-1].place}
    return FlightComparison(
        flight=flight,
        passed=tuple(passed.items()),
        missed=tuple(one for one in flight.over if one not in passed),
        against=tuple(one for one in flight.clear_of if one in passed),
        beside=tuple(one for one in passed if one not in told),
        kilometres=segments[-1].end_km,
        direct_km=distance_km(points[0], points[-1]),
    )
