"""What a line passes over: known lines, and laws that hold for every line."""

from __future__ import annotations

import math
from itertools import groupby, pairwise
from time import process_time

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from safeconduct import InputError
from safeconduct.geography import Airspace, OverflownSegment, Track, TrackPoint, overflown
from safeconduct.geography.geodesic import distance_km
from safeconduct.geography.overflight import MERGED_BELOW_KM, _without_slivers
from safeconduct.geography.track import MOST_POSITIONS

TLV, JFK, BUD = (34.89, 32.01), (-73.78, 40.64), (19.26, 47.44)
KNOWN = {
    "Tel Aviv to New York": (
        (TLV, JFK),
        "ISR TUR GRC TUR GRC MKD ALB MNE HRV BIH HRV BIH HRV ITA CHE FRA GGY GBR CAN USA",
    ),
    "Tel Aviv to Budapest": (
        (TLV, BUD),
        "ISR akrotiri-and-dhekelia CYP TUR GRC BGR ROU HUN",
    ),
    "Moscow to Ulaanbaatar": (((37.41, 55.97), (106.82, 47.65)), "RUS MNG"),
    "Moscow to Beijing": (((37.27, 55.6), (116.6, 40.08)), "RUS MNG CHN"),
    "Tokyo to Los Angeles": (((140.39, 35.77), (-118.41, 33.94)), "JPN USA"),
    "over the North Pole": (((37.4, 55.97), (-142.6, 60.0)), "RUS USA"),
    "over Antarctica": (((115.97, -31.94), (-58.54, -34.82)), "AUS ATA ARG"),
    "through the South Pole": (((0.0, -80.0), (180.0, -80.0)), "ATA"),
    "along 180 degrees": (((180.0, -44.0), (180.0, 62.0)), "FJI TUV USA"),
    "around Fiji": (((178.4, -18.1), (-179.9, -16.8)), "FJI"),
}
"""Without the high seas, and a State once if only they lie between two stretches of it."""


def _sequence(segments: tuple[OverflownSegment, ...]) -> list[str]:
    on_land = [one.place for one in segments if one.place != "high-seas"]
    return [place for place, _ in groupby(on_land)]


@pytest.mark.parametrize("name", KNOWN)
def test_known_lines(name: str) -> None:
    """The States below a shortest line, in order."""
    points, expected = KNOWN[name]
    assert _sequence(overflown(points)) == expected.split()


def test_kilometres_of_a_known_line() -> None:
    """Tel Aviv to New York is 9,137 km on WGS 84."""
    segments = overflown((TLV, JFK))
    assert sum(one.kilometres for one in segments) == pytest.approx(9137.33, abs=0.01)
    assert segments[0].entry == pytest.approx(TLV)
    assert segments[-1].exit == pytest.approx(JFK)


def test_what_is_disputed_is_told_of_a_stretch() -> None:
    """A stretch over Crimea tells who holds it, and Ukraine what is not drawn."""
    crimea, *_ = overflown([(34.1, 44.95), (34.1, 45.2)])
    assert (crimea.place, crimea.responsible, crimea.controller) == ("crimea", "UKR", "RUS")
    kyiv, *_ = overflown([(30.9, 50.3), (30.5, 50.4)])
    assert "occupied-donetsk" in kyiv.not_told_apart


_A, _B, _SEA = 0, 1, 2


@pytest.mark.parametrize(
    ("raw", "merged"),
    [
        ([(_A, 5.0), (_B, 0.5), (_A, 5.0)], [(_A, 10.5)]),
        ([(_A, 5.0), (_B, 1.5), (_A, 5.0)], [(_A, 5.0), (_B, 1.5), (_A, 5.0)]),
        ([(_A, 5.0), (_SEA, 0.5), (_B, 5.0)], [(_A, 5.25), (_B, 5.25)]),
        ([(_A, 5.0), (_B, 0.5), (_SEA, 5.0)], [(_A, 5.0), (_B, 0.5), (_SEA, 5.0)]),
        ([(_A, 0.5), (_B, 5.0), (_A, 0.5)], [(_A, 0.5), (_B, 5.0), (_A, 0.5)]),
        # A river: the shortest is merged first, and what has grown is not a sliver any more.
        ([(_A, 9.0), (_B, 0.4), (_A, 0.2), (_B, 0.3), (_A, 9.0)], [(_A, 18.9)]),
        (
            [(_A, 9.0), (_B, 0.8), (_A, 0.2), (_B, 0.8), (_A, 9.0)],
            [(_A, 9.0), (_B, 1.8), (_A, 9.0)],
        ),
        ([(_A, 9.0), (_SEA, 0.2), (_A, 0.3), (_SEA, 0.2), (_B, 9.0)], [(_A, 9.6), (_B, 9.1)]),
    ],
)
def test_slivers(raw: list[tuple[int, float]], merged: list[tuple[int, float]]) -> None:
    """What is finer than the outlines is merged, the same from either end."""
    for given_, expected in ((raw, merged), (raw[::-1], merged[::-1])):
        stretches = []
        at = 0.0
        for area, length in given_:
            stretches.append((area, at, at + length, False))
            at += length
        found = _without_slivers(stretches, _SEA)
        assert [area for area, *_ in found] == [area for area, _ in expected]
        lengths = [end - start for _, start, end, _ in found]
        assert lengths == pytest.approx([length for _, length in expected])


def test_a_track_that_follows_a_border_is_quick() -> None:
    """Thousands of slivers cost no more than a multiple of as few as hundreds."""

    def seconds(count: int) -> float:
        stretches = [(i % 2, i * 0.5, i * 0.5 + 0.5, False) for i in range(count)]
        began = process_time()
        assert len(_without_slivers(stretches, _SEA)) <= count
        return process_time() - began

    seconds(100)
    assert seconds(20_000) < 100 * max(seconds(2_000), 0.001)


longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
points = st.tuples(longitudes, latitudes)
lines = st.lists(points, min_size=2, max_size=4)


def _flyable(line: list[tuple[float, float]]) -> bool:
    return all(distance_km(*leg) < 19_800 for leg in pairwise(line))


@given(lines)
def test_the_kilometres_sum_to_the_length(line: list[tuple[float, float]]) -> None:
    """Stretches follow each other without gap or overlap, from the start to the end."""
    assume(_flyable(line))
    segments = overflown(line)
    length = sum(distance_km(*leg) for leg in pairwise(line))
    assert math.fsum(one.kilometres for one in segments) == pytest.approx(length, abs=1e-6)
    assert segments[0].start_km == 0
    assert all(a.end_km == b.start_km for a, b in pairwise(segments))
    assert all(a.area != b.area for a, b in pairwise(segments))
    for one in segments:
        assert one.kilometres == one.end_km - one.start_km


@given(lines)
def test_reversed_it_passes_over_the_same(line: list[tuple[float, float]]) -> None:
    """The other way round, the same areas come in reversed order."""
    assume(_flyable(line))
    there, back = overflown(line), overflown(line[::-1])
    _same(there, tuple(reversed(back)), mirrored=there[-1].end_km)


@given(points, points, st.floats(0.05, 0.95))
def test_split_at_a_point_it_is_the_same(
    start: tuple[float, float], end: tuple[float, float], share: float
) -> None:
    """A point that is added on the line changes nothing."""
    assume(_flyable([start, end]))
    line = Geodesic.WGS84.InverseLine(start[1], start[0], end[1], end[0])
    middle = line.Position(line.s13 * share)
    split = overflown([start, (middle["lon2"], middle["lat2"]), end])
    _same(overflown([start, end]), split)


def _same(
    one: tuple[OverflownSegment, ...],
    other: tuple[OverflownSegment, ...],
    mirrored: float | None = None,
) -> None:
    """Check that both are over the same area everywhere but within a kilometre of a border."""
    length = one[-1].end_km
    spans = [
        (s.area, mirrored - s.end_km, mirrored - s.start_km)
        if mirrored is not None
        else (s.area, s.start_km, s.end_km)
        for s in other
    ]
    borders = np.array([s.start_km for s in one] + [start for _, start, _ in spans])
    for at in np.linspace(0, length, 400):
        if np.abs(borders - at).min() < MERGED_BELOW_KM + 0.5 or at == length:
            continue
        here = next(s.area for s in one if s.start_km <= at <= s.end_km)
        there = next(area for area, start, end in spans if start <= at <= end)
        assert here == there, at


exactly = st.integers(1, 5 * 64).map(lambda number: number / 64)
"""Numbers that 180 may be added to without rounding."""


@given(st.floats(-80, 80), st.floats(-80, 80), exactly, exactly)
def test_180_degrees_may_be_written_in_two_ways(
    a: float, b: float, west: float, east: float
) -> None:
    """From 179 to -179 is from 179 to 181, and from -181 to -179."""
    plain = overflown([(180 - west, a), (-180 + east, b)])
    assert plain == overflown([(180 - west, a), (180 + east, b)])
    assert plain == overflown([(-180 - west, a), (-180 + east, b)])


@given(points, points)
def test_each_stretch_is_where_its_points_are(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    """Halfway along a stretch the point is in its area, unless a sliver was merged there."""
    assume(_flyable([start, end]))
    airspace = Airspace.load()
    line = Geodesic.WGS84.InverseLine(start[1], start[0], end[1], end[0])
    for one in overflown([start, end]):
        middle = (one.start_km + one.end_km) / 2
        near = [
            line.Position(1000 * (middle + by)) for by in (-MERGED_BELOW_KM, 0, MERGED_BELOW_KM)
        ]
        areas = {airspace.at(p["lon2"], p["lat2"]).area for p in near}
        assert one.area in areas or one.kilometres < 2 * MERGED_BELOW_KM


def test_a_track_is_as_its_points() -> None:
    """Times and names change nothing."""
    track = Track(tuple(TrackPoint(*point) for point in (TLV, BUD)), "wing of Zion")
    assert overflown(track) == overflown([TLV, BUD])


def test_a_point_alone_is_a_stretch_of_no_length() -> None:
    """Who goes nowhere is over one place."""
    for still in ([TLV], [TLV, TLV]):
        (one,) = overflown(still)
        assert (one.place, one.kilometres) == ("ISR", 0)


@pytest.mark.parametrize(
    ("track", "said"),
    [
        ([], "track: has no point"),
        ("TLV JFK", "track 'TLV JFK': is of type str, not a track or points"),
        (None, "track: nothing is given"),
        ([(0.0, 0.0), (179.9, 0.0)], "track: points 1 and 2 are almost opposite"),
        ([(32.01, 134.89)], "latitude '134.89': is out of range; longitude and latitude may be"),
        ([(34.89,)], "track '<tuple>': is of type tuple, not a point"),
        ([5], "track '5': is of type int, not a point"),
        ([(0.0, 0.0)] * (MOST_POSITIONS + 1), "track: has more than 20,000 points"),
        ([(0.0, 0.0), (90.0, 0.0)] * 20, "track: is longer than 200,000 km"),
    ],
)
def test_what_is_no_track(track: list[tuple[float, float]], said: str) -> None:
    """The error says what is wrong, and where it helps what would be right."""
    with pytest.raises(InputError) as caught:
        overflown(track)
    assert str(caught.value).startswith(said)
