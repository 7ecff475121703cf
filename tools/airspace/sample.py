"""Points at sea with their true distance to the coast, by which the tests judge the belts.

    python tools/airspace/sample.py node_modules/world-atlas/countries-10m.json german

writes ``tests/geography/coast_distances.csv``. It needs SciPy beside what ``tools/airspace`` needs.
The distance is that of the geodesic on WGS 84 to the nearest point of the coast as the atlas has
it, not simplified, with a point at least every 600 m.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import shapely
from geographiclib.geodesic import Geodesic
from scipy.spatial import cKDTree

# The file is run by its path: what is beside it has to be known.
sys.path[0] = str(Path(__file__).parents[1])
sys.path.insert(1, str(Path(__file__).parents[2]))

from airspace.areas import areas_of  # noqa: E402
from airspace.natural_earth import polygons, read_shapefile, read_topojson  # noqa: E402

TARGET = Path(__file__).parents[2] / "tests" / "geography" / "coast_distances.csv"
COUNT = 3000
FARTHEST = 30.0
"""In nautical miles: points farther out say nothing about a belt of twelve."""


def main(atlas: str, german: str) -> None:
    """Write the points."""
    areas = areas_of(read_topojson(Path(atlas)), read_shapefile(next(Path(german).glob("*.shp"))))
    areas.pop("ATA")
    parts = [(name, part) for name, land in areas.items() for part in polygons(land)]
    tree = shapely.STRtree([part for _, part in parts])
    coasts = [
        shapely.get_coordinates(shapely.segmentize(ring, 0.005))
        for _, part in parts
        for ring in (part.exterior, *part.interiors)
    ]
    owners = [name for name, part in parts for _ in (part.exterior, *part.interiors)]
    coast = np.vstack(coasts)
    owner = np.repeat(np.array(owners), [len(one) for one in coasts])
    near = cKDTree(_on_sphere(coast))
    random = np.random.default_rng(19)
    rows: list[tuple[str, ...]] = []
    while len(rows) < COUNT:
        lon, lat = coast[random.integers(len(coast))]
        lat = float(np.clip(lat + random.normal(0, 0.35), -80, 84))
        lon = float(lon + random.normal(0, 0.35) / max(0.1, np.cos(np.radians(lat))))
        lon = (lon + 180) % 360 - 180
        lon, lat = round(lon, 5), round(lat, 5)
        if len(tree.query(shapely.Point(lon, lat), predicate="intersects")):
            continue
        _, found = near.query(_on_sphere(np.array([[lon, lat]]))[0], k=1)
        there = coast[found]
        metres = Geodesic.WGS84.Inverse(lat, lon, there[1], there[0])["s12"]
        miles = metres / 1852
        if miles <= FARTHEST:
            rows.append((f"{lon:.5f}", f"{lat:.5f}", f"{miles:.3f}", str(owner[found])))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("longitude", "latitude", "nautical_miles", "nearest"))
        table.writerows(rows)


def _on_sphere(points: np.ndarray) -> np.ndarray:
    lon, lat = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


if __name__ == "__main__":
    main(*sys.argv[1:])
