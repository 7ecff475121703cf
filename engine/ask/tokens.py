"""Words of a question and the stretches of text found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['’.\-/][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place in the text; ``bare`` is without a possessive ending."""

    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        """The word without ``'s``."""
        return _POSSESSIVE.sub("", self.text)

    @property
    def possessive(self) -> bool:
        """Whether it ends in ``'s``."""
        return self.bare != self.text

    @property
    def key(self) -> str:
        """The bare word in lower case."""
        return self.bare.casefold().replace("’", "'")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """A stretch ``[start, end)`` of the text and what it is taken for.

    ``role``: person, place, places (several are meant), organisation, day, no-day (``value`` says
    why), presence, purpose. ``days``: first and last day, inclusive.
    """

    start: int
    end: int
    role: str
    value: str
    days: tuple[date, date] | None = None
    possessive: bool = False


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text, in order."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text))


def longest_first(found: Iterable[TokenMatch]) -> tuple[TokenMatch, ...]:
    """Return those that do not overlap, the longest taken first, in the order of the text."""
    kept: list[TokenMatch] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))
