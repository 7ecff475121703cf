"""The answer to a plain question: asks the engine what was understood, and tells it in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from ..assessment import Named
from ..basis import Basis
from ..dates import first_day
from ..engine import Engine
from ..history import Stretch, worst_first
from ..timeline.steps import Holding
from ..timeline.treaty import status_of
from . import tell
from .grammar import COURT
from .model import AskAnswer, Kind, PlaceAnswer, Understanding
from .understand import understand

_ONE_DAY: Final = timedelta(days=1)
_NEVER: Final = Holding(frozenset({"never"}), Basis.PRESUMED)


def ask(engine: Engine, text: str) -> AskAnswer:
    """Return the answer to a plain question in English about arrest on travel.

    Days are relative to the engine's clock; names are found exactly or not at all. Raises
    `QuestionNotUnderstood` if the question cannot be read in one way only, with what was
    understood, what it lacks and questions that can be answered; else what `Engine.travel_risk`
    raises.
    """
    return answer_to(engine, text, understand(engine, text))


def answer_to(engine: Engine, text: str, asked: Understanding) -> AskAnswer:
    """Return the answer to ``text`` as it was understood; raises what `Engine.travel_risk` does."""
    found = _ANSWERS[asked.kind](engine, asked)
    return AskAnswer(
        question=text,
        understood=asked,
        notes=tuple(_notes(asked)),
        world=engine.world.digest,
        rules=engine.rulebase.digest,
        **found,
    )


def _notes(asked: Understanding) -> Iterator[str]:
    if asked.supposes:
        yield (
            "The question seems to suppose something. Nothing was supposed: the answer follows "
            "the records as they are."
        )
    if asked.why:
        yield "The reasons are in the proof of the full answer."
    if asked.ignored:
        yield f"These words had no part in the answer: {', '.join(asked.ignored)}."
    if not asked.day_given and asked.kind not in (Kind.TIMELINE, Kind.UPCOMING):
        yield "No day was given: the answer is about today."


def _how(asked: Understanding) -> dict[str, Any]:
    return {"presence": asked.presence, "purpose": asked.purpose}


def _person(asked: Understanding) -> str:
    assert asked.person is not None  # the kinds that come here need one
    return asked.person.id


def _place(asked: Understanding) -> str:
    assert asked.place is not None
    return asked.place.id


def _arrest(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    person, place = _person(asked), _place(asked)
    stretches: tuple[Stretch, ...] = ()
    on = asked.since
    if not asked.one_day:
        stretches = _within(engine, asked, place)
        on = _worst(engine, stretches).since
    found = engine.travel_risk(person, place, on=on, **_how(asked))
    return {
        "assessment": found.document,
        "stretches": stretches,
        "says": tell.arrest(asked, found, stretches),
    }


def _within(
    engine: Engine,
    asked: Understanding,
    place: str,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Stretch, ...]:
    """Return the stretches of the days asked about; the last one ends with them."""
    first, last = since or asked.since, until or asked.until
    kept = []
    for index, one in enumerate(engine.timeline(_person(asked), place, **_how(asked)).stretches):
        # Before the Statute was in force nothing changes: the first stretch reaches back.
        begins = first if index == 0 else max(one.since, first)
        ends = last if one.until is None else min(one.until - _ONE_DAY, last)
        if begins <= ends:
            after = None if ends == date.max else ends + _ONE_DAY
            kept.append(one.model_copy(update={"since": begins, "until": after}))
    return tuple(kept)


def _worst(engine: Engine, stretches: tuple[Stretch, ...]) -> Stretch:
    """Return the first of the worst stretches; what is not settled may be the worst but a duty."""
    order = worst_first(engine.judge)
    return min(stretches, key=lambda one: (order.index(one.outcome), one.since))


def _map(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    if asked.one_day:
        atlas = engine.map(_person(asked), on=asked.since, **_how(asked))
        return {"map": atlas, "says": tell.atlas(asked, atlas)}
    ids = sorted(engine.world.places, key=lambda id_: engine.world.places[id_].name)
    places = tuple(_listed(engine, asked, id_, asked.since, asked.until) for id_ in ids)
    return {"places": places, "says": tell.places(asked, places)}


def _members(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    spans = _parties(engine, asked) if asked.organisation == COURT else _belonging(engine, asked)
    known = {id_: span for id_, span in spans.items() if id_ in engine.world.places}
    ids = sorted(known, key=lambda id_: engine.world.places[id_].name)
    places = tuple(_listed(engine, asked, id_, *known[id_]) for id_ in ids)
    return {"places": places, "says": tell.places(asked, places)}


def _belonging(engine: Engine, asked: Understanding) -> dict[str, tuple[date, date]]:
    """Return who belonged to the organisation on at least one of the days, and on which.

    An imprecise first or last day counts from the first day that it may mean.
    """
    found: dict[str, tuple[date, date]] = {}
    for one in engine.world.memberships:
        if one.organisation != asked.organisation or one.kind != asked.membership:
            continue
        since = max(asked.since, first_day(one.start) if one.start else asked.since)
        until = min(asked.until, first_day(one.end) - _ONE_DAY if one.end else asked.until)
        if since <= until:
            before = found.get(one.state, (since, until))
            found[one.state] = (min(since, before[0]), max(until, before[1]))
    return found


def _parties(engine: Engine, asked: Understanding) -> dict[str, tuple[date, date]]:
    """Return for which States the Statute is in force on at least one of the days, and on which."""
    found: dict[str, tuple[date, date]] = {}
    for id_ in engine.world.places:
        actions = engine.world.treaty_actions_of(id_)
        steps = status_of(engine.world, id_, _NEVER)
        edges = {day for one in actions for day in (one.on, one.effect) if day is not None}
        inner = sorted({asked.since, *(d for d in edges if asked.since < d <= asked.until)})
        ends = [*(d - _ONE_DAY for d in inner[1:]), asked.until]
        held = [
            span
            for span in zip(inner, ends, strict=True)
            if steps.at(span[0].toordinal()).values == {"party"}
        ]
        if held:
            found[id_] = (held[0][0], held[-1][1])
    return found


def _listed(
    engine: Engine, asked: Understanding, place: str, since: date, until: date
) -> PlaceAnswer:
    stretches = _within(engine, asked, place, since, until)
    worst = _worst(engine, stretches)
    return PlaceAnswer(
        place=Named(id=place, name=engine.world.places[place].name),
        outcome=worst.outcome,
        reason=worst.reason,
        contested=worst.contested,
        grounds=worst.grounds,
        since=worst.since,
        changes=len(stretches) - 1,
    )


def _timeline(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    found = engine.timeline(_person(asked), _place(asked), **_how(asked))
    return {"timeline": found, "says": tell.timeline(asked, found, engine.clock())}


def _wanted(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    days = {asked.since}
    if not asked.one_day:
        days |= {asked.until} | {
            day
            for warrant in engine.world.warrants.values()
            for day in (warrant.issued, warrant.unsealed)
            if asked.since <= day <= asked.until
        }
    found = {one.person.id: one for day in sorted(days) for one in engine.wanted(day)}
    if asked.person is not None:
        found = {id_: one for id_, one in found.items() if id_ == asked.person.id}
    wanted = tuple(sorted(found.values(), key=lambda one: one.person.name))
    return {"wanted": wanted, "says": tell.wanted(asked, wanted)}


def _upcoming(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    found = engine.upcoming(asked.person.id if asked.person else None)
    if asked.place is not None:
        found = tuple(one for one in found if one.place.id == asked.place.id)
    if asked.day_given:
        found = tuple(one for one in found if asked.since <= one.on <= asked.until)
    return {"upcoming": found, "says": tell.upcoming(asked, found)}


_ANSWERS: Final[Mapping[Kind, Callable[[Engine, Understanding], Mapping[str, Any]]]] = {
    Kind.ARREST: _arrest,
    Kind.DUTY: _arrest,
    Kind.MAP: _map,
    Kind.MEMBERS: _members,
    Kind.TIMELINE: _timeline,
    Kind.WANTED: _wanted,
    Kind.UPCOMING: _upcoming,
}
