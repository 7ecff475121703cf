"""The words of the grammar of days, and the table of all its terminals.

Words before and after a phrase are looked at where this says so, and in `numbers`; nothing else
outside a phrase counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from . import numbers
from .numbers import NOTHING, Tokens, beside, word
from .reader import Matches, Terminal
from .words import (
    LONG_MONTHS,
    LONG_WEEKDAYS,
    MONTHS,
    NUMBERS,
    ROMAN,
    SEASONS,
    SHORT_MONTHS,
    TENS,
    UNITS,
    VERBS,
    WEEKDAYS,
    feasts,
    foreign_months,
)

_MONTH_FOLLOWS: Final = frozenset(
    ("in", "during", "since", "next", "last", "of", "until", "till", "by", "early", "late", "mid")
)
"""Words after which `may`, `march` and short forms are months."""
_SHORT_ALONE: Final = frozenset(("feb", "apr", "aug", "sept", "oct", "nov"))
"""Short forms that are hardly another word or name."""


def _dotted(table: Mapping[str, Any], short: Mapping[str, Any], tokens: Tokens, at: int) -> Matches:
    """Match a word that has a stop after it if it is a short form."""
    made = list(word(table, tokens, at))
    if made and tokens[at].text in short and at + 1 < len(tokens):
        stop = tokens[at + 1]
        if stop.text == "." and stop.glued:
            made.append((made[0][0], at + 2))
    return tuple(made)


def _unit(tokens: Tokens, at: int) -> Matches:
    text = tokens[at].text
    unit = UNITS.get(text) or UNITS.get(text.removesuffix("s"))
    if unit is None:
        return NOTHING
    possessive = beside(tokens, at + 1) == "'" and tokens[at + 1].glued
    return ((unit, at + 1 + possessive),)


def _one_unit(tokens: Tokens, at: int) -> Matches:
    """Match a unit that is not in the plural."""
    return _unit(tokens, at) if tokens[at].text in UNITS else NOTHING


def _roman(tokens: Tokens, at: int) -> Matches:
    return word(ROMAN, tokens, at) if tokens[at].capital else NOTHING


def _month_alone(tokens: Tokens, at: int) -> Matches:
    """Match a month without a year; `may`, `march` and short forms only after certain words."""
    text, before = tokens[at].text, beside(tokens, at - 1)
    if before == "-":
        before = beside(tokens, at - 2)
    plain = text in LONG_MONTHS and text not in VERBS
    after = before in _MONTH_FOLLOWS or (before == "this" and tokens[at].capital)
    after = after and (text in VERBS or text in _SHORT_ALONE)
    return _dotted(MONTHS, SHORT_MONTHS, tokens, at) if plain or after else NOTHING


def _verb_or_month(tokens: Tokens, at: int) -> Matches:
    """Match `May` after a year, where it may be either."""
    written = tokens[at].capital or at + 1 == len(tokens) or not tokens[at + 1].solid
    return ((True, at + 1),) if written and tokens[at].text in VERBS else NOTHING


def _feast(tokens: Tokens, at: int) -> Matches:
    made: list[tuple[Any, int]] = []
    for size in range(1, 5):
        words: list[str] = []
        end = at
        while end < len(tokens) and len(words) < size:
            if tokens[end].text not in "'.-" or not words:
                words.append(tokens[end].text)
            end += 1
        day = feasts().get(tuple(words)) if len(words) == size else None
        if day is not None:
            made.append((day, end))
    return tuple(reversed(made))


def _foreign(tokens: Tokens, at: int) -> Matches:
    return ((True, at + 1),) if tokens[at].text in foreign_months() else NOTHING


def _year_in_words(tokens: Tokens, at: int) -> Matches:
    """Match `twenty twenty-five` and `two thousand and five`."""
    text, after = tokens[at].text, beside(tokens, at + 1)
    if text == "two" and after == "thousand":
        end = at + 2 + (beside(tokens, at + 2) == "and")
        if beside(tokens, end) not in {*TENS, *NUMBERS} - {"a", "an"}:
            return NOTHING
    elif text in ("twenty", "nineteen") and (after in TENS or NUMBERS.get(after, 0) >= 10):
        end = at + 1
    else:
        return NOTHING
    tens = beside(tokens, end) in TENS
    end += 1
    more = end + (beside(tokens, end) == "-")
    if tens and 1 <= NUMBERS.get(beside(tokens, more), 0) < 10:
        end = more + 1
    return ((True, end),)


def _about(tokens: Tokens, at: int) -> Matches:
    """Match `about`, but not in `what about`."""
    asked = beside(tokens, at - 1) in ("what", "how")
    return ((True, at + 1),) if tokens[at].text == "about" and not asked else NOTHING


def _weekday_alone(tokens: Tokens, at: int) -> Matches:
    """Match a short weekday without a date: `sat` and `sun` are other words besides."""
    return _dotted(WEEKDAYS, WEEKDAYS, tokens, at) if beside(tokens, at - 1) == "on" else NOTHING


def _season_alone(tokens: Tokens, at: int) -> Matches:
    """Match a season without a year; `fall` and `spring` are verbs besides."""
    text, before = tokens[at].text, beside(tokens, at - 1)
    before = f"{beside(tokens, at - 2)} {before}" if before == "the" else before
    after = before in ("in", "during", "in the", "during the")
    plain = text in SEASONS and text not in ("fall", "spring")
    return ((text, at + 1),) if plain or (after and text in SEASONS) else NOTHING


def _in(words: frozenset[str]) -> Callable[[Tokens, int], Matches]:
    def match(tokens: Tokens, at: int) -> Matches:
        return ((tokens[at].text, at + 1),) if tokens[at].text in words else NOTHING

    return match


_SHORT_WEEKDAYS: Final = {k: v for k, v in WEEKDAYS.items() if k not in LONG_WEEKDAYS}

TERMINALS: Final[Mapping[str, Terminal]] = {
    "ABOUT": _about,
    "BARE_YEAR": numbers.bare_year,
    "CLOCK": numbers.clock,
    "COUNT": numbers.count,
    "DAY_NUMBER": numbers.day_number,
    "DAY_PAIR": numbers.day_pair,
    "DECADE": numbers.decade,
    "DIGITS": numbers.written_date,
    "FEAST": _feast,
    "FOREIGN": _foreign,
    "HALF": partial(numbers.lettered, "h", 2),
    "LONG_WEEKDAY": partial(word, LONG_WEEKDAYS),
    "MONTH": partial(_dotted, MONTHS, SHORT_MONTHS),
    "MONTH_ALONE": _month_alone,
    "ONE_UNIT": _one_unit,
    "PLAIN_MONTH": partial(
        _dotted, {name: n for name, n in MONTHS.items() if name not in VERBS}, SHORT_MONTHS
    ),
    "PLURAL_WEEKDAY": partial(word, {f"{name}s": day for name, day in LONG_WEEKDAYS.items()}),
    "QUARTER": partial(numbers.lettered, "q", 4),
    "QUARTER_YEAR": numbers.quarter_year,
    "ROMAN": _roman,
    "SEASON": _in(SEASONS),
    "SEASON_ALONE": _season_alone,
    "SHORT_YEAR": numbers.short_year,
    "STEP": partial(word, {"this": 0, "current": 0, "next": 1, "last": -1, "previous": -1}),
    "TWO_DIGITS": numbers.two_digits,
    "UNIT": _unit,
    "VERB_OR_MONTH": _verb_or_month,
    "WEEK": numbers.iso_week,
    "WEEKDAY": partial(_dotted, WEEKDAYS, _SHORT_WEEKDAYS),
    "WEEKDAY_ALONE": _weekday_alone,
    "WHICH": numbers.which,
    "WORDED_YEAR": _year_in_words,
    "YEAR_NUMBER": partial(numbers.numbered, (4,)),
}
"""What each name in capitals that is not a row of templates matches at a token."""
