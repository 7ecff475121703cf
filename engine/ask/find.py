"""Names of persons, places and organisations in a text: exact folded names, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from ..names import Entry, NameIndex, PlaceAliases, fold, single_question_names
from ..records.world import World
from .grammar import (
    AFTER_ORGANISATION,
    COURT,
    ORGANISATIONS,
    PARTIES,
    PRESENCES,
    PURPOSES,
    TITLES,
)
from .tokens import Found, Word

_MOST_WORDS: Final = 9
_GAP: Final = re.compile(r"\s*[,(\-–]?\s*|\s+")
_SHORT: Final = 4
_PREPOSITIONS: Final = frozenset(("in", "to", "over", "at", "into", "via", "visits", "visit"))


class Names:
    """The names of one world, looked up in the engine's own exact index."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._persons = NameIndex(
            single_question_names(world.persons.values()), file="persons.yaml"
        )
        self._places = NameIndex(
            (Entry(p.id, p.name) for p in world.places.values()), file="places.yaml"
        )
        self._aliases = PlaceAliases.load()
        self._codes = {p.alpha3: p.id for p in world.places.values() if p.alpha3}
        self._organisations = {
            fold(one.organisation): one.organisation for one in world.memberships
        }
        self._organisations |= {
            fold(name): id_
            for name, id_ in ORGANISATIONS.items()
            if id_ in set(self._organisations.values())
        }

    def find(self, text: str, words: Sequence[Word], *, cased: bool) -> Iterator[Found]:
        """Yield every name in a text; names may overlap. ``cased``: the text has both cases."""
        for at, first in enumerate(words):
            for last in words[at : at + _MOST_WORDS]:
                if last is not first and not self._adjoin(text, words, at, last):
                    break
                yield from self._window(
                    text, first, last, words[at - 1] if at else None, cased=cased
                )

    def _adjoin(self, text: str, words: Sequence[Word], at: int, last: Word) -> bool:
        before = words[words.index(last, at) - 1]
        return bool(_GAP.fullmatch(text, before.end, last.start))

    def _window(
        self, text: str, first: Word, last: Word, before: Word | None, *, cased: bool
    ) -> Iterator[Found]:
        if "the" in (first.key, last.key):  # folding would drop it
            return
        whole = text[first.start : last.end]
        bare = text[first.start : last.start + len(last.bare)]
        for shown, owns in ((whole, False), (bare, True)):
            if owns and not last.possessive:
                continue
            key, end = fold(shown), first.start + len(shown)
            if not key:
                continue
            person = self._persons.get(key) or self._turned(shown)
            if person:
                yield Found(first.start, end, "person", person, possessive=owns)
            organisation = self._organisations.get(key)
            if organisation and (len(key) > 2 or shown.isupper() or first.capital):
                yield Found(first.start, end, "organisation", organisation)
            if not _like_a_place(shown, key, before, plain=self._places.get(key) is not None):
                continue
            yield from self._place(first.start, end, shown, key, cased=cased)

    def _turned(self, shown: str) -> str | None:
        """Return whom "Putin, Vladimir" means."""
        last, comma, first = shown.partition(",")
        # `Putin, president` is followed by what he is president of.
        if not comma or not set(first.casefold().split()) - TITLES:
            return None
        return self._persons.get(fold(f"{first} {last}"))

    def _place(self, start: int, end: int, shown: str, key: str, *, cased: bool) -> Iterator[Found]:
        found = self._places.get(key)
        meant = (
            []
            if found
            else [i for i in self._aliases.ambiguous.get(key, ()) if i in self._world.places]
        )
        code = self._codes.get(shown) if cased else None
        found = found or code or (None if len(meant) > 1 else self._aliases.names.get(key))
        found = found or (meant[0] if len(meant) == 1 else None)
        if found in self._world.places:
            yield Found(start, end, "place", str(found))
        elif len(meant) > 1:
            yield Found(start, end, "places", "/".join(meant))


def _like_a_place(shown: str, key: str, before: Word | None, *, plain: bool) -> bool:
    """Whether the text is written as a name: short aliases in lower case are common words."""
    if plain or shown[:1].isupper() or not shown.isascii():
        return True
    return before is not None and before.key in {*_PREPOSITIONS, "the"} and len(key) > _SHORT


@lru_cache(maxsize=4)
def names_of(world: World) -> Names:
    """Return the names of a world, made once."""
    return Names(world)


def phrases(text: str, organisations: Sequence[Found]) -> Iterator[Found]:
    """Yield the words for presence and purpose, the parties to the Statute, and summits."""
    for table, role in ((PRESENCES, "presence"), (PURPOSES, "purpose")):
        for pattern, value in table.items():
            for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
                yield Found(match.start(), match.end(), role, value)
    for match in re.finditer(rf"\b(?:{PARTIES})\b", text, re.IGNORECASE):
        yield Found(match.start(), match.end(), "organisation", COURT)
    for one in organisations:
        summit = re.compile(AFTER_ORGANISATION, re.IGNORECASE).match(text, one.end)
        if summit:
            yield Found(one.start, summit.end(), "purpose", "conference")
