"""Events on the way of time: what a person's answers turn on, and what is scheduled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from safeconduct import Engine
from safeconduct.base import day, first_day, label, sentence
from safeconduct.case import BEGINNING

from .asked import PageQuestion

_BEYOND: Final = timedelta(days=120)
"""How far the strip goes on after the last event."""
_BEFORE: Final = timedelta(days=366)
"""How far before the first event of the person's own the strip is drawn wide."""
_APART: Final = 8.0
"""How far apart two years have to be to be written, in percent."""
_NARROW: Final = 0.3
"""The most of the strip that the years before that may take."""
KINDS: Final = {
    "warrant": "warrant",
    "journey": "journey",
    "ruling": "ruling",
    "place": "change of the answer here",
    "treaty": "the Statute begins or ceases to bind a State",
}
"""The kinds of events, each with its word in the legend."""


@dataclass(frozen=True)
class Scale:
    """Days on the strip: the years before ``wide`` are drawn narrower, if they are many.

    A position is a whole number: after ``wide`` a day is one, before it several days are.
    """

    first: date
    wide: date
    last: date

    @cached_property
    def narrow(self) -> int:
        """How many positions the years before ``wide`` take."""
        days, late = (self.wide - self.first).days, (self.last - self.wide).days
        return min(days, round(late * _NARROW / (1 - _NARROW)))

    @cached_property
    def width(self) -> int:
        """How many positions there are."""
        return self.narrow + (self.last - self.wide).days

    def position(self, on: date) -> int:
        """Return where a day lies."""
        if on >= self.wide:
            return self.narrow + (on - self.wide).days
        return round((on - self.first).days * self.narrow / (self.wide - self.first).days)

    def at(self, on: date) -> float:
        """Return where a day lies, in percent."""
        return round(100 * self.position(on) / self.width, 2)


@dataclass(frozen=True)
class Event:
    """Something on a day: a warrant, a journey, a ruling, a treaty action taking effect."""

    on: date
    kind: str
    says: str


@dataclass(frozen=True)
class Tick:
    """An event where it is drawn, with the address of the page on that day."""

    iso: str
    day: str
    kind: str
    says: str
    href: str
    at: float
    ahead: bool


def time_view(engine: Engine, question: PageQuestion, base: str = "") -> dict[str, Any]:
    """Return the strip: its events with places in percent, and the steps to the next of them."""
    events = sorted(_events(engine, question), key=lambda one: (one.on, one.kind, one.says))
    events = [one for one in events if one.on >= BEGINNING]
    last = max([one.on for one in events] + [question.today, question.on])
    last = min(last, date.max - _BEYOND) + _BEYOND
    first = min(BEGINNING, question.on)
    own = [one.on for one in events if one.kind != "treaty"] + [question.today]
    scale = Scale(first, max(min(own) - _BEFORE, first), last)
    at = scale.at

    def tick(one: Event) -> Tick:
        href = base + question.address(day=one.on, until=None)
        ahead = one.on > question.today
        return Tick(one.on.isoformat(), day(one.on), one.kind, one.says, href, at(one.on), ahead)

    ticks = [tick(one) for one in events]
    earlier = [one for one in ticks if one.iso < question.on.isoformat()]
    later = [one for one in ticks if one.iso > question.on.isoformat()]
    verified = engine.world.reach["warrants"].until
    return {
        "events": ticks,
        "before": earlier[-1] if earlier else None,
        "after": later[0] if later else None,
        "day": day(question.on),
        "first": day(first),
        "last": day(last),
        "at": at(question.on),
        "today": day(question.today),
        "today_at": at(question.today),
        "ahead": round(100 - at(question.today), 2),
        "verified": day(verified),
        "verified_at": at(verified),
        "wanted": [
            (at(since), round(at(until) - at(since), 2))
            for since, until in _wanted(engine, question, last)
        ],
        "years": list(_years(scale)),
        "scale": scale,
        "value": scale.position(question.on),
        "days": " ".join(dict.fromkeys(str(one.on.toordinal()) for one in events)),
        "kinds": [one for one in KINDS.items() if any(e.kind == one[0] for e in ticks)],
    }


def _years(scale: Scale) -> Iterator[tuple[int, float]]:
    """Yield years to be written below the strip, none too near to the one before."""
    last = -_APART
    for year in range(scale.first.year + 1, scale.last.year + 1):
        at = scale.at(date(year, 1, 1))
        if at - last >= _APART:
            last = at
            yield year, at


def _wanted(engine: Engine, question: PageQuestion, last: date) -> Iterator[tuple[date, date]]:
    """Yield from when until when a warrant stands, as far as the record says."""
    for one in engine.world.warrants_of(engine.person(question.person).id):
        if one.kind == "warrant":
            yield max(one.unsealed, BEGINNING), max(one.ended or last, one.unsealed)


def _events(engine: Engine, question: PageQuestion) -> Iterator[Event]:
    world, person = engine.world, engine.person(question.person)
    for warrant in world.warrants_of(person.id):
        yield Event(warrant.issued, "warrant", sentence(engine.describe(warrant).says))
        if warrant.ended:
            how = f": {label(warrant.ended_by)}" if warrant.ended_by else ""
            yield Event(warrant.ended, "warrant", f"A warrant of {day(warrant.issued)} ends{how}.")
    for visit in world.visits_of(person.id):
        if visit.start:
            says = sentence(engine.describe(visit).says)
            yield Event(first_day(visit.start), "journey", says)
    for ruling in world.rulings:
        if person.id in ruling.persons:
            says = sentence(engine.describe(ruling).says)
            yield Event(first_day(ruling.on), "ruling", says)
    yield from _treaty(engine)
    if question.place:
        for one in question.over_time(engine).stretches:
            for record in one.opened_by:
                yield Event(one.since, "place", sentence(record.says))


def _treaty(engine: Engine) -> Iterator[Event]:
    """Yield when the Statute entered into force for a State, or ceased to be."""
    for state in engine.world.states.values():
        for action in engine.world.treaty_actions_of(state.id):
            if action.treaty == "rome-statute" and action.effect:
                yield Event(action.effect, "treaty", sentence(engine.describe(action).says))
