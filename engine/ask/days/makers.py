"""What the templates of the grammar make of their values: the actions, and why they refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from . import parts, relative
from .when import (
    NO_CERTAIN_DAY,
    NO_CERTAIN_DAYS,
    Days,
    Part,
    Unclear,
    When,
    refused,
    stretch,
    together,
)
from .words import UNITS

SEASON: Final = "is not at the same time everywhere: give the months"
WEEKS: Final = "is not counted in one way: write 2024-W36 for a week of ISO 8601, or give the days"
FISCAL: Final = "does not begin on the same day everywhere: give the first and the last day"
MIDNIGHT: Final = "may be the beginning or the end of the day: give the day without the hour"
LIMIT: Final = "is a limit, not a day: give the day, or from one day to another"
NO_LAST_DAY: Final = "gives no whole last day: write both days in full"
VERB: Final = "may be a month or a verb: write the month before the year"
EXCEPT: Final = "leaves days out: give the days that are meant"
AGAIN: Final = "comes again and again: give a day"
FOREIGN: Final = "names a month in another language: write it in English"
WORDED: Final = "has a year in words: write it in digits"
A_DAY: Final = UNITS["day"]


def refuse(why: str) -> Callable[..., When]:
    """Return an action that refuses for this reason."""
    return lambda *_: refused(why)


def same(_: date, *values: Any) -> Any:
    """Return the first value."""
    return values[0] if values else True


def given(value: Any) -> Callable[..., Any]:
    """Return an action that returns this value."""
    return lambda *_: value


def day_first(_: date, day: int, month: int, year: int | None = None) -> When:
    """Return the date of `3 July 2025`."""
    return When(year, month, day)


def month_first(_: date, month: int, day: int, year: int | None = None) -> When:
    """Return the date of `July 3, 2025`."""
    return When(year, month, day)


def on_weekday(_: date, weekday: int, when: When) -> When | None:
    """Return a date that has to be on this weekday."""
    return replace(when, weekday=weekday) if when.day is not None or when.why else None


def month(_: date, month: int, year: int | None = None) -> When:
    """Return a month."""
    return When(year, month)


def of_year(part: Part, year: int | None) -> When:
    """Return a part of a year that may stand elsewhere in the phrase."""
    return When(year, of_year=lambda y: parts.year_part(part, y))


def iso_week(_: date, year: int, week: tuple[int, int | None]) -> When:
    """Return a week of ISO 8601, or a day of it."""

    def days() -> Days:
        number, day = week
        try:
            first = date.fromisocalendar(year, number, day or 1)
        except ValueError:
            raise Unclear("this week does not exist in the calendar") from None
        return first, first if day else first + timedelta(days=6)

    return relative.clear(days)


def decade(_: date, year: int) -> When:
    """Return the ten years from this one."""
    return When(days=(date(year, 1, 1), date(year + 9, 12, 31)))


def feast(_: date, rule: str, year: int | None = None) -> When:
    """Return the day of a feast by its rule: `12-25`, `easter-2`, `orthodox+0`, or why not."""
    match = re.fullmatch(r"(easter|orthodox)([+-]\d+)", rule)
    if match:
        days = partial(_beside_easter, orthodox=match[1] == "orthodox", shift=int(match[2]))
        return When(year, of_year=days)
    month, _mark, day = rule.partition("-")
    return When(year, int(month), int(day)) if month.isdecimal() else refused(rule)


def _beside_easter(year: int, *, orthodox: bool, shift: int) -> Days:
    sunday = easter(year, EASTER_ORTHODOX) if orthodox else easter(year, EASTER_WESTERN)
    return (day := sunday + timedelta(days=shift)), day


def part_of(_: date, part: Part, when: When) -> When:
    """Return a part of something."""
    return replace(when, parts=(*when.parts, part))


def current(today: date, part: Part, unit: tuple[str, int]) -> When | None:
    """Return `the end of the year`: of this one, unless that is over."""
    name = {1: "month", 3: "quarter", 12: "year"}.get(unit[1]) if unit[0] == "months" else None
    if name is None:
        return refused(NO_CERTAIN_DAYS)
    when = part_of(today, part, relative.period(today, 0, name))
    days = relative.clear(when.resolve)
    return refused(NO_CERTAIN_DAY) if days.days and days.days[1] < today else days


def from_to(_: date, first: When, last: When) -> When:
    """Return the days from one to another."""
    return relative.clear(lambda: stretch(first, last))


def one_after_another(_: date, *days: When) -> When:
    """Return days that follow one on another."""
    return relative.clear(lambda: together(*days))


def day_of(day: int, month: int, year: int | None) -> When:
    """Return a date, its month and year said elsewhere."""
    return When(year, month, day)
