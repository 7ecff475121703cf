"""Puts a counterexample to a person and a place, supposing as little as possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Final

from ...base.dates import STATUTE_ADOPTED
from ...case.inputs import PRESENCE, PURPOSE
from ...case.question import QUESTION
from ...engine import Engine
from ...records.models import Warrant
from ...timeline.case import Case
from ...timeline.place import roles
from ...timeline.timeline import Timelines, Truth
from .minimal import said
from .point import Point
from .searching import Counterexample
from .under_test import UnderTest

_JOURNEYS: Final = 300
"""How many journeys, those that come nearest, are tried."""


@dataclass(frozen=True)
class PlacedQuestion:
    """A question about a person: where, when, how, and what is supposed."""

    person: str
    place: str
    on: str
    how: Mapping[str, str]
    assume: Mapping[str, str]


@dataclass(frozen=True)
class _Journey:
    warrant: Warrant
    place: str
    day: int
    truth: Truth


def placed(found: Counterexample, under_test: UnderTest, engine: Engine) -> PlacedQuestion | None:
    """Return the question with the fewest suppositions in which the counterexample shows.

    ``None`` if there is none, or if the rules of ``engine`` do not ask about journeys.
    """
    base = engine.rulebase
    if QUESTION not in base.questions or not {PRESENCE, PURPOSE} <= set(base.variables):
        return None
    search = _Search(found, under_test, engine)
    distinct: dict[Truth, _Journey] = {}
    for journey in search.journeys():
        distinct.setdefault(journey.truth, journey)
    near = nsmallest(_JOURNEYS, distinct.values(), key=search.distance)
    questions = [one for one in map(search.question, near) if one is not None]
    return min(questions, key=lambda one: (len(one.assume), len(one.how)), default=None)


class _Search:
    def __init__(self, found: Counterexample, under_test: UnderTest, engine: Engine) -> None:
        self._found = found
        self._under_test = under_test
        self._engine = engine
        self._rulebase = engine.rulebase
        self._timelines = Timelines(engine.world, engine.rulebase)
        facts = len(engine.rulebase.facts)
        asked = {engine.rulebase.variables[name] for name in (PRESENCE, PURPOSE)}
        self._asked = asked
        self._said = [i for i in said(engine.rulebase, found.point) if i < facts and i not in asked]
        self._last = engine.world.reach["record"].until.toordinal()

    def distance(self, journey: _Journey) -> tuple[int, int]:
        """Return in how many facts a journey differs: in those that were said, and in all."""
        wanted = self._found.point.truth
        among_said = sum(journey.truth[i] != wanted[i] for i in self._said)
        return among_said, sum(a != b for a, b in zip(journey.truth, wanted, strict=True))

    def journeys(self) -> Iterator[_Journey]:
        """Yield journeys to every place, States first: in each situation on the nearest warrant."""
        places = self._engine.world.places
        first = next(iter(places))
        nearest: dict[str, _Journey] = {}
        for warrant in self._engine.world.warrants.values():
            for journey in self._steps(warrant, first):
                best = nearest.setdefault(warrant.situation, journey)
                if self.distance(journey) < self.distance(best):
                    nearest[warrant.situation] = journey
        for journey in nearest.values():
            for place in sorted(places, key=lambda place: places[place].kind != "state"):
                yield from self._steps(journey.warrant, place)

    def _steps(self, warrant: Warrant, place: str) -> Iterator[_Journey]:
        """Yield a journey for every day on which a fact changes at a place, from the issue on."""
        issued = max(warrant.issued, STATUTE_ADOPTED).toordinal()
        where = self._engine.world.places[place]
        for role in roles(where, self._last):
            case = Case(warrant.id, warrant.person, warrant.situation, place, role.state)
            timeline = self._timelines.of(case)
            for day in (issued, *(day for day in timeline.starts if issued < day <= self._last)):
                if role in roles(where, day):
                    yield _Journey(warrant, place, day, timeline.at(day))

    def question(self, journey: _Journey) -> PlacedQuestion | None:
        """Return the question about a journey, without any supposition that is not needed."""
        wanted = self._found.point.truth
        every = [
            index
            for index, (here, there) in enumerate(zip(journey.truth, wanted, strict=True))
            if here != there and there.bit_count() == 1
        ]
        # Best is to suppose only what records never say.
        facts = self._rulebase.facts
        unrecorded = [index for index in every if not facts[index].relation]
        differing = next((d for d in (unrecorded, every) if self._shows(journey.truth, d)), None)
        if differing is None:
            return None
        # What was never said is dropped first, and what the question asks for in any case last.
        order = sorted(differing, key=lambda i: (i in self._asked, i in self._said))
        for index in order:
            fewer = [one for one in differing if one != index]
            if self._shows(journey.truth, fewer):
                differing = fewer
        values = {
            self._rulebase.facts[i].name: self._rulebase.facts[i].values[wanted[i].bit_length() - 1]
            for i in differing
        }
        how = {
            name.partition(".")[2]: values.pop(name)
            for name in (PRESENCE, PURPOSE)
            if name in values
        }
        day = date.fromordinal(journey.day).isoformat()
        return PlacedQuestion(journey.warrant.person, journey.place, day, how, values)

    def _shows(self, truth: Truth, supposed: list[int]) -> bool:
        """Whether the property fails, whatever is unknown, if these facts are as was found."""
        wanted = self._found.point.truth
        changed = tuple(
            wanted[index] if index in supposed else mask for index, mask in enumerate(truth)
        )
        point = Point(changed, self._found.point.positions)
        completions = [Point.of(self._rulebase, one) for one in point.completions(self._rulebase)]
        return bool(completions) and not any(
            self._found.of.holds(self._under_test, one) for one in completions
        )
