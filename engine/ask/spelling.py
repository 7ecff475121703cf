"""Slips in the words of the grammar itself: `arested` is arrested. Names are never corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .tokens import TokenMatch, Word
from .vocabulary import HOW, KNOWN, TIME

_SPELT: Final = (
    "arrest",
    "arrested",
    "arresting",
    "detain",
    "detained",
    "travel",
    "travels",
    "visit",
    "visits",
    "warrant",
    "country",
    "countries",
    "obliged",
    "dangerous",
    "members",
)
_OPENING: Final = ("would", "could", "should", "which", "where", "must", "does", "can", "will")
_LEAST: Final = 5


def misspelt(words: Sequence[Word], found: Sequence[TokenMatch]) -> Iterator[TokenMatch]:
    """Yield each unknown word that is one slip away from exactly one word of the grammar.

    The first word of a question may also be one that opens it: `wuld`.
    """
    opening = [one for one in _OPENING if words and _one_slip(words[0].key, one)]
    if opening and words[0].key not in KNOWN:
        yield TokenMatch(words[0].start, words[0].end, "word", opening[0])
        words = words[1:]
    for word in words:
        taken = any(one.start <= word.start < one.end for one in found)
        if (
            taken
            or word.key in KNOWN | TIME | HOW
            or len(word.key) < _LEAST
            or not word.key.isalpha()
        ):
            continue
        near = [one for one in _SPELT if _one_slip(word.key, one)]
        if len(near) == 1:
            yield TokenMatch(word.start, word.end, "word", near[0])


def _one_slip(written: str, meant: str) -> bool:
    """Whether one letter is missing, added, wrong or changed places with the next."""
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), None)
    if at is None:
        return True
    rest, right = written[at:], meant[at:]
    return (
        rest[1:] == right
        or rest == right[1:]
        or rest[1:] == right[1:]
        or (rest[:2] == right[1::-1] and rest[2:] == right[2:])
    )
