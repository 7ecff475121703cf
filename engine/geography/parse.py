"""From the text of a file to a track: GeoJSON, GPX, KML or a table of positions.

The readers yield what stands in the file; here it is checked, as a whole, so that every mistake is
told at once.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from statistics import median
from types import MappingProxyType
from typing import Final, Literal, get_args

from ..base.errors import InputError, SeveralMistakes, text_of
from ..base.words import counted
from .track import MOST_POSITIONS, RawPoint, Track, TrackPoint
from .track_json import read_geojson
from .track_markup import read_gpx, read_kml

_LATITUDE: Final = ("latitude", "lat", "lat_deg", "latitude_deg")
_LONGITUDE: Final = ("longitude", "lon", "lng", "long", "lon_deg", "longitude_deg")
_BOTH: Final = ("position",)
_TIME: Final = ("time", "timestamp", "utc", "datetime", "time_position", "lastposupdate")
_RIGHT: Final = ("a header with latitude, longitude and, if there is one, time",)
_SAMPLE: Final = 4096


def read_csv(text: str) -> Iterator[RawPoint]:
    """Yield the positions of a table; rows without a position, as of a lost signal, are left out.

    Cells are separated by commas, semicolons or tabs. Raises `InputError`.
    """
    lines = text.splitlines()
    if not lines:
        raise InputError("track", None, "is empty", _RIGHT)
    delimiter = max(",;\t", key=lines[0][:_SAMPLE].count)
    table = csv.reader(lines, delimiter=delimiter)
    try:
        header = [name.strip().casefold() for name in next(table)]
        latitude, longitude = _column(header, _LATITUDE), _column(header, _LONGITUDE)
        both, time = _column(header, _BOTH), _column(header, _TIME)
        if both is None and (latitude is None or longitude is None):
            message = "has no columns for latitude and longitude"
            raise InputError("track", ",".join(header)[:60], message, _RIGHT)
        for row in table:
            if not any(row):
                continue
            where = f"line {table.line_num}"
            if len(row) != len(header):
                cells = counted(len(row), "cell")
                message = f"has {cells} in {where}, the header {len(header)}"
                raise InputError("track", None, message)
            if latitude is not None and longitude is not None:
                lat, lon = row[latitude], row[longitude]
            else:
                assert both is not None
                lat, lon = [*row[both].split(","), "", ""][:2]
            if lat.strip().casefold() in _NONE and lon.strip().casefold() in _NONE:
                continue
            yield RawPoint(lon, lat, None if time is None else row[time], where)
    except csv.Error as error:
        raise InputError("track", None, f"is not a table: {error}") from error


_NONE: Final = frozenset(("", "null", "none", "nan"))


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


MOST_CHARACTERS: Final = 8 * 2**20
"""A longer text is refused."""
TOP_SPEED: Final = 3_600.0
"""In km/h: nothing that carries a person to an airport is as fast."""
_SLACK_KM: Final = 20.0
"""What positions may be off: a jump is not told of less."""
_WAYPOINTS: Final = 10
_LONG_LEG_KM: Final = 500.0
_TIMES_MEDIAN: Final = 50
_MOST_TOLD: Final = 20
_MILLISECONDS: Final = 1e11
"""A larger number is taken for milliseconds since 1970: as seconds it would be the year 5138."""
_RADIUS_KM: Final = 6371.0088

TrackFormat = Literal["geojson", "gpx", "kml", "csv"]

_READERS: Final[Mapping[str, Callable[[str], Iterator[RawPoint]]]] = MappingProxyType(
    {"geojson": read_geojson, "gpx": read_gpx, "kml": read_kml, "csv": read_csv}
)


def parse_track(text: str, format: TrackFormat | str) -> Track:
    r"""Return the track in the text of a file.

    ``format``: ``geojson`` (lines, or points in order), ``gpx`` (tracks, else routes), ``kml``
    (tracks with times, else lines) or ``csv`` with a header (columns for latitude, longitude and,
    if there is one, time, under any of the names they usually have, as ADS-B receivers write them).
    Coordinates are degrees in WGS 84; a time without a zone is UTC.

    Raises `InputError`, or `SeveralMistakes`, for a text that cannot be read, has more than
    `MOST_CHARACTERS` or `MOST_POSITIONS`, or whose positions are out of range, swapped, not in the
    order of their times, or so far apart that nothing could have flown it.

    >>> track = parse_track("time,lat,lon\n2025-04-02T22:00Z,32.0,34.9\n", "csv")
    >>> len(track.points), track.points[0].longitude, track.has_times
    (1, 34.9, True)
    """
    text = text_of(text, "track", ("the text of a file",))
    reader = _READERS.get(format)
    if reader is None:
        raise InputError("format", str(format), "is not a format of tracks", get_args(TrackFormat))
    if len(text) > MOST_CHARACTERS:
        raise InputError("track", None, f"has more than {MOST_CHARACTERS:,} characters")
    raw: list[RawPoint] = []
    for one in reader(text.removeprefix("\ufeff")):
        if len(raw) == MOST_POSITIONS:
            raise InputError("track", None, f"has more than {MOST_POSITIONS:,} positions")
        raw.append(one)
    if not raw:
        raise InputError("track", None, f"has no positions that could be read as {format}")
    mistakes: list[InputError] = []
    points = [point for one in raw if (point := _point(one, mistakes)) is not None]
    if not mistakes:
        mistakes += _disorder(raw, points)
    if len(mistakes) == 1:
        raise mistakes[0]
    if mistakes:
        raise SeveralMistakes(mistakes[:_MOST_TOLD])
    return Track(tuple(points))


def _point(raw: RawPoint, mistakes: list[InputError]) -> TrackPoint | None:
    found: list[float] = []
    for name, value, most in (("longitude", raw.longitude, 360), ("latitude", raw.latitude, 90)):
        try:
            number = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not abs(number) <= most:
            message = f"is not a {name} ({raw.where})"
            if math.isnan(number):
                shown = str(value)[:60]
            else:
                shown = f"{number:g}"
                message = f"is out of range for a {name} ({raw.where})"
                if name == "latitude" and found and abs(found[0]) <= 90 and abs(number) <= 180:
                    message += "; longitude and latitude seem to be swapped"
            mistakes.append(InputError("track", shown, message, (f"-{most} to {most}",)))
            return None
        found.append(number)
    try:
        time = _time(raw.time)
    except (TypeError, ValueError, OverflowError, OSError):
        mistakes.append(
            InputError(
                "track",
                str(raw.time)[:60],
                f"is not a time ({raw.where})",
                ("a time such as 2025-04-02T22:00:00Z", "seconds since 1970"),
            )
        )
        return None
    return TrackPoint(found[0], found[1], time)


def _time(value: str | float | None) -> datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            time = datetime.fromisoformat(str(value).strip())
            return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC)


def _disorder(raw: list[RawPoint], points: list[TrackPoint]) -> Iterator[InputError]:
    """Yield what is wrong between positions that follow each other."""
    legs = [_distance_km(a, b) for a, b in zip(points, points[1:], strict=False)]
    usual = median(legs) if legs else 0.0
    for number, leg in enumerate(legs):
        start, end = points[number], points[number + 1]
        where = f"{raw[number].where} and {raw[number + 1].where}"
        if start.time is not None and end.time is not None:
            hours = (end.time - start.time).total_seconds() / 3600
            if hours < 0:
                told = f"is before {start.time.isoformat()}, the time before it ({where})"
                yield InputError("track", end.time.isoformat(), told, ("times in order",))
            elif leg > _SLACK_KM + TOP_SPEED * hours:
                minutes = hours * 60
                message = f"jumps {leg:,.0f} km in {minutes:,.1f} minutes between {where}"
                yield InputError("track", None, message)
        elif len(points) > _WAYPOINTS and leg > max(_LONG_LEG_KM, _TIMES_MEDIAN * usual):
            message = f"jumps {leg:,.0f} km between {where}, where {usual:,.1f} km are usual"
            yield InputError("track", None, message)


def _distance_km(start: TrackPoint, end: TrackPoint) -> float:
    """Return the distance on a sphere, which is enough to see a jump."""
    lat, lat2 = math.radians(start.latitude), math.radians(end.latitude)
    half = math.radians(end.longitude - start.longitude) / 2
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(half) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
