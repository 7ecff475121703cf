"""Ways around: they never enter what is avoided, and are no longer than they have to be."""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.geography import Airspace, Detour, airport, enclosure_of, overflown, way_around
from safeconduct.geography.arcs import arc_km, arc_lines, between, degrees, vectors
from safeconduct.geography.mesh import SHARES, Mesh, pack_mesh, unpack_mesh
from safeconduct.geography.near import out_of_reach

Point = tuple[float, float]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_CODES: Final = _words(
    "TLV SVO PEK JFK GIG HAV DXB SIN NRT LAX SYD ANC SCL EZE CAI ALG IST ADD LOS MEX CCS HNL "
    "AKL GUM PPT NAN KEF LYR UUD MRU BGI GIB MLA ULN ASB"
)
_AVOIDED: Final = _words(
    "GRC ITA FRA ESP PRT GBR DEU POL TUR EGY SAU IRN IND CHN RUS JPN IDN AUS CAN USA MEX BRA "
    "ARG CHL ZAF COD NGA KAZ MNG UKR NOR GRL ISL COL VEN PAK FJI NZL PYF KIR CUB PAN YEM DJI ERI"
)

_slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
codes = st.sampled_from(_CODES)
to_avoid = st.frozensets(st.sampled_from(_AVOIDED), min_size=1, max_size=25)


def _at(code: str) -> Point:
    found = airport(code)
    return found.longitude, found.latitude


def _areas(avoid: frozenset[str], *ends: str) -> frozenset[str]:
    return Airspace.load().areas_in(avoid - {airport(one).place for one in ends})


def _length(found: Detour | None) -> float:
    return np.inf if found is None else found.kilometres


@pytest.mark.slow
@_slow
@given(codes, codes, to_avoid)
def test_a_way_never_enters_what_it_avoids(one: str, other: str, avoid: frozenset[str]) -> None:
    """Not on its line as it is told, cut along the outlines; and it begins and ends where asked."""
    areas = _areas(avoid, one, other)
    found = way_around(_at(one), _at(other), areas)
    if found is None:
        return
    assert (found.points[0], found.points[-1]) == (_at(one), _at(other))
    assert not {segment.area for segment in overflown(found.points)} & areas
    assert found.avoided_km == 0
    assert found.kilometres >= found.direct_km - 1e-6


@pytest.mark.slow
@_slow
@given(codes, codes, to_avoid)
def test_the_way_back_is_as_long(one: str, other: str, avoid: frozenset[str]) -> None:
    """Within half a per cent."""
    areas = _areas(avoid, one, other)
    there, back = (_length(way_around(*ends, areas)) for ends in _both(one, other))
    assert there == pytest.approx(back, rel=0.005)


@pytest.mark.slow
@_slow
@given(codes, codes, codes, to_avoid)
def test_a_way_is_no_longer_than_one_by_a_third_place(
    one: str, other: str, via: str, avoid: frozenset[str]
) -> None:
    """Two ways put together are a way, so the shortest is no longer than they are, within 2 %."""
    areas = _areas(avoid, one, other, via)
    straight = _length(way_around(_at(one), _at(other), areas))
    first, second = (_length(way_around(*ends, areas)) for ends in _through(one, via, other))
    assert straight <= (first + second) * 1.02 + 1


@pytest.mark.slow
@_slow
@given(codes, codes, to_avoid, to_avoid)
def test_to_avoid_more_is_no_shorter(
    one: str, other: str, avoid: frozenset[str], more: frozenset[str]
) -> None:
    """Within half a per cent, as both are found by a search."""
    few = _length(way_around(_at(one), _at(other), _areas(avoid, one, other)))
    many = _length(way_around(_at(one), _at(other), _areas(avoid | more, one, other)))
    assert many >= few * 0.995


@pytest.mark.slow
@_slow
@given(codes, codes, to_avoid, st.sampled_from([0.5, 3.0, 100.0]))
def test_a_weighed_way_costs_no_more_than_the_direct_one(
    one: str, other: str, avoid: frozenset[str], weight: float
) -> None:
    """Nor than the one that avoids all of it."""
    areas = _areas(avoid, one, other)
    if one == other:
        return
    found = way_around(_at(one), _at(other), areas, weight=weight)
    assert found is not None
    direct = sum(s.kilometres for s in overflown([_at(one), _at(other)]) if s.area in areas)
    cost = found.kilometres + weight * found.avoided_km
    assert cost <= (found.direct_km + weight * direct) * 1.01 + 1
    assert cost <= _length(way_around(_at(one), _at(other), areas)) * 1.02 + 1


def _both(one: str, other: str) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    return (_at(one), _at(other)), (_at(other), _at(one))


def _through(one: str, via: str, other: str) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    return (_at(one), _at(via)), (_at(via), _at(other))


def test_what_is_not_in_the_way_is_no_matter() -> None:
    """The shortest line then is the way."""
    found = way_around(_at("JFK"), _at("LAX"), _areas(frozenset(["CHN"])))
    assert found is not None
    assert found.turns == ()
    assert found.kilometres == pytest.approx(found.direct_km, rel=1e-5)


def test_a_way_over_the_antimeridian_is_the_same_written_both_ways() -> None:
    """Fiji lies on both sides of 180°; its neighbours are reached around it."""
    areas = _areas(frozenset(["FJI"]))
    ends = (170.0, -18.0), (-170.0, -17.5)
    found = [way_around(ends[0], (lon, -17.5), areas) for lon in (-170.0, 190.0)]
    assert all(one is not None and one.turns for one in found)
    assert _length(found[0]) == pytest.approx(_length(found[1]), rel=1e-6)


def test_a_way_over_the_pole() -> None:
    """Between Svalbard and Alaska, with and without Greenland and Canada in reach."""
    found = way_around(_at("LYR"), _at("ANC"), _areas(frozenset(["GRL", "CAN", "RUS"])))
    assert found is not None
    assert max(lat for _, lat in found.points) > 80
    assert found.kilometres < found.direct_km * 1.1


def test_an_enclave_cannot_be_left() -> None:
    """San Marino lies within Italy, Lesotho within South Africa."""
    for point, within, around in (((12.45, 43.94), "SMR", "ITA"), ((28.2, -29.6), "LSO", "ZAF")):
        areas = frozenset([around])
        assert way_around(point, (2.5, 39.5), areas) is None
        found = enclosure_of(point, areas)
        assert found is not None
        assert (found.within, found.by) == ((within,), (around,))


def test_an_island_and_a_coast_can_be_left() -> None:
    """Nothing encloses whoever has the sea before him."""
    for code in ("MLA", "KEF", "TLV"):
        assert enclosure_of(_at(code), _areas(frozenset(_AVOIDED), code)) is None


@pytest.mark.slow
def test_an_airport_stays_within_reach() -> None:
    """Over the Atlantic the way goes by the islands; nearer still, there is none."""
    areas = _areas(frozenset(["PRT", "ESP", "FRA"]))
    free = way_around(_at("JFK"), _at("CAI"), areas)
    near = way_around(_at("JFK"), _at("CAI"), areas, landing_within_km=1200)
    assert free is not None
    assert near is not None
    assert near.kilometres > free.kilometres
    assert way_around(_at("JFK"), _at("CAI"), areas, landing_within_km=60) is None


def test_what_is_out_of_reach_is_so_by_distance() -> None:
    """Tried on points all over the Earth, around points at a pole and at ±180° as well."""
    lon, lat = np.array([179.5, -60.0, 10.0, 100.0]), np.array([0.0, 45.0, 88.0, -89.0])
    tree = shapely.STRtree(out_of_reach(lon, lat, 1500))
    chance = np.random.default_rng(7)
    east = chance.uniform(-180, 180, 20_000)
    north = np.degrees(np.arcsin(chance.uniform(-1, 1, 20_000)))
    far = arc_km(vectors(east, north)[:, None], vectors(lon, lat)[None]).min(axis=1)
    told = np.zeros(len(east), dtype=bool)
    told[tree.query(shapely.points(east, north), predicate="intersects")[0]] = True
    clear = np.abs(far - 1500) > 3  # a circle is told as a polygon
    assert (told == (far > 1500))[clear].all()


def test_the_mesh_is_labelled_as_the_outlines_are(airspace: Airspace) -> None:
    """Of some hundred edges, cut along the outlines anew."""
    mesh = Mesh.load()
    assert mesh.areas == airspace.areas
    chosen = np.random.default_rng(3).choice(len(mesh.starts), 400, replace=False)
    starts, ends = (mesh.positions[side[chosen]] for side in (mesh.starts, mesh.ends))
    lines, owner, _ = arc_lines(starts, ends)
    line, tile, parts = airspace.met(lines)
    whole = np.bincount(owner, shapely.length(lines))
    found: dict[tuple[int, int], float] = {}
    pairs = zip(owner[line], airspace.told_by(tile)[0], shapely.length(parts), strict=True)
    for edge, area, length in pairs:
        key = int(chosen[edge]), int(area)
        found[key] = found.get(key, 0.0) + length / whole[edge]
    told = _labels(mesh, chosen)
    assert told.keys() == found.keys()
    assert all(told[one] == pytest.approx(min(found[one], 1), abs=0.01) for one in found)


def _labels(mesh: Mesh, edges: object) -> dict[tuple[int, int], float]:
    at = np.flatnonzero(np.isin(mesh.labelled, edges))
    rows = zip(mesh.labelled[at], mesh.label[at], mesh.share[at], strict=True)
    return {(int(edge), int(area)): share / SHARES for edge, area, share in rows}


@pytest.mark.slow
def test_the_mesh_comes_out_of_its_file_as_it_went_in() -> None:
    """Bit by bit."""
    mesh = Mesh.load()
    data = pack_mesh(mesh)
    assert pack_mesh(unpack_mesh(data, file="mesh.bin")) == data


def test_lines_cover_their_arcs() -> None:
    """Points of an arc lie on its lines, across ±180° as well, and the lengths sum up."""
    starts = vectors(np.array([170.0, 0.0, 100.0]), np.array([10.0, 0.0, 60.0]))
    ends = vectors(np.array([-160.0, 0.01, 150.0]), np.array([-20.0, 0.0, 65.0]))
    lines, owner, kilometres = arc_lines(starts, ends)
    for arc in range(3):
        share = np.linspace(0, 1, 50)
        at = between(np.repeat(starts[arc][None], 50, 0), np.repeat(ends[arc][None], 50, 0), share)
        points = shapely.points(*degrees(at))
        mine = shapely.union_all(lines[owner == arc])
        assert (shapely.distance(points, mine) < 0.02).all()
        within = shapely.bounds(lines[owner == arc])
        inside = (within[:, 0] < 180) & (within[:, 2] > -180)
        assert inside.all()
    assert kilometres[owner == 1].sum() == pytest.approx(arc_km(starts, ends)[1])
