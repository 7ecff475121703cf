"""Guests times places: what follows for each, ranked by a criterion that the answer states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final

from ...base.dates import Day, day_of
from ...case.inputs import PRESENCE, PURPOSE
from ...case.periods import worst_first
from ...case.stay import stay_of
from ...case.terms import Outcome
from ...records.describe import describe
from ...records.models import Person, Place
from ...records.reference import Named
from ...records.world import COMPILED
from ..assessor import Assessor
from ..mistakes import Mistakes
from ..wanted import not_listed, wanted_on
from .candidates import (
    MOST_GUESTS,
    Attendance,
    Candidate,
    Names,
    attendance_of,
    candidates_of,
    days_of,
    found_once,
    names_in,
)
from .model import (
    BETWEEN,
    CRITERION,
    OWED,
    WAY,
    WORST_FIRST,
    GuestAnswer,
    Reception,
    Venue,
    Venues,
    VenueStanding,
)
from .way import GuestWays, check_number


def venues(  # noqa: PLR0913  # all that may be asked, named in one call
    engine: Assessor,
    guests: Names,
    *,
    places: Names | None = None,
    organisation: str | None = None,
    summits: Names | None = None,
    on: Day | None = None,
    until: Day | None = None,
    presence: Any = "ground",
    purpose: Any = "unspecified",
    profile: Any = None,
    known_on: Day | None = None,
    overflown: bool = False,
) -> Venues:
    """Return what follows for each guest at each candidate place; see `Engine.venues`."""
    mistakes = Mistakes()
    engine = _known(engine, known_on, mistakes)
    names = mistakes.attempt(lambda: names_in(guests, "guests", MOST_GUESTS)) or ()
    persons = found_once(names, "guests", engine.person, mistakes)
    found = candidates_of(engine, mistakes, places, organisation, summits, on, until)
    how = attendance_of(engine, presence, purpose, profile, mistakes)
    if overflown and found is not None:
        mistakes.attempt(partial(check_number, len(persons), len(found.every)))
    mistakes.done()
    assert found is not None  # INVARIANT: without a mistake all of it is there
    assert how is not None
    ways = GuestWays(engine, how) if overflown else None
    every = _ranked(engine, [_venue(engine, one, persons, how, ways) for one in found.every])
    counts = Counter(one.standing for one in every)
    told = (*(it for one in found.every for it in one.records), *found.left_out)
    return Venues(
        guests=tuple(map(_named, persons)),
        organisation=found.organisation,
        on=found.on,
        until=found.until,
        standings={one: counts[one] for one in VenueStanding},
        venues=every,
        left_out=tuple(one.id for one in found.left_out),
        criterion=CRITERION,
        way=BETWEEN if overflown else WAY,
        records={one.id: describe(engine.world, one) for one in told},
        **_common(engine, how, [one.until for one in found.every]),
    ).told_in(engine.inference.question.wording)


def reception(
    engine: Assessor,
    place: str,
    *,
    on: Day | None = None,
    until: Day | None = None,
    presence: Any = "ground",
    purpose: Any = "unspecified",
    profile: Any = None,
    known_on: Day | None = None,
) -> Reception:
    """Return what follows at a place for everybody publicly wanted; see `Engine.reception`."""
    mistakes = Mistakes()
    engine = _known(engine, known_on, mistakes)
    where = mistakes.attempt(lambda: engine.place(place))
    days = days_of(engine, on, until, mistakes)
    how = attendance_of(engine, presence, purpose, profile, mistakes)
    mistakes.done()
    assert where is not None  # INVARIANT: without a mistake all of it is there
    assert days is not None
    assert how is not None
    world, order = engine.world, worst_first(engine.reasoner)
    unsealed = {one.unsealed for one in world.warrants.values()}
    sought = {
        one.person.id: one.person
        for day in sorted({*days, *(one for one in unsealed if days[0] <= one <= days[1])})
        for one in wanted_on(world, engine.inference, day)
    }
    candidate = Candidate(where, *days)
    guests = sorted(
        (_guest(engine, candidate, one, how) for one in sought.values()),
        key=lambda one: (order.index(one.outcome), one.contested is False, one.person.name),
    )
    counts = Counter(one.outcome for one in guests)
    return Reception(
        place=_named(where),
        on=days[0],
        until=days[1],
        outcomes={one: counts[one] for one in sorted(counts, key=order.index)},
        guests=tuple(guests),
        criterion=WORST_FIRST,
        **_common(engine, how, days),
    ).told_in(engine.inference.question.wording)


def _known(engine: Assessor, known_on: Day | None, mistakes: Mistakes) -> Assessor:
    if known_on is None:
        return engine
    return mistakes.attempt(lambda: engine.known_on(day_of(known_on, "known_on"))) or engine


def _named(one: Person | Place) -> Named:
    return Named(id=one.id, name=one.name)


def _venue(
    engine: Assessor,
    candidate: Candidate,
    persons: Sequence[Person],
    how: Attendance,
    ways: GuestWays | None,
) -> Venue:
    guests = tuple(_guest(engine, candidate, one, how, ways) for one in persons)
    outcomes = Counter(one.outcome for one in guests)
    owed = sum(one.duty == OWED for one in guests)
    contests = Counter(one.contested for one in guests)
    standing = VenueStanding.NO_DUTY
    if outcomes[Outcome.UNDETERMINED]:
        standing = VenueStanding.UNDETERMINED
    if owed:
        standing = VenueStanding.DUTY
    return Venue(
        rank=1,
        standing=standing,
        place=_named(candidate.place),
        code=candidate.place.alpha3,
        on=candidate.on,
        until=candidate.until,
        exact=candidate.exact,
        online=candidate.online,
        projected=_projected(engine, candidate.until),
        must_arrest=owed,
        undetermined=outcomes[Outcome.UNDETERMINED],
        contested=contests[True],
        contest_not_known=contests[None],
        guests=guests,
        because_of=tuple(one.id for one in candidate.records),
    )


def _guest(
    engine: Assessor,
    candidate: Candidate,
    person: Person,
    how: Attendance,
    ways: GuestWays | None = None,
) -> GuestAnswer:
    reasoner, place, on = engine.reasoner, candidate.place, candidate.on

    def worst(way: str = "") -> date:
        if candidate.until == on:
            return on
        return stay_of(reasoner, how.query(person, place, on, way), candidate.until).worst

    def outcome(way: str) -> Outcome:
        query = how.query(person, place, worst(way), way)
        return reasoner.determinations(query)[0].determination.outcome

    day = worst()
    found = reasoner.determinations(how.query(person, place, day))[0].determination
    return GuestAnswer(
        person=_named(person),
        on=day,
        outcome=found.outcome,
        duty=found.duty,
        reason=found.reason,
        contested=found.contested,
        exposure=found.exposure,
        grounds=found.grounds,
        on_the_way={way: outcome(way) for way in how.ways},
        way_there=None if ways is None else ways.of(person, candidate, day),
    )


_STANDINGS: Final = tuple(VenueStanding)


def _ranked(engine: Assessor, every: Sequence[Venue]) -> tuple[Venue, ...]:
    """Return the venues by the criterion, with their ranks."""
    grades = tuple(engine.inference.question.wording.exposure)

    def merit(one: Venue) -> tuple[object, ...]:
        exposed = Counter(it.exposure for it in one.guests)
        return (
            _STANDINGS.index(one.standing),
            one.must_arrest,
            one.undetermined,
            one.contested + one.contest_not_known,
            tuple(exposed[grade] for grade in grades),
        )

    ordered = sorted(every, key=lambda one: (merit(one), one.place.name, one.on))
    ranked: list[Venue] = []
    for _, alike in groupby(ordered, key=merit):
        rank = len(ranked) + 1
        ranked += [one.model_copy(update={"rank": rank}) for one in alike]
    return tuple(ranked)


def _projected(engine: Assessor, day: date) -> bool:
    until, known = engine.world.reach[COMPILED].until, engine.world.known_on
    return day > (until if known is None else min(until, known))


def _common(engine: Assessor, how: Attendance, last: Sequence[date]) -> dict[str, Any]:
    """Return what both answers say of the question and of what they rest on."""
    return {
        "presence": how.given.asked[PRESENCE],
        "purpose": how.given.asked[PURPOSE],
        "profile": how.profile.id,
        "known_on": engine.world.known_on,
        "projected": any(_projected(engine, one) for one in last),
        "not_listed": not_listed(engine.world, max(last)),
        "world": engine.world.digest,
        "rules": engine.inference.rulebase.digest,
    }
