"""Where a name means: codes in capitals, names in many languages, abbreviated names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple, Protocol

from .fold import fold
from .index import NameEntry, NameIndex, PlaceAliases, table

_CODE: Final = range(2, 5)
_SHORTEST: Final = 2
"""How many letters a code has."""
_ARTICLES: Final = frozenset(("la", "le", "les", "l", "el", "los", "las"))
_SMALL: Final = _ARTICLES | {"of", "the", "and", "de", "du", "des", "d", "del", "y", "et"}
_TURNED: Final = re.compile(r"\s*([^,(]+?)\s*[,(]\s*([^()]+?)\s*\)?[\s*]*")


class NamedPlace(Protocol):
    """What is read of a place record."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def name(self) -> str:
        """Name as shown."""

    @property
    def alpha2(self) -> str | None:
        """ISO 3166-1 code of two letters."""

    @property
    def alpha3(self) -> str | None:
        """ISO 3166-1 code of three letters."""


class Located(NamedTuple):
    """The place that a text names, if any, and how; else the places that it may stand for."""

    id: str | None
    by: Literal["code", "name", "city"] = "name"
    perhaps: tuple[str, ...] = ()


class PlaceIndex:
    """Finds the place whose code or exact name a text is; never by similarity.

    ``load``: gives further names and is called at most once, when a place is neither a code nor a
    name as shown. Raises `RecordsError` if a name means two places.
    """

    def __init__(self, places: Mapping[str, NamedPlace], load: Callable[[], PlaceAliases]) -> None:
        self._places = places
        self._load = load
        self._codes = {
            code.casefold(): place.id
            for place in places.values()
            for code in (place.alpha2, place.alpha3, place.id)
            if code
        }
        self.shown = NameIndex(
            (NameEntry(p.id, p.name, () if p.alpha3 else (p.id,)) for p in places.values()),
            file="places.yaml",
        )

    @cached_property
    def aliases(self) -> PlaceAliases:
        """Names in many languages."""
        return self._load()

    def find(self, text: str) -> Located:
        """Return the place that a text means, or those it may stand for."""
        code = self._codes.get(text.casefold())
        # "Nga" is how Viet Nam writes Russia; "nga" and "NGA" are how a code is written.
        if code is not None and (text.islower() or text.isupper()):
            return Located(code, "code")
        key = fold(text)
        shown = self.shown.get(key)
        if shown is not None:
            return Located(shown)
        letters = fold(text.replace(".", ""))
        if is_code(text):
            known = letters in self.aliases.capitals
            located = (self._named(key) or self._named(letters)) if known else None
            return located or Located(None, perhaps=self._stood_for(letters))
        return (
            # Two letters that begin a sentence are a word: No, In, Is.
            self._named(key, code if len(text) > _SHORTEST else None)
            or self._reordered(text)
            or Located(None, perhaps=self._known(self.aliases.suggested.get(key, ())))
        )

    def _named(self, key: str, code: str | None = None) -> Located | None:
        """Return what a folded name means, or the places between which it does not decide."""
        aliases = self.aliases
        meant = self._known(aliases.ambiguous.get(key, ()))
        if len(meant) > 1:
            return Located(None, perhaps=meant)
        id_ = self.shown.get(key) or (meant[0] if meant else aliases.names.get(key)) or code
        if id_ is None or id_ not in self._places:
            return None
        return Located(id_, "city" if key in aliases.cities else "name")

    def _reordered(self, text: str) -> Located | None:
        """Return what the name of a table means: "Korea, Rep.", "N. Cyprus", "Perú (el)".

        "China, Rep." may be China with its form of State, and the Republic of China.
        """
        located, turned = self._turned(text), _TURNED.fullmatch(text)
        if located and located.id and turned:
            form = self._stems(fold(turned[2]).split())
            plain = self._named(fold(turned[1]))
            other = plain.id if plain and form == (_WORDS.stem["republic"],) else None
            if other not in (None, located.id):
                return Located(None, perhaps=self._known([str(other), located.id]))
        return located

    def _turned(self, text: str) -> Located | None:
        turned = _TURNED.fullmatch(text)
        keys = [fold(text), *([fold(f"{turned[2]} {turned[1]}")] if turned else [])]
        for key in keys:
            located = self._named(key)
            article, _, rest = key.partition(" ")
            if not located and article in _ARTICLES and rest not in self.aliases.cities:
                located = self._named(rest)
            if located:
                return located
        if turned:
            inner, outer = (self._named(fold(part)) for part in turned.groups())
            if inner and outer and outer.id:
                return _within(inner, outer.id)
        words = fold(text).split()
        if not any(word in _WORDS.short for word in words):
            return None
        meant = self._known(self._by_stems.get(self._stems(words), ()))
        if not meant:
            return None
        return Located(meant[0]) if len(meant) == 1 else Located(None, perhaps=meant)

    def _stood_for(self, letters: str) -> tuple[str, ...]:
        """Return the places that letters in capitals, which are no code, may stand for."""
        aliases = self.aliases
        for ids in (
            aliases.ambiguous.get(letters),
            aliases.suggested.get(letters),
            (aliases.names[letters],) if letters in aliases.names else None,
        ):
            if ids:
                return self._known(ids)
        beginning = sorted(key for key, _ in self.shown.names() if key.startswith(letters))
        return self._known(str(self.shown.get(key)) for key in beginning)

    def _known(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id_ for id_ in ids if id_ in self._places))

    def _stems(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the words that tell names apart, in short and in a fixed order."""
        return tuple(sorted(_WORDS.stem.get(word, word) for word in words if word not in _SMALL))

    @cached_property
    def _by_stems(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The places whose names have these words, whatever their order."""
        names: dict[tuple[str, ...], set[str]] = {}
        for key, id_ in (*self.shown.names(), *self.aliases.names.items()):
            if key.isascii() and key not in self.aliases.cities:
                names.setdefault(self._stems(key.split()), set()).add(id_)
        for key, ids in self.aliases.ambiguous.items():
            names.setdefault(self._stems(key.split()), set()).update(ids)
        return {stems: tuple(sorted(ids)) for stems, ids in names.items()}


def _within(inner: Located, outer: str) -> Located | None:
    """Return "Paris, France" and "Tripoli, Libya"; for "Crimea, Ukraine" both places to choose."""
    if inner.id is None:
        return Located(outer, "city") if outer in inner.perhaps else None
    return inner if inner.id == outer else Located(None, perhaps=(inner.id, outer))


def is_code(text: str) -> bool:
    """Whether letters are written like a code: a few capitals, or two or three small letters."""
    letters = text.replace(".", "")
    if not letters.isalpha() or len(letters) not in _CODE:
        return False
    return letters.isupper() or (
        letters.islower() and letters.isascii() and len(letters) < _CODE[-1]
    )


class _Words:
    """The abbreviations that come with the package, folded."""

    @cached_property
    def _rows(self) -> Sequence[tuple[Sequence[str], Sequence[str]]]:
        return [
            ([*map(fold, row["abbreviation"].split("|"))], [*map(fold, row["words"].split("|"))])
            for row in table("abbreviations.csv")
        ]

    @cached_property
    def short(self) -> frozenset[str]:
        """Words cut short."""
        return frozenset(short for shorts, _ in self._rows for short in shorts)

    @cached_property
    def stem(self) -> Mapping[str, str]:
        """What stands for a word, whole or cut short."""
        return {word: shorts[0] for shorts, words in self._rows for word in (*shorts, *words)}


_WORDS: Final = _Words()
