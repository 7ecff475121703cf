"""Days and stretches of days in English, relative to a given today; never a guess.

Every way of writing days is read whole or refused whole, never a part of it. `parts` states what
*early 2024*, *the end of July* and the like mean; `terminals` which neighbours of a phrase count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from ..tokens import TokenMatch
from .grammar import GRAMMAR
from .lexer import Token, joined_after, joined_before, tokens_of, written_word
from .reader import DayReader
from .when import NOT_THERE, Days, Unclear, When, checked, refused
from .words import DOCUMENTS

__all__ = ["Days", "days_in"]

_TWO_WAYS: Final = "may be read in two ways: give the first and the last day"
_BETWEEN: Final = frozenset(",.-/&")
_UNKNOWN_FORM: Final = "is not a date in a known form: write it as YYYY-MM-DD"


def days_in(text: str, today: date) -> Iterator[TokenMatch]:
    """Yield every stretch of the text that means days, or looks so and cannot be used.

    They do not overlap. The latter have the role ``no-day`` and the reason as their value.
    """
    tokens = tokens_of(text)
    for first, last, when in _phrases(tokens, DayReader(GRAMMAR, tokens, today)):
        yield _found(tokens[first].start, tokens[last - 1].end, when)


def _phrases(tokens: Sequence[Token], reader: DayReader) -> list[tuple[int, int, When]]:
    """Return the phrases with their tokens ``[first, last)``, each as long as it can be."""
    made: list[tuple[int, int, When]] = []
    at = 0
    while at < len(tokens):
        when, last = _longest(reader, at)
        if when is None:
            at += 1
            continue
        first, inner = at, at + 1
        while inner < last:
            beyond = _longest(reader, inner)[1]
            if beyond > last:
                last, when = beyond, refused(_TWO_WAYS)
            inner += 1
        number = _number_before(tokens, first)
        if joined_before(tokens, first) or joined_after(tokens, last):
            first, last = written_word(tokens, first, last)
            when = refused(_UNKNOWN_FORM)
        elif number is not None and number >= (made[-1][1] if made else 0):
            first, when = number, refused(_UNKNOWN_FORM)
        while made and made[-1][1] > first:  # both are parts of one written word
            first = made.pop()[0]
        made.append((first, last, when))
        at = last
    return made


def _number_before(tokens: Sequence[Token], at: int) -> int | None:
    """Return the place of a number directly before a phrase, which may be a part of it."""
    place = at - 1
    while place > 0 and tokens[place].text in _BETWEEN:
        place -= 1
    if place < 0 or not tokens[place].number or joined_before(tokens, place):
        return None
    return None if place and tokens[place - 1].text in DOCUMENTS else place


def _longest(reader: DayReader, at: int) -> tuple[When | None, int]:
    """Return the longest phrase at a token with the token after it."""
    return max(reader.read("PHRASE", at), key=lambda match: match[1], default=(None, at))


def _found(start: int, end: int, when: When) -> TokenMatch:
    try:
        first, last = checked(when.resolve())
    except Unclear as unclear:
        return TokenMatch(start, end, "no-day", str(unclear))
    except OverflowError:
        return TokenMatch(start, end, "no-day", NOT_THERE)
    value = first.isoformat() + ("" if first == last else f"/{last.isoformat()}")
    return TokenMatch(start, end, "day", value, (first, last))
