"""Geography: over whose territory a point, a line or a flown track lies, and where airports are.

It knows places by the ids of the records, and neither warrants nor law. What is told rests on
`LIMITS`, which belong beside every answer that uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .airports import Airport, airport
    from .airspace import Airspace, AirspaceLocation
    from .claims import (
        LIMITS,
        GeographicalSource,
        TerritorialClaim,
        geographical_sources,
        sources_of,
        territorial_claims,
    )
    from .detour import Detour, way_around
    from .enclosure import Enclosure, enclosure_of
    from .flights import FlightComparison, ReportedFlight, compare_flight, reported_flights
    from .near import AirportNearby, airports_near
    from .overflight import OverflownSegment, overflown
    from .parse import parse_track
    from .track import Track, TrackPoint

__all__ = [
    "LIMITS",
    "Airport",
    "AirportNearby",
    "Airspace",
    "AirspaceLocation",
    "Detour",
    "Enclosure",
    "FlightComparison",
    "GeographicalSource",
    "OverflownSegment",
    "ReportedFlight",
    "TerritorialClaim",
    "Track",
    "TrackPoint",
    "airport",
    "airports_near",
    "compare_flight",
    "enclosure_of",
    "geographical_sources",
    "overflown",
    "parse_track",
    "reported_flights",
    "sources_of",
    "territorial_claims",
    "way_around",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "airports": "Airport airport",
        "airspace": "Airspace AirspaceLocation",
        "claims": "LIMITS GeographicalSource TerritorialClaim "
        "geographical_sources sources_of territorial_claims",
        "flights": "FlightComparison ReportedFlight compare_flight reported_flights",
        "detour": "Detour way_around",
        "enclosure": "Enclosure enclosure_of",
        "near": "AirportNearby airports_near",
        "overflight": "OverflownSegment overflown",
        "parse": "parse_track",
        "track": "Track TrackPoint",
    },
)
