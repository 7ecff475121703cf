"""An itinerary as it is answered: stops, legs and what is flown over, the riskiest point first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal

from pydantic import Field

from ..answers.document import DISCLAIMER
from ..base.frozen import Frozen, Table
from ..base.words import YES, counted, day, listing, the
from ..case.terms import Outcome
from ..records.reference import Named
from ..rulebase.wording import Exposure, Worded

_MOST: Final = 6

CRUISE_KMH: Final = 850
"""By this minutes are told where no times are given: an airliner's usual speed."""
PARTIES: Final = "parties"
"""To avoid all States Parties to the Rome Statute."""

How = Literal["around", "weighed", "least_exposed"]


_LED: Final[Mapping[How, str]] = {
    "least_exposed": "by the least exposed way, as none avoids all that was to be avoided",
    "weighed": "by a way weighed against what was to be avoided",
    "around": "around what was to be avoided",
}
"""How a journey was led, the worst first."""


class Stop(Frozen):
    """Where the journey begins, halts or ends. Coordinates are degrees in WGS 84."""

    name: str = Field(description="the airport, or the place where none was named")
    airport: str | None = Field(description="its code; null: a place or a position was given")
    place: Named
    longitude: float
    latitude: float
    on: date
    presence: str = Field(examples=["ground", "airside"])
    purpose: str
    outcome: Outcome | None = Field(description="null: no person was named")


class Crossing(Frozen):
    """A stretch of a leg over one place, in kilometres from the start of the leg."""

    place: Named
    kilometres: float
    start_km: float
    end_km: float
    sea: bool = Field(description="all of it is over water")
    area: str = Field(description="the place, or the disputed part of it")
    controller: str | None = Field(description="who holds a disputed area, as the records have it")
    claimants: tuple[str, ...]
    on: date
    entered: datetime | None = Field(description="by the times of a track; null: it has none")
    minutes: float = Field(
        description=f"by the times of a track, or at {CRUISE_KMH} km/h, an airliner's usual speed"
    )
    outcome: Outcome | None = Field(description="null: no person was named")
    if_landed: Outcome | None = Field(
        description="what would follow after a landing there; null on the high seas as well"
    )


class Diversion(Frozen):
    """An airport near a leg, and what would follow after a landing there."""

    airport: str = Field(description="its code")
    name: str
    place: Named
    kilometres: float = Field(description="how far from the line")
    at_km: float = Field(description="where on the line it is nearest, from the start of the leg")
    outcome: Outcome | None = Field(description="null: no person was named")


class WayAround(Frozen):
    """How a leg was led around places. Kilometres are those on WGS 84.

    Without ``enclosed`` it is not proved that there is no way where none was found.
    """

    how: How = Field(
        description="`around` all of them; `weighed`, as a weight was given; `least_exposed`, as "
        "no way avoids them all or none was found"
    )
    avoided: tuple[Named, ...] = Field(description="the places that were to be avoided")
    allowed: tuple[Named, ...] = Field(
        description="those of them that cannot be, as the leg begins or ends there"
    )
    direct_km: float = Field(description="the shortest line")
    extra_km: float
    extra_percent: float
    avoided_km: float = Field(description="how much of the way is over places to avoid")
    turns: tuple[tuple[float, float], ...] = Field(description="degrees east and north")
    enclosed: Named | None = Field(
        description="the end that no way leads to, seen on the outlines; null: none is known to be"
    )
    enclosed_with: tuple[Named, ...] = Field(description="what can be reached from there")
    enclosed_by: tuple[Named, ...]
    landing_km: float | None = Field(
        description="the farthest that the way gets from an airport outside of what is avoided; "
        "null: all airports lie there"
    )
    landing_airport: str | None = Field(description="the nearest of them there, by its code")
    landing_at_km: float | None = Field(description="where on the way that is")
    says: str


class Leg(Frozen):
    """From one stop to the next. ``line`` has degrees east and north."""

    start: str
    end: str
    on: date
    kilometres: float
    given: bool = Field(description="a track was given; else it is the shortest line, not a route")
    around: WayAround | None = Field(description="how it was led around places; null: it was not")
    crossings: tuple[Crossing, ...]
    diversions: tuple[Diversion, ...] = Field(description="empty: none were asked for")
    line: tuple[tuple[float, float], ...] = Field(repr=False)


class PointAnswer(Frozen):
    """What would follow at one place on one day, however often the itinerary meets it."""

    place: Named
    on: date
    presence: str
    purpose: str
    outcome: Outcome
    contested: bool | None
    exposure: Exposure
    duty: str
    reason: str | None
    grounds: tuple[str, ...]
    execution: str
    headline: str
    at: tuple[str, ...] = Field(examples=[["stop 2"], ["leg 1, km 900 to 1,240"]])


class Itinerary(Worded):
    """What would follow along a journey.

    ``points``: each place, day and manner once, the riskiest first: where an arrest can be carried
    out before where it cannot, by outcome (a duty to arrest, what is not settled, then the rest),
    what is not contested before what is, then in the order of the journey. What would follow after
    a landing on the way stands in the legs alone. Without a person there are no points, and the
    places are told alone.
    """

    person: Named | None
    profile: str
    known_on: date | None
    state_aircraft: bool
    kilometres: float
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    points: tuple[PointAnswer, ...]
    severity: tuple[str, ...] = Field(description="the outcomes, the worst first")
    limits: tuple[str, ...] = Field(description="what the method cannot tell")
    airspace: str = Field(description="what the outlines were made from, and when")
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER

    @property
    def headline(self) -> str:
        """The way, and the riskiest that it has, in one sentence; of a landing on it the same."""
        way = f"{' – '.join(stop.name for stop in self.stops)}, {self.kilometres:,.0f} km"
        led = {one.around.how for one in self.legs if one.around and one.around.avoided}
        way += next((f" {_LED[how]}" for how in _LED if how in led), "")
        if self.person is None:
            return f"{way}."
        worst = self.points[0].outcome
        there = [one.place.name for one in self.points if one.outcome == worst]
        told = f"{self.person.name}, {way}: {self.words(worst)} in {_places(there)}"
        landed = self.worst_landing
        if landed is not None and landed != worst:
            over = [one for leg in self.legs for one in leg.crossings if one.if_landed == landed]
            names = _places([one.place.name for one in over])
            told += f"; after a landing on the way {self.words(landed)} in {names}"
        return f"{told}."

    @property
    def worst_landing(self) -> Outcome | None:
        """The worst that would follow after a landing on the way."""
        found = {one.if_landed for leg in self.legs for one in leg.crossings} - {None}
        return min(found, key=self.severity.index, default=None)

    def table(self) -> Table:
        """Return every stop and stretch in the order of the journey."""
        return Table(
            self.headline, ("where", "place", "on", "km", "outcome", "contested"), self._rows()
        )

    def _rows(self) -> Iterator[tuple[str, str, date, int | None, str, str]]:
        contest = {(one.place.id, one.on, one.presence): one.contested for one in self.points}

        def said(place: str, on: date, presence: str, outcome: Outcome | None) -> tuple[str, str]:
            if outcome is None:
                return "", ""
            return self.words(outcome), YES[contest[place, on, presence]]

        for number, stop in enumerate(self.stops):
            if number:
                for one in self.legs[number - 1].crossings:
                    told = said(one.place.id, one.on, "overflight", one.outcome)
                    yield f"leg {number}", one.place.name, one.on, round(one.kilometres), *told
            told = said(stop.place.id, stop.on, stop.presence, stop.outcome)
            yield f"stop {number + 1}", f"{stop.name}, {stop.place.name}", stop.on, None, *told

    def explain(self) -> str:
        """Return the itinerary in words: the riskiest point, then the journey, then the limits."""
        lines = [self.headline, ""]
        for where, place, on, kilometres, outcome, contested in self._rows():
            far = "" if kilometres is None else f" {kilometres:>6,} km"
            tail = f": {outcome}" if outcome else ""
            tail += ", contested" if contested == YES[True] else ""
            lines.append(f"  {where:8}{far:10} {place} ({day(on)}){tail}")
        for leg in self.legs:
            if leg.around is not None:
                lines += ["", f"{leg.start} – {leg.end}: {leg.around.says}"]
        lines += ["", *self.limits, self.airspace, self.disclaimer]
        return "\n".join(lines)

    def geojson(self) -> dict[str, Any]:
        """Return the journey as GeoJSON (RFC 7946): stops, and legs cut at the antimeridian."""
        stops = [
            _feature(
                {"type": "Point", "coordinates": [stop.longitude, stop.latitude]},
                stop.model_dump(mode="json", exclude={"longitude", "latitude"}),
            )
            for stop in self.stops
        ]
        legs = [
            _feature(
                {"type": "MultiLineString", "coordinates": list(_cut(leg.line))},
                leg.model_dump(mode="json", exclude={"line"}),
            )
            for leg in self.legs
        ]
        return {"type": "FeatureCollection", "features": [*stops, *legs]}


def where_of(leg: int, crossing: Crossing) -> str:
    """Return where on the journey a crossing is."""
    return f"leg {leg}, km {crossing.start_km:,.0f} to {crossing.end_km:,.0f}"


def _places(names: Iterable[str]) -> str:
    found = tuple(dict.fromkeys(map(the, names)))
    if len(found) <= _MOST:
        return listing(found)
    return f"{', '.join(found[:_MOST])} and {counted(len(found) - _MOST, 'other place')}"


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _cut(line: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Yield the parts of a line on either side of the antimeridian (RFC 7946, 3.1.9)."""
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
