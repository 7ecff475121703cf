"""The answers of an engine for watches on one day, each asked for once."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..base.dates import first_day, last_day
from ..base.errors import SafeconductError
from ..case.question import Question
from ..engine import Engine
from ..records.world import World
from .journeys import WatchedJourney
from .model import Watch, WatchAnswer

NONE: Final = WatchAnswer(outcome="")
"""Where the engine has no answer: too much is not on record, or its evaluators differ."""


def members_on(world: World, organisation: str, day: date) -> tuple[str, ...]:
    """Return the places of the members of an organisation on a day, as far as is on record."""
    found = {
        one.state
        for one in world.memberships
        if one.organisation == organisation
        and (one.start is None or first_day(one.start) <= day)
        and (one.end is None or last_day(one.end) >= day)
    }
    return tuple(sorted(found & world.places.keys()))


class AnswersOnDay:
    """What an engine answers on a day; watches of the same person share it."""

    def __init__(self, engine: Engine, day: date) -> None:
        self._engine = engine
        self._day = day
        self._places: dict[tuple[str, str, str], WatchAnswer] = {}
        self._maps: dict[tuple[str, str], dict[str, WatchAnswer]] = {}

    def of_watch(self, watch: Watch) -> dict[str, WatchAnswer]:
        """Return the answer for each place of a watch; of one that is not on record any more, none.

        Everywhere is asked at once.
        """
        world = self._engine.world
        if watch.person not in world.persons:
            return {}
        if watch.organisation is not None:
            places = members_on(world, watch.organisation, self._day)
        elif watch.places:
            places = tuple(one for one in watch.places if one in world.places)
        else:
            return self._everywhere(watch.person, watch.profile)
        return {one: self._of_place(watch.person, one, watch.profile) for one in places}

    def of_journey(self, journey: WatchedJourney, profile: str) -> WatchAnswer:
        """Return the answer for a journey: that of its worst day."""
        until = journey.end if journey.end > journey.start else None
        question = Question(
            person=journey.person,
            place=journey.state,
            on=journey.start,
            until=until,
            presence=journey.presence,
            profile=profile,
        )
        return self._ask(question)

    def _of_place(self, person: str, place: str, profile: str) -> WatchAnswer:
        key = person, place, profile
        if key not in self._places:
            question = Question(person=person, place=place, on=self._day, profile=profile)
            self._places[key] = self._ask(question)
        return self._places[key]

    def _everywhere(self, person: str, profile: str) -> dict[str, WatchAnswer]:
        key = person, profile
        if key not in self._maps:
            try:
                spots = self._engine.map(person, on=self._day, profile=profile).places
            except SafeconductError:  # one place spoils it: each by itself
                self._maps[key] = {
                    one: self._of_place(person, one, profile) for one in self._engine.world.places
                }
            else:
                self._maps[key] = {
                    one.place.id: WatchAnswer(
                        outcome=one.outcome.value, contested=one.contested, exposure=one.exposure
                    )
                    for one in spots
                }
        return self._maps[key]

    def _ask(self, question: Question) -> WatchAnswer:
        try:
            found = self._engine.assess(question)
            return WatchAnswer(
                outcome=found.outcome.value, contested=found.contested, exposure=found.exposure
            )
        except SafeconductError:
            return NONE
