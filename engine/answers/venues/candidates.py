"""Guests and candidate places as they are asked about, resolved; every mistake is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, TypeVar

from ...base.dates import Day, day_of, first_day, last_day
from ...base.errors import InputError, text_of, wrong_type
from ...base.words import counted
from ...case.inputs import PRESENCE, PURPOSE, Inputs, value_of
from ...case.query import Query
from ...case.question import OnDay
from ...case.stay import check_last_day
from ...records.models import Membership, Person, Place, Record, Summit
from ...records.organisations import FULL, find_organisation, find_summits, in_order, members
from ...records.world import World
from ...rulebase.model import Profile
from ..assessor import Assessor
from ..mistakes import Mistakes

MOST_GUESTS: Final = 50
MOST_PLACES: Final = 250
"""How many may be named in one question."""

ON_THE_WAY: Final = ("airside", "overflight")
"""How else guests are in the host's territory on the way there and back."""

T = TypeVar("T", Person, Place)

Names = str | Sequence[str]
"""Names as a caller writes them: a list, or one text with commas between them."""


class ReceptionAsked(OnDay, total=False):
    """The parts of a question about one place and everybody wanted."""

    until: Day | None


class VenuesAsked(ReceptionAsked, total=False):
    """The parts of a question about guests and places, of which one way to say where is needed."""

    places: Names | None
    organisation: str | None
    summits: Names | None
    overflown: bool


WHERE: Final = ("places", "organisation", "summits")
"""The three ways to say which places are candidates, of which one is needed."""


@dataclass(frozen=True)
class Candidate:
    """A place on some days; ``exact`` false: on one of them; ``records``: what makes it one."""

    place: Place
    on: date
    until: date
    exact: bool = True
    online: bool = False
    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Attendance:
    """How guests are there, and by which readings it is answered; ``ways``: there and back."""

    given: Inputs
    ways: Mapping[str, Inputs]
    profile: Profile

    def query(self, person: Person, place: Place, on: date, way: str = "") -> Query:
        """Return the question about one guest in one place."""
        given = self.ways[way] if way else self.given
        return Query(person, place, on, given, self.profile, {})


@dataclass(frozen=True)
class VenueCandidates:
    """The places to compare; ``left_out``: members that are no place on record.

    ``on`` and ``until``: the days asked about, ``None`` where each meeting has its own.
    """

    every: tuple[Candidate, ...]
    organisation: str | None = None
    left_out: tuple[Membership, ...] = ()
    on: date | None = None
    until: date | None = None


def names_in(names: object, field: str, most: int) -> tuple[str, ...]:
    """Return names one by one; raises `InputError` for none, too many, or what is no list."""
    if isinstance(names, str):
        names = names.split(",")
    if not isinstance(names, Sequence):
        raise wrong_type(field, names, "a list of names")
    if len(names) > most:
        told = f"has {counted(len(names), 'name')}"
        raise InputError(field, None, told, (f"at most {most}",), code="too-many-values")
    given = tuple(one.strip() if isinstance(one, str) else one for one in names)
    if not any(given):
        raise InputError(field, None, "is empty", ("at least one name",), code="missing-value")
    return given


def found_once(
    names: Sequence[str], field: str, find: Callable[[str], T], mistakes: Mistakes
) -> tuple[T, ...]:
    """Return what the names mean; a mistake, also a name that is there twice, is kept."""
    found: dict[str, T] = {}
    for text in names:
        one = mistakes.attempt(partial(find, text), field)
        if one is not None and one.id in found:
            told = f"means {one.name}, named before; name each once"
            mistakes.add(InputError(field, text[:60], told))
        elif one is not None:
            found[one.id] = one
    return tuple(found.values())


def attendance_of(
    engine: Assessor, presence: Any, purpose: Any, profile: Any, mistakes: Mistakes
) -> Attendance | None:
    """Return how guests are there and by which readings; mistakes are kept."""
    how = [
        mistakes.attempt(
            partial(value_of, engine.rulebase, fact, value, field=fact.partition(".")[2])
        )
        for fact, value in ((PRESENCE, presence), (PURPOSE, purpose))
    ]
    read = mistakes.attempt(lambda: engine.profile(profile))
    if None in how or read is None:
        return None
    given = engine.lookup.given(presence, purpose, None)
    ways = [one for one in ON_THE_WAY if one in engine.presences and one != presence]
    return Attendance(given, {one: engine.lookup.given(one, purpose, None) for one in ways}, read)


def days_of(
    engine: Assessor, on: Day | None, until: Day | None, mistakes: Mistakes
) -> tuple[date, date] | None:
    """Return the first and the last day, by default today and the first one."""
    first = engine.clock() if on is None else mistakes.attempt(lambda: day_of(on, "on"))
    last = first if until is None else mistakes.attempt(lambda: day_of(until, "until"))
    if first is None or last is None:
        return None
    before = len(mistakes.found)
    mistakes.attempt(lambda: check_last_day(first, last))
    return (first, last) if len(mistakes.found) == before else None


def candidates_of(
    engine: Assessor,
    mistakes: Mistakes,
    places: Names | None,
    organisation: str | None,
    summits: Names | None,
    on: Day | None,
    until: Day | None,
) -> VenueCandidates | None:
    """Return the places to compare, with their days; mistakes are kept."""
    given = dict(zip(WHERE, (places, organisation, summits), strict=True))
    named = [name for name, value in given.items() if value is not None]
    if not named:
        told = "is missing: say where, by one of these"
        mistakes.add(InputError("places", None, told, WHERE, code="missing-value"))
    for name in named[1:]:
        value = given[name] if isinstance(given[name], str) else None
        told = f"is given beside `{named[0]}`: say where by one of them"
        mistakes.add(InputError(name, str(value)[:60] if value else None, told))
    found: VenueCandidates | None = None
    if summits is not None:
        for name, one in (("on", on), ("until", until)):
            if one is not None:
                told = "is given beside `summits`, which have days of their own; leave it out"
                mistakes.add(InputError(name, str(one)[:60], told))
        found = _of_summits(engine.world, summits, mistakes)
    days = days_of(engine, on, until, mistakes) if summits is None else None
    if places is not None:
        found = _of_places(engine, places, days, mistakes)
    if organisation is not None:
        found = _of_members(engine.world, organisation, days, mistakes)
    return found if len(named) == 1 else None


def _of_places(
    engine: Assessor, places: Names, days: tuple[date, date] | None, mistakes: Mistakes
) -> VenueCandidates | None:
    names = mistakes.attempt(lambda: names_in(places, "places", MOST_PLACES)) or ()
    found = found_once(names, "places", engine.place, mistakes)
    if days is None:
        return None
    on, until = days
    return VenueCandidates(tuple(Candidate(one, on, until) for one in found), None, (), on, until)


def _of_members(
    world: World, organisation: str, days: tuple[date, date] | None, mistakes: Mistakes
) -> VenueCandidates | None:
    def find() -> str:
        return find_organisation(world, text_of(organisation, "organisation", ("a name",)))

    name = mistakes.attempt(find)
    if name is None or days is None:
        return None
    belonging = tuple(members(world, name, FULL, *days))
    if not belonging:
        told = f"has no member on record on {days[0].isoformat()}"
        mistakes.add(InputError("organisation", organisation[:60], told))
    every, left_out = [], []
    for one, first, last in belonging:
        if one.state in world.places:
            place = world.places[one.state]
            every.append(Candidate(place, first, last, records=(one,)))
        else:
            left_out.append(one)
    return VenueCandidates(tuple(every), name, tuple(left_out), *days)


def _of_summits(world: World, summits: Names, mistakes: Mistakes) -> VenueCandidates | None:
    names = mistakes.attempt(lambda: names_in(summits, "summits", MOST_PLACES)) or ()
    found: dict[str, Summit] = {}
    for text in names:
        ours = mistakes.attempt(partial(_summits, world, text)) or ()
        if ours and all(one.id in found for one in ours):
            told = "means only meetings that are named before; name each once"
            mistakes.add(InputError("summits", text[:60], told))
        found |= {one.id: one for one in ours}
    return VenueCandidates(tuple(_dated(world, sorted(found.values(), key=in_order))))


def _summits(world: World, text: str) -> tuple[Summit, ...]:
    return find_summits(world, text_of(text, "summits", ("an id", "who holds them")))


def _dated(world: World, summits: Iterable[Summit]) -> Iterator[Candidate]:
    for one in summits:
        ends = one.ends or one.starts
        exact = len(one.starts) == len(ends) == len("YYYY-MM-DD")
        days = first_day(one.starts), last_day(ends)
        yield Candidate(world.places[one.place], *days, exact, one.online, (one,))
