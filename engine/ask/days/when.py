"""What a phrase says of days, from which the first and the last day follow, or why they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from typing import Final

from ...base.dates import check_day, last_day
from ...base.errors import InputError
from .words import WEEKDAY_NAMES

Days = tuple[date, date]
"""First and last day, inclusive."""

Part = Callable[[Days], Days]
"""From days to some of them, or next to them; raises `Unclear`."""

NO_YEAR: Final = "has no year: give day, month and year"
NOT_THERE: Final = "this day does not exist in the calendar"
AMBIGUOUS: Final = "may be read in two ways: write it as YYYY-MM-DD"
NO_CERTAIN_DAY: Final = "is not one certain day: give its date"
NO_CERTAIN_DAYS: Final = "does not mean certain days: give the first and the last day"
SEVERAL: Final = "names several days: ask about one, or from one day to another"
BACKWARDS: Final = "the last day is before the first"


class Unclear(Exception):
    """A phrase means no certain days; the message says why."""


@dataclass(frozen=True, slots=True)
class When:
    """Days as far as a phrase says them.

    Either ``days``, or a date in ``year``, ``month`` and ``day`` of which the later may be absent
    and of which the year may stand elsewhere in the phrase, or the days of a year that ``of_year``
    returns (a quarter, a feast); then ``parts`` of these, in order. ``weekday`` has to fit. With
    ``why`` there are no days.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    days: Days | None = None
    of_year: Callable[[int], Days] | None = None
    parts: tuple[Part, ...] = ()
    why: str = ""

    @property
    def lacks_year(self) -> bool:
        """Whether a year is still to be found."""
        return self.year is None and self.days is None and not self.why

    @property
    def lends_year(self) -> bool:
        """Whether its year can hold for the other end of a stretch: it names more than a year."""
        return self.year is not None and (self.month is not None or self.of_year is not None)

    def resolve(self) -> Days:
        """Return the first and last day; raises `Unclear`."""
        if self.why:
            raise Unclear(self.why)
        days = self._whole()
        if self.weekday is not None and days[0].weekday() != self.weekday:
            raise Unclear(f"was or is a {days[0]:%A}, not a {WEEKDAY_NAMES[self.weekday]}")
        for part in self.parts:
            days = part(days)
        return days

    def _whole(self) -> Days:
        if self.days is not None:
            return self.days
        if self.year is None:
            raise Unclear(NO_YEAR)
        try:
            if self.of_year is not None:
                return self.of_year(self.year)
            if self.day is not None:
                return (day := date(self.year, self.month or 0, self.day)), day
            if self.month is not None:
                return month_of(date(self.year, self.month, 1))
            return date(self.year, 1, 1), date(self.year, 12, 31)
        except ValueError:
            raise Unclear(NOT_THERE) from None


def refused(why: str) -> When:
    """Return what has no days, for this reason."""
    return When(why=why)


def month_of(day: date) -> Days:
    """Return the first and last day of the month of a day."""
    return day.replace(day=1), last_day(day.isoformat()[:7])


def moved(day: date, months: int) -> date:
    """Return the first of the month so many months after that of a day; raises `Unclear`."""
    count = day.year * 12 + day.month - 1 + months
    if not 12 <= count < (MAXYEAR + 1) * 12:
        raise Unclear(NOT_THERE)
    return date(count // 12, count % 12 + 1, 1)


def stretch(first: When, last: When) -> Days:
    """Return the days from one to another; a year said once holds for both; raises `Unclear`."""
    if first.lacks_year and last.lends_year:
        until = last.resolve()[1]
        first = replace(first, year=last.year)
        if first.resolve()[0] > until:
            first = replace(first, year=until.year - 1)
    elif last.lacks_year and first.lends_year:
        since = first.resolve()[0]
        last = replace(last, year=first.year)
        if last.resolve()[1] < since:
            last = replace(last, year=since.year + 1)
    days = first.resolve()[0], last.resolve()[1]
    if days[0] > days[1]:
        raise Unclear(BACKWARDS)
    return days


def together(*all_days: When) -> Days:
    """Return the days of several that follow one on another without a gap; raises `Unclear`."""
    year = next((one.year for one in reversed(all_days) if one.lends_year), None)
    whole = [
        (replace(one, year=year) if one.lacks_year and year else one).resolve() for one in all_days
    ]
    for before, after in zip(whole, whole[1:], strict=False):
        if before[1] == date.max or before[1] + timedelta(days=1) != after[0]:
            raise Unclear(SEVERAL)
    return whole[0][0], whole[-1][1]


def checked(days: Days) -> Days:
    """Return days that a question can be about; raises `Unclear`."""
    try:
        return check_day(days[0], field="day"), check_day(days[1], field="day")
    except InputError as error:
        raise Unclear(error.message) from None
