"""From a point to whose territory it is over: known points, columns, disputed areas, damage."""

from __future__ import annotations

import csv
import hashlib
import math
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import InputError
from safeconduct.base.errors import RecordsError
from safeconduct.geography import LIMITS, Airspace, reported_flights, territorial_claims
from safeconduct.geography.packed import PackedAreas, pack, unpack
from safeconduct.geography.sealed import MOST_BYTES
from safeconduct.records import load_world

HERE = Path(__file__).parent
FILE = Path(__file__).parents[2] / "fixtures" / "geography" / "airspace.bin"
LARGEST = 3_000_000

with (HERE / "known_points.csv").open(encoding="utf-8", newline="") as file:
    KNOWN = list(csv.DictReader(file))


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row["name"])
def test_known_points(airspace: Airspace, row: dict[str, str]) -> None:
    """Each point that was written down by hand is where it was said to be."""
    found = airspace.at(float(row["longitude"]), float(row["latitude"]))
    assert found.place == row["place"]
    if row["sea"]:
        assert found.sea == (row["sea"] == "yes")


def test_there_are_enough_known_points() -> None:
    """At least two hundred, of most places that are States."""
    assert len(KNOWN) >= 200
    assert len({row["place"] for row in KNOWN}) >= 180


def test_columns_are_single_points(airspace: Airspace) -> None:
    """The same points as columns give the same places."""
    lons = [float(row["longitude"]) for row in KNOWN]
    lats = [float(row["latitude"]) for row in KNOWN]
    assert airspace.locate(lons, lats).tolist() == [row["place"] for row in KNOWN]


@given(st.lists(st.tuples(st.floats(-360, 360), st.floats(-90, 90)), min_size=1, max_size=50))
def test_any_point_has_one_place(points: list[tuple[float, float]]) -> None:
    """Every point is in a place of the records, alone as in columns, and a turn later as well."""
    airspace = Airspace.load()
    lons, lats = (np.array(column) for column in zip(*points, strict=True))
    places = airspace.locate(lons, lats)
    assert set(places.tolist()) <= PLACES
    assert [airspace.at(*point).place for point in points] == places.tolist()


PLACES = set(load_world().places)


@pytest.mark.parametrize("lat", [-89.9, -75.0, -16.9, 0.0, 16.0, 65.0, 66.5, 71.0])
def test_180_degrees_is_no_border(airspace: Airspace, lat: float) -> None:
    """A point is the same by either name of its longitude, and nothing gapes there."""
    assert airspace.at(180, lat).place == airspace.at(-180, lat).place
    assert airspace.at(181, lat).place == airspace.at(-179, lat).place
    near = {airspace.at(lon, lat).place for lon in (179.9999, 180, -179.9999)}
    assert len(near) == 1


def test_a_disputed_area_shows_both(airspace: Airspace) -> None:
    """Crimea is told with whose territory it is and with who holds and claims it."""
    found = airspace.at(34.1, 44.95)
    assert (found.place, found.responsible) == ("crimea", "UKR")
    assert (found.controller, found.claimants) == ("RUS", ("RUS",))
    assert "both are shown" in found.treatment
    assert found.limits == LIMITS


def test_both_sides_of_the_berm_are_told_apart(airspace: Airspace) -> None:
    """Western Sahara is one place, held by Morocco in the west alone."""
    west, east = airspace.at(-13.2, 27.14), airspace.at(-10.57, 26.16)
    assert west.place == east.place == "ESH"
    assert (west.controller, east.controller) == ("MAR", None)


def test_what_is_not_drawn_is_named(airspace: Airspace) -> None:
    """An answer that names Ukraine names the occupied regions that it does not tell apart."""
    assert "occupied-donetsk" in airspace.at(37.8, 48.0).not_told_apart
    assert airspace.at(19.2, 47.4).not_told_apart == ()


def test_every_place_is_drawn_or_said_not_to_be(airspace: Airspace) -> None:
    """No place of the records is forgotten; Palestine is told by its three parts."""
    claims = territorial_claims()
    drawn = set(airspace.areas)
    told = {claims[area].place if area in claims else area for area in drawn}
    missing = PLACES - told - {"high-seas", "PSE"}
    assert missing == {area for area, one in claims.items() if not one.drawn} & PLACES
    assert {area for area, one in claims.items() if one.drawn} <= drawn
    assert {claims[area].place if area in claims else area for area in drawn} <= PLACES


def test_the_table_of_claims_is_that_of_the_records() -> None:
    """Who is responsible, holds and claims a place is the same in the records of places."""
    places = load_world().places
    for area, claim in territorial_claims().items():
        if area not in PLACES:
            assert claim.place in PLACES
            continue
        place = places[area]
        assert place.name == claim.name
        now = [one.state for one in place.responsible if one.until is None]
        assert now == ([claim.responsible] if claim.responsible else []), area
        holds = [one.state for one in place.controllers if one.until is None]
        assert holds == ([claim.controller] if claim.controller else []), area
        assert place.claimants == claim.claimants, area
    disputed = {p.id for p in places.values() if p.claimants or p.kind == "disputed"} - {"ESH"}
    assert disputed <= set(territorial_claims())


def test_every_row_has_a_source_that_is_there() -> None:
    """Sources are those of the records or of geography, and each of geography is used."""
    fixtures = FILE.parents[1]
    tables = ("sources.csv", "sources-places.csv", "geography/sources.csv")
    known = {name: {row["id"] for row in _rows(fixtures / name)} for name in tables}
    used = {
        source
        for name in (
            "claims.csv",
            "airports.csv",
            "main_airports.csv",
            "capital_airports.csv",
            "limits.csv",
        )
        for row in _rows(FILE.parent / name)
        for source in row["sources" if "sources" in row else "source"].split()
    }
    used |= {source for one in reported_flights() for source in one.sources}
    assert used <= set().union(*known.values())
    assert known["geography/sources.csv"] - used <= {"airportsdata"}
    assert not known["geography/sources.csv"] & (known["sources.csv"] | known["sources-places.csv"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_the_file_is_small_and_says_what_it_is(airspace: Airspace) -> None:
    """At most 3 MB, with its day and what it is made of."""
    assert FILE.stat().st_size <= LARGEST
    assert all("Natural Earth" in one and "public domain" in one for one in airspace.sources)
    assert airspace.made.year >= 2026


@pytest.mark.slow
def test_what_is_packed_is_unpacked() -> None:
    """Packing what was unpacked gives the same bytes: no point is lost or moved."""
    data = FILE.read_bytes()
    assert pack(unpack(data, file="airspace.bin")) == data


@pytest.mark.parametrize("where", [0, 3, 10, 36, 40, 1000, -1])
def test_a_damaged_file_is_refused(tmp_path: Path, where: int) -> None:
    """One changed byte anywhere is an error of ours that names the file."""
    data = bytearray(FILE.read_bytes())
    data[where] ^= 1
    path = tmp_path / "airspace.bin"
    path.write_bytes(data)
    with pytest.raises(RecordsError, match=r"airspace\.bin"):
        Airspace.load(path)


@pytest.mark.parametrize("size", [0, 3, 36, 100])
def test_a_cut_off_file_is_refused(tmp_path: Path, size: int) -> None:
    """A file that ends too early is not a file of areas, or damaged."""
    path = tmp_path / "airspace.bin"
    path.write_bytes(FILE.read_bytes()[:size])
    with pytest.raises(RecordsError, match=r"airspace\.bin"):
        Airspace.load(path)


def _signed(body: bytes) -> bytes:
    packed = zlib.compress(body)
    return b"SCA1" + hashlib.sha256(packed).digest() + packed


@pytest.mark.parametrize(
    "data",
    [
        _signed(b""),
        _signed(b"\x05\x00\x00\x00{}{}{"),
        _signed(b"\x02\x00\x00\x00{}"),
        _signed(b"\x02\x00\x00\x00[]"),
        b"SCA1" + hashlib.sha256(b"no zlib").digest() + b"no zlib",
        _signed(bytes(MOST_BYTES + 1)),
        _signed(zlib.decompress(FILE.read_bytes()[36:])[:-1000]),
    ],
    ids=["empty", "no JSON", "no parts", "a list", "not packed", "too much", "columns cut off"],
)
def test_a_signed_file_that_is_none_is_refused(data: bytes) -> None:
    """A digest that is right does not make it a file of areas."""
    with pytest.raises(RecordsError, match=r"airspace\.bin: damaged-file"):
        unpack(data, file="airspace.bin")


def test_several_threads_may_ask_at_once(airspace: Airspace) -> None:
    """What one thread is told does not depend on others."""
    lons = np.array([float(row["longitude"]) for row in KNOWN])
    lats = np.array([float(row["latitude"]) for row in KNOWN])
    expected = airspace.locate(lons, lats).tolist()
    fresh = Airspace(unpack(FILE.read_bytes(), file="airspace.bin"))
    with ThreadPoolExecutor(8) as pool:
        told = pool.map(lambda _: fresh.locate(lons, lats).tolist(), range(64))
        assert all(one == expected for one in told)


def test_an_edge_that_does_not_fit_is_not_written() -> None:
    """A step of more than sixteen degrees would come back wrong, so it is refused."""
    from datetime import date

    from shapely import box

    areas = PackedAreas(date(2026, 1, 1), ("none",), (("AAA", "land", [box(0, 0, 20, 20)]),))
    with pytest.raises(ValueError, match="too far apart"):
        pack(areas)


@pytest.mark.parametrize(
    ("lon", "lat", "said"),
    [
        (0.0, 91.0, "latitude '91': is out of range; longitude and latitude may be swapped"),
        (361.0, 0.0, "longitude '361': is out of range; valid: -360 to 360"),
        (math.nan, 0.0, "longitude 'nan': is a missing value; expected a number of degrees"),
        (0.0, math.inf, "latitude 'inf': is out of range"),
        ("19", 47.0, "longitude '19': is of type str, not a number of degrees"),
        (None, 47.0, "longitude: nothing is given; expected a number of degrees"),
        (True, 47.0, "longitude 'True': is of type bool, not a number of degrees"),
    ],
)
def test_what_is_no_coordinate(airspace: Airspace, lon: float, lat: float, said: str) -> None:
    """The error names the field, the value and what would be right."""
    with pytest.raises(InputError) as caught:
        airspace.at(lon, lat)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("lons", "lats", "said"),
    [
        ([1.0, 2.0], [1.0], "latitudes: has 1 point, longitudes 2 points"),
        ([1.0, math.nan], [1.0, 1.0], "longitudes 'nan': is not a coordinate (point 2)"),
        ([1.0], [-90.5], "latitudes '-90.5': is not a coordinate (point 1)"),
        (["a"], [1.0], "longitudes '<list>': is of type list, not a column of numbers"),
        ([[1.0]], [[1.0]], "longitudes: must be one column of numbers"),
    ],
)
def test_what_is_no_column(
    airspace: Airspace, lons: list[float], lats: list[float], said: str
) -> None:
    """The error names the column, the point and what would be right."""
    with pytest.raises(InputError) as caught:
        airspace.locate(lons, lats)
    assert str(caught.value).startswith(said)
