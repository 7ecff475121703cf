"""What happened, from the record: journeys, arrests and statements. Practice, and never law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..base.dates import PartialDate, first_day, last_day
from ..base.words import counted, day, label, listing, the
from ..engine import Engine
from ..questions.arrest_on_travel.practice.comparable import visit_ref
from ..records.describe import describe, state_name
from ..records.models import Custody, Stance, Visit
from .groups import places_asked
from .model import Understanding
from .practice import Conduct, ConductOnRecord

NOTE: Final = (
    "This is practice, not law: what was done or said, as far as it is on record. The record is "
    "incomplete and predicts nothing."
)
_MOST: Final = 12
_AGAINST: Final = frozenset(("would_not_arrest", "immunity_claimed"))


def on_record(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    """Return what of practice the question asks about, and the same in words."""
    match asked.conduct:
        case Conduct.STATEMENTS:
            return _statements(engine, asked)
        case Conduct.ARRESTS:
            return _arrests(engine, asked)
        case _:
            return _journeys(engine, asked)


def _journeys(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    visits = _visits(engine, asked, frozenset(("visit", "transit")))
    planned = _visits(engine, asked, frozenset(("planned_but_not_made",)))
    who = _of(asked)
    where = _where(engine, asked)
    if visits:
        states = _states(engine, visits)
        number = counted(len(visits), "journey")
        lead = f"On record {'is' if len(visits) == 1 else 'are'} {number}{who}{where}"
        to = "" if asked.place else f", to {states}"
        says = f"{lead}{to}: {_listed(engine, visits)}."
    else:
        says = f"No journey{who}{where} is on record."
    if planned:
        was = "1 journey was" if len(planned) == 1 else f"{len(planned)} journeys were"
        says += f" {was} announced and not made: {_listed(engine, planned)}."
    return _answer(says, **_told(engine, visits))


def _arrests(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    visits = _visits(engine, asked, frozenset(("visit", "transit")))
    if asked.refused:
        free = [one for one in visits if one.outcome == "not_arrested"]
        if not free:
            where = _where(engine, asked)
            says = f"No journey{_of(asked)}{where} without an arrest is on record."
        else:
            says = (
                f"Without an arrest ended {_count(free)}{_of(asked)} on record, to "
                f"{_states(engine, free)}: {_listed(engine, free)}."
            )
        return _answer(says, **_told(engine, free))
    held = _custody(engine, asked)
    arrested = [one for one in visits if one.outcome.startswith("arrested")]
    told = [describe(engine.world, one).says for one in held[:_MOST]]
    told += [describe(engine.world, one).says for one in arrested[:_MOST]]
    if told:
        more = len(held) + len(arrested) - len(told)
        says = f"On record: {'; '.join(told)}{f'; and {more} more' if more else ''}."
    else:
        says = f"No arrest{_of(asked)}{_where(engine, asked, 'in')} is on record."
        if visits and (asked.person or asked.place):
            says += f" On record without one: {_listed(engine, visits)}."
    journeys = arrested if told else visits if asked.person or asked.place else []
    return _answer(
        says,
        **_told(engine, journeys),
        custody=tuple(describe(engine.world, one) for one in held),
    )


def _statements(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    places = places_asked(engine, asked)
    made = sorted(
        (
            one
            for one in engine.world.tables.stances
            if (asked.person is None or one.person == asked.person.id)
            and (asked.place is None or one.state == asked.place.id)
            and (one.state in places or not (asked.region or asked.organisation))
            and _within(asked, one.on, one.on)
        ),
        key=lambda one: (first_day(one.on), one.id),
    )
    wanted = (
        None
        if asked.place
        else _AGAINST
        if asked.refused
        else frozenset((asked.stance,))
        if asked.stance
        else None
    )
    kept = [one for one in made if wanted is None or one.stance in wanted]
    on = f" on {asked.person.name}" if asked.person else ""
    if kept:
        told = "; ".join(_said(engine, one, made) for one in kept[: 2 * _MOST])
        more = len(kept) - 2 * _MOST
        count = len({one.state for one in kept})
        states = counted(count, "State")
        says = f"Statements of {states}{on} are on record: {told}"
        says += f"; and {more} more." if more > 0 else "."
    else:
        says = f"No such statement{on}{_where(engine, asked, 'of')} is on record."
    free: Sequence[Visit] = ()
    if asked.refused:
        visits = _visits(engine, asked, frozenset(("visit",)))
        free = [one for one in visits if one.outcome == "not_arrested"]
        if free:
            says += f" Without an arrest ended {_count(free)}, to {_states(engine, free)}."
    return _answer(
        says,
        **_told(engine, free),
        statements=tuple(describe(engine.world, one) for one in kept),
    )


def _said(engine: Engine, one: Stance, made: Sequence[Stance]) -> str:
    """Return a statement in words, with what the same State said last, if it was another thing."""
    name = the(state_name(engine.world, one.state))
    last = [other for other in made if other.state == one.state][-1]
    later = f", later ({day(last.on)}): {label(last.stance)}" if last.stance != one.stance else ""
    return f"{name} ({one.by}, {day(one.on)}): {label(one.stance)}{later}"


def _visits(engine: Engine, asked: Understanding, kinds: frozenset[str]) -> list[Visit]:
    """Return the journeys asked about, the latest first; those of low confidence are left out."""
    places = places_asked(engine, asked)
    found = [
        one
        for one in engine.world.tables.visits
        if one.kind in kinds
        and one.confidence != "low"
        and (asked.person is None or one.person == asked.person.id)
        and (asked.place is None or one.state == asked.place.id)
        and (one.state in places or not (asked.region or asked.organisation))
        and _within(asked, one.start, one.end or one.start)
    ]
    return sorted(found, key=lambda one: (one.start or "", one.id), reverse=True)


def _custody(engine: Engine, asked: Understanding) -> list[Custody]:
    places = places_asked(engine, asked)
    found = [
        one
        for one in engine.world.tables.custody
        if (asked.person is None or one.person == asked.person.id)
        and (asked.place is None or one.holder == asked.place.id)
        and (one.holder in places or not (asked.region or asked.organisation))
        and _within(asked, one.start, one.end)
    ]
    return sorted(found, key=lambda one: (one.start, one.id), reverse=True)


def _within(asked: Understanding, start: PartialDate | None, end: PartialDate | None) -> bool:
    """Whether something may have fallen into the days asked about; all days if none was given."""
    if not asked.day_given:
        return True
    begun = start is not None and first_day(start) <= asked.until
    return begun and (end is None or asked.since <= last_day(end))


def _of(asked: Understanding) -> str:
    return f" of {asked.person.name}" if asked.person else " of a person sought"


def _where(engine: Engine, asked: Understanding, joint: str = "to") -> str:
    to = f" {joint} {the(engine.world.places[asked.place.id].name)}" if asked.place else ""
    if asked.day_given:
        to += f" from {day(asked.since)} to {day(asked.until)}"
    return to


def _count(visits: Sequence[Visit]) -> str:
    return counted(len(visits), "journey")


def _states(engine: Engine, visits: Iterable[Visit]) -> str:
    """Return the States of some journeys, the most visited first."""
    counted: dict[str, int] = {}
    for one in visits:
        counted[one.state] = counted.get(one.state, 0) + 1
    ordered = sorted(counted.items(), key=lambda pair: -pair[1])
    return listing(
        [
            the(state_name(engine.world, state)) + (f" ({number})" if number > 1 else "")
            for state, number in ordered
        ]
    )


def _listed(engine: Engine, visits: Sequence[Visit]) -> str:
    told = "; ".join(_line(engine, one) for one in visits[:_MOST])
    return told + (f"; and {len(visits) - _MOST} more" if len(visits) > _MOST else "")


def _line(engine: Engine, visit: Visit) -> str:
    """Return a journey in a few words: State, days, purpose, and how it ended if in an arrest."""
    begun = day(visit.start) if visit.start else "on a day that is not known"
    until = f" to {day(visit.end)}" if visit.end and visit.end != visit.start else ""
    purpose = f" ({visit.purpose})" if visit.purpose else ""
    ended = f": {label(visit.outcome)}" if visit.outcome.startswith("arrested") else ""
    return f"{state_name(engine.world, visit.state)}, {begun}{until}{purpose}{ended}"


def _told(engine: Engine, visits: Iterable[Visit]) -> Mapping[str, Any]:
    """Return journeys, and the records that tell of them."""
    world, listed = engine.world, tuple(visits)
    return {
        "journeys": tuple(visit_ref(world, one) for one in listed),
        "records": {one.id: describe(world, one) for one in listed},
    }


def _answer(says: str, **found: Any) -> Mapping[str, Any]:
    return {"practice": ConductOnRecord(**found, note=NOTE), "says": f"{says} {NOTE}"}
