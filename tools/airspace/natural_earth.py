"""Reading Natural Earth as two packages hold it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapefile
import shapely
from shapely.geometry import MultiPolygon, Polygon, box, shape

Feature = tuple[str, str, Any]
"""ISO 3166-1 numeric or Natural Earth's own code (empty: none), name, shape."""

WORLD = box(-180, -90, 180, 90)


def polygonal(geometry: Any) -> Any:
    """Return what has an area of a geometry."""
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    return MultiPolygon(polygons(geometry))


def polygons(geometry: Any) -> list[Any]:
    """Return the polygons of a geometry."""
    parts = shapely.get_parts(geometry, return_index=False).tolist()
    found = [q for p in parts for q in (getattr(p, "geoms", None) or [p])]
    return [one for one in found if one.geom_type == "Polygon" and not one.is_empty]


def read_shapefile(path: Path) -> list[Feature]:
    """Return the features of a shapefile of countries."""
    with shapefile.Reader(str(path), encoding="utf-8") as reader:
        return [
            (
                one.record["ADM0_A3"],
                one.record["NAME"],
                polygonal(shapely.make_valid(shape(one.shape.__geo_interface__))),
            )
            for one in reader.iterShapeRecords()
        ]


def read_topojson(path: Path) -> list[Feature]:
    """Return the countries of a TopoJSON file, in the plane: the file is stitched at ±180."""
    topology = json.loads(path.read_text("utf-8"))
    step, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * step + move for arc in topology["arcs"]]

    def ring(ids: list[int]) -> Any:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    found: list[Feature] = []
    for one in topology["objects"]["countries"]["geometries"]:
        lists = [one["arcs"]] if one["type"] == "Polygon" else one.get("arcs", ())
        rings = [[ring(ids) for ids in polygon] for polygon in lists]
        pieces = [p for polygon in rings for p in _planar([r for r in polygon if len(r) > 3])]
        if pieces:
            whole = polygonal(shapely.make_valid(MultiPolygon(pieces)))
            found.append((one.get("id") or "", one["properties"]["name"], whole))
    return found


def _planar(rings: list[Any]) -> Iterator[Any]:
    """Yield a polygon of the sphere as polygons of the plane."""
    if not rings:
        return
    if not any((np.abs(np.diff(ring[:, 0])) > 180).any() for ring in rings):
        yield from polygons(shapely.make_valid(Polygon(rings[0], rings[1:])))
        return
    unwound = []
    for points in rings:
        turns = np.rint(np.diff(points[:, 0]) / 360)
        points[1:, 0] -= 360 * np.cumsum(turns)
        unwound.append(points)
    first = unwound[0]
    if abs(first[0, 0] - first[-1, 0]) > 180:  # around the pole
        pole = -90 if first[:, 1].mean() < 0 else 90
        unwound[0] = np.vstack([first, [first[-1, 0], pole], [first[0, 0], pole], first[:1]])
    whole = shapely.make_valid(Polygon(unwound[0], unwound[1:]))
    for turn in (-360, 0, 360):
        moved = shapely.transform(whole, lambda c, turn=turn: np.add(c, [turn, 0]))
        yield from polygons(shapely.intersection(moved, WORLD))
