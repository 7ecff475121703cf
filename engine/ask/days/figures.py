"""Dates in figures alone: `2024-09-02`, `2024-11`; each has one reading or is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from .when import AMBIGUOUS, NO_YEAR, NOT_THERE, Unclear, When, refused, stretch

_PAIR: Final = "may be a month or two years: write YYYY-MM-DD, or the years in full"
_YEARS: Final = "may be two years or what is between: give the first and the last day"
_UNKNOWN: Final = "is not a date in a known form: write it as YYYY-MM-DD"
_FULL: Final = r"(\d{4})-(\d{1,2})-(\d{1,2})"


def century(year: str) -> int:
    """Return a year of two digits in full: none before the Statute's adoption can be meant."""
    return (1900 if int(year) >= 98 else 2000) + int(year)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _only(*readings: tuple[int, int, int]) -> When:
    """Return the only date among readings (year, month, day), or why there is none."""
    real = {reading for reading in readings if _exists(*reading)}
    if len(real) > 1:
        return refused(AMBIGUOUS)
    return When(*real.pop()) if real else refused(NOT_THERE)


def _year_first(year: str, _: str, month: str, day: str) -> When:
    return _only((int(year), int(month), int(day)))


def _year_last(first: str, _: str, second: str, year: str) -> When:
    a, b, y = int(first), int(second), int(year)
    return _only((y, b, a), (y, a, b))


def _short_year(first: str, _: str, second: str, third: str) -> When:
    a, b, c = int(first), int(second), int(third)
    return _only((century(third), b, a), (century(third), a, b), (century(first), b, c))


def _year_and_more(year: str, mark: str, more: str) -> When:
    short = int(year) % 10 ** len(more)
    if mark == "." or int(more) > 12 or int(more) == short + 1:
        return refused(_PAIR)
    return When(int(year), int(more)) if int(more) else refused(NOT_THERE)


def _month_and_year(month: str, _: str, year: str) -> When | None:
    return When(int(year), int(month)) if 1 <= int(month) <= 12 else None


def _years(first: str, mark: str, last: str) -> When:
    if mark == "/":
        return refused(_YEARS)
    return _between(When(int(first)), When(int(last)))


def _between(first: When, last: When) -> When:
    try:
        return When(days=stretch(first, last))
    except Unclear as unclear:
        return refused(str(unclear))


def _dates(*parts: str) -> When:
    first, second, third, *last = map(int, parts)
    return _between(When(first, second, third), When(last[0], last[1], last[2]))


def _two_dates(*texts: str) -> When | None:
    first, last = (date_in_figures(text) for text in texts)
    return _between(first, last) if first and last else None


def _no_year(first: str, second: str) -> When | None:
    a, b = int(first), int(second)
    real = _exists(2000, a, b) or _exists(2000, b, a)
    return refused(NO_YEAR) if real else None


def _compact(year: str, month: str, day: str) -> When | None:
    when = (int(year), int(month), int(day))
    return When(*when) if _exists(*when) else None


_FORMS: Final[Mapping[str, Callable[..., When | None]]] = {
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})": _year_first,
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})": _year_last,
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2})": _short_year,
    r"(\d{4})([-/.])(\d{1,2})": _year_and_more,
    r"(\d{1,2})([-/.])(\d{4})": _month_and_year,
    r"((?:19|2\d)\d\d)([-/])((?:19|2\d)\d\d)": _years,
    rf"{_FULL}[-/]{_FULL}": _dates,
    r"([\d./]{6,10})-([\d./]{6,10})": _two_dates,
    r"(\d{1,2})/(\d{1,2})": _no_year,
    r"((?:19|20)\d\d)(\d\d)(\d\d)": _compact,
    r"(?:19|20)\d\d[-/.].*": lambda: refused(_UNKNOWN),
}


def date_in_figures(text: str) -> When | None:
    """Return what digits with marks between say, None if they are no date at all."""
    for form, read in _FORMS.items():
        match = re.fullmatch(form, text.replace(" ", ""))
        if match:
            return read(*match.groups())
    return None
