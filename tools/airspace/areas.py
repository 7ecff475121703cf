"""The areas: one for each place of the records, and one for each part that is held differently."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pycountry
import shapely
from shapely.geometry import MultiPolygon, box, shape

from .natural_earth import Feature, polygonal, polygons

CUT_OUT = Path(__file__).parents[1] / "map" / "areas.json"

WITHOUT_CODE = {
    "Akrotiri": "akrotiri-and-dhekelia",
    "Baikonur": "KAZ",
    "Bajo Nuevo Bank": "bajo-nuevo-bank",
    "Clipperton I.": "FRA",
    "Coral Sea Is.": "AUS",
    "Cyprus U.N. Buffer Zone": "cyprus-buffer-zone",
    "Dhekelia": "akrotiri-and-dhekelia",
    "Indian Ocean Ter.": "AUS",
    "Kosovo": "XKX",
    "N. Cyprus": "northern-cyprus",
    "Scarborough Reef": "scarborough-reef",
    "Serranilla Bank": "serranilla-bank",
    "Siachen Glacier": "siachen-glacier",
    "Somaliland": "somaliland",
    "Spratly Is.": "spratly-islands",
    "USNB Guantanamo Bay": "guantanamo-bay",
}
"""What the atlas has without a code."""

WHOLE_POLYGONS = {
    "GUF": ("FRA", box(-55, 1, -51, 7)),
    "GLP": ("FRA", box(-62, 15.7, -60.8, 16.7)),
    "MTQ": ("FRA", box(-61.4, 14.2, -60.6, 15.1)),
    "MYT": ("FRA", box(44.8, -13.2, 45.5, -12.5)),
    "REU": ("FRA", box(55, -21.6, 56.1, -20.7)),
    "BES": ("NLD", box(-69, 11.8, -62, 18)),
    "SJM": ("NOR", box(-10, 70.5, -7, 72).union(box(8, 74, 36, 82))),
    "BVT": ("NOR", box(3, -55, 4, -54)),
    "TKL": ("NZL", box(-173, -10, -171, -8)),
    "CXR": ("AUS", box(105, -11, 106, -10)),
    "CCK": ("AUS", box(96, -13, 97, -11)),
    "gaza": ("PSE", box(34, 31, 34.7, 31.7)),
    "west-bank": ("PSE", box(34.7, 31, 36, 33)),
    "crimea": ("RUS", box(32.3, 44.3, 36.7, 46.3)),
    "southern-kurils": ("RUS", box(145.2, 43.2, 149.1, 45.7)),
    "abu-musa": ("IRN", box(54.9, 25.8, 55.1, 25.95)),
    "liancourt-rocks": ("KOR", box(131.8, 37.2, 131.95, 37.3)),
}
"""Polygons of a State that lie within a box."""

SEEN_OTHERWISE = {
    "east-jerusalem": ("west-bank", "ISR", box(35.1, 31.6, 35.4, 31.95)),
    "bir-tawil": ("SDN", "BRT", box(33, 21.5, 34.5, 22.1)),
}
"""What the German view gives to another, by whom the atlas gives it to."""

IN_NEITHER = {"Golan Heights": ("golan-heights", "ISR"), "Abyei": ("abyei", "SDN")}
"""What the German view gives to nobody, where ``tools/map/areas.json`` has it."""

SOUTH_OF = {"western-sahara-west": ("MAR", "SAH")}
"""What is south of where the German view has another end, by whom the atlas gives it to.

Slivers along the coast would else stay with Morocco, the peninsula of Dakhla among them.
"""

CUT = {
    "Abkhazia": ("abkhazia", "GEO"),
    "South Ossetia": ("south-ossetia", "GEO"),
    "Transnistria": ("transnistria", "MDA"),
    "Nagorno-Karabakh": ("nagorno-karabakh", "AZE"),
}
"""What is cut out of a State by ``tools/map/areas.json``."""

RENAMED = {"ESH": "western-sahara-east"}
SLIVER = 0.012
"""In degrees: the two editions do not run along quite the same lines."""
SEAM = 0.03
"""The same for the areas of the map, which are simplified."""


def areas_of(atlas: list[Feature], german: list[Feature]) -> dict[str, Any]:
    """Return the land of every area by its id."""
    found: dict[str, list[Any]] = defaultdict(list)
    for numeric, name, land in atlas:
        country = pycountry.countries.get(numeric=numeric) if numeric else None
        found[country.alpha_3 if country else WITHOUT_CODE[name]].append(land)
    areas = {name: polygonal(shapely.union_all(parts)) for name, parts in found.items()}
    for name, (state, where) in WHOLE_POLYGONS.items():
        own = [part for part in polygons(areas[state]) if where.covers(part)]
        rest = [part for part in polygons(areas[state]) if not where.covers(part)]
        areas[name] = MultiPolygon(own)
        areas[state] = MultiPolygon(rest)
    seen = {code: land for code, _, land in german}
    for name, (state, other, where) in SEEN_OTHERWISE.items():
        _move(areas, name, state, _seen_otherwise(areas[state], seen, other, where))
    for name, (state, other) in SOUTH_OF.items():
        south = shapely.clip_by_rect(areas[state], -180, -90, 180, seen[other].bounds[3])
        _move(areas, name, state, polygonal(south))
    for one in json.loads(CUT_OUT.read_text("utf-8"))["features"]:
        called, outline = one["properties"]["name"], shapely.make_valid(shape(one["geometry"]))
        if called in CUT:
            name, state = CUT[called]
            _move(areas, name, state, _cut(areas[state], outline))
        elif called in IN_NEITHER:
            name, state = IN_NEITHER[called]
            near = shapely.intersection(areas[state], outline.buffer(SEAM))
            _move(areas, name, state, shapely.difference(near, shapely.union_all([*seen.values()])))
    _move(areas, "VAT", "ITA", seen["VAT"])  # the atlas is too coarse for it
    for old, new in RENAMED.items():
        areas[new] = areas.pop(old)
    empty = [name for name, land in areas.items() if land.is_empty]
    if empty:
        print("left out, as nothing is left of it:", *empty)
    return {name: land for name, land in sorted(areas.items()) if not land.is_empty}


def _move(areas: dict[str, Any], name: str, state: str, land: Any) -> None:
    areas[name] = polygonal(shapely.make_valid(land))
    areas[state] = polygonal(shapely.make_valid(shapely.difference(areas[state], land)))


def _seen_otherwise(land: Any, seen: dict[str, Any], other: str, where: Any) -> Any:
    """Return the part of a State that another has, without slivers along borders."""
    near = shapely.intersection(land, where)
    part = shapely.intersection(near, seen[other])
    core = max(polygons(part.buffer(-SLIVER)), key=lambda one: one.area)
    return shapely.intersection(near, shapely.intersection(part, core.buffer(SLIVER * 1.5)))


def _cut(land: Any, shape_: Any) -> Any:
    """Return the part of a State within a shape, up to the border where that is near."""
    seam = shapely.intersection(shape_.buffer(SEAM), land.boundary.buffer(SEAM))
    return shapely.intersection(land, shapely.union(shape_, seam))
