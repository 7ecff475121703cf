"""An itinerary as GeoJSON (RFC 7946): its stops as points, its legs as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .model import Itinerary, Leg

_Position = tuple[float, float]


def geojson(found: Itinerary) -> dict[str, Any]:
    """Return a collection of features; lines are cut at the antimeridian, as RFC 7946 asks."""
    features = [
        _feature(
            {"type": "Point", "coordinates": [stop.longitude, stop.latitude]},
            stop.model_dump(mode="json", exclude={"longitude", "latitude"}),
        )
        for stop in found.stops
    ]
    features += [
        _feature({"type": "MultiLineString", "coordinates": list(_cut(leg.line))}, _properties(leg))
        for leg in found.legs
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _properties(leg: Leg) -> dict[str, Any]:
    return leg.model_dump(mode="json", exclude={"line"})


def _cut(line: Sequence[_Position]) -> Iterator[list[_Position]]:
    """Yield the parts of a line on either side of the antimeridian."""
    part = [line[0]]
    for (lon, lat), (next_lon, next_lat) in zip(line, line[1:], strict=False):
        if abs(next_lon - lon) > 180:
            edge = 180.0 if lon > 0 else -180.0
            ahead = next_lon + 2 * edge
            share = 0.0 if ahead == lon else (edge - lon) / (ahead - lon)
            middle = round(lat + share * (next_lat - lat), 4)
            yield [*part, (edge, middle)]
            part = [(-edge, middle)]
        part.append((next_lon, next_lat))
    yield part
