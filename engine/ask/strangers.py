"""Words that are not understood: beside a name they make it another one, else they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..base.errors import Suggestion, UnknownName
from ..engine import Engine
from ..records.names import NOBODY, fold
from .refusals import NARROWS, Error, refuse_exceptions, refuse_meanings
from .tokens import TokenMatch, Word
from .vocabulary import EXCLUDING, HOW, KNOWN, OF_A_PERSON, REFUSED, STOP, TIME, TITLES

_PREPOSITIONS: Final = frozenset(("in", "to", "over", "at", "into", "via", "visits", "visit"))
_ADDED: Final = frozenset(("senior", "junior", "jr", "sr"))
_REFUSED: Final = frozenset().union(*REFUSED.values())
_MOST: Final = 6
_STEM: Final = 4
_IN: Final = re.compile(r"\b(?:in|of|from|to|at|on|for|over)\s+(?:the\s+)?$", re.IGNORECASE)
_NO_TITLES: Final = frozenset(("purpose", "presence", "organisation", "region", "law", "nationals"))
_BESIDE: Final = re.compile(r"[\s\-‐‑]*")
_SENTENCE: Final = re.compile(r"(?:^|[.?!:;\"“”(–—])\s*$")
_OWNS: Final = re.compile(
    r"['’]s\s+(?:(?:foreign|recent|last|latest|next|current|planned|official|state|presidential)"
    r"\s+)?([\w-]+)"
)
_OF_PLACES: Final = re.compile(r"\s+(?:countr|states?\b|nation|members?\b)", re.IGNORECASE)
_WITH: Final = re.compile(
    r"\b(?:with|by|from|meet|meets|meeting|met|see|sees|seeing|visiting|visit|visited)\s+"
    r"(?:(?:president|prime|minister|chancellor|king|pope|mr|the)\s+)*$",
    re.IGNORECASE,
)
_ACTS: Final = re.compile(
    r"(?:\s+[A-Z][\w'’-]+)*\s+(?:\w+ly\s+)?(?:(?:have|be\s+obliged|refuse)\s+to\s+)?"
    r"(?:protect|shield|save|stop|prevent|invite|host|receive|welcome|meet|allow|let|order|arrest|hand"
    r"|guarantee|force|detain)(?:s|d|ed|es)?\b"
)


def refuse_strangers(
    text: str, words: Sequence[Word], found: Sequence[TokenMatch], engine: Engine, error: Error
) -> None:
    """Raise what ``error`` makes if a name may be part of another one, or words are not known.

    A wrong person here would be a defamation: a capitalised word beside a name, titles excepted,
    a description after it or a relative make the question one about somebody else.
    """
    if not any(one.role == "person" for one in found):
        _refuse_absent(text, untaken(words, found), engine, error)
    cased = any(char.islower() for char in text)
    for one in found:
        if one.role in ("person", "place", "places"):
            _beside(text, words, found, one, engine, error, cased=cased)
        if one.role == "person":
            _described(text, found, one, error)
    refuse_exceptions(text, error)
    there = any(one.role == "presence" for one in found)
    refuse_meanings(untaken(words, found), error, there=there)
    for word in untaken(words, found):
        if cased and word.capital and word.key not in KNOWN and not _opens(text, word):
            before = re.sub(r"\bthe\s*$", "", text[: word.start], flags=re.IGNORECASE).split()
            role = "place" if before and before[-1].casefold() in _PREPOSITIONS else "person"
            if _OF_PLACES.match(text, word.end):
                raise error(NARROWS.format(word=repr(word.text)))
            if _of_the_person(word, found, engine) or _is_aside(text, word, found):
                continue
            near = _near(engine, word.bare, role)
            what = "" if role == "place" or near else f": {NOBODY}"
            refused = error(f"the name {word.text!r} is not known{what}")
            refused.suggestions, refused.unknown = near, word.bare
            raise refused


def _refuse_absent(text: str, untold: Iterator[Word], engine: Engine, error: Error) -> None:
    """Raise what ``error`` makes for the name of somebody of whom it is known why he is absent.

    ``untold``: the words that nothing else in the question accounts for.
    """
    padded, absent = f" {fold(text)} ", engine.lookup.absent
    there = [name for name in absent if f" {name} " in padded]
    if there:
        name = min(there, key=lambda one: (padded.index(f" {one} "), -len(one)))
        of_names = {part for one in absent for part in (one, *one.split())}
        word = next((one.text for one in untold if fold(one.text) in of_names), name.title())
        raise error(f"the name {word!r} is not known: {absent[name]}")


def _is_aside(text: str, word: Word, found: Sequence[TokenMatch]) -> bool:
    """Whether the name is of somebody else about whom the question is not.

    He is met (`talks with Trump`), or does something about the person on record, who is named
    after him (`Could Trump protect …`).
    """
    persons = [one for one in found if one.role == "person"]
    before = re.sub(r"(?:[A-Z][\w'’-]+\s+)+$", "", text[: word.start])
    if not persons:
        return False
    if _WITH.search(before):
        return True
    acts = _ACTS.match(text, word.end)
    if acts and re.match(r"\s+(?:him|her|them)\b", text[acts.end() :]):
        return True
    return acts is not None and word.end < persons[0].start


def unknown_names(
    words: Sequence[Word], found: Sequence[TokenMatch], engine: Engine, role: str
) -> tuple[str, tuple[Suggestion, ...]] | None:
    """Return a word that may be a name near to a known one, with what the resolver suggests."""
    for word in [w for w in untaken(words, found) if w.key not in KNOWN][:_MOST]:
        near = _near(engine, word.bare, role)
        if near:
            return word.bare, near
    return None


def _near(engine: Engine, name: str, role: str) -> tuple[Suggestion, ...]:
    try:
        (engine.person if role == "person" else engine.place)(name[:100])
    except UnknownName as unknown:
        return unknown.suggestions
    except ValueError:
        return ()
    return ()


def untaken(words: Sequence[Word], found: Sequence[TokenMatch]) -> Iterator[Word]:
    """Yield the words that are part of nothing that was recognised."""
    for word in words:
        if not any(one.start <= word.start < one.end for one in found):
            yield word


def _opens(text: str, word: Word) -> bool:
    """Whether the word begins a sentence, where everything has a capital letter."""
    return _SENTENCE.search(text, 0, word.start) is not None


def _beside(
    text: str,
    words: Sequence[Word],
    found: Sequence[TokenMatch],
    one: TokenMatch,
    engine: Engine,
    error: Error,
    *,
    cased: bool,
) -> None:
    name = text[one.start : one.end]
    told = cased and name[:1].isupper()  # then a word in lower case is no part of a name
    for other in found if told and one.role == "person" else ():
        joins = other.end <= one.start and _BESIDE.fullmatch(text, other.end, one.start)
        led = _IN.search(text, 0, other.start)  # `anywhere in Africa Putin can go`
        if joins and not led and other.role in _NO_TITLES and text[other.start].isupper():
            raise error(
                f"{text[other.start : other.end]!r} stands beside {name!r}, so that another person "
                "may be meant"
            )
    before, after = _chain(text, words, found, one)
    for word, opens in ((before, before and _opens(text, before)), (after, False)):
        if word is None or word.key in TITLES:
            continue
        # `Will Netanyahu` and `Hope Putin` are names, though the words are known.
        named = told and one.role == "person" and word.capital and not opens
        if not (named and (word is before or word.key not in STOP)) and (
            word.key in KNOWN or word.key.endswith("ly")
        ):
            continue
        # After a name in capitals a verb may follow; before it, `my cat` describes somebody else.
        plain = told and not word.capital and word.key not in _ADDED
        if plain and (one.role != "person" or word is after):
            continue
        if word.text[0].isdigit() or word.key in TIME | HOW | EXCLUDING | _REFUSED:
            continue
        if one.role == "person" and word is before and _of_the_person(word, [one], engine):
            continue
        if not told and one.role != "person":
            continue
        raise error(
            f"{word.text!r} stands beside {name!r}, so that another person or place may be meant"
            + ("; begin the question with the name if it is not" if opens else "")
        )


def _chain(
    text: str, words: Sequence[Word], found: Sequence[TokenMatch], one: TokenMatch
) -> tuple[Word | None, Word | None]:
    """Return the words directly before and after a name, titles before it left out."""
    taken = [f for f in found if f is not one]
    before: Word | None = None
    at = one.start
    for word in reversed([w for w in words if w.end <= one.start]):
        if not _BESIDE.fullmatch(text, word.end, at) or any(
            f.start <= word.start < f.end for f in taken
        ):
            break
        if word.key in TITLES and word.key != "the" and one.role == "person":
            at = word.start
            continue
        before = word
        break
    after = next((w for w in words if w.start >= one.end), None)
    if (
        after is not None
        and not one.possessive
        and _BESIDE.fullmatch(text, one.end, after.start)
        and not any(f.start <= after.start < f.end for f in taken)
    ):
        return before, after
    return before, None


def _of_the_person(word: Word, found: Sequence[TokenMatch], engine: Engine) -> bool:
    """Whether the word is `Russian` or the like beside a person of that nationality."""
    world = engine.world
    for one in found:
        if one.role != "person":
            continue
        for state in world.persons[one.value].nationality:
            place = world.places.get(state)
            if place and fold(place.name)[:_STEM] == fold(word.bare)[:_STEM]:
                return True
    return False


def _described(text: str, found: Sequence[TokenMatch], one: TokenMatch, error: Error) -> None:
    """Refuse `Putin's daughter`, `the daughter of Putin` and `Bashir the footballer`."""
    name, rest = text[one.start : one.end], text[one.end :]
    owned = _OWNS.match(rest) if one.possessive else None
    if owned and not _is_taken(found, one.end + owned.start(1)):
        noun = owned[1]
        if noun.casefold() not in OF_A_PERSON:
            raise error(f"{name}'s {noun!r} is somebody or something else than {name!r}")
    of = re.search(r"([\w-]+)\s+of\s+(?:the\s+)?$", text[: one.start])
    if of and of[1].casefold() not in OF_A_PERSON | STOP | {"history", "timeline", "map"}:
        raise error(f"{of[1] + ' of ' + name!r} is somebody or something else than {name!r}")
    added = re.match(r"\s*,?\s*(?:the|an?)\s+([\w-]+)", rest)
    if added and not _is_taken(found, one.end + added.start(1)):
        noun = added[1].casefold()
        if noun not in KNOWN and noun not in TIME:
            raise error(f"{name!r} with {added[0].strip(' ,')!r} may be somebody else")


def _is_taken(found: Sequence[TokenMatch], at: int) -> bool:
    return any(one.start <= at < one.end for one in found)
