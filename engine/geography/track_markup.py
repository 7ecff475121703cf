"""Reading GPX 1.1 and KML 2.2, which are XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from ..base.errors import InputError
from ..base.words import counted
from .track import MOST_POSITIONS, RawPoint

# Declarations of entities, by which a short text can grow without bound, are in no such file.
_DECLARES: Final = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


_MOST_TAGS: Final = 30 * MOST_POSITIONS
"""A file with more is refused: of what is kept of each there must be an end."""


def read_gpx(text: str) -> Iterator[RawPoint]:
    """Yield the positions of the tracks in a GPX text, else of its routes, else its waypoints."""
    root = _root(text, "gpx")
    for name in ("trkpt", "rtept", "wpt"):
        found = [one for one in root.iter() if _name(one) == name]
        if found:
            for number, one in enumerate(found, 1):
                time = next((c.text for c in one if _name(c) == "time"), None)
                where = f"{name} {number}"
                yield RawPoint(one.get("lon"), one.get("lat"), time, where)
            return


def read_kml(text: str) -> Iterator[RawPoint]:
    """Yield the positions of the tracks in a KML text, else of its lines, else its points."""
    root = _root(text, "kml")
    tracks = [one for one in root.iter() if _name(one) == "Track"]
    if tracks:
        yield from _timed(tracks)
        return
    for kind in ("LineString", "Point"):
        texts = [
            child.text or ""
            for one in root.iter()
            if _name(one) == kind
            for child in one
            if _name(child) == "coordinates"
        ]
        if texts:
            for number, place in enumerate((p for text in texts for p in text.split()), 1):
                lon, lat = [*place.split(","), "", ""][:2]
                yield RawPoint(lon, lat, None, f"position {number}")
            return


def _timed(tracks: list[Element]) -> Iterator[RawPoint]:
    number = 0
    for track in tracks:
        times = [one.text for one in track if _name(one) == "when"]
        places = [one.text or "" for one in track if _name(one) == "coord"]
        if len(times) != len(places):
            places_and = counted(len(places), "position")
            message = f"has {places_and} and {counted(len(times), 'time')} in a track of KML"
            raise InputError("track", None, message, ("as many of each",))
        for time, place in zip_longest(times, places):
            number += 1
            lon, lat = [*place.split(), "", ""][:2]
            yield RawPoint(lon, lat, time, f"position {number}")


def _root(text: str, name: str) -> Element:
    if text.count("<") > _MOST_TAGS:
        raise InputError("track", None, f"has more than {_MOST_TAGS:,} tags")
    if _DECLARES.search(text):
        raise InputError("track", None, "declares a document type or entities; leave them out")
    try:
        root = fromstring(text)  # noqa: S314  # nothing can be declared in it
    except (ParseError, ValueError) as error:
        raise InputError("track", None, f"is not XML: {error}") from error
    if _name(root) != name:
        raise InputError(
            "track", _name(root)[:60], f"is not the root of a {name.upper()} file", (name,)
        )
    return root


def _name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]  # that of a comment is not text
