"""From stops or a track to an itinerary: where its lines lie, and what follows there by law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from ..answers.assessment import Assessment
from ..answers.assessor import Assessor
from ..answers.mistakes import Mistakes
from ..base.words import day, listing
from ..case.periods import worst_first
from ..case.question import Question
from ..geography.airspace import Airspace
from ..geography.claims import HIGH_SEAS, LIMITS
from ..geography.geodesic import densified
from ..geography.near import airports_near, check_distance
from ..geography.overflight import OverflownSegment, overflown
from ..geography.parse import parse_track
from ..geography.track import Track
from ..records.models import Person
from ..records.reference import Named
from .around import Led, led_around
from .asked import ItineraryQuestion, StopFound, check_number, first_day, stops_of
from .avoided import Avoided, avoided_by, places_to_avoid
from .model import (
    Crossing,
    Diversion,
    Itinerary,
    Leg,
    PointAnswer,
    Stop,
    where_of,
)
from .times import StretchTime, times_of

_OVER: Final = "overflight"
_STATE_CRAFT: Final = "craft.sovereign_immune"
_FLOWN: Final = frozenset((_OVER, "airside"))
"""How somebody is there while aboard."""
_LANDED: Final = "airside"
_CANNOT: Final = frozenset(("blocked", "impossible"))
"""Where an arrest cannot be carried out."""
_DRAWN: Final = 200
"""How many points a line has at most to be drawn."""

_Point = tuple[str, date, str, str]
"""A place, a day, how and why somebody is there."""


def itinerary(
    engine: Assessor, question: ItineraryQuestion, mistakes: Mistakes | None = None
) -> Itinerary:
    """Return what would follow along a journey, the riskiest point first.

    ``mistakes``: what was wrong in how it was written, to be told with the rest. Raises
    `InputError`, `UnknownName` or `SeveralMistakes` with all that is wrong in the question, and
    what `Engine.travel_risk` raises.
    """
    mistakes = mistakes or Mistakes()
    if question.known_on is not None:
        known = question.known_on
        engine = mistakes.attempt(lambda: engine.known_on(known)) or engine
    asked = question.person
    person = mistakes.attempt(lambda: engine.person(asked)) if asked is not None else None
    profile = mistakes.attempt(lambda: engine.profile(question.profile))
    stops_mistaken = any(one.field.startswith("stops") for one in mistakes.found)
    if question.track is None and not stops_mistaken:
        mistakes.attempt(lambda: check_number(question.stops))
    stops = stops_of(engine, question, engine.clock(), mistakes)
    text = question.track
    track = (
        mistakes.attempt(lambda: parse_track(text, question.track_format))
        if text is not None
        else None
    )
    far = question.diversions_km
    if far is not None:
        mistakes.attempt(lambda: check_distance(far, field="diversions_km"))
    shunned = avoided_by(engine, question, mistakes)
    mistakes.done()
    assert profile is not None  # INVARIANT: without a mistake it is there
    if track is not None:
        stops = _ends(engine, question, track, stops)
    question = replace(question, profile=profile.id)
    return _Journey(engine, question, person, stops, track, shunned).told()


def _ends(
    engine: Assessor, question: ItineraryQuestion, track: Track, stops: tuple[StopFound, ...]
) -> tuple[StopFound, ...]:
    """Return the stops at both ends of a track: those given, or where it begins and ends."""
    if len(stops) > 1:
        return stops[0], stops[-1]
    given = first_day(question, engine.clock())
    airspace, found = Airspace.load(), []
    for point, name in ((track.points[0], "start of the track"), (track.points[-1], "its end")):
        place = airspace.at(point.longitude, point.latitude).place
        found.append(
            StopFound(
                name=name,
                code=None,
                place=engine.world.places[place],
                longitude=point.longitude,
                latitude=point.latitude,
                on=given if question.on or point.time is None else point.time.date(),
                presence="ground",
                purpose=question.purpose,
            )
        )
    return tuple(found)


class _Journey:
    """Puts an itinerary together; what follows at a place, day and manner is derived once."""

    def __init__(
        self,
        engine: Assessor,
        question: ItineraryQuestion,
        person: Person | None,
        stops: Sequence[StopFound],
        track: Track | None,
        shunned: Avoided | None,
    ) -> None:
        self._engine, self._question, self._person = engine, question, person
        self._stops, self._track, self._shunned = stops, track, shunned
        self._airspace = Airspace.load()
        self._answers: dict[_Point, Assessment] = {}
        self._at: dict[_Point, list[str]] = {}

    def told(self) -> Itinerary:
        """Return the itinerary."""
        engine, person = self._engine, self._person
        stops, legs = [], []
        for number, one in enumerate(self._stops, 1):
            if number > 1:
                legs.append(self._leg(number - 1, self._stops[number - 2], one))
            stops.append(self._stop(number, one))
        return Itinerary(
            person=Named(id=person.id, name=person.name) if person else None,
            profile=self._question.profile,
            known_on=engine.world.known_on,
            state_aircraft=self._question.state_aircraft,
            kilometres=sum(leg.kilometres for leg in legs),
            stops=tuple(stops),
            legs=tuple(legs),
            points=tuple(self._points()),
            severity=worst_first(engine.reasoner),
            limits=LIMITS,
            airspace=(
                f"Outlines made on {day(self._airspace.made)} from "
                f"{listing(self._airspace.sources)}."
            ),
            world=engine.world.digest,
            rules=engine.rulebase.digest,
        ).told_in(engine.reasoner.inference.question.wording)

    def _stop(self, number: int, one: StopFound) -> Stop:
        answer = self._answer((one.place.id, one.on, one.presence, one.purpose), f"stop {number}")
        return Stop(
            name=one.name,
            airport=one.code,
            place=Named(id=one.place.id, name=one.place.name),
            longitude=one.longitude,
            latitude=one.latitude,
            on=one.on,
            presence=one.presence,
            purpose=one.purpose,
            outcome=answer.outcome if answer else None,
        )

    def _leg(self, number: int, start: StopFound, end: StopFound) -> Leg:
        ends = (start.longitude, start.latitude), (end.longitude, end.latitude)
        points: Sequence[tuple[float, float]] = ends
        led = None
        if self._track is not None:
            points = [(one.longitude, one.latitude) for one in self._track.points]
        elif self._shunned is not None:
            led = self._around(self._shunned, (start, end))
            points = led.points
        segments = overflown(points, self._airspace)
        times = tuple(times_of(self._track, segments, start.on))
        return Leg(
            start=start.name,
            end=end.name,
            on=start.on,
            kilometres=segments[-1].end_km,
            given=self._track is not None,
            around=None if led is None else led.told,
            crossings=tuple(
                self._crossing(number, one, when) for one, when in zip(segments, times, strict=True)
            ),
            diversions=tuple(self._diversions(points, times[0].on)),
            line=tuple(_line(points)),
        )

    def _around(self, shunned: Avoided, stops: tuple[StopFound, StopFound]) -> Led:
        """Return a way around what is to be avoided on the day, and what is told of it."""
        start, _ = stops
        purpose, asked = self._question.purpose, self._question

        def outcome_at(place: str) -> str:
            return self._assessed((place, start.on, _LANDED, purpose)).outcome

        places = places_to_avoid(self._engine, shunned, start.on, outcome_at)
        weight, landing = asked.exposure_weight, asked.landing_within_km
        return led_around(self._engine, stops, places, weight, landing)

    def _crossing(self, leg: int, segment: OverflownSegment, when: StretchTime) -> Crossing:
        on = when.on
        place = self._engine.world.places[segment.place]
        found = Crossing(
            place=Named(id=place.id, name=place.name),
            kilometres=segment.kilometres,
            start_km=segment.start_km,
            end_km=segment.end_km,
            sea=segment.sea,
            area=segment.area,
            controller=segment.controller,
            claimants=segment.claimants,
            on=on,
            entered=when.entered,
            minutes=round(when.minutes, 1),
            outcome=None,
            if_landed=None,
        )
        purpose = self._question.purpose
        answer = self._answer((place.id, on, _OVER, purpose), where_of(leg, found))
        if answer is None:
            return found
        if place.id == HIGH_SEAS:
            return found.model_copy(update={"outcome": answer.outcome})
        landed = self._assessed((place.id, on, _LANDED, purpose))
        return found.model_copy(update={"outcome": answer.outcome, "if_landed": landed.outcome})

    def _diversions(self, points: Sequence[tuple[float, float]], on: date) -> Iterator[Diversion]:
        """Yield the airports near a line, with what follows after a landing."""
        within = self._question.diversions_km
        for one in airports_near(points, within) if within is not None else ():
            place = self._engine.world.places[one.airport.place]
            landed = (place.id, on, _LANDED, self._question.purpose)
            yield Diversion(
                airport=one.airport.code,
                name=one.airport.name,
                place=Named(id=place.id, name=place.name),
                kilometres=round(one.kilometres, 1),
                at_km=round(one.at_km, 1),
                outcome=self._assessed(landed).outcome if self._person else None,
            )

    def _answer(self, point: _Point, at: str) -> Assessment | None:
        if self._person is None:
            return None
        self._at.setdefault(point, []).append(at)
        return self._assessed(point)

    def _assessed(self, point: _Point) -> Assessment:
        assert self._person is not None  # INVARIANT: whoever calls has looked
        found = self._answers.get(point)
        if found is None:
            place, on, presence, purpose = point
            asked = Question(
                person=self._person.id,
                place=place,
                on=on,
                presence=presence,
                purpose=purpose,
                profile=self._question.profile,
                assume=self._supposed(presence),
            )
            found = self._answers[point] = self._engine.assess(asked)
        return found

    def _supposed(self, presence: str) -> Mapping[str, str | bool] | None:
        """Return what is supposed of whoever is aboard a State aircraft."""
        if self._question.state_aircraft and presence in _FLOWN:
            return {_STATE_CRAFT: True}
        return None

    def _points(self) -> Iterator[PointAnswer]:
        """Yield what follows at each point, the riskiest first."""
        order = worst_first(self._engine.reasoner)
        settled = (False, None, True)

        def risk(point: _Point) -> tuple[bool, int, int]:
            one = self._answers[point]
            can = one.execution not in _CANNOT
            return not can, order.index(one.outcome), settled.index(one.contested)

        for point in sorted(self._at, key=risk):
            answer = self._answers[point]
            yield PointAnswer(
                place=answer.place,
                on=answer.on,
                presence=answer.presence,
                purpose=answer.purpose,
                outcome=answer.outcome,
                contested=answer.contested,
                exposure=answer.exposure,
                duty=answer.duty,
                reason=answer.reason,
                grounds=answer.grounds,
                execution=answer.execution,
                headline=answer.headline,
                at=tuple(self._at[point]),
            )


def _line(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield enough points to draw a line."""
    lons, lats, _ = densified(points)
    kept = np.unique(np.linspace(0, len(lons) - 1, min(len(lons), _DRAWN)).round().astype(int))
    for lon, lat in zip(lons[kept].tolist(), lats[kept].tolist(), strict=True):
        yield round((lon + 180.0) % 360.0 - 180.0, 4), round(lat, 4)
