"""The way around what a journey is to avoid: how it is found, and what is told of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..answers.assessor import Assessor
from ..base.errors import InputError
from ..base.words import counted, listing, sentence, the
from ..geography.airports import airport
from ..geography.airspace import Airspace
from ..geography.arcs import vectors
from ..geography.detour import Detour, way_around
from ..geography.enclosure import Enclosure, enclosure_of
from ..geography.geodesic import distance_km
from ..geography.near import AirportsOutside
from ..records.reference import Named
from .asked import StopFound
from .model import How, WayAround

_LEAST_EXPOSED: Final = 100.0
"""What a kilometre over an avoided place costs beside its length, where no way avoids them all."""
_NAMED: Final = 8
_OFF_KM: Final = 25.0
"""An end that the outlines have in another place is looked for no farther than that."""
_NOT_A_ROUTE: Final = (
    "It is a line that a search has found, not a route: airways, permissions, winds and what an "
    "aircraft can reach are not looked at."
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Led:
    """A leg led around places: the points of its line, and what is told of it."""

    points: tuple[Point, ...]
    told: WayAround


def led_around(
    engine: Assessor,
    stops: tuple[StopFound, StopFound],
    places: frozenset[str],
    weight: float | None,
    landing_km: float | None,
) -> Led:
    """Return the way between two stops around places, and what is told of it.

    Raises `InputError` if no way was found that keeps an airport within ``landing_km``, or if all
    of them lie in what is to be avoided.
    """
    return _Search(engine, stops, places, landing_km).led(weight)


class _Search:
    """Looks for a way between two stops."""

    def __init__(
        self,
        engine: Assessor,
        stops: tuple[StopFound, StopFound],
        places: frozenset[str],
        landing_km: float | None,
    ) -> None:
        self._engine, self._sky, self._stops = engine, Airspace.load(), stops
        at = {stop.place.id for stop in stops}
        self._allowed, self._avoided = places & at, places - at
        self._areas = self._sky.areas_in(self._avoided)
        self._landing_km = landing_km
        if landing_km is not None:
            self._outside()  # an error names what is avoided, by which none is left
        self._ends = [self._end(stop) for stop in stops]

    def led(self, weight: float | None) -> Led:
        """Return the way and what is told of it."""
        found = self._way(weight, self._landing_km)
        how: How = "around" if weight is None else "weighed"
        shut = None
        if found is None and weight is None:
            self._check_landing()
            how, shut = "least_exposed", self._enclosure()
            found = self._way(_LEAST_EXPOSED, self._landing_km)
        if found is None:
            raise self._too_near(None)
        first, last = ((stop.longitude, stop.latitude) for stop in self._stops)
        points = found.points
        if points[0] != first:
            points = (first, *points)
        if points[-1] != last:
            points = (*points, last)
        return Led(points, self._told(found, how, shut))

    def _end(self, stop: StopFound) -> Point:
        """Return where the way begins or ends: where the outlines have the place of the stop."""
        here = stop.longitude, stop.latitude
        there = self._sky.nearest_in(stop.place.id, *here)
        return there if distance_km(here, there) <= _OFF_KM else here

    def _way(self, weight: float | None, landing_km: float | None) -> Detour | None:
        start, end = self._ends
        return way_around(start, end, self._areas, weight=weight, landing_within_km=landing_km)

    def _check_landing(self) -> None:
        """Raise `InputError` if there is a way, but for how far an airport may be."""
        if self._landing_km is not None:
            free = self._way(None, None)
            if free is not None:
                raise self._too_near(free)

    def _too_near(self, free: Detour | None) -> InputError:
        start, end = self._stops
        told = f"leaves no way from {start.name} to {end.name} that was found"
        valid = "a longer distance"
        if free is not None:
            far, _ = self._outside().nearest(vectors(*np.array(free.points).T))
            valid = f"{int(far.max()) + 1} km, as far as the way without it gets"
        return InputError("landing_within_km", f"{self._landing_km:g}", told, (valid,))

    def _outside(self) -> AirportsOutside:
        return AirportsOutside(self._areas, field="avoiding")

    def _enclosure(self) -> tuple[str, Enclosure] | None:
        """Return the place of an end that no way leads to, seen on the outlines, or None."""
        for one, other in ((1, 0), (0, 1)):
            region = enclosure_of(self._ends[one], self._areas)
            beyond = self._sky.at(*self._ends[other]).area
            if region is not None and beyond not in region.within:
                return self._stops[one].place.id, region
        return None

    def _told(self, found: Detour, how: How, shut: tuple[str, Enclosure] | None) -> WayAround:
        place_of = self._sky.place_of
        enclosed, region = shut or ("", None)
        within = {place_of(area) for area in region.within} - {enclosed} if region else set()
        extra = found.kilometres - found.direct_km
        percent = 100 * extra / found.direct_km if found.direct_km else 0.0
        told = WayAround(
            how=how,
            avoided=self._named(self._avoided),
            allowed=self._named(self._allowed),
            direct_km=round(found.direct_km, 1),
            extra_km=round(extra, 1) + 0.0,  # never -0.0
            extra_percent=round(percent, 1) + 0.0,
            avoided_km=round(found.avoided_km, 1),
            turns=found.turns,
            enclosed=self._named({enclosed})[0] if region else None,
            enclosed_with=self._named(within),
            enclosed_by=self._named({place_of(area) for area in region.by} if region else ()),
            **self._landing(found),
            says="",
        )
        return told.model_copy(update={"says": _says(told, found)})

    def _landing(self, found: Detour) -> dict[str, float | str | None]:
        """Return where the way is farthest from an airport outside of what is avoided."""
        try:
            outside = self._outside()
        except InputError:  # every airport lies in what is avoided
            return {"landing_km": None, "landing_airport": None, "landing_at_km": None}
        far, which = outside.nearest(vectors(*np.array(found.points).T))
        worst = int(far.argmax())
        return {
            "landing_km": round(float(far[worst])),
            "landing_airport": outside.code(int(which[worst])),
            "landing_at_km": round(found.kilometres * worst / max(len(far) - 1, 1)),
        }

    def _named(self, places: Collection[str]) -> tuple[Named, ...]:
        known = self._engine.world.places
        found = (Named(id=one, name=known[one].name) for one in places)
        return tuple(sorted(found, key=lambda one: one.name))


def _says(way: WayAround, found: Detour) -> str:
    """Return what the way costs, or why there is none, and where an aircraft could land."""
    if not way.avoided:
        told = ["nothing is to be avoided on that day but where the leg begins or ends"]
        if not way.allowed:
            told = ["nothing is to be avoided on that day"]
        return " ".join(map(sentence, [*told, *_allowed(way)]))
    what = _places(way.avoided)
    if way.how == "least_exposed":
        told = [_none(way, what)]
        over = f"{way.avoided_km:,.0f} km over them"
        told.append(f"the least exposed way that was found has {over} and is {_cost(way)}")
    elif way.avoided_km:
        over = f"{way.avoided_km:,.0f} km over them"
        told = [f"a way weighed against {what} has {over}, and is {_cost(way)}"]
    else:
        told = [
            f"the shortest way found around {what} has {found.kilometres:,.0f} km, {_cost(way)}"
        ]
    told += _allowed(way)
    if way.landing_airport is not None:
        name = airport(way.landing_airport).name
        far = f"{way.landing_km:,.0f} km ({name})"
        told.append(f"an airport outside of what is to be avoided is never farther than {far}")
    return " ".join([*map(sentence, told), _NOT_A_ROUTE])


def _none(way: WayAround, what: str) -> str:
    if way.enclosed is None:
        return (
            f"no way around {what} was found, which proves nothing: a gap that the outlines do not "
            "show, or sea that a State does not claim, may leave one"
        )
    others = listing([the(one.name) for one in way.enclosed_with])
    alone = f"{the(way.enclosed.name)}{f', with {others},' if others else ''} is enclosed"
    by = listing([the(one.name) for one in way.enclosed_by])
    return f"there is no way around {what}: {alone} by {by}"


def _cost(way: WayAround) -> str:
    if way.extra_km < 0.5:
        return "no longer than the shortest line"
    percent = f" ({way.extra_percent:g} %)" if way.extra_percent else ""
    return f"{way.extra_km:,.0f} km{percent} longer than the shortest line"


def _allowed(way: WayAround) -> list[str]:
    if not way.allowed:
        return []
    names = listing([the(one.name) for one in way.allowed])
    return [f"{names} cannot be avoided, as an end of the way lies there"]


def _places(places: Collection[Named]) -> str:
    if len(places) <= _NAMED:
        return listing([the(place.name) for place in places])
    return f"the {counted(len(places), 'place')} to avoid"
