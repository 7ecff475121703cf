"""Whether a question has what its kind needs, and nothing that its answer has no room for."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ..base.dates import STATUTE_ADOPTED
from ..records.names import NOBODY
from . import clauses
from .errors import QuestionNotUnderstood, not_understood
from .model import QuestionKind
from .phrases import COURT
from .reading import QuestionReading, shown
from .refusals import NARROWS
from .rooms import ROOMS
from .strangers import unknown_names, untaken
from .vocabulary import BEFORE_PLURALS, HOW, KNOWN, PLURALS, TOPIC

_ONE_DAY: Final = timedelta(days=1)
_ROLES: Final = (
    ("person", "persons"),
    ("place", "places"),
    ("organisation", "organisations"),
    ("region", "regions"),
    ("day", "days"),
    ("presence", "ways of being there"),
    ("purpose", "purposes"),
)

_UNTIL: Final = frozenset(("before", "prior to", "until", "till", "by"))
_OF_ONE: Final = {
    QuestionKind.WANTED: ("person",),
    QuestionKind.UPCOMING: ("place",),
    QuestionKind.BELONGING: ("place",),
    QuestionKind.PRACTICE: ("person", "place"),
}
"""What has to be named for a kind to be about no more than that."""

Days = tuple[date, date]


def check_room(reading: QuestionReading, kind: QuestionKind) -> None:
    """Refuse what the answer has no room for, and what it lacks."""
    room = ROOMS[kind]
    if clauses.OTHERS.search(reading.plain):
        raise reading.error(
            "it is about a warrant of somebody else: only warrants of the International Criminal "
            "Court are on record here"
        )
    _no_two(reading)
    _no_person_too_many(reading, kind)
    if room.several and not all(map(reading.of, _OF_ONE.get(kind, ("nothing",)))):
        _nothing_narrower(reading)
    above = clauses.ABOVE.search(reading.plain)
    if room.how and above and not reading.of("presence"):
        raise reading.error(f"{above[1]!r} may mean flying over: say 'fly over' if it does")
    ahead = reading.first("ahead")
    if ahead is not None and kind is not QuestionKind.UPCOMING:
        raise reading.error(f"{reading.quoted(ahead)} is not a certain day: give its date")
    for role in ("person", "place"):
        if role in room.needs and not reading.of(role):
            raise _lacking(reading, role)
    if (
        kind is QuestionKind.WANTED
        and reading.of("place")
        and not clauses.OVER.search(reading.plain)
    ):
        raise reading.error(
            "who is wanted in a place is not on record: ask who is wanted over the situation "
            "there, or for nationals (Sudanese, Russians …)"
        )
    group = reading.of("organisation", "region")
    if reading.of("place") and "place" not in room.takes:
        other = "a region or an organisation" if kind is QuestionKind.MEMBERS else "all places"
        raise reading.error(
            f"it asks about {other} and also about one place: ask about one of them"
        )
    if group and "group" not in room.takes | room.needs:
        raise reading.error(
            f"it also names {reading.names(group[0])}: ask about its places in one question"
        )
    about_one = kind is QuestionKind.PRACTICE and reading.of("person") and reading.of("place")
    flown = kind is QuestionKind.PRACTICE and not reading.of("purpose")
    if not room.how and reading.of("presence", "purpose") and not (about_one or flown):
        raise reading.error(
            "how and why somebody travels have no part in such a list: leave them out"
        )
    nationals = reading.of("nationals")
    if nationals and "nationals" not in room.takes:
        raise reading.error(
            f"{reading.quoted(nationals[0])} is not understood here: name the place or the person"
        )


def _no_two(reading: QuestionReading) -> None:
    """Refuse two of anything of which an answer has one."""
    for role, noun in _ROLES:
        found = reading.of(role)
        if role == "organisation" and len(found) == 2:
            # `CIS countries that are parties to the Statute` are those of the one in the other.
            found = tuple(one for one in found if one.value != COURT)
        if len(found) > 1:
            names = ", ".join(reading.names(one) for one in found)
            raise reading.error(f"it names several {noun} ({names}): ask about one at a time")


def _no_person_too_many(reading: QuestionReading, kind: QuestionKind) -> None:
    """Refuse a person where States are asked about, and one who is not on record."""
    if kind is QuestionKind.BELONGING and reading.of("person"):
        raise reading.error(
            "it asks whether a State belongs to the Statute or to an organisation, and names a "
            "person: ask one question at a time"
        )
    if kind is QuestionKind.WANTED and not reading.of("person"):
        _nobody_else(reading)


def _nobody_else(reading: QuestionReading) -> None:
    """Refuse `is sinwar wanted`: a name that is not on record, in small letters."""
    if re.match(r"(?:is|was|has|had|does|did)\b", reading.plain):
        for word in untaken(reading.words, reading.found):
            if word.key not in KNOWN:
                raise reading.error(f"the name {word.text!r} is not known: {NOBODY}")


def _nothing_narrower(reading: QuestionReading) -> None:
    """Refuse a word that may mean only a part of the places or persons asked about.

    Directly before the noun that is so of a word of the grammar, too: `free countries`.
    """
    left = tuple(untaken(reading.words, reading.found))
    for word, noun in pairwise(reading.words):
        described = noun.key in PLURALS and word.end + 1 == noun.start and word in left
        if described and word.key in TOPIC - PLURALS - BEFORE_PLURALS:
            raise reading.error(NARROWS.format(word=repr(word.text)))
    for word in left:
        unknown = word.key not in KNOWN and word.text.casefold() not in KNOWN
        if unknown and not (word.key in HOW and reading.of("presence")):
            raise reading.error(NARROWS.format(word=repr(word.text)))


def _lacking(reading: QuestionReading, role: str) -> QuestionNotUnderstood:
    near = unknown_names(reading.words, reading.found, reading.engine, role)
    what = "no person" if role == "person" else "no place"
    if near:
        word, suggestions = near
        raise not_understood(
            shown(reading.text),
            f"it names {what} on record: {word!r} is not known",
            understood=reading.understood,
            examples=reading.examples,
            suggestions=suggestions,
            unknown=word,
        )
    if role == "person":
        return reading.error(f"it names {what} on record: give a name; of anybody else, {NOBODY}")
    if reading.of("purpose"):
        return reading.error(f"it names {what} on record: say where the meeting or visit is")
    return reading.error(f"it names {what} on record: give a name")


def days_asked(reading: QuestionReading, kind: QuestionKind) -> Days | None:
    """Return the first and the last day asked about, ``None`` if no day was given.

    Raises `QuestionNotUnderstood` for a limit or a day where the kind has no room for it.
    """
    day = reading.first("day")
    if day is None or day.days is None:
        return None
    room = ROOMS[kind]
    limit = clauses.LIMITS.search(reading.plain)
    word = limit[1] if limit else ""
    aside = clauses.ASIDE.search(reading.plain)
    if aside:
        raise reading.error(
            f"{reading.quoted(day)} stands after {aside[1]!r}: is it the day asked about? Say on "
            "which day, or leave it out"
        )
    if word == "from" and clauses.RANGE.search(reading.text[day.start : day.end]):
        word = ""
    today = reading.engine.clock()
    ahead = word in _UNTIL and day.days[0] > today  # `before the end of the year` is from today on
    if limit and limit[2]:
        raise reading.error(
            f"{limit[1]} the {reading.quoted(day)} … is not a certain day: say when"
        )
    if word and not room.limits and not ahead:
        raise reading.error(
            f"{word!r} before a day is a limit: give the day, or from one to another"
        )
    if kind is QuestionKind.TIMELINE and not word and day.days[0] == day.days[1]:
        raise reading.error("it is about every day and also names one: leave the day out")
    return _limited(
        word,
        day.days,
        today,
        ahead=ahead or kind is QuestionKind.UPCOMING,
        to_the_end=re.search(r"\bend\b", reading.quoted(day)) is not None,
    )


def _limited(word: str, days: Days, today: date, *, ahead: bool, to_the_end: bool) -> Days:
    """Return the days within a limit; ``to_the_end``: before the end of a time is until then."""
    first, last = days
    match word:
        case "since" | "from":
            return first, max(last, date.max if ahead else today)
        case "after":
            begins = min(last, date.max - _ONE_DAY) + _ONE_DAY
            return begins, max(begins, date.max if ahead else today)
        case "before" | "prior to":
            ends = last if to_the_end else first - _ONE_DAY
            return min(today if ahead else STATUTE_ADOPTED, ends), ends
        case "until" | "till" | "by":
            return min(today if ahead else STATUTE_ADOPTED, last), last
        case _:
            return days


def is_past(reading: QuestionReading) -> bool:
    """Whether a question is about the past, the clause of a condition left out."""
    main = re.sub(r"^(?:what )?if\b[^,]*,|\bif\b.*$", " ", reading.plain)
    return bool(
        clauses.PAST.search(main or reading.plain) and not clauses.SINCE_WHEN.search(reading.plain)
    )


def check_supposed(reading: QuestionReading) -> None:
    """Refuse what is supposed beyond the journey itself: the records are taken as they are."""
    for match in clauses.SUPPOSED.finditer(reading.plain):
        if not clauses.TRAVEL.search(match["what"]):
            shown_ = match.group().strip()
            raise reading.error(
                f"it supposes something ({_words(reading, shown_)!r}): a plain question takes the "
                "records as they are; leave it out, or suppose facts with --assume"
            )


def _words(reading: QuestionReading, plain: str) -> str:
    """Return a part of the plain form with names instead of marks, as far as it can be read."""
    for mark, role in (("@p", "person"), ("@l", "place"), ("@o", "organisation"), ("@d", "day")):
        found = reading.first(role)
        if found is not None:
            plain = plain.replace(mark, reading.text[found.start : found.end])
    return re.sub(r"\s*@\w\s*", " … ", plain)
