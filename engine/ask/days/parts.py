"""Parts of a year, a month and other stretches, and days counted from them.

The conventions, where usage leaves room:

- *early*, *mid* and *late* are the first, middle and last third: of a year four months, of a
  quarter one month, of a month the 1st to the 10th, the 11th to the 20th, and the rest.
- *the beginning* and *the end* of a year, a half or a quarter are its first and last month; of a
  month they are its first and last third. *The middle* is the middle third.
- The halves of a month are the 1st to the 15th, and the rest. *The first week* of a month or year
  is its first seven days, the second the seven after, *the last week* its last seven days.
- *Later this year* begins tomorrow, *earlier this year* ends yesterday, *the rest of* it begins
  today.
- Before and after a day are counted in the calendar: three months before 31 May is 28 or 29
  February.

What has no such meaning (*early next week*, *the end of the decade*) is asked back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from .when import NO_CERTAIN_DAYS, NOT_THERE, Days, Part, Unclear, month_of, moved

_ONE_DAY: Final = timedelta(days=1)


def whole(days: Days) -> Days:
    """Return all the days."""
    return days


def vague(_: Days) -> Days:
    """Refuse a part that is not certain, as a few days of a month."""
    raise Unclear(NO_CERTAIN_DAYS)


def months_in(days: Days) -> int:
    """Return how many whole months the days are, 0 if they are none."""
    first, last = days
    if first.day != 1 or last != month_of(last)[1]:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def some_months(days: Days, at: int, count: int) -> Days:
    """Return ``count`` months of the days, from the month with the number ``at``."""
    return moved(days[0], at), month_of(moved(days[0], at + count - 1))[1]


def third(number: int) -> Part:
    """Return what finds the first (0), middle or last third."""

    def part(days: Days) -> Days:
        months = months_in(days)
        first, last = days
        if first == last:
            return days  # a part of a day is on that day
        if months == 1:
            edges = (first, first.replace(day=11), first.replace(day=21))
            return edges[number], (*(edge - _ONE_DAY for edge in edges[1:]), last)[number]
        if months in (3, 6, 12):
            return some_months(days, number * months // 3, months // 3)
        raise Unclear(NO_CERTAIN_DAYS)

    return part


def edge(number: int) -> Part:
    """Return what finds the beginning (0) or end (2)."""

    def part(days: Days) -> Days:
        months = months_in(days)
        if months == 1:
            return third(number)(days)
        if months in (3, 6, 12):
            return some_months(days, 0 if number == 0 else months - 1, 1)
        raise Unclear(NO_CERTAIN_DAYS)

    return part


def half(number: int) -> Part:
    """Return what finds the first (1) or second half."""

    def part(days: Days) -> Days:
        months, first = months_in(days), days[0]
        if months == 1:
            return (
                (first, first.replace(day=15)) if number == 1 else (first.replace(day=16), days[1])
            )
        if months and months % 2 == 0 and number in (1, 2):
            return some_months(days, (number - 1) * months // 2, months // 2)
        raise Unclear(NO_CERTAIN_DAYS)

    return part


def quarter(number: int) -> Part:
    """Return what finds a quarter of a year, counted from 1, or from -1 backwards."""

    def part(days: Days) -> Days:
        if months_in(days) != 12 or number not in (-1, 1, 2, 3, 4):
            raise Unclear(NO_CERTAIN_DAYS)
        return some_months(days, 9 if number == -1 else 3 * (number - 1), 3)

    return part


def year_part(part: Part, year: int) -> Days:
    """Return a part of a year."""
    return part((date(year, 1, 1), date(year, 12, 31)))


def counted(number: int, count: int, unit: tuple[str, int]) -> Part:
    """Return what finds ``count`` units: the first (1), the second …, or the last (-1)."""

    def part(days: Days) -> Days:
        first, last = days
        if number < 0:
            until, since = last, shift(last + _ONE_DAY, -count, unit) if last < date.max else first
        else:
            since = shift(first, (number - 1) * count, unit)
            until = shift(first, number * count, unit) - _ONE_DAY
        if since < first or until > last or (since, until) == days:
            raise Unclear(NO_CERTAIN_DAYS)
        return since, until

    return part


def a_weekday(number: int, weekday: int) -> Part:
    """Return what finds the first (1), second … or last (-1) Monday or the like."""

    def part(days: Days) -> Days:
        first, last = days
        if number < 0:
            day = last - timedelta(days=(last.weekday() - weekday) % 7)
        else:
            day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
        if not first <= day <= last:
            raise Unclear(NOT_THERE)
        return day, day

    return part


def weekday_beside(weekday: int, number: int) -> Part:
    """Return what finds the first (1), second … Monday after a day, or the last before it (-1)."""

    def part(days: Days) -> Days:
        if days[0] != days[1]:
            raise Unclear(NO_CERTAIN_DAYS)
        sign = 1 if number > 0 else -1
        steps = (sign * (weekday - days[0].weekday()) - 1) % 7 + 1
        day = days[0] + timedelta(days=sign * (steps + 7 * (abs(number) - 1)))
        return day, day

    return part


def rest(today: date, *, since: int | None = None, until: int | None = None) -> Part:
    """Return what cuts days that have begun and not ended, so many days from today."""

    def part(days: Days) -> Days:
        first = days[0] if since is None else today + timedelta(days=since)
        last = days[1] if until is None else today + timedelta(days=until)
        if not days[0] <= first <= last <= days[1]:
            raise Unclear(NO_CERTAIN_DAYS)
        return first, last

    return part


def after(count: int, unit: tuple[str, int]) -> Part:
    """Return what finds the day so many units after a day, or before it with a negative count."""

    def part(days: Days) -> Days:
        if days[0] != days[1]:
            raise Unclear(NO_CERTAIN_DAYS)
        day = shift(days[0], count, unit)
        return day, day

    return part


def week_of(*, starts: bool = False, ends: bool = False) -> Part:
    """Return what finds the week of a day: of that day as its first or last, or of the calendar."""

    def part(days: Days) -> Days:
        day = days[0]
        if day != days[1] or (day.weekday() == 6 and not (starts or ends)):
            raise Unclear(NO_CERTAIN_DAYS)  # a week begins on a Sunday to some
        if not starts:
            day -= timedelta(days=6 if ends else day.weekday())
        return day, day + timedelta(days=6)

    return part


def shift(day: date, count: int, unit: tuple[str, int]) -> date:
    """Return the day so many units later; raises `Unclear`."""
    name, size = unit
    try:
        return day + (
            timedelta(days=count * size) if name == "days" else relativedelta(months=count * size)
        )
    except (ValueError, OverflowError):
        raise Unclear(NOT_THERE) from None


THIRDS: Final[Mapping[str, Part]] = {
    "early": third(0),
    "mid": third(1),
    "middle": third(1),
    "late": third(2),
}
EDGES: Final[Mapping[str, Part]] = {
    "beginning": edge(0),
    "start": edge(0),
    "end": edge(2),
    "close": edge(2),
}
