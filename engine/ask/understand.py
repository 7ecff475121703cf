"""From a plain question to how it is understood, or to an error that asks back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, cast

from ..base.dates import first_day, last_day
from ..base.errors import InputError, UnknownName, text_of
from ..case.periods import BEGINNING
from ..engine import Engine
from ..records.describe import describe
from ..records.models import Visit
from ..records.reference import Named
from ..timeline.place import roles
from . import clauses, kinds
from .clauses import asks_for_safety
from .errors import EXAMPLES, not_understood
from .fit import Days, check_room, check_supposed, days_asked, is_past
from .flights import FlownWay, flown_way
from .model import Avoiding, QuestionKind, Taken, Understanding
from .phrases import COURT, MEMBERSHIPS
from .practice import Conduct, conduct_asked
from .reading import QuestionReading, read, shown
from .refusals import refuse_wordings
from .rooms import ROOMS
from .strangers import refuse_strangers, untaken
from .vocabulary import HOW, KNOWN

MAX_LENGTH: Final = 400
"""A longer question is refused before any work is done on it."""

_UNUSABLE: Final = ("no-day", "no-person", "unclear")


def understand(engine: Engine, text: str) -> Understanding:
    """Return how a question is understood; raises `QuestionNotUnderstood` with what it lacks."""
    reading = read(engine, _checked(text))
    refuse_strangers(reading.text, reading.words, reading.found, engine, reading.error)
    for one in reading.of(*_UNUSABLE):
        raise reading.error(f"{reading.quoted(one)} {one.value}")
    for one in reading.of("places", "nationals"):
        if "|" in one.value:
            raise reading.error(f"{reading.quoted(one)} may be {reading.names(one)}: say which")
    form = _form(reading)
    kind = form.kind
    refuse_wordings(reading.plain, kind, reading.error)
    check_room(reading, kind)
    check_supposed(reading)
    way = _flown(reading)
    days = days_asked(reading, kind)
    journey = None
    if days is None and ROOMS[kind].past and is_past(reading):
        days, journey = _days_of_the_past(reading, kind)
    asked = _understanding(reading, kind, form.conduct, days, journey)
    if way is None:
        return asked
    if not asked.one_day:
        raise reading.error("a flight is on one day: say on which")
    return asked.model_copy(update={"way": way.stops, "chosen": way.taken})


def _checked(text: str) -> str:
    text = text_of(text, "question", EXAMPLES)
    if len(text) > MAX_LENGTH:
        raise not_understood(shown(text), f"it is longer than {MAX_LENGTH} characters")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise not_understood(ascii(text), "it is not valid Unicode text")
    if not any(char.isalpha() for char in text):
        raise not_understood(text, "there are no words in it")
    return text


def _form(reading: QuestionReading) -> kinds.Form:
    """Return what the question looks like."""
    form = next((form for form in kinds.FORMS if form.fits(reading.plain)), None)
    if form is None and kinds.HEADLINE.fullmatch(reading.plain):
        form = kinds.Form(QuestionKind.ARREST, ())
    if form is None:
        raise reading.error(
            "it does not ask about arrest on travel: who is wanted by the Court, where and when a "
            "person could be arrested, by what law, and what happened"
        )
    named = reading.of("place") and reading.of("person")
    if form.kind is QuestionKind.WANTED and named and not clauses.OVER.search(reading.plain):
        return kinds.Form(QuestionKind.ARREST, ())
    if form.kind is QuestionKind.TIMELINE and not reading.of("place"):
        if clauses.WARRANT.search(reading.plain):
            return kinds.Form(QuestionKind.WANTED, ())
        if not reading.of("person"):
            return kinds.Form(QuestionKind.UPCOMING, ())
    return form


def _flown(reading: QuestionReading) -> FlownWay | None:
    """Return the way of a flight, if that is asked about."""
    way = reading.first("way")
    if way is None:
        return None
    try:
        return flown_way(reading.engine.world, way.value)
    except (InputError, UnknownName) as error:
        told = str(error) if isinstance(error, UnknownName) else error.message
        raise reading.error(told) from error


def _days_of_the_past(reading: QuestionReading, kind: QuestionKind) -> tuple[Days, str | None]:
    """Return the days that a question about the past means without naming them."""
    person, place = reading.first("person"), reading.first("place")
    if person is not None and place is not None:
        journey = the_journey(reading, person.value, place.value)
        return days_of(journey), journey.id
    if kind is QuestionKind.WANTED and person is not None and clauses.EVER.search(reading.plain):
        return (BEGINNING, reading.engine.clock()), None
    raise reading.error("it is about the past and names no day: say when")


def _membership(plain: str) -> str:
    """Return which kind of members of an organisation are meant; the word stands beside it."""
    people = "countr|state|nation|member"
    return next(
        (
            kind
            for kind in MEMBERSHIPS
            if re.search(
                rf"@o {kind}|\b{kind}s? (?:of|to|by) (?:the )?@o|\b{kind} (?:{people})", plain
            )
        ),
        "member",
    )


def _understanding(
    reading: QuestionReading,
    kind: QuestionKind,
    conduct: Conduct | None,
    days: Days | None,
    journey: str | None,
) -> Understanding:
    world = reading.engine.world
    today: date = reading.engine.clock()
    person, place, nationals = map(reading.first, ("person", "place", "nationals"))
    organisations, region = reading.of("organisation"), reading.first("region")
    organisation = next((one for one in organisations if one.value != COURT), None)
    of_the_court = kind is QuestionKind.BELONGING and clauses.OF_THE_COURT.search(reading.plain)
    parties = organisation is not None and (len(organisations) > 1 or bool(of_the_court))
    organisation = organisation or next(iter(organisations), None)
    presence, purpose = reading.first("presence"), reading.first("purpose")
    avoiding = reading.first("avoiding")
    since, until = days or (today, today)
    stance, refused = conduct_asked(reading.plain, conduct)
    return Understanding(
        kind=kind,
        person=Named(id=person.value, name=world.persons[person.value].name) if person else None,
        place=Named(id=place.value, name=world.places[place.value].name) if place else None,
        organisation=organisation.value if organisation else None,
        membership=_membership(reading.plain) if organisation else "member",
        parties=parties,
        region=region.value if region else None,
        nationals=Named(id=nationals.value, name=world.places[nationals.value].name)
        if nationals
        else None,
        conduct=conduct,
        journey=journey,
        since=since,
        until=until,
        day_given=days is not None and journey is None,
        presence=presence.value if presence else "ground",
        purpose=purpose.value if purpose else "unspecified",
        avoiding=cast("Avoiding", avoiding.value) if avoiding else None,
        safe=asks_for_safety(
            reading.plain, several=kind in (QuestionKind.MAP, QuestionKind.MEMBERS)
        ),
        taken=tuple(
            Taken(words=reading.text[one.start : one.end], role=one.role, value=one.value)
            for one in reading.found
        ),
        ignored=tuple(_ignored(reading)),
        why=re.search(r"\bwhy\b|\bhow come\b", reading.plain) is not None,
        belongs=clauses.belongs(reading.plain)
        if kind is QuestionKind.BELONGING and place is None
        else (),
        stance=stance,
        refused=refused,
    )


def _ignored(reading: QuestionReading) -> Iterator[str]:
    """Yield the words with content that had no part in how the question was understood."""
    for word in untaken(reading.words, reading.found):
        there = word.key in HOW and reading.of("presence")  # the plane of one who flies over
        if word.key not in KNOWN and word.text.casefold() not in KNOWN and not there:
            yield word.text


def the_journey(reading: QuestionReading, person: str, place: str) -> Visit:
    """Return the only journey of the person to the place on record.

    Raises `QuestionNotUnderstood` if there is none or several; then those are named.
    """
    world, today = reading.engine.world, reading.engine.clock()
    states = {role.state for role in roles(world.places[place], today.toordinal())} | {place}
    flown = reading.first("presence")
    wanted = "overflight" if flown is not None and flown.value == "overflight" else "visit"
    found = [
        one
        for one in world.visits_of(person)
        if one.state in states
        and one.kind == wanted
        and one.start is not None
        and one.confidence != "low"
        and first_day(one.start) <= today
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise reading.error(
            "it is about the past and names no day: say when (no journey there is on record)"
        )
    told = "; ".join(describe(world, one).says for one in found[:6])
    raise reading.error(
        f"it is about the past and names no day: say when. {len(found)} journeys are on record: "
        f"{told}"
    )


def days_of(journey: Visit) -> tuple[date, date]:
    """Return the first and the last day of a journey; each as early and as late as it may be."""
    assert journey.start is not None  # those without a day are never meant
    return first_day(journey.start), last_day(journey.end or journey.start)
