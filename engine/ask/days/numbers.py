"""The numbers of the grammar of days: days, years, counts, and dates written in figures.

A number counts only if nothing is written on to it (`G20`, `2,000`, `ICC-02/05`), and a year alone
only if no noun beside it makes it something else (`Resolution 1970`, `2000 people`, `the 2001
Act`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from .figures import century, date_in_figures
from .lexer import Token, joined_before
from .reader import Matches
from .words import COUNTED, DOCUMENTS, MONTHS, NUMBERS, ORDINALS, ROMAN, TENS, TITLED, WEEKDAYS

Tokens = Sequence[Token]

NOTHING: Final[Matches] = ()
_BEFORE_DIGITS: Final = {
    *MONTHS, *WEEKDAYS, *ROMAN, "mid", "early", "late", "end", "pre", "post", "t", "w", "fy",
}  # fmt: skip
_AFTER_DIGITS: Final = {*MONTHS, "t", "z", "am", "pm", "w", "q", "h", "s"}
_HOUR: Final = re.compile(
    r"([01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-6]\d(?:\.\d+)?)?(?:-[01]\d:[0-5]\d)?"
)


def word(table: Mapping[str, Any], tokens: Tokens, at: int) -> Matches:
    """Match a word of the table."""
    token = tokens[at]
    return ((table[token.text], at + 1),) if token.text in table else NOTHING


def beside(tokens: Tokens, at: int) -> str:
    """Return the text of a token, empty outside the text."""
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
        return not (
            tokens[at + 2].glued and tokens[at + 2].number and len(tokens[at + 2].text) == 3
        )
    return after.text in _AFTER_DIGITS if after.solid else after.text not in "%€$£°"


def _digits(tokens: Tokens, at: int, *sizes: int) -> int | None:
    """Return a plain number of so many digits."""
    text = tokens[at].text
    right = tokens[at].kind == "digits" and text.isdecimal() and len(text) in sizes
    return int(text) if right and stands_alone(tokens, at) else None


def numbered(sizes: tuple[int, ...], tokens: Tokens, at: int) -> Matches:
    """Match a number of so many digits."""
    number = _digits(tokens, at, *sizes)
    if number is None or (max(sizes) == 2 and beside(tokens, at + 1) in COUNTED):
        return NOTHING
    return ((number, at + 1),)


def ordinal(tokens: Tokens, at: int) -> Matches:
    """Match `3rd`, `third` and `twenty-third`."""
    token = tokens[at]
    if token.kind == "ordinal":
        return ((int(token.text[:-2]), at + 1),)
    if token.text in TENS:
        end = at + 1 + (beside(tokens, at + 1) == "-")
        last = ORDINALS.get(beside(tokens, end), 10)
        return ((TENS[token.text] + last, end + 1),) if last < 10 else NOTHING
    return word(ORDINALS, tokens, at)


def day_number(tokens: Tokens, at: int) -> Matches:
    """Match the day of a month, as a number or in words."""
    return numbered((1, 2), tokens, at) or ordinal(tokens, at)


def which(tokens: Tokens, at: int) -> Matches:
    """Match an ordinal; the last counts as -1."""
    return ((-1, at + 1),) if tokens[at].text in ("last", "final") else ordinal(tokens, at)


def count(tokens: Tokens, at: int) -> Matches:
    """Match how many: `3`, `three`, `twenty-three`, `a hundred`."""
    number = _digits(tokens, at, 1, 2, 3)
    if number is not None:
        return ((number, at + 1),)
    token = tokens[at]
    if token.text in TENS:
        end = at + 1 + (beside(tokens, at + 1) == "-")
        last = NUMBERS.get(beside(tokens, end), 10)
        more = (((TENS[token.text] + last), end + 1),) if last < 10 else NOTHING
        return (*more, (TENS[token.text], at + 1))
    if token.text in ("a", "one") and beside(tokens, at + 1) == "hundred":
        return ((100, at + 2),)
    return word(NUMBERS, tokens, at)


def short_year(tokens: Tokens, at: int) -> Matches:
    """Match `'24`."""
    if tokens[at].text != "'" or at + 1 == len(tokens) or not tokens[at + 1].glued:
        return NOTHING
    number = _digits(tokens, at + 1, 2)
    if number is None or beside(tokens, at + 2) in COUNTED:
        return NOTHING
    return ((century(tokens[at + 1].text), at + 2),)


def two_digits(tokens: Tokens, at: int) -> Matches:
    """Match a year of two digits."""
    number = numbered((2,), tokens, at)
    return ((century(tokens[at].text), at + 1),) if number else NOTHING


def _alone(tokens: Tokens, at: int) -> bool:
    """Whether the nouns beside a year leave it a year."""
    before, after = beside(tokens, at - 1), beside(tokens, at + 1)
    if before == "." and (
        beside(tokens, at - 2) in {*DOCUMENTS, "no"} or (at > 1 and tokens[at - 2].number)
    ):
        return False
    in_brackets = before == "(" and at > 1 and tokens[at - 2].number
    numbers = after == "(" and at + 2 < len(tokens) and tokens[at + 2].number
    return not (
        in_brackets or numbers or before in DOCUMENTS or after in COUNTED or after in TITLED
    )


def bare_year(tokens: Tokens, at: int) -> Matches:
    """Match a year that stands alone."""
    number = _digits(tokens, at, 4)
    if number is None or not 1900 <= number < 3000 or not _alone(tokens, at):
        return NOTHING
    return ((number, at + 1),)


def decade(tokens: Tokens, at: int) -> Matches:
    """Match `2020s` and `90s`."""
    text = tokens[at].text
    if text.isdecimal() and len(text) in (2, 4) and beside(tokens, at + 1) == "s":
        year = int(text) + (0 if len(text) == 4 else 1900 if int(text) >= 30 else 2000)
        if tokens[at + 1].glued and stands_alone(tokens, at) and year % 10 == 0 and year >= 1900:
            return ((year, at + 2),)
    return NOTHING


def written_date(tokens: Tokens, at: int) -> Matches:
    """Match a date in figures."""
    token = tokens[at]
    if token.kind != "digits" or not stands_alone(tokens, at):
        return NOTHING
    if beside(tokens, at - 1) in DOCUMENTS or not _alone(tokens, at):
        return NOTHING
    when = date_in_figures(token.text)
    return ((when, at + 1),) if when is not None else NOTHING


def day_pair(tokens: Tokens, at: int) -> Matches:
    """Match `22-24`, days of one month."""
    first, mark, last = tokens[at].text.partition("-")
    if mark and len(first) <= 2 and len(last) <= 2 and (first + last).isdecimal():
        return (((int(first), int(last)), at + 1),) if stands_alone(tokens, at) else NOTHING
    return NOTHING


def clock(tokens: Tokens, at: int) -> Matches:
    """Match `10:00` with seconds and a zone."""
    right = tokens[at].kind == "digits" and _HOUR.fullmatch(tokens[at].text)
    return ((True, at + 1),) if right and stands_alone(tokens, at) else NOTHING


def lettered(letter: str, most: int, tokens: Tokens, at: int) -> Matches:
    """Match `Q3` and, for quarters, `3Q`."""
    if at + 1 == len(tokens) or not tokens[at + 1].glued:
        return NOTHING
    first, second = tokens[at], tokens[at + 1]
    if first.text == letter and not (
        at + 2 < len(tokens) and tokens[at + 2].glued and (tokens[at + 2].solid)
    ):
        text = second.text
    elif letter == "q" and second.text == letter:
        text = first.text
    else:
        return NOTHING
    return ((int(text), at + 2),) if text.isdecimal() and 1 <= int(text) <= most else NOTHING


def quarter_year(tokens: Tokens, at: int) -> Matches:
    """Match `Q3/2024`."""
    if tokens[at].text != "q" or at + 1 == len(tokens) or not tokens[at + 1].glued:
        return NOTHING
    number, mark, year = tokens[at + 1].text.replace("-", "/").partition("/")
    if not mark or number not in ("1", "2", "3", "4") or not (year.isdecimal() and len(year) == 4):
        return NOTHING
    return (((int(number), int(year)), at + 2),)


def iso_week(tokens: Tokens, at: int) -> Matches:
    """Match `W36` and `W36-1`."""
    if tokens[at].text != "w" or at + 1 == len(tokens) or not tokens[at + 1].glued:
        return NOTHING
    week, mark, day = tokens[at + 1].text.partition("-")
    right = week.isdecimal() and len(week) <= 2 and (not mark or day.isdecimal())
    return (((int(week), int(day) if mark else None), at + 2),) if right else NOTHING
