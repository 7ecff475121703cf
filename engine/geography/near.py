"""Airports near a line: where an aircraft on it could be made to land, or would have to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from ..base.errors import InputError, wrong_type
from .airports import Airport, airport, airport_positions
from .geodesic import densified

FARTHEST_KM: Final = 500.0
"""Airports farther off a line are not looked for."""
_RADIUS_KM: Final = 6371.0088
_AT_ONCE: Final = 256


class AirportNearby(NamedTuple):
    """An airport, how far from the line it is, and where on the line it is nearest, in km."""

    airport: Airport
    kilometres: float
    at_km: float


def airports_near(
    points: Sequence[tuple[float, float]], within_km: float, *, field: str = "within_km"
) -> tuple[AirportNearby, ...]:
    """Return the airports with an IATA code within a distance of a line, along the line.

    ``points``: degrees east and north, between which the shortest line is taken. Distances are
    those on a sphere to points of the line 10 km apart, so that they are up to 5 km too long.
    Raises `InputError` about ``field`` for a distance that is not between 0 and `FARTHEST_KM`.

    >>> near = airports_near([(34.89, 32.01), (19.26, 47.44)], 25)
    >>> [one.airport.code for one in near][:2]
    ['TLV', 'AKT']
    """
    check_distance(within_km, field=field)
    lons, lats, along = densified(points)
    codes, there = _positions()
    line = _on_the_sphere(lons, lats)
    least = np.full(len(codes), -2.0)
    where = np.zeros(len(codes), dtype=np.int64)
    for start in range(0, len(line), _AT_ONCE):
        cosine = there @ line[start : start + _AT_ONCE].T
        best = cosine.argmax(axis=1)
        value = cosine[np.arange(len(codes)), best]
        better = value > least
        least[better], where[better] = value[better], best[better] + start
    off = _RADIUS_KM * np.arccos(np.clip(least, -1, 1))
    kept = np.flatnonzero(off <= within_km)
    ordered = sorted(kept.tolist(), key=lambda i: (along[where[i]], off[i]))
    return tuple(
        AirportNearby(airport(codes[i]), float(off[i]), float(along[where[i]])) for i in ordered
    )


def check_distance(within_km: float, *, field: str) -> None:
    """Raise `InputError` about ``field`` for a distance that is not looked for."""
    valid = (f"a number of kilometres above 0, up to {FARTHEST_KM:g}",)
    if isinstance(within_km, bool) or not isinstance(within_km, int | float):
        raise wrong_type(field, within_km, valid[0])
    if not 0 < within_km <= FARTHEST_KM:
        raise InputError(field, f"{within_km:g}", "is not a distance that is looked for", valid)


@cache
def _positions() -> tuple[tuple[str, ...], Any]:
    """Return the codes of all airports, and where they are as points on the unit sphere."""
    found = airport_positions()
    lons, lats = np.array(list(found.values())).T
    return tuple(found), _on_the_sphere(lons, lats)


def _on_the_sphere(lons: Any, lats: Any) -> Any:
    lon, lat = np.radians(lons), np.radians(lats)
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
