"""The single words and numbers of the grammar of days, with the look at what is beside them.

A number counts only if nothing is written on to it (`G20`, `2,000`, `ICC-02/05`), and a year alone
only if no noun beside it makes it something else (`Resolution 1970`, `2000 people`, `the 2001
Act`). These neighbours are all that is looked at outside a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from .lexer import Token, joined_before
from .numeric import century, date_in_digits
from .reader import Matches, Terminal
from .words import (
    COUNTED,
    DOCUMENTS,
    LONG_MONTHS,
    LONG_WEEKDAYS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    ROMAN,
    SEASONS,
    SHORT_MONTHS,
    TENS,
    TITLED,
    UNITS,
    VERBS,
    WEEKDAYS,
    feasts,
    foreign_months,
)

Tokens = Sequence[Token]

_NO: Final[Matches] = ()
_BEFORE_DIGITS: Final = {
    *MONTHS, *WEEKDAYS, *ROMAN, "mid", "early", "late", "end", "pre", "post", "t", "w", "fy",
}  # fmt: skip
_AFTER_DIGITS: Final = {*MONTHS, "t", "z", "am", "pm", "w", "q", "h", "s"}
_MONTH_FOLLOWS: Final = frozenset(
    "in during since next last of until till by early late mid".split()
)
"""Words after which `may`, `march` and short forms are months."""

_SHORT_ALONE: Final = frozenset(("feb", "apr", "aug", "sept", "oct", "nov"))
"""Short forms that are hardly another word or name."""


_HOUR: Final = re.compile(
    r"([01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-6]\d(?:\.\d+)?)?(?:-[01]\d:[0-5]\d)?"
)


def _word(table: Mapping[str, Any], tokens: Tokens, at: int) -> Matches:
    token = tokens[at]
    return ((table[token.text], at + 1),) if token.text in table else _NO


def _dotted(table: Mapping[str, Any], short: Mapping[str, Any], tokens: Tokens, at: int) -> Matches:
    """Match a word that has a stop after it if it is a short form."""
    made = list(_word(table, tokens, at))
    if made and tokens[at].text in short and at + 1 < len(tokens):
        stop = tokens[at + 1]
        if stop.text == "." and stop.glued:
            made.append((made[0][0], at + 2))
    return tuple(made)


def _beside(tokens: Tokens, at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether a number is not a part of something longer than a date."""
    if joined_before(tokens, at):
        mark = tokens[at - 1]
        before = mark if mark.solid or not mark.glued else tokens[at - 2]
        joins = mark.solid or mark.text in "-/.'" or (mark.text == "+" and ":" in before.text)
        if not joins or not (before.number or before.text in _BEFORE_DIGITS):
            return False
    if at + 1 == len(tokens) or not tokens[at + 1].glued:
        return True
    after = tokens[at + 1]
    if after.text == "," and at + 2 < len(tokens):  # 2,000
        return not (tokens[at + 2].glued and tokens[at + 2].number and len(tokens[at + 2].text) == 3)
    return after.text in _AFTER_DIGITS if after.solid else after.text not in "%€$£°"


def _digits(tokens: Tokens, at: int, *sizes: int) -> int | None:
    """Return a plain number of so many digits."""
    text = tokens[at].text
    right = tokens[at].kind == "digits" and text.isdecimal() and len(text) in sizes
    return int(text) if right and stands_alone(tokens, at) else None


def _numbered(sizes: tuple[int, ...], tokens: Tokens, at: int) -> Matches:
    number = _digits(tokens, at, *sizes)
    if number is None or (max(sizes) == 2 and _beside(tokens, at + 1) in COUNTED):
        return _NO
    return ((number, at + 1),)


def _ordinal(tokens: Tokens, at: int) -> Matches:
    token = tokens[at]
    if token.kind == "ordinal":
        return ((int(token.text[:-2]), at + 1),)
    if token.text in TENS:
        end = at + 1 + (_beside(tokens, at + 1) == "-")
        last = ORDINALS.get(_beside(tokens, end), 10)
        return ((TENS[token.text] + last, end + 1),) if last < 10 else _NO
    return _word(ORDINALS, tokens, at)


def _day(tokens: Tokens, at: int) -> Matches:
    return _numbered((1, 2), tokens, at) or _ordinal(tokens, at)


def _which(tokens: Tokens, at: int) -> Matches:
    return ((-1, at + 1),) if tokens[at].text in ("last", "final") else _ordinal(tokens, at)


def _count(tokens: Tokens, at: int) -> Matches:
    number = _digits(tokens, at, 1, 2, 3)
    if number is not None:
        return ((number, at + 1),)
    token = tokens[at]
    if token.text in TENS:
        end = at + 1 + (_beside(tokens, at + 1) == "-")
        last = NUMBERS.get(_beside(tokens, end), 10)
        more = (((TENS[token.text] + last), end + 1),) if last < 10 else _NO
        return (*more, (TENS[token.text], at + 1))
    if token.text in ("a", "one") and _beside(tokens, at + 1) == "hundred":
        return ((100, at + 2),)
    return _word(NUMBERS, tokens, at)


def _unit(tokens: Tokens, at: int) -> Matches:
    text = tokens[at].text
    unit = UNITS.get(text) or UNITS.get(text.removesuffix("s"))
    if unit is None:
        return _NO
    possessive = _beside(tokens, at + 1) == "'" and tokens[at + 1].glued
    return ((unit, at + 1 + possessive),)


def _short_year(tokens: Tokens, at: int) -> Matches:
    """Match `'24`."""
    if tokens[at].text != "'" or at + 1 == len(tokens) or not tokens[at + 1].glued:
        return _NO
    number = _digits(tokens, at + 1, 2)
    if number is None or _beside(tokens, at + 2) in COUNTED:
        return _NO
    return ((century(tokens[at + 1].text), at + 2),)


def _two_digits(tokens: Tokens, at: int) -> Matches:
    number = _numbered((2,), tokens, at)
    return ((century(tokens[at].text), at + 1),) if number else _NO


def _alone(tokens: Tokens, at: int) -> bool:
    """Whether the nouns beside a year leave it a year."""
    before, after = _beside(tokens, at - 1), _beside(tokens, at + 1)
    if before == "." and (
        _beside(tokens, at - 2) in {*DOCUMENTS, "no"} or (at > 1 and tokens[at - 2].number)
    ):
        return False
    in_brackets = before == "(" and at > 1 and tokens[at - 2].number
    numbers = after == "(" and at + 2 < len(tokens) and tokens[at + 2].number
    return not (
        in_brackets or numbers or before in DOCUMENTS or after in COUNTED or after in TITLED
    )


def _bare_year(tokens: Tokens, at: int) -> Matches:
    number = _digits(tokens, at, 4)
    if number is None or not 1900 <= number < 3000 or not _alone(tokens, at):
        return _NO
    return ((number, at + 1),)


def _decade(tokens: Tokens, at: int) -> Matches:
    text = tokens[at].text
    if text.isdecimal() and len(text) in (2, 4) and _beside(tokens, at + 1) == "s":
        year = int(text) + (0 if len(text) == 4 else 1900 if int(text) >= 30 else 2000)
        if tokens[at + 1].glued and stands_alone(tokens, at) and year % 10 == 0 and year >= 1900:
            return ((year, at + 2),)
    return _NO


def _compound(tokens: Tokens, at: int) -> Matches:
    token = tokens[at]
    if token.kind != "digits" or not stands_alone(tokens, at):
        return _NO
    if _beside(tokens, at - 1) in DOCUMENTS or not _alone(tokens, at):
        return _NO
    when = date_in_digits(token.text)
    return ((when, at + 1),) if when is not None else _NO


def _day_pair(tokens: Tokens, at: int) -> Matches:
    """Match `22-24`, days of one month."""
    first, mark, last = tokens[at].text.partition("-")
    if mark and len(first) <= 2 and len(last) <= 2 and (first + last).isdecimal():
        return (((int(first), int(last)), at + 1),) if stands_alone(tokens, at) else _NO
    return _NO


def _clock(tokens: Tokens, at: int) -> Matches:
    right = tokens[at].kind == "digits" and _HOUR.fullmatch(tokens[at].text)
    return ((True, at + 1),) if right and stands_alone(tokens, at) else _NO


def _lettered(letter: str, most: int, tokens: Tokens, at: int) -> Matches:
    """Match `Q3` and, for quarters, `3Q`."""
    if at + 1 == len(tokens) or not tokens[at + 1].glued:
        return _NO
    first, second = tokens[at], tokens[at + 1]
    if first.text == letter and not (at + 2 < len(tokens) and tokens[at + 2].glued and (
        tokens[at + 2].solid
    )):
        text = second.text
    elif letter == "q" and second.text == letter:
        text = first.text
    else:
        return _NO
    return ((int(text), at + 2),) if text.isdecimal() and 1 <= int(text) <= most else _NO


def _quarter_year(tokens: Tokens, at: int) -> Matches:
    """Match `Q3/2024`."""
    if tokens[at].text != "q" or at + 1 == len(tokens) or not tokens[at + 1].glued:
        return _NO
    number, mark, year = tokens[at + 1].text.replace("-", "/").partition("/")
    if not mark or number not in ("1", "2", "3", "4") or not (year.isdecimal() and len(year) == 4):
        return _NO
    return (((int(number), int(year)), at + 2),)


def _week(tokens: Tokens, at: int) -> Matches:
    """Match `W36` and `W36-1`."""
    if tokens[at].text != "w" or at + 1 == len(tokens) or not tokens[at + 1].glued:
        return _NO
    week, mark, day = tokens[at + 1].text.partition("-")
    right = week.isdecimal() and len(week) <= 2 and (not mark or day.isdecimal())
    return (((int(week), int(day) if mark else None), at + 2),) if right else _NO


def _roman(tokens: Tokens, at: int) -> Matches:
    return _word(ROMAN, tokens, at) if tokens[at].capital else _NO


def _month_alone(tokens: Tokens, at: int) -> Matches:
    """Match a month without a year; `may`, `march` and short forms only after certain words."""
    text, before = tokens[at].text, _beside(tokens, at - 1)
    if before == "-":
        before = _beside(tokens, at - 2)
    plain = text in LONG_MONTHS and text not in VERBS
    after = before in _MONTH_FOLLOWS or (before == "this" and tokens[at].capital)
    after = after and (text in VERBS or text in _SHORT_ALONE)
    return _dotted(MONTHS, SHORT_MONTHS, tokens, at) if plain or after else _NO


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
    return ((True, at + 1),) if tokens[at].text in foreign_months() else _NO


def _year_in_words(tokens: Tokens, at: int) -> Matches:
    """Match `twenty twenty-five` and `two thousand and five`."""
    text, after = tokens[at].text, _beside(tokens, at + 1)
    if text == "two" and after == "thousand":
        end = at + 2 + (_beside(tokens, at + 2) == "and")
        if _beside(tokens, end) not in {*TENS, *NUMBERS} - {"a", "an"}:
            return _NO
    elif text in ("twenty", "nineteen") and (after in TENS or NUMBERS.get(after, 0) >= 10):
        end = at + 1
    else:
        return _NO
    tens = _beside(tokens, end) in TENS
    end += 1
    more = end + (_beside(tokens, end) == "-")
    if tens and 1 <= NUMBERS.get(_beside(tokens, more), 0) < 10:
        end = more + 1
    return ((True, end),)


def _about(tokens: Tokens, at: int) -> Matches:
    """Match `about`, but not in `what about`."""
    asked = _beside(tokens, at - 1) in ("what", "how")
    return ((True, at + 1),) if tokens[at].text == "about" and not asked else _NO


def _weekday_alone(tokens: Tokens, at: int) -> Matches:
    """Match a short weekday without a date: `sat` and `sun` are other words besides."""
    return _dotted(WEEKDAYS, WEEKDAYS, tokens, at) if _beside(tokens, at - 1) == "on" else _NO


def _season_alone(tokens: Tokens, at: int) -> Matches:
    """Match a season without a year; `fall` and `spring` are verbs besides."""
    text, before = tokens[at].text, _beside(tokens, at - 1)
    before = f"{_beside(tokens, at - 2)} {before}" if before == "the" else before
    after = before in ("in", "during", "in the", "during the")
    plain = text in SEASONS and text not in ("fall", "spring")
    return ((text, at + 1),) if plain or (after and text in SEASONS) else _NO


def _in(words: frozenset[str]) -> Callable[[Tokens, int], Matches]:
    def match(tokens: Tokens, at: int) -> Matches:
        return ((tokens[at].text, at + 1),) if tokens[at].text in words else _NO

    return match


_SHORT_WEEKDAYS: Final = {k: v for k, v in WEEKDAYS.items() if k not in LONG_WEEKDAYS}

TERMINALS: Final[Mapping[str, Terminal]] = {
    "ABOUT": _about,
    "BARE_YEAR": _bare_year,
    "CLOCK": _clock,
    "COUNT": _count,
    "DAY_NUMBER": _day,
    "DAY_PAIR": _day_pair,
    "DECADE": _decade,
    "DIGITS": _compound,
    "FEAST": _feast,
    "FOREIGN": _foreign,
    "HALF": partial(_lettered, "h", 2),
    "LONG_WEEKDAY": partial(_word, LONG_WEEKDAYS),
    "MONTH": partial(_dotted, MONTHS, SHORT_MONTHS),
    "MONTH_ALONE": _month_alone,
    "QUARTER": partial(_lettered, "q", 4),
    "QUARTER_YEAR": _quarter_year,
    "ROMAN": _roman,
    "SEASON": _in(SEASONS),
    "SEASON_ALONE": _season_alone,
    "SHORT_YEAR": _short_year,
    "STEP": partial(_word, {"this": 0, "current": 0, "next": 1, "last": -1, "previous": -1}),
    "TWO_DIGITS": _two_digits,
    "UNIT": _unit,
    "WEEK": _week,
    "WEEKDAY": partial(_dotted, WEEKDAYS, _SHORT_WEEKDAYS),
    "WEEKDAY_ALONE": _weekday_alone,
    "WHICH": _which,
    "WORDED_YEAR": _year_in_words,
    "YEAR_NUMBER": partial(_numbered, (4,)),
}
"""What each name in capitals that is not a row of templates matches at a token."""
