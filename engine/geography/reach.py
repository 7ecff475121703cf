"""What of the Earth is farther from every one of some points than a distance."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely

from .arcs import RADIUS_KM

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
