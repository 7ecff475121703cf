"""Territorial seas: twelve nautical miles from the coast, divided by the median line.

The buffer is made piece by piece, each in an azimuthal equidistant plane of its own, in which
distances from the middle are true (a buffer in degrees is too small, by a seventh of its points at
60 to 85 degrees). Where the belts of two areas overlap, each keeps what is nearer to its own land
(UNCLOS, art. 15), by a Voronoi diagram of points along both coasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pyproj
import shapely

from .natural_earth import WORLD, polygonal, polygons

TWELVE_MILES = 12 * 1852.0
CELL = 4.0
"""In degrees: what is buffered in one plane."""
ROUND = 8
"""Corners of a quarter of a circle."""
FINE = 0.003
"""In degrees: how far the coast may be simplified before it is buffered."""
OVERLAP = 0.02
"""In degrees: the belt runs that far under the land, which counts first, so that nothing gapes."""
DETAIL = 0.004
STEP = 0.02
"""In degrees: between two points of a coast to which distance is measured."""


def territorial_seas(land: Mapping[str, Any]) -> dict[str, Any]:
    """Return the belt of every area that has a coast, by its id."""
    reach = {name: _within_twelve_miles(shape) for name, shape in land.items()}
    print("buffered")
    parts = np.array([part for shape in land.values() for part in polygons(shape)])
    tree = shapely.STRtree(parts)
    seas = {}
    for name, shape in reach.items():
        near = shapely.union_all(parts[tree.query(shape, predicate="intersects")])
        seas[name] = polygonal(shapely.make_valid(shapely.difference(shape, near)))
    print("without land")
    _divide(land, reach, seas)
    found = {}
    for name, sea in seas.items():
        kept = [part for part in polygons(sea) if part.area > DETAIL**2]
        if kept:
            wide = shapely.union_all(kept).buffer(OVERLAP, quad_segs=2).simplify(DETAIL)
            whole = shapely.intersection(wide, reach[name]).simplify(DETAIL)
            found[name] = polygonal(shapely.make_valid(whole))
    return found


@cache
def _plane(lon: float, lat: float) -> pyproj.Transformer:
    plane = pyproj.CRS.from_proj4(
        f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m +no_defs"
    )
    return pyproj.Transformer.from_crs("EPSG:4326", plane, always_xy=True)


def _within_twelve_miles(land: Any) -> Any:
    """Return an area with what is within twelve nautical miles of it."""
    land = land.simplify(FINE)
    west, south, east, north = land.bounds
    found = []
    for x in np.arange(np.floor(west / CELL) * CELL, east, CELL):
        for y in np.arange(np.floor(south / CELL) * CELL, north, CELL):
            piece = shapely.clip_by_rect(land, x, y, x + CELL, y + CELL)
            middle = float(x + CELL / 2)
            if polygons(piece) and abs(y + CELL / 2) < 88:
                found.append(_buffered(polygonal(piece), middle, float(y + CELL / 2)))
    whole = shapely.union_all(found)
    turned = [
        shapely.intersection(shapely.transform(whole, lambda c, t=turn: np.add(c, [t, 0])), WORLD)
        for turn in (-360, 0, 360)
    ]
    return polygonal(shapely.make_valid(shapely.union_all(turned)))


def _buffered(piece: Any, lon: float, lat: float) -> Any:
    plane = _plane(lon, lat)

    def there(points: Any) -> Any:
        return np.column_stack(plane.transform(points[:, 0], points[:, 1]))

    def back(points: Any) -> Any:
        x, y = plane.transform(points[:, 0], points[:, 1], direction="INVERSE")
        # It stays beside the piece and may pass ±180.
        return np.column_stack([lon + ((np.asarray(x) - lon + 180) % 360 - 180), y])

    # Long edges along parallels and meridians are curves in the plane.
    flat = shapely.transform(shapely.segmentize(piece, 0.1), there)
    return shapely.make_valid(shapely.transform(flat.buffer(TWELVE_MILES, quad_segs=ROUND), back))


def _divide(land: Mapping[str, Any], reach: dict[str, Any], seas: dict[str, Any]) -> None:
    """Give what two belts share to the area whose land is nearer."""
    names = [name for name, sea in seas.items() if not sea.is_empty]
    tree = shapely.STRtree([seas[name] for name in names])
    pairs = tree.query([seas[name] for name in names], predicate="intersects")
    count = 0
    for i, j in pairs.T:
        if i >= j:
            continue
        one, other = names[i], names[j]
        shared = polygonal(shapely.make_valid(shapely.intersection(seas[one], seas[other])))
        if shared.area < 1e-6:
            continue
        halves = _nearer(land[one], land[other], shared)
        if halves is None:
            continue
        count += 1
        for name, theirs in ((one, halves[1]), (other, halves[0])):
            lost = shapely.intersection(shared.buffer(1e-6), theirs)
            for of in (seas, reach):
                of[name] = polygonal(shapely.make_valid(shapely.difference(of[name], lost)))
    print(f"median lines of {count} pairs")


def _nearer(one: Any, other: Any, shared: Any) -> tuple[Any, Any] | None:
    """Return what is nearer to the one and to the other around what they share."""
    narrow = max(np.cos(np.radians((shared.bounds[1] + shared.bounds[3]) / 2)), 0.02)
    around = shared.buffer(0.22 / narrow)
    points, owner = [], []
    for index, shape in enumerate((one, other)):
        coast = shapely.segmentize(shapely.intersection(shape.boundary, around), STEP)
        found = np.round(shapely.get_coordinates(coast) * [narrow, 1], 5)
        points.append(found)
        owner.append(np.full(len(found), index))
    if not all(map(len, points)):
        return None
    sites, first = np.unique(np.vstack(points), axis=0, return_index=True)
    owners = np.concatenate(owner)[first]
    extent = shapely.transform(around, lambda c: c * [narrow, 1]).envelope
    cells = np.array(
        shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=extent).geoms, dtype=object
    )
    site, cell = shapely.STRtree(cells).query(shapely.points(sites), predicate="intersects")
    whose = np.full(len(cells), -1)
    whose[cell] = owners[site]
    halves = [
        shapely.transform(
            shapely.union_all(cells[whose == index], grid_size=1e-6), lambda c: c / [narrow, 1]
        )
        for index in (0, 1)
    ]
    return halves[0], halves[1]
