"""The answer to a plain question: asks the engine what was understood, and tells it in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from ..answers.wanted import Wanted
from ..case.periods import AnswerPeriod, worst_first
from ..engine import Engine
from ..records.describe import describe
from ..records.reference import Named
from . import tell
from .along import along
from .belonging import belonging
from .conduct import on_record
from .groups import places_asked
from .model import AskAnswer, PlaceAnswer, QuestionKind, Understanding
from .understand import understand

_ONE_DAY: Final = timedelta(days=1)
_ABOUT_TODAY: Final = frozenset(
    (
        QuestionKind.ARREST,
        QuestionKind.DUTY,
        QuestionKind.MAP,
        QuestionKind.MEMBERS,
        QuestionKind.RECEPTION,
        QuestionKind.WANTED,
        QuestionKind.BELONGING,
        QuestionKind.ITINERARY,
    )
)
_WANTED: Final = re.compile(r"\b(?:wanted|sought)\b", re.IGNORECASE)


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
        notes=tuple(_notes(asked, text)),
        world=engine.world.digest,
        rules=engine.rulebase.digest,
        **found,
    )


def _notes(asked: Understanding, text: str) -> Iterator[str]:
    if asked.why and asked.kind is QuestionKind.BELONGING:
        yield "Why a State acted as it did is not on record."
    elif asked.why and asked.kind is not QuestionKind.PRACTICE:
        yield "The reasons are in the proof of the full answer."
    yield from asked.chosen
    if asked.ignored:
        yield f"These words had no part in the answer: {', '.join(asked.ignored)}."
    if not asked.day_given and asked.journey is None and asked.kind in _ABOUT_TODAY:
        yield "No day was given: the answer is about today."
    if asked.kind is QuestionKind.PRACTICE and asked.purpose != "unspecified":
        yield "What the journey was for had no part in the choice: all that are on record are told."
    if asked.kind in (QuestionKind.WANTED, QuestionKind.ARREST) and _WANTED.search(text):
        yield "Only warrants of the International Criminal Court are on record here."


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
    stretches: tuple[AnswerPeriod, ...] = ()
    on = asked.since
    if not asked.one_day:
        stretches = _within(engine, asked, place)
        on = _worst(engine, stretches).since
    found = engine.travel_risk(person, place, on=on, **_how(asked))
    return {
        "assessment": found.document,
        "stretches": stretches,
        "says": tell.arrest(asked, found, stretches, journey=_journey(engine, asked)),
    }


def _journey(engine: Engine, asked: Understanding) -> str:
    """Return the journey on record that is meant, in words; empty if a day was given."""
    if asked.journey is None:
        return ""
    return next(
        describe(engine.world, one).says
        for one in engine.world.visits_of(_person(asked))
        if one.id == asked.journey
    )


def _within(
    engine: Engine,
    asked: Understanding,
    place: str,
    since: date | None = None,
    until: date | None = None,
) -> tuple[AnswerPeriod, ...]:
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


def _worst(engine: Engine, stretches: tuple[AnswerPeriod, ...]) -> AnswerPeriod:
    """Return the first of the worst stretches; what is not settled may be the worst but a duty."""
    order = worst_first(engine.reasoner)
    return min(stretches, key=lambda one: (order.index(one.outcome), one.since))


def _map(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    if asked.one_day:
        atlas = engine.map(_person(asked), on=asked.since, **_how(asked))
        return {"map": atlas, "says": tell.atlas(asked, atlas)}
    return _members(engine, asked)


def _members(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    places = tuple(
        _listed(engine, asked, id_, *span) for id_, span in places_asked(engine, asked).items()
    )
    wording = engine.inference.question.wording
    return {"places": places, "says": tell.places(asked, places, wording)}


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
        changes=len(tell.outcomes(stretches)) - 1,
    )


def _timeline(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    found = engine.timeline(_person(asked), _place(asked), **_how(asked))
    return {"timeline": found, "says": tell.timeline(asked, found, engine.clock())}


def _reception(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    until = None if asked.one_day else asked.until
    found = engine.reception(_place(asked), on=asked.since, until=until, **_how(asked))
    return {"reception": found, "says": tell.reception(asked, found)}


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
    warrants: tuple[str, ...] = ()
    if asked.person is not None:
        found = {id_: one for id_, one in found.items() if id_ == asked.person.id}
        warrants = tuple(
            describe(engine.world, one).says for one in engine.world.warrants_of(asked.person.id)
        )
    kept = (one for one in found.values() if _is_meant(engine, asked, one))
    wanted = tuple(sorted(kept, key=lambda one: one.person.name))
    return {"wanted": wanted, "says": tell.wanted(asked, wanted, warrants)}


def _is_meant(engine: Engine, asked: Understanding, one: Wanted) -> bool:
    """Whether somebody is a national, or is sought over what happened, where the question says."""
    nations = set(one.nationality)
    if asked.nationals is not None:
        return asked.nationals.id in nations
    if asked.region is not None or asked.organisation is not None:
        return not nations.isdisjoint(places_asked(engine, asked))
    if asked.place is not None:
        place = engine.world.places[asked.place.id]
        meant = {place.id, *(period.state for period in place.responsible)}
        situations = (
            situation
            for situation in engine.world.situations.values()
            if situation.name in one.situations
        )
        return any(not meant.isdisjoint(situation.states) for situation in situations)
    return True


def _upcoming(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    found = engine.upcoming(asked.person.id if asked.person else None)
    if asked.place is not None:
        found = tuple(one for one in found if one.place.id == asked.place.id)
    if asked.region is not None or asked.organisation is not None:
        places = places_asked(engine, asked)
        found = tuple(one for one in found if one.place.id in places)
    if asked.day_given:
        found = tuple(one for one in found if asked.since <= one.on <= asked.until)
    return {"upcoming": found, "says": tell.upcoming(asked, found)}


_ANSWERS: Final[Mapping[QuestionKind, Callable[[Engine, Understanding], Mapping[str, Any]]]] = {
    QuestionKind.ARREST: _arrest,
    QuestionKind.DUTY: _arrest,
    QuestionKind.MAP: _map,
    QuestionKind.MEMBERS: _members,
    QuestionKind.TIMELINE: _timeline,
    QuestionKind.RECEPTION: _reception,
    QuestionKind.WANTED: _wanted,
    QuestionKind.UPCOMING: _upcoming,
    QuestionKind.PRACTICE: on_record,
    QuestionKind.ITINERARY: along,
    QuestionKind.BELONGING: belonging,
}
