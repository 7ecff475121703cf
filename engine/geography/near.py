"""Airports near a line: where an aircraft on it could be made to land, or would have to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from ..base.errors import InputError, wrong_type
from .airports import Airport, airport, airport_positions
from .airspace import Airspace
from .arcs import RADIUS_KM, degrees, vectors
from .claims import HIGH_SEAS
from .geodesic import densified
from .reach import out_of_reach

FARTHEST_KM: Final = 500.0
"""Airports farther off a line are not looked for."""
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
    line = vectors(lons, lats)
    least = np.full(len(codes), -2.0)
    where = np.zeros(len(codes), dtype=np.int64)
    for start in range(0, len(line), _AT_ONCE):
        cosine = there @ line[start : start + _AT_ONCE].T
        best = cosine.argmax(axis=1)
        value = cosine[np.arange(len(codes)), best]
        better = value > least
        least[better], where[better] = value[better], best[better] + start
    off = RADIUS_KM * np.arccos(np.clip(least, -1, 1))
    kept = np.flatnonzero(off <= within_km)
    ordered = sorted(kept.tolist(), key=lambda i: (along[where[i]], off[i]))
    return tuple(
        AirportNearby(airport(codes[i]), float(off[i]), float(along[where[i]])) for i in ordered
    )


class AirportsOutside:
    """The airports that are known to lie outside some areas, so that one can be looked for there.

    Raises `InputError` about ``field`` if there is none.
    """

    def __init__(self, areas: Collection[str], *, field: str = "areas") -> None:
        codes, there = _positions()
        kept = ~np.isin(_areas(), [*areas, HIGH_SEAS])
        if not kept.any():
            raise InputError(field, None, "leaves no airport outside")
        self._codes = [code for code, outside in zip(codes, kept, strict=True) if outside]
        self._there = there[kept]

    def out_of_reach(self, kilometres: float) -> Any:
        """Return tiles of what is farther than so many kilometres from all of them."""
        return out_of_reach(*degrees(self._there), kilometres)

    def nearest(self, positions: Any) -> tuple[Any, Any]:
        """Return how far the nearest is from each position (unit vectors, n by 3), and its number.

        Kilometres on the sphere; `code` tells which it is.
        """
        cosine, which = [], []
        for start in range(0, len(positions), _AT_ONCE):
            found = positions[start : start + _AT_ONCE] @ self._there.T
            which.append(found.argmax(axis=1))
            cosine.append(found.max(axis=1))
        return RADIUS_KM * np.arccos(np.clip(np.concatenate(cosine), -1, 1)), np.concatenate(which)

    def code(self, number: int) -> str:
        """Return the code of the airport of that number."""
        return self._codes[number]


def check_distance(within_km: float, *, field: str) -> None:
    """Raise `InputError` about ``field`` for a distance that is not looked for."""
    valid = (f"a number of kilometres above 0, up to {FARTHEST_KM:g}",)
    if isinstance(within_km, bool) or not isinstance(within_km, int | float):
        raise wrong_type(field, within_km, valid[0])
    if not 0 < within_km <= FARTHEST_KM:
        raise InputError(field, str(within_km)[:40], "is not a distance that is looked for", valid)


@cache
def _positions() -> tuple[tuple[str, ...], Any]:
    """Return the codes of all airports, and where they are as points on the unit sphere."""
    found = airport_positions()
    lons, lats = np.array(list(found.values())).T
    return tuple(found), vectors(lons, lats)


@cache
def _areas() -> Any:
    """Return the area of each airport; ``high-seas`` for one on an island that is not drawn."""
    sky = Airspace.load()
    lons, lats = np.array(list(airport_positions().values())).T
    numbers, _ = sky.told_by(sky.first_tiles(lons, lats))
    return np.array([sky.area_name(int(one)) for one in numbers])
