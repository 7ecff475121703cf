"""Itineraries: legs, stops and what is flown over, each answered for the person who travels.

What geography tells (where a line lies) and what the law says of a person there are joined here;
the shortest line between two airports is never said to be the route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .asked import ItineraryQuestion, StopQuestion
    from .build import itinerary
    from .model import CRUISE_KMH, Crossing, Diversion, Itinerary, Leg, PointAnswer, Stop, WayAround
    from .read import question_of

__all__ = [
    "CRUISE_KMH",
    "Crossing",
    "Diversion",
    "Itinerary",
    "ItineraryQuestion",
    "Leg",
    "PointAnswer",
    "Stop",
    "StopQuestion",
    "WayAround",
    "itinerary",
    "question_of",
]

__getattr__, __dir__ = exported(
    __name__,
    {
        "asked": "ItineraryQuestion StopQuestion",
        "build": "itinerary",
        "model": "CRUISE_KMH Crossing Diversion Itinerary Leg PointAnswer Stop WayAround",
        "read": "question_of",
    },
)
