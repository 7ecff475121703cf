"""Ranked suggestions for a name that is not known.

A candidate must explain *every* word of the query by a word of one of its names; a person's
surname must be among them, and with several words the first name too. So a relative, a namesake
or a longer description leads to nothing rather than to a wanted person. Suggestions are shown to
the caller; nothing is ever resolved by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ...base.errors import Suggestion
from .fold import fold

FLOOR: Final = 70.0
"""A suggestion below this score is not shown."""

LIMIT: Final = 5
"""How many suggestions are shown at most."""

_SPREAD: Final = 10.0  # Further below the best one, a suggestion is noise.
_BEST: Final = 99.0  # 100 is kept for names that are certain, though of several records.
_WORD_FLOOR: Final = 75.0
_SAME_SKELETON: Final = 85.0
_INITIAL: Final = 75.0
_RUN_TOGETHER: Final = 88.0
_MOST_WORDS: Final = 10
_UNUSED_WORD: Final = 1.5
_PARTICLES: Final = frozenset(
    ("al", "el", "as", "ar", "az", "ash", "at", "an", "ad", "de", "of", "and", "the")
)
_TITLES: Final = frozenset(
    ("president", "presidente", "prime", "minister", "pm", "general", "gen", "mr", "dr")
)
_FORMS_OF_STATE: Final = frozenset(
    ("republic", "kingdom", "federation", "state", "island", "islands")
)
_SOFT: Final = re.compile(r"[aeiouyh]+")
_DOUBLE: Final = re.compile(r"(.)\1+")
_LIKE: Final = str.maketrans("cqwz", "kkvs")


@dataclass(frozen=True)
class _Name:
    id: str
    shown: str
    alias: str
    words: tuple[str, ...]


class Suggester:
    """Finds near names among ``(id, display name, alias)`` triples.

    ``persons``: apply the rules on first name and surname, and try the query without titles;
    otherwise the names are of places and are tried without the form of State, too.
    """

    def __init__(self, names: Iterable[tuple[str, str, str]], *, persons: bool) -> None:
        # Loaded here and not above: an exact hit, the usual case, never pays for them.
        from anyascii import anyascii
        from rapidfuzz import fuzz, process

        self._ascii = anyascii
        self._ratio = fuzz.ratio
        self._extract = process.extract
        self._persons = persons
        self._overlooked = _TITLES if persons else _FORMS_OF_STATE
        self._names = tuple(
            _Name(id_, shown, alias, words)
            for id_, shown, alias in names
            for words in ([self._words(alias)] if persons else self._readings(alias))
            if words
        )
        self._whole = tuple("".join(name.words) for name in self._names)
        self._with_word: dict[str, list[int]] = {}
        for at, name in enumerate(self._names):
            for word in name.words:
                self._with_word.setdefault(word, []).append(at)

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return at most `LIMIT` suggestions for ``text``, best first, each id once."""
        best: dict[str, Suggestion] = {}
        for query in self._readings(text):
            for name, whole in self._near(query):
                score = round(min(_BEST, max(self._cover(query, name.words), whole)), 1)
                known = best.get(name.id)
                if score >= FLOOR and (known is None or score > known.score):
                    best[name.id] = Suggestion(name.id, name.shown, score, f"like {name.alias!r}")
        ranked = sorted(best.values(), key=lambda found: (-found.score, found.name, found.id))
        return tuple(s for s in ranked[:LIMIT] if s.score >= ranked[0].score - _SPREAD)

    def _readings(self, text: str) -> Iterable[tuple[str, ...]]:
        """Return the words of ``text``, with and without those that tell little."""
        words = self._words(text)
        return dict.fromkeys((words, tuple(w for w in words if w not in self._overlooked)))

    def _words(self, text: str) -> tuple[str, ...]:
        words = fold(self._ascii(fold(text))).split()
        return tuple(word for word in words if word not in _PARTICLES) or tuple(words)

    def _near(self, query: Sequence[str]) -> Iterable[tuple[_Name, float]]:
        """Return the names worth a closer look, with how alike they are as a whole."""
        if not query or len(query) > _MOST_WORDS or max(map(len, query)) < 2:
            return ()
        floor = _RUN_TOGETHER if self._persons else FLOOR
        wholes: dict[int, float] = {}
        if len(query) == 1 or not self._persons:
            hits = self._extract(
                "".join(query),
                self._whole,
                scorer=self._ratio,
                score_cutoff=floor,
                limit=None,
            )
            wholes = {at: score for _, score, at in hits}
        if self._persons:  # Few enough to look at each.
            near: Iterable[int] = range(len(self._names))
        else:
            words = self._extract(
                max(query, key=len),
                self._with_word.keys(),
                scorer=self._ratio,
                score_cutoff=_WORD_FLOOR,
                limit=None,
            )
            with_word = {at for word, *_ in words for at in self._with_word[word]}
            near = sorted(wholes.keys() | with_word)
        return ((self._names[at], wholes.get(at, 0.0)) for at in near)

    def _cover(self, query: Sequence[str], words: Sequence[str]) -> float:
        """Return how well the words of one name explain all words of the query (0: they do not)."""
        left = dict(enumerate(words))
        total = 0.0
        for word in query:
            scored = [(self._alike(word, other), -at) for at, other in left.items()]
            score, at = max(scored, default=(0.0, 0))
            if score < _WORD_FLOOR:
                return 0.0
            total += score * len(word)
            del left[-at]
        if self._persons and (len(words) - 1 in left or (len(query) > 1 and 0 in left)):
            return 0.0
        return total / sum(map(len, query)) - _UNUSED_WORD * min(len(left), 4)

    def _alike(self, word: str, other: str) -> float:
        score = self._ratio(word, other)
        if not self._persons:
            return score
        if len(word) == 1 and word == other[0]:
            return _INITIAL
        if score < _SAME_SKELETON and word[0] == other[0] and _skeleton(word) == _skeleton(other):
            return _SAME_SKELETON
        return score


def _skeleton(word: str) -> str:
    """Return the consonants that survive transliteration: Poutine, Putyin and Putin agree."""
    bones = _DOUBLE.sub(r"\1", _SOFT.sub("", word.translate(_LIKE)))
    return bones if len(bones) > 2 else word
