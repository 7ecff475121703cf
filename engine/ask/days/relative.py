"""Days that are counted from today: `next week`, `last Friday`, `in three months`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from .parts import shift
from .when import NO_CERTAIN_DAY, Days, Unclear, When, month_of, moved, refused

Unit = tuple[str, int]
"""A unit of time: days or months, and how many."""


def on(day: date) -> When:
    """Return a single day."""
    return When(days=(day, day))


def clear(read: Callable[[], Days]) -> When:
    """Return days, or why there are none."""
    try:
        return When(days=read())
    except Unclear as unclear:
        return refused(str(unclear))


def period(today: date, step: int, unit: str) -> When:
    """Return the calendar week, weekend, month, quarter or year so many after the present."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if unit == "week":
        return When(days=(monday, monday + timedelta(days=6)))
    if unit == "weekend":
        # On a Tuesday `next weekend` may be the one that comes or the one after it.
        if step == 1 and today.weekday() < 5:
            return refused(NO_CERTAIN_DAY)
        return When(days=(monday + timedelta(days=5), monday + timedelta(days=6)))
    if unit == "month":
        return clear(lambda: month_of(moved(today, step)))
    if unit == "quarter":
        first = today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1)
        return clear(lambda: (moved(first, 3 * step), month_of(moved(first, 3 * step + 2))[1]))
    return When(year=today.year + step)


def in_week(today: date, weekday: int, step: int) -> When:
    """Return the weekday of this calendar week or another one."""
    day = today - timedelta(days=today.weekday() - weekday) + timedelta(weeks=step)
    return on(day)


def weekday_near(today: date, step: int, weekday: int) -> When:
    """Return next, this or last Friday, if all ways to count agree.

    *Next Friday* is the first one to come to some, that of next week to others.
    """
    if step == 0:
        ahead = weekday >= today.weekday()
        return in_week(today, weekday, 0) if ahead else refused(NO_CERTAIN_DAY)
    ahead = weekday > today.weekday() if step > 0 else weekday < today.weekday()
    return refused(NO_CERTAIN_DAY) if ahead else in_week(today, weekday, step)


def weekday_coming(today: date, weekday: int) -> When:
    """Return the first such day after today."""
    return on(today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1))


def shifted(today: date, count: int, unit: Unit) -> When:
    """Return the day so many units from today."""
    return clear(lambda: (shift(today, count, unit),) * 2)


def within(today: date, count: int, unit: Unit) -> When:
    """Return the days from today to so many units from it, before or after."""
    day = clear(lambda: (shift(today, count, unit),) * 2)
    if day.days is None:
        return day
    return When(days=(min(today, day.days[0]), max(today, day.days[0])))


def day_of_month(today: date, day: int, step: int) -> When:
    """Return the 3rd of next month or the like."""
    whole = clear(lambda: month_of(moved(today, step)))
    if whole.days is None:
        return whole
    return When(whole.days[0].year, whole.days[0].month, day)
