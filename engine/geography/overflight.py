"""Which places a line or a track passes over, in order, with kilometres.

A great circle is the shortest line between two points, here the geodesic on WGS 84. It is not a
route that anybody flies; what is told of it is told of that line alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Any, Final

import numpy as np
import shapely

from ..base.errors import InputError, wrong_type
from ..base.frozen import Frozen
from .airspace import Airspace, checked
from .claims import not_drawn, territorial_claims
from .geodesic import densified
from .track import MOST_POSITIONS, Track

MERGED_BELOW_KM: Final = 1.0
"""Shorter stretches are finer than the outlines are: they are counted to what is around them."""
_NOTHING: Final = 1e-6
"""In kilometres: points of the line that are nearer are the same."""


class OverflownSegment(Frozen):
    """A stretch of a line over one area, in kilometres from the start of the line.

    ``place``, ``area``, ``controller`` and ``claimants`` are as in `AirspaceLocation`. ``entry``
    and ``exit`` are degrees east and north; ``sea``: all of it is over water.
    """

    place: str
    area: str
    kilometres: float
    start_km: float
    end_km: float
    entry: tuple[float, float]
    exit: tuple[float, float]
    sea: bool
    responsible: str | None = None
    controller: str | None = None
    claimants: tuple[str, ...] = ()
    not_told_apart: tuple[str, ...] = ()


def overflown(
    track: Track | Iterable[tuple[float, float]], airspace: Airspace | None = None
) -> tuple[OverflownSegment, ...]:
    """Return what a track passes over, from its start to its end; `LIMITS` belong beside it.

    ``track``: a `Track`, or points as degrees east and degrees north, between which the shortest
    line is taken. The kilometres of the stretches sum to its length; the high seas are a stretch as
    well. What is shorter than `MERGED_BELOW_KM` between two stretches of one area counts as that
    area. Raises `InputError` if there is no point, too many, or one that cannot be.

    >>> [one.place for one in overflown([(37.41, 55.97), (106.82, 47.65)])]
    ['RUS', 'MNG']
    """
    points = _points(track)
    sky = airspace or Airspace.load()
    line = _Line(*densified(points))
    if line.length <= _NOTHING:
        location = sky.at(*points[0])
        return (_segment(line, location.area, (0.0, 0.0), sea=location.sea),)
    return tuple(_segment(line, name, span, sea=sea) for name, span, sea in _stretches(sky, line))


def _points(track: Track | Iterable[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    given: object = track.points if isinstance(track, Track) else track
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise wrong_type("track", given, "a track or points")
    found: list[tuple[float, float]] = []
    for point in given:
        if len(found) == MOST_POSITIONS:
            raise InputError("track", None, f"has more than {MOST_POSITIONS:,} points")
        try:
            lon, lat = point[0], point[1]
        except (TypeError, IndexError, KeyError):
            raise wrong_type("track", point, "a point: degrees east, degrees north") from None
        found.append((checked("longitude", lon, 360), checked("latitude", lat, 90)))
    if not found:
        raise InputError("track", None, "has no point")
    return found


class _Line:
    """A track as pieces that are straight in degrees and do not pass ±180."""

    def __init__(self, lons: Any, lats: Any, kms: Any) -> None:
        lons = (lons + 180.0) % 360.0 - 180.0
        self.length = float(kms[-1])
        turn = np.abs(np.diff(lons)) > 180
        east = np.where(lons[:-1] > 0, 180.0, -180.0)
        ahead = lons[1:] + np.where(turn, 2 * east, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(
                turn & (ahead != lons[:-1]), (east - lons[:-1]) / (ahead - lons[:-1]), 1.0
            )
        lat = lats[:-1] + share * np.diff(lats)
        km = kms[:-1] + share * np.diff(kms)
        first = np.column_stack([lons[:-1], lats[:-1], np.where(turn, east, lons[1:]), lat])
        second = np.column_stack([-east, lat, lons[1:], lats[1:]])[turn]
        spans = np.column_stack([kms[:-1], km])
        more = np.column_stack([km, kms[1:]])[turn]
        order = np.argsort(
            np.concatenate([np.arange(len(first)), np.flatnonzero(turn) + 0.5]), kind="stable"
        )
        ends = np.vstack([first, second])[order]
        along = np.vstack([spans, more])[order]
        long = along[:, 1] > along[:, 0]
        self._ends, self._along = ends[long], along[long]
        self._point = (float(lons[0]), float(lats[0]))

    def crossings(self, airspace: Airspace) -> Any:
        """Return where the line may pass from one area into another, kilometres in order."""
        lines = shapely.linestrings(self._ends.reshape(-1, 2, 2))
        number, _, parts = airspace.met(lines)
        corners, which = shapely.get_coordinates(parts, return_index=True)
        number = number[which]
        start, way = self._ends[number, :2], self._ends[number, 2:] - self._ends[number, :2]
        squared = (way**2).sum(axis=1)
        flat = squared == 0
        share = ((corners - start) * way).sum(axis=1) / np.where(flat, 1.0, squared)
        begin, end = self._along[number].T
        found = begin + np.clip(share, 0, 1) * (end - begin)
        every = np.unique(np.concatenate([[0.0, self.length], self._along.ravel(), found[~flat]]))
        kept = every[np.concatenate([[True], np.diff(every) > _NOTHING])]
        kept[-1] = self.length
        return kept

    def at(self, kms: Any) -> tuple[Any, Any]:
        """Return longitudes and latitudes of what lies so many kilometres from the start."""
        if not len(self._along):
            return np.full(len(kms), self._point[0]), np.full(len(kms), self._point[1])
        piece = np.searchsorted(self._along[:, 0], kms, side="right") - 1
        piece = np.clip(piece, 0, len(self._along) - 1)
        begin, end = self._along[piece].T
        share = np.clip((kms - begin) / (end - begin), 0, 1)
        ends = self._ends[piece]
        there = ends[:, :2] + share[:, None] * (ends[:, 2:] - ends[:, :2])
        return there[:, 0], there[:, 1]


_Stretch = tuple[int, float, float, bool]
"""Number of an area, kilometres of start and end, whether over water."""


def _stretches(airspace: Airspace, line: _Line) -> Iterator[tuple[str, tuple[float, float], bool]]:
    cuts = line.crossings(airspace)
    tiles = airspace.first_tiles(*line.at((cuts[:-1] + cuts[1:]) / 2))
    areas, sea = airspace.told_by(tiles)
    changed = np.flatnonzero(np.diff(areas)) + 1
    starts = np.concatenate([[0], changed])
    over_sea = np.logical_and.reduceat(sea, starts)
    bounds = np.append(cuts[starts], line.length).tolist()
    raw = [
        (int(areas[start]), bounds[i], bounds[i + 1], bool(over_sea[i]))
        for i, start in enumerate(starts)
    ]
    beyond = len(airspace.areas)
    for area, start, end, wet in _without_slivers(raw, beyond):
        yield airspace.area_name(area), (start, end), wet


def _without_slivers(stretches: Sequence[_Stretch], beyond: int) -> list[_Stretch]:
    """Return stretches without what is finer than the outlines, the shortest merged first.

    Between two stretches of one area a sliver counts as that area. A sliver of high seas between
    two others is a gap between their outlines: it is halved. Others stay.
    """
    found: dict[int, _Stretch] = dict(enumerate(stretches))
    before = {i: i - 1 for i in found}
    after = {i: i + 1 for i in found}
    waiting = [(end - start, i) for i, (_, start, end, _) in found.items()]
    heapify(waiting)
    while waiting and waiting[0][0] < MERGED_BELOW_KM:
        length, i = heappop(waiting)
        left, right = before.get(i, -1), after.get(i, -1)
        if i not in found or left not in found or right not in found:
            continue  # merged already, or an end
        area, start, end, _ = found[i]
        if end - start != length:
            continue  # it has grown since
        one, other = found[left], found[right]
        if one[0] == other[0]:
            found[left] = (one[0], one[1], other[2], one[3] and other[3])
            gone = [i, right]
        elif area == beyond:
            middle = (start + end) / 2
            found[left] = (*one[:2], middle, one[3])
            found[right] = (other[0], middle, *other[2:])
            gone = [i]
        else:
            continue
        following = after[gone[-1]]
        for index in gone:
            del found[index]
        after[left], before[following] = following, left
        for index in {left, following} & found.keys():
            heappush(waiting, (found[index][2] - found[index][1], index))
    return [found[index] for index in sorted(found)]


def _segment(line: _Line, area: str, span: tuple[float, float], *, sea: bool) -> OverflownSegment:
    claim = territorial_claims().get(area)
    lons, lats = line.at(np.array(span))
    place = claim.place if claim else area
    return OverflownSegment(
        place=place,
        area=area,
        kilometres=span[1] - span[0],
        start_km=span[0],
        end_km=span[1],
        entry=(float(lons[0]), float(lats[0])),
        exit=(float(lons[1]), float(lats[1])),
        sea=sea,
        responsible=claim.responsible if claim else None,
        controller=claim.controller if claim else None,
        claimants=claim.claimants if claim else (),
        not_told_apart=not_drawn(place),
    )
