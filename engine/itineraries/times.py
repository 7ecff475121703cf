"""When each stretch of a leg is entered, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

import numpy as np

from ..geography.arcs import arc_km, vectors
from ..geography.overflight import OverflownSegment
from ..geography.track import Track
from .model import CRUISE_KMH

_HOUR: Final = 60.0


class StretchTime(NamedTuple):
    """When a stretch is entered (``entered``: by a track's times), and its minutes."""

    on: date
    entered: datetime | None
    minutes: float


def times_of(
    track: Track | None, segments: Sequence[OverflownSegment], on: date
) -> Iterator[StretchTime]:
    """Yield the time of each stretch: by the times of a track, else at an airliner's usual speed.

    Between two positions of a track its speed is taken to be even. ``on``: the day of a leg whose
    times are not known.
    """
    if track is None or not track.has_times:
        for one in segments:
            yield StretchTime(on, None, one.kilometres / CRUISE_KMH * _HOUR)
        return
    positions = vectors(
        [one.longitude for one in track.points], [one.latitude for one in track.points]
    )
    done = np.concatenate([[0.0], np.cumsum(arc_km(positions[:-1], positions[1:]))])
    # Lengths on the sphere and on WGS 84 differ a little: shares of the whole do not.
    shares = done / (done[-1] or 1.0)
    passed = [one.time.timestamp() for one in track.points if one.time is not None]
    whole = segments[-1].end_km or 1.0
    edges = [*(one.start_km / whole for one in segments), 1.0]
    seconds = np.interp(edges, shares, passed).tolist()
    for start, end in zip(seconds, seconds[1:], strict=False):
        entered = datetime.fromtimestamp(start, UTC)
        yield StretchTime(entered.date(), entered, (end - start) / _HOUR)
