"""Reading GeoJSON (RFC 7946): the lines of a file one after the other, else its points."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ..base.errors import InputError
from .track import RawPoint

_TYPES: Final = ("LineString", "MultiLineString", "Point")
_DEEPEST: Final = 8


def read_geojson(text: str) -> Iterator[RawPoint]:
    """Yield the positions of a GeoJSON text; raises `InputError` if it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("track", None, f"is not JSON: {error}") from error
    features = list(_features(data, 0))
    lines = [one for one in features if one[0].get("type") != "Point"]
    number = 0
    for geometry, times in lines or features:
        places = _places(geometry)
        for index, place in enumerate(places):
            number += 1
            where = f"position {number}"
            if not isinstance(place, list) or not 2 <= len(place) <= 4:
                shown = json.dumps(place)[:60]
                message = f"is not a position of GeoJSON ({where})"
                raise InputError("track", shown, message, ("[longitude, latitude]",))
            time = times[index] if len(times) == len(places) else None
            yield RawPoint(place[0], place[1], time, where)


def _features(data: Any, depth: int) -> Iterator[tuple[dict[str, Any], Sequence[Any]]]:
    """Yield geometries with the times of their positions."""
    kind = data.get("type") if isinstance(data, dict) else None
    if depth > _DEEPEST:
        raise InputError("track", None, "has geometries too deep in each other")
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        for one in data["features"]:
            yield from _features(one, depth + 1)
    elif kind == "GeometryCollection" and isinstance(data.get("geometries"), list):
        for one in data["geometries"]:
            yield from _features(one, depth + 1)
    elif kind == "Feature" and isinstance(data.get("geometry"), dict):
        times = _times(data.get("properties"))
        for geometry, _ in _features(data["geometry"], depth + 1):
            yield geometry, times
    elif kind in _TYPES and isinstance(data.get("coordinates"), list):
        yield data, ()
    else:
        message = "is not a geometry that can be a track" if kind else "is not GeoJSON"
        raise InputError("track", str(kind)[:60] if kind else None, message, _TYPES)


def _times(properties: Any) -> Sequence[Any]:
    """Return times as GPX and KML converters and trackers write them."""
    if not isinstance(properties, dict):
        return ()
    for name in ("coordTimes", "times", "time", "timestamp"):
        value = properties.get(name)
        if isinstance(value, list):
            return [one for part in value for one in (part if isinstance(part, list) else [part])]
        if isinstance(value, str | int | float):
            return (value,)
    return ()


def _places(geometry: dict[str, Any]) -> list[Any]:
    found: list[Any] = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [found]
    if geometry["type"] == "LineString":
        return found
    return [place for line in found if isinstance(line, list) for place in line]
