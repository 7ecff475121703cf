"""A question with what was recognised in it, before it is known what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..base.words import day as in_words
from ..base.words import label, listing
from ..engine import Engine
from .days import days_in
from .errors import EXAMPLES, QuestionNotUnderstood, not_understood
from .find import names_of
from .flights import with_way
from .holders import with_holders
from .peoples import region_name
from .phrases import phrases
from .spelling import misspelt
from .tokens import TokenMatch, Word, longest_first, words_of

MARKS: Final = {
    "person": "@p",
    "no-person": "@p",
    "place": "@l",
    "places": "@l",
    "organisation": "@o",
    "region": "@o",
    "nationals": "@n",
    "day": "@d",
    "no-day": "@d",
    "presence": "@w",
    "unclear": "@w",
    "ahead": "",
    "origin": "@f",
    "purpose": "@u",
    "law": "@c",
    "since-warrant": "@s",
    "way": "@t",
    "avoiding": "@v",
}
"""What stands for each role in the plain form of a question."""

_UNSHOWN: Final = frozenset(
    ("no-day", "no-person", "unclear", "places", "law", "since-warrant", "ahead", "word")
)
_HAGUE: Final = re.compile(
    r"\b(?:to|over to|in|custody in|detention in|at|before)\s+the\s+$", re.IGNORECASE
)
_GIVEN_OVER: Final = re.compile(
    r"\b(?:hand|send|surrender|transfer|deliver|bring|take|fugitive|held|custody|is (?:he|she))",
    re.IGNORECASE,
)
_SHORT_FORMS: Final = (
    (r"\bcan'?t\b|\bcannot\b", "can not"),
    (r"\bwon'?t\b", "will not"),
    (r"\b(do|does|did|is|are|was|were|should|would|could|must|has|have|had)n'?t\b", r"\1 not"),
)


@dataclass(frozen=True)
class QuestionReading:
    """A question with what was found in it; ``plain``: in lower case, with marks for that."""

    engine: Engine
    text: str
    words: tuple[Word, ...]
    found: tuple[TokenMatch, ...]
    plain: str

    def of(self, *roles: str) -> tuple[TokenMatch, ...]:
        """Return what was found of some roles, each value once."""
        return tuple({one.value: one for one in self.found if one.role in roles}.values())

    def first(self, role: str) -> TokenMatch | None:
        """Return the first of a role."""
        return next(iter(self.of(role)), None)

    def quoted(self, one: TokenMatch) -> str:
        """Return the words of the question that were found."""
        return repr(self.text[one.start : one.end])

    def names(self, one: TokenMatch) -> str:
        """Return a stretch as the name of what it means."""
        world = self.engine.world
        match one.role:
            case "person":
                return world.persons[one.value].name
            case "place" | "origin":
                return world.places[one.value].name
            case "places" | "nationals":
                ids = [id_ for id_ in one.value.split("|") if id_ in world.places]
                return listing([world.places[id_].name for id_ in ids], "or")
            case "region":
                return region_name(one.value)
            case "day" if one.days:
                first, last = one.days
                return in_words(first) + ("" if first == last else f" to {in_words(last)}")
            case "way":
                return " – ".join(one.value.split("|"))
            case "organisation" | "word":
                return one.value
            case _:
                return label(one.value)

    def error(self, lacks: str) -> QuestionNotUnderstood:
        """Return the error that says what was understood, what is lacking, what can be asked."""
        return not_understood(
            shown(self.text), lacks, understood=self.understood, examples=self.examples
        )

    @property
    def understood(self) -> tuple[str, ...]:
        """What was understood, each a clause."""
        return tuple(
            f"{one.role} {self.quoted(one)}: {self.names(one)}"
            for one in self.found
            if one.role not in _UNSHOWN
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


def read(engine: Engine, text: str) -> QuestionReading:
    """Return a question with the names, days and phrases in it, the longest first."""
    words = words_of(text)
    cased = any(char.islower() for char in text)
    names = tuple(names_of(engine.world).find(text, words, cased=cased))
    organisations = [one for one in names if one.role == "organisation"]
    days = days_in(text, engine.clock())
    found = longest_first([*phrases(text, organisations), *names, *days])
    found = tuple(_without_the_seat(text, found))
    found = with_holders(engine.world, text, found, engine.clock())
    found = tuple(_of_their_state(engine, text, found))
    found = tuple(_with_origin(engine, text, found))
    found = tuple(with_way(engine.world, text, found))
    found = tuple(sorted([*found, *misspelt(words, found)], key=lambda one: one.start))
    return QuestionReading(engine, text, words, found, _plain(text, found))


def shown(text: str) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= 120 else text[:120] + "…"


def _without_the_seat(text: str, found: Sequence[TokenMatch]) -> Iterator[TokenMatch]:
    """Yield what was found; The Hague beside a handing over is the Court and no destination."""
    for one in found:
        seat = one.role == "place" and text[one.start : one.end].casefold() == "hague"
        if seat and _HAGUE.search(text, 0, one.start) and _GIVEN_OVER.search(text):
            yield replace(one, role="law", value="the Court")
        else:
            yield one


def _of_their_state(engine: Engine, text: str, found: Sequence[TokenMatch]) -> Iterator[TokenMatch]:
    """Yield what was found, `Putin of Russia` made one person."""
    before: TokenMatch | None = None
    for one in found:
        if (
            before is not None
            and before.role == "person"
            and one.role == "place"
            and re.fullmatch(r"\s+of\s+(?:the\s+)?", text[before.end : one.start])
            and one.value in engine.world.persons[before.value].nationality
        ):
            yield TokenMatch(
                before.start, one.end, "person", before.value, possessive=one.possessive
            )
            before = None
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before


def _with_origin(engine: Engine, text: str, found: Sequence[TokenMatch]) -> Iterator[TokenMatch]:
    """Yield what was found; the own State, from which somebody travels, is the origin."""
    world = engine.world
    own = {
        state
        for one in found
        if one.role == "person"
        for state in world.persons[one.value].nationality
    }
    for one, after in zip(found, (*found[1:], None), strict=False):
        leaves = (
            one.role == "place"
            and after is not None
            and after.role == "place"
            and re.search(r"\bfrom\s+$", text[: one.start], re.IGNORECASE)
            and re.fullmatch(r"\s+(?:to|into)\s+", text[one.end : after.start], re.IGNORECASE)
            and one.value in own
        )
        yield replace(one, role="origin") if leaves else one


def _plain(text: str, found: Sequence[TokenMatch]) -> str:
    """Return the question in lower case with marks in place of what was found."""
    parts, at = [], 0
    for one in found:
        mark = one.value if one.role == "word" else MARKS.get(one.role, "@x")
        parts += [text[at : one.start], f" {mark} "]
        at = one.end
    whole = "".join([*parts, text[at:]]).casefold().replace("’", "'")
    for short, full in _SHORT_FORMS:
        whole = re.sub(short, full, whole)
    return re.sub(r"\s+", " ", whole).strip(" \t?!.\"'")
