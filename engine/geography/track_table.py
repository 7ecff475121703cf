"""Reading a table of positions with a header, as receivers of ADS-B and their archives write it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from ..base.errors import InputError
from ..base.words import counted
from .track import RawPoint

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
