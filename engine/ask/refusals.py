"""Words that are understood well enough to know that the question cannot be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from .errors import QuestionNotUnderstood
from .tokens import Word
from .vocabulary import EXCLUDING, HOW, REFUSED, TIME

Error = Callable[[str], QuestionNotUnderstood]

NARROWS: Final = (
    "{word} is not understood, and may narrow what is asked about: leave it out, or name a region "
    "(Africa, Eastern Europe …) or an organisation (EU, BRICS …)"
)
NOBODY: Final = "nobody of that name is on record as publicly sought by the Court"

_LEFT_OUT: Final = (
    "{word} leaves something out, which a plain question cannot: ask about a region, an "
    "organisation or all places"
)
_APART: Final = re.compile(
    r"\b(?:other than|apart from|aside from|but not|all but"
    r"|(?:any|every|no)(?:one|body|where) but)\b",
    re.IGNORECASE,
)


def refuse_exceptions(text: str, error: Error) -> None:
    """Raise what ``error`` makes if a question leaves somebody or some places out."""
    apart = _APART.search(text)
    if apart:
        raise error(_LEFT_OUT.format(word=repr(apart[0])))


def refuse_meanings(words: Iterable[Word], error: Error, *, there: bool) -> None:
    """Raise what ``error`` makes for a word that would make another question of it.

    ``there``: how the person is there is understood, of which a word such as `plane` is a part.
    """
    for word in words:
        if any(char.isdigit() for char in word.text) or word.key in TIME:
            raise error(f"{word.text!r} looks like a part of a date that is not understood")
        if word.key in HOW and not there:
            raise error(f"{word.text!r} says how the person is there, but not in known words")
        if word.key in EXCLUDING or word.key.startswith("non-"):
            raise error(_LEFT_OUT.format(word=repr(word.text)))
        for why, refused in REFUSED.items():
            if word.key in refused:
                raise error(f"{word.text!r} {why}")
