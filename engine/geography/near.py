"""Airports near a line: where an aircraft on it could be made to land, or would have to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import shapely

from ..base.errors import InputError, wrong_type
from .airports import Airport, airport, airport_positions
from .airspace import Airspace
from .arcs import RADIUS_KM, degrees, vectors
from .claims import HIGH_SEAS
from .geodesic import densified

_CORNERS: Final = 36
"""A circle is a polygon of so many corners on it, so that it is a little smaller than it is."""
_TILE: Final = 10
_WORLD: Final = shapely.box(-180, -90, 180, 90)


def out_of_reach(longitudes: Any, latitudes: Any, kilometres: float) -> Any:
    """Return tiles (polygons in degrees) of what lies farther than this from all of the points.

    Points are in degrees, distances those on the sphere.
    """
    radius = kilometres / RADIUS_KM
    low, high = np.radians(latitudes) - radius, np.radians(latitudes) + radius
    polar = (low <= -np.pi / 2) | (high >= np.pi / 2)
    circles = _circles(longitudes[~polar], latitudes[~polar], radius)
    caps = [_cap(*one, radius) for one in zip(longitudes[polar], latitudes[polar], strict=True)]
    near = shapely.union_all(np.concatenate([circles, np.array(caps, dtype=object)]))
    left = shapely.difference(_WORLD, near)
    east, north = np.meshgrid(np.arange(-180, 180, _TILE), np.arange(-90, 90, _TILE))
    boxes = shapely.box(east, north, east + _TILE, north + _TILE).ravel()
    tiles = shapely.intersection(boxes, left)
    return tiles[~shapely.is_empty(tiles)]


def _circles(longitudes: Any, latitudes: Any, radius: float) -> Any:
    """Return the circles around points, those that pass ±180° on both sides of it."""
    lat = np.radians(latitudes)[:, None]
    bearing = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)[None, :]
    north = np.arcsin(np.sin(lat) * np.cos(radius) + np.cos(lat) * np.sin(radius) * np.cos(bearing))
    east = np.arctan2(
        np.sin(bearing) * np.sin(radius) * np.cos(lat),
        np.cos(radius) - np.sin(lat) * np.sin(north),
    )
    lon = np.asarray(longitudes)[:, None] + np.degrees(east)
    shifts = (lon.min(axis=1, initial=0) < -180, lon.max(axis=1, initial=0) > 180)
    every = [
        (lon, north),
        *((lon[which] + by, north[which]) for which, by in zip(shifts, (360, -360), strict=True)),
    ]
    corners = np.stack(
        [np.concatenate([one for one, _ in every]),
         np.degrees(np.concatenate([two for _, two in every]))], axis=-1
    )  # fmt: skip
    return shapely.make_valid(shapely.polygons(corners))


def _cap(longitude: float, latitude: float, radius: float) -> Any:
    """Return the circle around a point within which a pole lies: all beyond a line around it."""
    sign = 1.0 if latitude > 0 else -1.0
    lat = np.radians(latitude * sign)
    lon = np.linspace(-180, 180, 2 * _CORNERS + 1)
    across = np.cos(lat) * np.cos(np.radians(lon - longitude))
    # cos(radius) = sin(lat) sin(x) + across cos(x), of which x is the southern solution.
    ahead = np.arctan2(np.sin(lat), across)
    length = np.hypot(np.sin(lat), across)
    south = ahead - np.arccos(np.clip(np.cos(radius) / length, -1, 1))
    edge = np.column_stack([lon, sign * np.degrees(south)])
    return shapely.Polygon([*edge.tolist(), (180, sign * 90), (-180, sign * 90)]).buffer(0)


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
