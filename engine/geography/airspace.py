"""The airspace of every State and place: from a point, or columns of points, to whose it is over.

Land comes first: a point on land is told by the land, a point at sea by the territorial sea that
it is in, and else it is on the high seas.
"""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from datetime import date
from functools import cache
from numbers import Real
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from ..base.errors import InputError, wrong_type
from ..base.frozen import Frozen
from ..base.text_files import read_data
from ..base.words import counted
from .claims import HIGH_SEAS, LIMITS, directory, not_drawn, territorial_claims
from .packed import Kind, PackedAreas, unpack

MOST_POINTS: Final = 10_000_000
"""More points at once are refused."""
_FILE: Final = "airspace.bin"
_AT_ONCE: Final = 100_000
_BEYOND: Final = 0.002
"""In degrees, some 200 m."""


class AirspaceLocation(Frozen):
    """Whose territory a point is over.

    ``place`` is an id of the records (``high-seas`` outside every State); ``area`` is the same, or
    the part of it in the table of claims that the point is in. ``sea``: it is over water, in the
    territorial sea or beyond. ``controller`` and ``claimants`` are States, as the table of claims
    has them, which ``treatment`` explains; for other places they are empty. ``not_told_apart``
    names areas in the same place that others hold or claim and that are not drawn.
    """

    longitude: float
    latitude: float
    place: str
    area: str
    sea: bool
    responsible: str | None = None
    controller: str | None = None
    claimants: tuple[str, ...] = ()
    treatment: str = ""
    not_told_apart: tuple[str, ...] = ()
    limits: tuple[str, ...] = LIMITS


class Airspace:
    """Land and territorial sea of every place.

    ``made``: the day the file was made; ``sources``: what of; ``areas``: the ids of its areas.
    Make it with `load`. It is immutable and may be used by several threads.

    >>> airspace = Airspace.load()
    >>> airspace.at(106.9, 47.9).place
    'MNG'
    >>> crimea = airspace.at(34.1, 44.95)
    >>> crimea.place, crimea.responsible, crimea.controller
    ('crimea', 'UKR', 'RUS')
    >>> airspace.locate([19.26, -30.0], [47.44, 40.0]).tolist()
    ['HUN', 'high-seas']
    """

    def __init__(self, packed: PackedAreas) -> None:
        self.made: date = packed.made
        self.sources = packed.sources
        self.areas = tuple(sorted({area for area, _, _ in packed.parts}))
        number = {area: index for index, area in enumerate(self.areas)}
        # Land before sea, so that of several tiles the first one counts.
        order: dict[Kind, int] = {"land": 0, "sea": 1}
        tiles = [
            (order[kind], number[area], tile)
            for area, kind, polygons in packed.parts
            for tile in polygons
        ]
        tiles.sort(key=lambda one: one[:2])
        self._tiles = np.array([tile for _, _, tile in tiles], dtype=object)
        self._tree = shapely.STRtree(self._tiles)
        beyond = len(self.areas)
        self._area_of = np.array([*(area for _, area, _ in tiles), beyond])
        self._at_sea = np.array([*(rank == 1 for rank, _, _ in tiles), True])
        claims = territorial_claims()
        self._place_of = np.array(
            [*(claims[a].place if a in claims else a for a in self.areas), HIGH_SEAS]
        )

    @classmethod
    def load(cls, path: Path | None = None) -> Airspace:
        """Return the airspace in a file, by default the one in the package, which is kept.

        Raises `RecordsError` if the file is damaged, `MissingExtra` without the extra ``routes``.
        """
        return (
            _loaded()
            if path is None
            else cls(unpack(read_data(path, file=str(path)), file=str(path)))
        )

    def at(self, longitude: float, latitude: float) -> AirspaceLocation:
        """Return whose territory a point is over.

        ``longitude`` -360 to 360 degrees east, ``latitude`` -90 to 90 degrees north, in WGS 84.
        Raises `InputError` for anything else. See `AirspaceLocation`.
        """
        lon = checked("longitude", longitude, 360)
        lat = checked("latitude", latitude, 90)
        (tile,) = self.first_tiles(np.array([lon]), np.array([lat]))
        return self.describe(int(self._area_of[tile]), lon, lat, sea=bool(self._at_sea[tile]))

    def locate(self, longitudes: Sequence[float] | Any, latitudes: Sequence[float] | Any) -> Any:
        """Return the place of each point, an array of ids of the records, as `at` has them.

        The two columns are of equal length, at most `MOST_POINTS`. Raises `InputError`.
        """
        lons, lats = columns(longitudes, latitudes)
        areas, _ = self.told_by(self.first_tiles(lons, lats))
        return self._place_of[areas]

    def inside(self, place: str, *, field: str = "place") -> tuple[float, float]:
        """Return a position well inside a place of the records: degrees east and north.

        Raises `InputError` about ``field`` for a place that has no land here.
        """
        land = np.flatnonzero((self._place_of[self._area_of[:-1]] == place) & ~self._at_sea[:-1])
        if not len(land):
            raise InputError(field, place, "is not drawn, so that no line can lead there")
        tiles = self._tiles[land]
        largest = tiles[int(np.argmax(shapely.area(tiles)))]
        point = shapely.point_on_surface(largest)
        return float(point.x), float(point.y)

    def describe(
        self, area: int, longitude: float, latitude: float, *, sea: bool
    ) -> AirspaceLocation:
        """Return what is told of a point in the area of that number."""
        name = self.area_name(area)
        place = str(self._place_of[area])
        claim = territorial_claims().get(name)
        return AirspaceLocation(
            longitude=longitude,
            latitude=latitude,
            place=place,
            area=name,
            sea=sea,
            responsible=claim.responsible if claim else None,
            controller=claim.controller if claim else None,
            claimants=claim.claimants if claim else (),
            treatment=claim.treatment if claim else "",
            not_told_apart=not_drawn(place),
        )

    def area_name(self, area: int) -> str:
        """Return the id of the area of that number."""
        return self.areas[area] if area < len(self.areas) else HIGH_SEAS

    def told_by(self, tiles: Any) -> tuple[Any, Any]:
        """Return the number of the area of each tile, and whether it is over water."""
        return self._area_of[tiles], self._at_sea[tiles]

    def first_tiles(self, longitudes: Any, latitudes: Any) -> Any:
        """Return the number of the first tile that covers each point; the last number is none."""
        found = np.full(len(longitudes), len(self._tiles), dtype=np.int64)
        turned = (longitudes + 180.0) % 360.0 - 180.0
        for start in range(0, len(found), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            points = shapely.points(turned[part], latitudes[part])
            point, tile = self._tree.query(points, predicate="intersects")
            np.minimum.at(found[part], point, tile)
        return found

    def met(self, lines: Any) -> tuple[Any, Any, Any]:
        """Return numbers of lines, of a tile that each meets, and the part of the line in it."""
        line, tile = self._tree.query(lines, predicate="intersects")
        return line, tile, shapely.intersection(lines[line], self._tiles[tile])

    def areas_in(self, places: Container[str]) -> frozenset[str]:
        """Return the areas that lie in these places of the records."""
        named = zip(self.areas, self._place_of.tolist(), strict=False)
        return frozenset(area for area, place in named if place in places)

    def place_of(self, area: str) -> str:
        """Return the place of the records that an area lies in."""
        claim = territorial_claims().get(area)
        return claim.place if claim else area

    def tiles_of(self, areas: Container[str]) -> Any:
        """Return the tiles, land and sea, of these areas."""
        return self._tiles[self.numbers_of(areas)]

    def numbers_of(self, areas: Container[str]) -> Any:
        """Return the numbers of the tiles, land and sea, of these areas."""
        named = np.array([name in areas for name in self.areas], dtype=bool)
        return np.flatnonzero(named[self._area_of[:-1]])

    def nearest_in(self, place: str, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the position nearest to this one that is told to be in a place: degrees.

        It is the same if the outlines have it there, or do not have the place at all.
        """
        point = shapely.Point(longitude, latitude)
        tiles = self._tiles[self._place_of[self._area_of[:-1]] == place]
        if not len(tiles) or self.at(longitude, latitude).place == place:
            return longitude, latitude
        near = shapely.shortest_line(point, tiles[np.argmin(shapely.distance(point, tiles))])
        (x, y), (edge_x, edge_y) = shapely.get_coordinates(near)
        # A little beyond the border, so that it does not lie on both sides.
        length = max(math.hypot(edge_x - x, edge_y - y), 1e-9)
        beyond = 1 + _BEYOND / length
        return float(x + (edge_x - x) * beyond), float(y + (edge_y - y) * beyond)


@cache
def _loaded() -> Airspace:
    data = (directory() / _FILE).read_bytes()
    return Airspace(unpack(data, file=f"fixtures/geography/{_FILE}"))


def checked(field: str, value: object, most: float) -> float:
    """Return a coordinate as a number within -``most`` and ``most``; else raises `InputError`."""
    if isinstance(value, bool) or not isinstance(value, Real) or value != value:  # noqa: PLR0124
        raise wrong_type(field, value, "a number of degrees")
    number = float(value)
    if abs(number) > most:
        swapped = "; longitude and latitude may be swapped" if abs(number) <= 180 else ""
        valid = (f"-{most:g} to {most:g}",)
        raise InputError(field, f"{number:g}", f"is out of range{swapped}", valid)
    return number


def columns(longitudes: Any, latitudes: Any) -> tuple[Any, Any]:
    """Return two columns as arrays of coordinates that can be used; else raises `InputError`."""
    found = []
    for field, column, most in (("longitudes", longitudes, 360), ("latitudes", latitudes, 90)):
        try:
            array = np.asarray(column, dtype=np.float64)
        except (TypeError, ValueError):
            raise wrong_type(field, column, "a column of numbers") from None
        if array.ndim != 1:
            raise InputError(field, None, "must be one column of numbers")
        if len(array) > MOST_POINTS:
            raise InputError(field, None, f"has more than {MOST_POINTS:,} points")
        wrong = np.flatnonzero(~(np.abs(array) <= most))
        if len(wrong):
            where = int(wrong[0])
            message = f"is not a coordinate (point {where + 1})"
            raise InputError(field, f"{array[where]:g}", message, (f"-{most} to {most}",))
        found.append(array)
    if len(found[0]) != len(found[1]):
        first, second = (counted(len(one), "point") for one in found)
        message = f"has {second}, longitudes {first}"
        raise InputError("latitudes", None, message, ("two columns of equal length",))
    return found[0], found[1]
