"""Tracks from files: what is read, and what is refused with a clear error."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import InputError, SafeconductError, SeveralMistakes
from safeconduct.geography import Track, overflown, parse_track
from safeconduct.geography.parse import MOST_CHARACTERS
from safeconduct.geography.track import MOST_POSITIONS

START = datetime(2025, 4, 2, 22, 0, tzinfo=UTC)
PLACES = [(34.89, 32.01), (30.5, 34.5), (19.26, 47.44)]
TIMES = [START + timedelta(hours=hours) for hours in (0, 1, 3)]
STAMPS = [when.isoformat() for when in TIMES]

GEOJSON_LINE = {"type": "LineString", "coordinates": [list(place) for place in PLACES]}
GEOJSON_POINTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"time": stamp},
            "geometry": {"type": "Point", "coordinates": [*place, 10_000.0]},
        }
        for place, stamp in zip(PLACES, STAMPS, strict=True)
    ],
}
GPX = (
    '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    + "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><ele>10000</ele><time>{stamp}</time></trkpt>'
        for (lon, lat), stamp in zip(PLACES, STAMPS, strict=True)
    )
    + "</trkseg></trk></gpx>"
)
KML_TRACK = (
    '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">'
    "<Placemark><gx:Track>"
    + "".join(f"<when>{stamp}</when>" for stamp in STAMPS)
    + "".join(f"<gx:coord>{lon} {lat} 10000</gx:coord>" for lon, lat in PLACES)
    + "</gx:Track></Placemark></kml>"
)
KML_LINE = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><LineString><coordinates>\n'
    + "\n".join(f"{lon},{lat},10000" for lon, lat in PLACES)
    + "\n</coordinates></LineString></Placemark></kml>"
)
OPENSKY = "time,icao24,lat,lon,velocity\n" + "".join(
    f"{when.timestamp():.0f},738065,{lat},{lon},250\n"
    for (lon, lat), when in zip(PLACES, TIMES, strict=True)
)
POSITION = "Timestamp,UTC,Callsign,Position,Altitude\n" + "".join(
    f'{when.timestamp():.0f},{when.isoformat()},WZN1,"{lat},{lon}",38000\n'
    for (lon, lat), when in zip(PLACES, TIMES, strict=True)
)
SEMICOLONS = "Latitude;Longitude\n" + "".join(f"{lat};{lon}\n" for lon, lat in PLACES)

READ = {
    "geojson of a line": ("geojson", json.dumps(GEOJSON_LINE), False),
    "geojson of points": ("geojson", json.dumps(GEOJSON_POINTS), True),
    "geojson of a feature with times": (
        "geojson",
        json.dumps(
            {"type": "Feature", "properties": {"coordTimes": STAMPS}, "geometry": GEOJSON_LINE}
        ),
        True,
    ),
    "geojson of lines": (
        "geojson",
        json.dumps(
            {
                "type": "MultiLineString",
                "coordinates": [[list(p) for p in PLACES[:2]], [list(PLACES[2])]],
            }
        ),
        False,
    ),
    "gpx": ("gpx", GPX, True),
    "kml of a track": ("kml", KML_TRACK, True),
    "kml of a line": ("kml", KML_LINE, False),
    "csv of an archive": ("csv", OPENSKY, True),
    "csv of a tracker": ("csv", POSITION, True),
    "csv with semicolons": ("csv", SEMICOLONS, False),
    "csv after a byte order mark": ("csv", "\ufeff" + OPENSKY, True),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read(name: str) -> None:
    """Each format gives the same positions and, if it has them, times."""
    format_, text, timed = READ[name]
    track = parse_track(text, format_)
    assert [(point.longitude, point.latitude) for point in track.points] == PLACES
    assert [point.time for point in track.points] == (TIMES if timed else [None] * 3)
    assert track.has_times == timed


def test_rows_without_a_position_are_left_out() -> None:
    """Archives have rows of lost signals."""
    track = parse_track("time,lat,lon\n1,32,34\n2,,\n3,NULL,null\n4,32.1,34.1\n", "csv")
    assert [point.latitude for point in track.points] == [32, 32.1]


def test_milliseconds_are_seen() -> None:
    """A number that would be tens of thousands of years away counts milliseconds."""
    (point,) = parse_track(f"time,lat,lon\n{START.timestamp() * 1000:.0f},1,1\n", "csv").points
    assert point.time == START


GEO = '{"type": "LineString", "coordinates": %s}'
WRONG = {
    "a format": ("gpx2", "", "format 'gpx2': is not a format of tracks; valid: geojson, gpx"),
    "no JSON": ("geojson", "{", "track: is not JSON"),
    "a list": ("geojson", "[]", "track: is not GeoJSON"),
    "a polygon": (
        "geojson",
        '{"type": "Polygon", "coordinates": []}',
        "track 'Polygon': is not a geometry that can be a track; valid: LineString",
    ),
    "no position": ("geojson", GEO % "[]", "track: has no positions that could be read as geojson"),
    "a short position": ("geojson", GEO % "[[1]]", "track '[1]': is not a position of GeoJSON (p"),
    "swapped": (
        "geojson",
        GEO % "[[32.0, 134.9]]",
        (
            "track '134.9': is out of range for a latitude (position 1); longitude and latitude "
            "seem to be swapped; valid: -90 to 90"
        ),
    ),
    "out of range": ("csv", "lat,lon\n32,361\n", "track '361': is out of range for a longitude (l"),
    "text": ("csv", "lat,lon\nnorth,34\n", "track 'north': is not a latitude (line 2); valid: -90"),
    "half a position": ("csv", "lat,lon\n,34\n", "track '': is not a latitude (line 2)"),
    "infinite": (
        "csv",
        "lat,lon\ninf,34\n",
        "track 'inf': is out of range for a latitude (line 2)",
    ),
    "no columns": (
        "csv",
        "a,b\n1,2\n",
        "track 'a,b': has no columns for latitude and longitude; valid: a header with",
    ),
    "an empty table": ("csv", "", "track: is empty"),
    "cells": ("csv", "lat,lon\n1\n", "track: has 1 cell in line 2, the header 2"),
    "a time": ("csv", "time,lat,lon\nnoon,1,1\n", "track 'noon': is not a time (line 2); valid: a"),
    "times out of order": (
        "csv",
        "time,lat,lon\n2025-04-02T22:00Z,1,1\n2025-04-02T21:00Z,1,1\n",
        (
            "track '2025-04-02T21:00:00+00:00': is before 2025-04-02T22:00:00+00:00, the time "
            "before it (line 2 and line 3); valid: times in order"
        ),
    ),
    "a jump in time": (
        "csv",
        "time,lat,lon\n2025-04-02T22:00Z,0,0\n2025-04-02T22:10Z,0,10\n",
        "track: jumps 1,112 km in 10.0 minutes between line 2 and line 3",
    ),
    "no XML": ("gpx", "<gpx>", "track: is not XML"),
    "another root": ("gpx", "<kml/>", "track 'kml': is not the root of a GPX file; valid: gpx"),
    "entities": (
        "kml",
        '<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>',
        "track: declares a document type or entities; leave them out",
    ),
    "no place": ("gpx", '<gpx><wpt lon="1"/></gpx>', "track 'None': is not a latitude (wpt 1)"),
    "times amiss": (
        "kml",
        "<kml><Track><when>2025</when></Track></kml>",
        "track: has 0 positions and 1 time in a track of KML; valid: as many of each",
    ),
    "too long": ("csv", " " * (MOST_CHARACTERS + 1), "track: has more than 8,388,608 characters"),
    "too many": (
        "csv",
        "lat,lon\n" + "1,1\n" * (MOST_POSITIONS + 1),
        "track: has more than 20,000 positions",
    ),
    "too deep": (
        "geojson",
        '{"type": "GeometryCollection", "geometries": [' * 10 + "]}" * 10,
        "track: has geometries too deep in each other",
    ),
    "a number beyond all": ("geojson", GEO % f"[[{'9' * 400}, 1]]", "track '999"),
    "a truth": ("geojson", GEO % "[[true, 1]]", "track 'True': is not a longitude (position 1)"),
    "a list for a time": (
        "geojson",
        (
            '{"type": "Feature", "properties": {"times": [{}]}, "geometry": '
            '{"type": "LineString", "coordinates": [[1, 1]]}}'
        ),
        "track '{}': is not a time (position 1)",
    ),
    "too many tags": ("gpx", "<gpx>" + "<a/>" * 600_001 + "</gpx>", "track: has more than 600,000"),
    "very deep": ("geojson", "[" * 100_000, "track: is not JSON"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_refused(name: str) -> None:
    """The error says what is wrong and where it stands."""
    format_, text, said = WRONG[name]
    with pytest.raises(InputError) as caught:
        parse_track(text, format_)
    assert str(caught.value).startswith(said)


def test_a_jump_without_times() -> None:
    """Among many positions near each other one that is far away is told; of a few it is not."""
    near = [f"{32 + 0.01 * i:.2f},34" for i in range(20)]
    near[10] = "52,34"
    with pytest.raises(SeveralMistakes, match=r"jumps 2,\d{3} km between line 11 and line 12"):
        parse_track("lat,lon\n" + "\n".join(near), "csv")
    assert len(parse_track("lat,lon\n32,34\n52,34\n", "csv").points) == 2


def test_every_mistake_is_told() -> None:
    """Two wrong rows are two mistakes."""
    with pytest.raises(SeveralMistakes) as caught:
        parse_track("lat,lon\n91,0\n1,1\nx,1\n", "csv")
    assert [one.value for one in caught.value.mistakes] == ["91", "x"]


@given(
    st.sampled_from(["geojson", "gpx", "kml", "csv"]),
    st.one_of(
        st.text(max_size=200),
        st.builds(
            lambda text, at, other: text[:at] + other + text[at:],
            st.sampled_from([GPX, KML_TRACK, KML_LINE, OPENSKY, json.dumps(GEOJSON_POINTS)]),
            st.integers(0, 500),
            st.text(max_size=5),
        ),
    ),
)
def test_any_text_is_a_track_or_an_error_of_ours(format_: str, text: str) -> None:
    """Nothing that stands in a file makes it fail in another way."""
    with contextlib.suppress(SafeconductError):
        assert isinstance(parse_track(text, format_), Track)


def test_ten_thousand_positions_are_quick() -> None:
    """A long track costs about as much a position as a short one: nothing grows faster."""

    def seconds(count: int) -> float:
        rows = [
            f"{START.timestamp() + i:.0f},{32 + i * 0.001},{34.9 - i * 0.002}" for i in range(count)
        ]
        began = time.process_time()
        track = parse_track("time,lat,lon\n" + "\n".join(rows), "csv")
        assert overflown(track)
        return time.process_time() - began

    seconds(100)
    short, long = seconds(1_000), seconds(10_000)
    assert long < 30 * short
