"""The airspace file: polygons on a grid, as steps from point to point, sealed (see `sealed`).

The head says the day (``made``), the ``sources``, by part (``parts``) its area, its kind and how
many polygons it has, and how many ``polygons``, ``rings`` and ``points`` there are in all. The
columns: rings of each polygon (u2), points of each ring without the closing one (u4), first point
of each ring (i4 longitudes, then i4 latitudes, in 1/2000 of a degree), steps to each further point
(i2 longitudes, then i2 latitudes), of which the first of each ring is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import shapely
from shapely.errors import GEOSException

from .sealed import Columns, damaged, seal, unseal

GRID: Final = 2000
"""Steps of the grid in a degree: one is 56 m or less."""
_MAGIC: Final = b"SCA1"

Kind = Literal["land", "sea"]


class PackedAreas(NamedTuple):
    """What the file holds: the day, what it is made of, and the polygons of each area."""

    made: date
    sources: tuple[str, ...]
    parts: tuple[tuple[str, Kind, Sequence[Any]], ...]


def pack(areas: PackedAreas) -> bytes:
    """Return areas as the bytes of a file; points must lie on the grid, 16 degrees apart at most.

    ``tools/airspace`` writes the file with it.
    """
    polygons = [polygon for _, _, found in areas.parts for polygon in found]
    rings = [ring for one in polygons for ring in (one.exterior, *one.interiors)]
    points = [np.rint(shapely.get_coordinates(ring)[:-1] * GRID).astype("<i4") for ring in rings]
    steps = [np.diff(one, axis=0, prepend=one[:1]) for one in points]
    first = np.array([one[0] for one in points], "<i4")
    along = np.vstack(steps)
    if np.abs(along).max() > np.iinfo("<i2").max:
        raise ValueError("two points of a ring are too far apart for the file")
    head = {
        "made": areas.made.isoformat(),
        "sources": areas.sources,
        "parts": [[name, kind, len(found)] for name, kind, found in areas.parts],
        "polygons": len(polygons),
        "rings": len(rings),
        "points": len(along),
    }
    return seal(
        _MAGIC,
        head,
        np.array([1 + len(one.interiors) for one in polygons], "<u2"),
        np.array([len(one) for one in points], "<u4"),
        *first.T,
        *along.astype("<i2").T,
    )


def unpack(data: bytes, *, file: str) -> PackedAreas:
    """Return the areas in the bytes of a file, which is only named in errors.

    Raises `RecordsError` if it is not such a file, or not as it was when it was written.
    """
    head, columns = unseal(_MAGIC, data, file=file, what="areas")
    try:
        return _areas(head, columns)
    except (ValueError, LookupError, TypeError, GEOSException) as error:
        raise damaged(file, f"the file does not hold what its head says: {error}") from error


def _areas(head: dict[str, Any], columns: Columns) -> PackedAreas:
    polygons = _polygons(head, columns)
    ends = np.cumsum([0, *(count for _, _, count in head["parts"])]).tolist()
    if ends[-1] != len(polygons):
        raise ValueError("its parts are not all of its polygons")
    parts = tuple(
        (name, kind, tuple(polygons[start:end]))
        for (name, kind, _), start, end in zip(head["parts"], ends, ends[1:], strict=False)
    )
    return PackedAreas(date.fromisoformat(head["made"]), tuple(head["sources"]), parts)


def _polygons(head: dict[str, Any], columns: Columns) -> Any:
    """Return all polygons, one after the other."""
    column = columns.read
    rings_of = column(head["polygons"], "<u2").astype(np.int64)
    sizes = column(head["rings"], "<u4").astype(np.int64)
    first = np.stack([column(head["rings"], "<i4") for _ in range(2)], axis=1).astype(np.int64)
    steps = np.stack([column(head["points"], "<i2") for _ in range(2)], axis=1)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    along = np.cumsum(steps, axis=0, dtype=np.int64)
    points = along + np.repeat(first - along[starts], sizes, axis=0)
    # A ring ends where it began.
    closed = np.insert(points, starts + sizes, points[starts], axis=0) / GRID
    ring_ends = np.concatenate([[0], np.cumsum(sizes + 1)])
    polygon_ends = np.concatenate([[0], np.cumsum(rings_of)])
    return shapely.from_ragged_array(
        shapely.GeometryType.POLYGON, closed, (ring_ends, polygon_ends)
    )
