"""A track: positions in the order in which they were passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

MOST_POSITIONS: Final = 20_000
"""A track of more positions is refused: one a second is five hours, one in ten seconds two days."""


class TrackPoint(NamedTuple):
    """A position: degrees east and north in WGS 84, and when it was passed, if that is known."""

    longitude: float
    latitude: float
    time: datetime | None = None


@dataclass(frozen=True)
class Track:
    """Positions in order; between two of them the shortest line is taken.

    ``name``: what the file calls it, if anything.
    """

    points: tuple[TrackPoint, ...]
    name: str = ""

    @property
    def has_times(self) -> bool:
        """Whether every position has its time."""
        return all(point.time is not None for point in self.points)


class RawPoint(NamedTuple):
    """What a file says of a position; ``where`` it stands, as one would tell a person."""

    longitude: Any
    latitude: Any
    time: str | float | None
    where: str
