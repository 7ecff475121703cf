"""Journeys and arrests on record, each as days: what a watch joins over time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..base.dates import first_day, last_day
from ..records.models import EndKind, Visit
from ..records.world import World

PRESENCES: Final[Mapping[str, str]] = {
    "visit": "ground",
    "transit": "airside",
    "overflight": "overflight",
}
"""By kind of recorded journey how the person is there; others are no journeys."""

_ARRESTED: Final = frozenset({EndKind.ARRESTED, EndKind.SURRENDERED})


@dataclass(frozen=True, slots=True)
class WatchedJourney:
    """A journey as the record has it; ``start`` and ``end``: the first and last day it may be.

    ``arrest``: the first day from its start on with an arrest or a surrender on record.
    """

    record: str
    person: str
    state: str
    presence: str
    start: date
    end: date
    arrest: date | None


def fingerprint(visit: Visit) -> str:
    """Return a digest of what is recorded of a journey, whatever its sources are."""
    said = (visit.person, visit.state, visit.start, visit.end, visit.kind)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def known_journeys(world: World) -> dict[str, str]:
    """Return every journey on record, with what tells it apart from a changed one."""
    return {one.id: fingerprint(one) for one in world.tables.visits}


def journeys(world: World, person: str | None = None) -> Iterator[WatchedJourney]:
    """Yield the journeys on record, of one person or all, whose day is known to the year at least.

    What was planned and not made is none.
    """
    for visit in world.tables.visits:
        if person in (None, visit.person):
            found = journey_of(world, visit)
            if found is not None:
                yield found


def journey_of(world: World, visit: Visit) -> WatchedJourney | None:
    """Return a journey with its days, ``None`` if it was not made or no day of it is known."""
    if visit.start is None or visit.kind not in PRESENCES or visit.state not in world.places:
        return None
    start = first_day(visit.start)
    end = last_day(visit.end if visit.end is not None else visit.start)
    return WatchedJourney(
        visit.id,
        visit.person,
        visit.state,
        PRESENCES[visit.kind],
        start,
        end,
        min(_arrests(world, visit, start), default=None),
    )


def _arrests(world: World, visit: Visit, start: date) -> Iterator[date]:
    """Yield the days of arrests from the start of a journey on."""
    if visit.voluntary_surrender or visit.outcome.startswith("arrested"):
        yield start
    for held in world.tables.custody:
        if held.person == visit.person and last_day(held.start) >= start:
            yield max(first_day(held.start), start)
    for warrant in world.tables.warrants:
        if warrant.person == visit.person and warrant.ended_by in _ARRESTED:
            assert warrant.ended is not None  # INVARIANT: what has a reason to end has ended
            if warrant.ended >= start:
                yield warrant.ended
