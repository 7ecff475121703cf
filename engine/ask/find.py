"""Names in a text: of persons, places, organisations, regions and nationals; exact folded names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..records.names import NameEntry, NameIndex, PlaceAliases, fold, single_question_names
from ..records.world import World
from .peoples import peoples
from .phrases import ORGANISATIONS
from .tokens import TokenMatch, Word
from .vocabulary import TITLES

_MOST_WORDS: Final = 9
_GAP: Final = re.compile(r"\s*[,(\-–]?\s*|\s+")
_SHORT: Final = 4
_SHORT_NAMES: Final = frozenset(("uk", "us", "usa", "uae", "drc"))
_PREPOSITIONS: Final = frozenset(
    ("in", "to", "over", "at", "into", "via", "visits", "visit", "visiting", "of", "from", "near")
)
_DESTINATION: Final = re.compile(
    r"\b(?:in|to|into|over|via|visit(?:s|ing|ed)?|enter(?:s|ing|ed)?|leav(?:e|es|ing)|across|from)\s+the\s+$",
    re.IGNORECASE,
)
_MEMBERS: Final = re.compile(r"\s+(?:member|state|countr|nation)", re.IGNORECASE)
_OF_STATES: Final = re.compile(
    r"\s+(?:part(?:y|ies)|members?|that|which|who|of|bound|obliged)\b", re.IGNORECASE
)


class AskedNames:
    """The names of one world, looked up in the engine's own exact index."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._persons = NameIndex(
            single_question_names(world.persons.values()), file="persons.yaml"
        )
        self._places = NameIndex(
            (NameEntry(p.id, p.name) for p in world.places.values()), file="places.yaml"
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
        self._peoples = peoples()

    def find(self, text: str, words: Sequence[Word], *, cased: bool) -> Iterator[TokenMatch]:
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
    ) -> Iterator[TokenMatch]:
        if "the" in (first.key, last.key):  # folding would drop it
            return
        if first is last and first.key == "states" and not _a_destination(text, first):
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
                yield TokenMatch(first.start, end, "person", person, possessive=owns)
            organisation = self._organisations.get(key)
            if organisation and _like_an_organisation(text, shown, key, end):
                yield TokenMatch(first.start, end, "organisation", organisation, possessive=owns)
            region = self._peoples.regions.get(key)
            if region:
                yield TokenMatch(first.start, end, "region", region, possessive=owns)
            named = self._places.get(key) is not None
            nationals = self._peoples.nationals.get(key)
            if nationals and not region and not named:
                yield TokenMatch(first.start, end, "nationals", nationals, possessive=owns)
            if _like_a_place(shown, key, before, plain=named):
                yield from self._place(first.start, end, shown, key, cased=cased, owns=owns)

    def _turned(self, shown: str) -> str | None:
        """Return whom "Putin, Vladimir" means."""
        last, comma, first = shown.partition(",")
        # `Putin, president` is followed by what he is president of.
        if not comma or not set(first.casefold().split()) - TITLES:
            return None
        return self._persons.get(fold(f"{first} {last}"))

    def _place(
        self, start: int, end: int, shown: str, key: str, *, cased: bool, owns: bool
    ) -> Iterator[TokenMatch]:
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
            yield TokenMatch(start, end, "place", str(found), possessive=owns)
        elif len(meant) > 1:
            yield TokenMatch(start, end, "places", "|".join(meant))


def _like_an_organisation(text: str, shown: str, key: str, end: int) -> bool:
    """Whether a short name in lower case stands before its members: `eu countries`."""
    return len(key) > 2 or shown[:1].isupper() or _MEMBERS.match(text, end) is not None


def _a_destination(text: str, states: Word) -> bool:
    """Whether `the States` is where somebody goes: the United States, and not States at large."""
    return (
        _DESTINATION.search(text, 0, states.start) is not None
        and _OF_STATES.match(text, states.end) is None
    )


def _like_a_place(shown: str, key: str, before: Word | None, *, plain: bool) -> bool:
    """Whether the text is written as a name: short aliases in lower case are common words."""
    if len(shown) == 2 and shown.istitle():  # `Kim Jong Un`
        return False
    if plain or shown[:1].isupper() or not shown.isascii():
        return True
    if before is None:
        return False
    told = before.key in {*_PREPOSITIONS, "the"}
    return told and (len(key) > _SHORT or (before.key == "the" and key in _SHORT_NAMES))


def names_of(world: World) -> AskedNames:
    """Return the names of a world, made once and kept with what is told of it."""
    key = ("AskedNames", "of plain questions")
    found: AskedNames | None = world.told.get(key)
    if found is None:
        found = world.told[key] = AskedNames(world)
    return found
