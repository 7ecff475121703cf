"""Great circles on a sphere, many at once: where a way is searched for, before it is measured.

A position is a unit vector (x to 0° east on the equator, y to 90° east, z to the north pole) of the
latitude as it is; lengths on the sphere are up to 0.4 % off those on WGS 84, which `geodesic` has.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely

RADIUS_KM: Final = 6371.0088
"""Mean radius of the Earth (Moritz, *Geodetic Reference System 1980*, 2000)."""
PIECE_KM: Final = 10.0
"""Between two points of a line, which is straight in degrees between them: see `geodesic`."""
_CHUNK: Final = 16
"""Pieces that make one line: few enough for a small box, many enough to be quick."""
_MOST_POINTS: Final = 1_500_000
"""Points of lines at once: some 100 MB."""


def vectors(longitudes: Any, latitudes: Any) -> Any:
    """Return the unit vectors (n by 3) of positions in degrees."""
    lon, lat = np.radians(longitudes), np.radians(latitudes)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def degrees(positions: Any) -> tuple[Any, Any]:
    """Return degrees east and degrees north of unit vectors."""
    x, y, z = positions[..., 0], positions[..., 1], positions[..., 2]
    return np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, np.hypot(x, y)))


def arc_km(starts: Any, ends: Any) -> Any:
    """Return the kilometres between positions, each with its own."""
    half = np.linalg.norm(starts - ends, axis=-1) / 2
    return 2 * RADIUS_KM * np.arcsin(np.clip(half, 0, 1))


def between(starts: Any, ends: Any, shares: Any) -> Any:
    """Return the positions at a share of each way (0 is the start, 1 the end), row by row."""
    share = np.asarray(shares)[..., None]
    angle = (arc_km(starts, ends) / RADIUS_KM)[..., None]
    sine = np.sin(angle)
    near = sine < 1e-9
    safe = np.where(near, 1.0, sine)
    first = np.where(near, 1 - share, np.sin((1 - share) * angle) / safe)
    second = np.where(near, share, np.sin(share * angle) / safe)
    found = first * starts + second * ends
    return found / np.linalg.norm(found, axis=-1, keepdims=True)


def arc_points(starts: Any, ends: Any) -> tuple[Any, Any, Any]:
    """Return positions along each arc, both ends among them, the arc of each, and its share."""
    pieces = np.maximum(1, np.ceil(arc_km(starts, ends) / PIECE_KM)).astype(np.int64)
    which = np.repeat(np.arange(len(pieces)), pieces + 1)
    first = np.cumsum(pieces + 1) - (pieces + 1)
    share = (np.arange(len(which)) - first[which]) / pieces[which]
    return between(starts[which], ends[which], share), which, share


def arc_lines(starts: Any, ends: Any) -> tuple[Any, Any, Any]:
    """Return lines in degrees that cover each arc, the number of the arc of each, and its length.

    A line has at most 16 pieces; one that passes ±180° is there twice, once on each side.
    """
    made, owners, lengths = [], [], []
    sizes = np.cumsum(np.maximum(1, np.ceil(arc_km(starts, ends) / PIECE_KM)) + 1)
    parts = np.flatnonzero(np.diff(sizes // _MOST_POINTS, prepend=0.0))
    for part in np.split(np.arange(len(starts)), parts):
        if len(part):
            lines, which, kilometres = _lines(starts[part], ends[part])
            made.append(lines)
            owners.append(part[which])
            lengths.append(kilometres)
    return np.concatenate(made), np.concatenate(owners), np.concatenate(lengths)


def _lines(starts: Any, ends: Any) -> tuple[Any, Any, Any]:
    points, which, _ = arc_points(starts, ends)
    lon, lat = degrees(points)
    first = np.flatnonzero(np.diff(which, prepend=-1))
    step = np.arange(len(which)) - first[which]
    last = np.append(np.diff(which) > 0, True)
    # The last point of a line is the first of the next one, so it stands there twice.
    again = (step % _CHUNK == 0) & (step > 0) & ~last
    at = np.repeat(np.arange(len(which)), 1 + again)
    opens = np.concatenate([[True], np.diff(which[at]) > 0])
    opens |= np.concatenate([[False], np.diff(at) == 0])
    line = np.cumsum(opens) - 1
    owner = which[at][opens]
    pieces = np.bincount(line) - 1
    of_arc = np.bincount(which) - 1
    kilometres = (arc_km(starts, ends) / of_arc)[owner] * pieces
    turned = lon[at]
    begin = turned[opens][line]
    turned = turned - 360 * np.rint((turned - begin) / 360)
    made: Any = shapely.linestrings(np.column_stack([turned, lat[at]]), indices=line)
    low, _, high, _ = shapely.bounds(made).T
    every = np.arange(len(made))
    lines, which = [made], [every]
    for over, shift in ((high > 180, -360.0), (low < -180, 360.0)):
        if over.any():
            moved = shapely.get_coordinates(made[over]) + (shift, 0.0)  # noqa: RUF005 an array
            lines.append(shapely.set_coordinates(made[over].copy(), moved))
            which.append(every[over])
    kept = np.concatenate(which)
    return np.concatenate(lines), owner[kept], kilometres[kept]
