"""Shortest lines on WGS 84, as points so near to each other that the lines between are straight.

Distances and points along a line are those of C. F. F. Karney, *Algorithms for geodesics* (2013),
in the package geographiclib.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from geographiclib.geodesic import Geodesic

from ..base.errors import InputError

STEP_KM: Final = 10.0
"""Between two points: at 60 degrees the straight line in degrees is 4 m off the shortest."""
LONGEST_LEG_KM: Final = 19_900.0
"""Between points that are farther apart, almost opposite, there are several shortest lines."""
LONGEST_KM: Final = 200_000.0
"""A longer track is refused."""
_MASK: Final = Geodesic.LATITUDE | Geodesic.LONGITUDE | Geodesic.DISTANCE_IN | Geodesic.DISTANCE


def distance_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far two points (degrees east, degrees north) are apart, in kilometres.

    >>> round(distance_km((34.89, 32.01), (-73.78, 40.64)))
    9137
    """
    found = Geodesic.WGS84.Inverse(start[1], start[0], end[1], end[0], Geodesic.DISTANCE)
    return float(found["s12"]) / 1000


def densified(points: Sequence[tuple[float, float]]) -> tuple[Any, Any, Any]:
    """Return longitudes, latitudes and kilometres from the start, of points along the legs.

    ``points``: degrees east and north. Raises `InputError` for a leg or a track that is too long.
    """
    (lon, lat), *_ = points
    lons, lats, kms = [lon], [lat], [0.0]
    for number, (start, end) in enumerate(zip(points, points[1:], strict=False), 1):
        # Together in the list of arguments as geographiclib has them: latitude first.
        found = Geodesic.WGS84.Inverse(start[1], start[0], end[1], end[0], Geodesic.DISTANCE)
        length = found["s12"] / 1000
        if length > LONGEST_LEG_KM:
            raise InputError(
                "track",
                None,
                f"points {number} and {number + 1} are almost opposite on the globe, so that "
                "several lines between them are shortest; add a point between them",
            )
        done = kms[-1]
        if done + length > LONGEST_KM:
            raise InputError("track", None, f"is longer than {LONGEST_KM:,.0f} km")
        pieces = math.ceil(length / STEP_KM)
        if pieces > 1:
            line = Geodesic.WGS84.InverseLine(start[1], start[0], end[1], end[0], _MASK)
            for piece in range(1, pieces):
                at = length * piece / pieces
                there = line.Position(at * 1000, Geodesic.LATITUDE | Geodesic.LONGITUDE)
                lons.append(there["lon2"])
                lats.append(there["lat2"])
                kms.append(done + at)
        lons.append(end[0])
        lats.append(end[1])
        kms.append(done + length)
    return np.array(lons), np.array(lats), np.array(kms)
