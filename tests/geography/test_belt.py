"""The territorial sea against true distances to a coast that was not simplified.

``coast_distances.csv`` has three thousand random points at sea, within 30 nautical miles of the
coast of the data as they come, each with the length of the geodesic to it, which
``tools/airspace/sample.py`` measured. The file of the package was made of that coast, simplified
and buffered piece by piece: so this finds wrong planes, wrong units, gaps at ±180 degrees, lost
islands, and slivers between land and belt.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from safeconduct.geography import Airspace
from safeconduct.geography.packed import unpack

HERE = Path(__file__).parent
FILE = HERE.parents[1] / "fixtures" / "geography" / "airspace.bin"
with (HERE / "coast_distances.csv").open(encoding="utf-8", newline="") as file:
    POINTS = list(csv.DictReader(file))
LONGITUDES = np.array([float(row["longitude"]) for row in POINTS])
LATITUDES = np.array([float(row["latitude"]) for row in POINTS])
MILES = np.array([float(row["nautical_miles"]) for row in POINTS])
NEAREST = np.array([row["nearest"] for row in POINTS])
WITHIN = MILES <= 12


@pytest.fixture(scope="module")
def told(airspace: Airspace) -> np.ndarray:
    """The area of each point."""
    numbers, _ = airspace.told_by(airspace.first_tiles(LONGITUDES, LATITUDES))
    return np.array([airspace.area_name(int(number)) for number in numbers])


def test_the_points_decide() -> None:
    """Neither answer is right for most of them, so that one answer for all would fail."""
    assert len(POINTS) == 3000
    assert 0.25 < WITHIN.mean() < 0.75


@pytest.mark.parametrize(("south", "north"), [(0, 90), (0, 20), (20, 40), (40, 60), (60, 90)])
def test_twelve_miles_are_twelve_miles(told: np.ndarray, south: int, north: int) -> None:
    """In or out is right for 98 % of the points, at every latitude."""
    band = (np.abs(LATITUDES) >= south) & (np.abs(LATITUDES) < north)
    assert band.sum() >= 300
    assert ((told != "high-seas") == WITHIN)[band].mean() >= 0.98


def test_who_is_wrong_is_near_the_limit(told: np.ndarray) -> None:
    """Where the answer is another one, the point is within half a mile of the limit."""
    wrong = (told != "high-seas") != WITHIN
    assert np.abs(MILES[wrong] - 12).max() < 0.5


def test_the_sea_is_that_of_the_nearest_coast(told: np.ndarray) -> None:
    """By the median line: 98 % of the points in a belt are in that of the nearest land."""
    both = (told != "high-seas") & WITHIN
    assert (told == NEAREST)[both].mean() >= 0.98


def test_the_distances_are_those_to_the_land_of_the_file() -> None:
    """Measured anew to the land as it is packed, they agree within what was simplified."""
    parts = unpack(FILE.read_bytes(), file="airspace.bin").parts
    tiles = np.array([tile for _, kind, found in parts if kind == "land" for tile in found])
    tree = shapely.STRtree(tiles)
    for index in range(0, len(POINTS), 60):
        lon, lat, miles = LONGITUDES[index], LATITUDES[index], MILES[index]
        wide = 0.6 / max(0.1, np.cos(np.radians(lat)))
        near = tiles[tree.query(shapely.box(lon - wide, lat - 0.6, lon + wide, lat + 0.6))]
        coast = shapely.get_coordinates(shapely.segmentize(shapely.boundary(near), 0.01))
        flat = np.hypot((coast[:, 0] - lon) * np.cos(np.radians(lat)), coast[:, 1] - lat)
        closest = coast[np.argsort(flat)[:20]]
        metres = min(Geodesic.WGS84.Inverse(lat, lon, y, x)["s12"] for x, y in closest)
        assert metres / 1852 == pytest.approx(miles, abs=0.5)
