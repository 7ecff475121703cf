"""From a plain question to how it is understood, or to an error that asks back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..assessment import Named
from ..engine import Engine
from ..errors import text_of
from ..words import day as in_words
from ..words import label, listing
from . import grammar
from .days import days_in, joined
from .errors import EXAMPLES, QuestionNotUnderstood, not_understood
from .find import names_of, phrases
from .holders import with_holders
from .model import Kind, Taken, Understanding
from .strangers import refuse_strangers, unknown_names
from .tokens import Found, Word, longest_first, words_of

MAX_LENGTH: Final = 400
"""A longer question is refused before any work is done on it."""

_MARKS: Final = {
    "person": "@p",
    "place": "@l",
    "places": "@l",
    "organisation": "@o",
    "day": "@d",
    "presence": "@w",
    "purpose": "@u",
}
_NEEDS_PERSON: Final = frozenset((Kind.ARREST, Kind.DUTY, Kind.MAP, Kind.MEMBERS, Kind.TIMELINE))
_NEEDS_PLACE: Final = frozenset((Kind.ARREST, Kind.DUTY, Kind.TIMELINE))
_PER_DAY: Final = frozenset((Kind.ARREST, Kind.DUTY, Kind.MAP, Kind.MEMBERS, Kind.WANTED))
_TAKES_DAY: Final = _PER_DAY | {Kind.UPCOMING}
_TAKES_HOW: Final = frozenset((Kind.ARREST, Kind.DUTY, Kind.MAP, Kind.MEMBERS, Kind.TIMELINE))


@dataclass(frozen=True)
class _Read:
    """A question with what was found in it."""

    engine: Engine
    text: str
    words: tuple[Word, ...]
    found: tuple[Found, ...]
    plain: str

    def of(self, role: str) -> tuple[Found, ...]:
        """Return what was found of one role, each value once."""
        return tuple({one.value: one for one in self.found if one.role == role}.values())

    def names(self, one: Found) -> str:
        """Return a stretch as the name of what it means."""
        world = self.engine.world
        if one.role == "person":
            return world.persons[one.value].name
        if one.role == "place":
            return world.places[one.value].name
        if one.role == "places":
            return listing([world.places[id_].name for id_ in one.value.split("/")], "or")
        if one.role == "day" and one.days:
            first, last = one.days
            return in_words(first) + ("" if first == last else f" to {in_words(last)}")
        return one.value if one.role == "organisation" else label(one.value)

    def error(self, lacks: str) -> QuestionNotUnderstood:
        """Return the error that says what was understood, what is lacking, what can be asked."""
        return not_understood(
            _shown(self.text), lacks, understood=self.understood, examples=self.examples
        )

    @property
    def understood(self) -> tuple[str, ...]:
        """What was understood, each a clause."""
        return tuple(
            f"{one.role} {self.text[one.start : one.end]!r}: {self.names(one)}"
            for one in self.found
            if one.role not in ("no-day", "no-person", "places")
        )

    @property
    def examples(self) -> tuple[str, ...]:
        """Three questions that can be answered, about the same names where there are any."""
        person = next((self.names(one) for one in self.of("person")), None)
        place = next((self.names(one) for one in self.of("place")), None)
        if person is None and place is None:
            return EXAMPLES
        person, place = person or "Putin", place or "Brazil"
        return (
            f"Could {person} be arrested in {place} on 3 July 2025?",
            f"When did {place} become dangerous for {person}?",
            f"Where would {person} be safe today?",
        )


def understand(engine: Engine, text: str) -> Understanding:
    """Return how a question is understood; raises `QuestionNotUnderstood` with what it lacks."""
    return _understanding(_read(engine, _checked(text)))


def _checked(text: str) -> str:
    text = text_of(text, "question", EXAMPLES)
    if len(text) > MAX_LENGTH:
        raise not_understood(_shown(text), f"it is longer than {MAX_LENGTH} characters")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise not_understood(ascii(text), "it is not valid Unicode text")
    if not any(char.isalpha() for char in text):
        raise not_understood(text, "there are no words in it")
    return text


def _shown(text: str) -> str:
    return text if len(text) <= 120 else text[:120] + "…"


def _read(engine: Engine, text: str) -> _Read:
    words = words_of(text)
    cased = any(char.islower() for char in text)
    names = tuple(names_of(engine.world).find(text, words, cased=cased))
    organisations = [one for one in names if one.role == "organisation"]
    days = days_in(text, engine.clock())
    found = joined(text, longest_first([*names, *phrases(text, organisations), *days]))
    found = with_holders(engine.world, text, found, engine.clock())
    found = tuple(_described(engine, text, found))
    return _Read(engine, text, words, found, _plain(text, found))


def _described(engine: Engine, text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Yield what was found; `Putin of Russia` says who is meant and not where."""
    before: Found | None = None
    for one in found:
        if (
            before is not None
            and before.role == "person"
            and one.role == "place"
            and re.fullmatch(r"\s+of\s+", text[before.end : one.start])
            and one.value in engine.world.persons[before.value].nationality
        ):
            yield Found(before.start, one.end, "person", before.value, possessive=one.possessive)
            before = None
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before


def _plain(text: str, found: Sequence[Found]) -> str:
    """Return the question in lower case with marks in place of what was found."""
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start], f" {_MARKS.get(one.role, '@x')} "]
        at = one.end
    whole = "".join([*parts, text[at:]]).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", whole).strip(" \t?!.\"'")


def _understanding(read: _Read) -> Understanding:
    refuse_strangers(read.text, read.words, read.found, read.engine, read.error)
    for one in (*read.of("no-day"), *read.of("no-person")):
        raise read.error(f"{read.text[one.start : one.end]!r} {one.value}")
    for one in read.of("places"):
        name = read.text[one.start : one.end]
        raise read.error(f"{name!r} may be {read.names(one)}: say which")
    kind = _kind(read)
    _no_two(read)
    _enough(read, kind)
    _days_fit(read, kind)
    return _made(read, kind)


def _kind(read: _Read) -> Kind:
    kind = next((kind for kind, form in grammar.KINDS if form.search(read.plain)), None)
    if kind is None and grammar.HEADLINE.fullmatch(read.plain):
        kind = Kind.ARREST
    if kind is None:
        raise read.error(
            "it does not ask about arrest on travel: who is wanted by the Court, where and when a "
            "person could be arrested, and by what law"
        )
    if kind is Kind.WANTED and read.of("place"):
        return Kind.ARREST
    if kind is Kind.TIMELINE and not read.of("place") and grammar.WARRANT.search(read.plain):
        return Kind.WANTED
    return kind


def _no_two(read: _Read) -> None:
    """Refuse two of anything of which an answer has one."""
    for role, noun in (
        ("person", "persons"),
        ("place", "places"),
        ("organisation", "organisations"),
        ("day", "days"),
        ("presence", "ways of being there"),
        ("purpose", "purposes"),
    ):
        found = read.of(role)
        if len(found) > 1:
            names = listing([read.names(one) for one in found])
            raise read.error(f"it names several {noun} ({names}): ask about one at a time")


def _enough(read: _Read, kind: Kind) -> None:
    """Refuse a question that lacks a name, or has one that its kind of answer has no room for."""
    if kind in _NEEDS_PERSON and not read.of("person"):
        raise _lacking(read, "person")
    if kind in _NEEDS_PLACE and not read.of("place"):
        raise _lacking(read, "place")
    if kind in (Kind.MAP, Kind.MEMBERS) and read.of("place"):
        other = "an organisation" if kind is Kind.MEMBERS else "all places"
        raise read.error(f"it asks about {other} and also about one place: ask about one of them")
    if kind is not Kind.MEMBERS and read.of("organisation"):
        raise read.error("it also names an organisation: ask about its members in one question")
    if kind not in _TAKES_HOW and (read.of("presence") or read.of("purpose")):
        raise read.error("how and why somebody travels have no part in such a list: leave them out")


def _lacking(read: _Read, role: str) -> QuestionNotUnderstood:
    near = unknown_names(read.words, read.found, read.engine, role)
    what = "no person" if role == "person" else "no place"
    if near:
        word, suggestions = near
        raise not_understood(
            _shown(read.text),
            f"it names {what} on record: {word!r} is not known",
            understood=read.understood,
            examples=read.examples,
            suggestions=suggestions,
        )
    return read.error(f"it names {what} on record: give a name")


def _days_fit(read: _Read, kind: Kind) -> None:
    limit = grammar.LIMITS.search(read.plain)
    word = limit.group().split(" @")[0] if limit else ""
    ranged = any(grammar.RANGE.search(read.text[o.start : o.end]) for o in read.of("day"))
    if word and not (word == "from" and ranged):
        raise read.error(f"{word!r} before a day is a limit: give the day, or from one to another")
    if read.of("day") and kind not in _TAKES_DAY:
        raise read.error("it is about every day and also names one: leave the day out")
    asked = re.split(r"\bif\b", read.plain)[0]
    past = grammar.PAST.search(asked) and not grammar.SINCE_WHEN.search(asked)
    if kind in _PER_DAY and not read.of("day") and past:
        raise read.error("it is about the past and names no day: say when")


def _made(read: _Read, kind: Kind) -> Understanding:
    world, today = read.engine.world, read.engine.clock()
    values = {role: next(iter(read.of(role)), None) for role in _MARKS}
    person, place, day = values["person"], values["place"], values["day"]
    since, until = day.days if day and day.days else (today, today)
    presence, purpose = values["presence"], values["purpose"]
    organisation = values["organisation"]
    membership = next(m for m in grammar.MEMBERSHIPS if m in read.plain or m == "member")
    return Understanding(
        kind=kind,
        person=Named(id=person.value, name=world.persons[person.value].name) if person else None,
        place=Named(id=place.value, name=world.places[place.value].name) if place else None,
        organisation=organisation.value if organisation else None,
        membership=membership if organisation else "member",
        since=since,
        until=until,
        day_given=day is not None,
        presence=presence.value if presence else "ground",
        purpose=purpose.value if purpose else "unspecified",
        safe=grammar.SAFE.search(read.plain) is not None,
        taken=tuple(
            Taken(words=read.text[o.start : o.end], role=o.role, value=o.value) for o in read.found
        ),
        ignored=tuple(_ignored(read)),
        supposes=grammar.SUPPOSED.search(read.plain) is not None,
        why=re.search(r"\bwhy\b", read.text, re.IGNORECASE) is not None,
    )


def _ignored(read: _Read) -> Iterator[str]:
    """Yield the words with content that had no part in how the question was understood."""
    known = grammar.STOP | grammar.TOPIC | grammar.TITLES
    for word in read.words:
        inside = any(one.start <= word.start < one.end for one in read.found)
        if not inside and word.key not in known and word.text.casefold() not in known:
            yield word.text
