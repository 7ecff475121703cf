"""Days and stretches of days in English, relative to a given today; never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from dateutil.parser import parse
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from ..dates import check_day, last_day, parse_day
from ..errors import InputError
from .tokens import Found

Days = tuple[date, date]
"""First and last day, inclusive."""

_LONG: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_MONTH: Final = rf"(?:{_LONG}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_WEEKDAYS: Final = {
    "monday": MO,
    "tuesday": TU,
    "wednesday": WE,
    "thursday": TH,
    "friday": FR,
    "saturday": SA,
    "sunday": SU,
}
_WEEKDAY: Final = "|".join(_WEEKDAYS)
_N: Final = r"(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?"
_YEAR: Final = r",?\s+\d{4}\b"
_DAY: Final = rf"(?:(?:{_WEEKDAY}),?\s+)?(?:{_N}\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+{_N})"
_PLAIN: Final = "|".join(m for m in _LONG.split("|") if m not in ("march", "may"))  # verbs
_NO: Final = r"(?!\.?,?\s+(?:of\s+)?\d)"
_UNIT: Final = "day|week|month|year"

NO_YEAR: Final = "has no year: give day, month and year"
_AMBIGUOUS: Final = "may be read in two ways: write it as YYYY-MM-DD"


def _iso(text: str, _: date) -> Days:
    day = parse_day(text, field="day")
    return day, day


def _day(text: str, _: date) -> Days:
    plain = re.sub(r"\b(the|of)\b", " ", text, flags=re.IGNORECASE)
    weekday = re.match(rf"\s*({_WEEKDAY})", plain, re.IGNORECASE)
    if weekday:
        plain = plain[weekday.end() :].lstrip(", ")
    day = parse(plain, default=datetime(2000, 1, 1), dayfirst=True).date()  # noqa: DTZ001  # a day
    if weekday and day.weekday() != _WEEKDAYS[weekday[1].casefold()].weekday:
        raise InputError("day", text, f"was or is a {day:%A}, not a {weekday[1]}")
    return day, day


def _days(text: str, today: date) -> Days:
    first, last = re.split(r"\s*(?:to|until|till|through|and|-|–)\s*", text, maxsplit=1)
    until = _day(last, today)[1]
    day = int(re.findall(r"\d+", first)[0])
    try:
        return until.replace(day=day), until
    except ValueError:
        raise InputError("day", text, "this day does not exist in the calendar") from None


def _month(text: str, _: date) -> Days:
    # The first of the month, so that the day of the default cannot spill over.
    first = parse(text, default=datetime(2000, 1, 1)).date()  # noqa: DTZ001  # a day
    return first, last_day(first.isoformat()[:7])


def _year(text: str, _: date) -> Days:
    year = int(re.findall(r"\d{4}", text)[0])
    return date(year, 1, 1), date(year, 12, 31)


def _numbers(text: str, _: date) -> Days:
    first, second, year = (int(part) for part in re.split(r"[./]", text))
    if first <= 12 and second <= 12 and first != second:
        raise InputError("day", text, _AMBIGUOUS)
    day, month = (second, first) if second > 12 else (first, second)
    return _iso(f"{year:04}-{month:02}-{day:02}", date.min)


def _named(text: str, today: date) -> Days:
    step = {"tomorrow": 1, "yesterday": -1}.get(text.casefold(), 0)
    day = today + timedelta(days=step)
    return day, day


def _shifted(text: str, today: date) -> Days:
    number, unit = re.findall(rf"(\d+)\s+({_UNIT})", text, re.IGNORECASE)[0]
    sign = -1 if text.casefold().endswith("ago") else 1
    plural = f"{unit.casefold()}s"
    day = today + relativedelta(**{plural: sign * int(number)})  # type: ignore[arg-type]
    return day, day


def _period(text: str, today: date) -> Days:
    which, unit = text.casefold().split()
    step = {"this": 0, "next": 1, "last": -1}[which]
    if unit == "week":
        monday = today + relativedelta(weekday=MO(-1), weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        first = today.replace(day=1) + relativedelta(months=step)
        return first, last_day(first.isoformat()[:7])
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def _weekday(text: str, today: date) -> Days:
    weekday = _WEEKDAYS[text.casefold().split()[1]]
    day = today + relativedelta(days=1, weekday=weekday(1))
    return day, day


def _refused(why: str) -> Callable[[str, date], Days]:
    def refuse(text: str, _: date) -> Days:
        raise InputError("day", text, why)

    return refuse


_FORMS: Final[Mapping[str, Callable[[str, date], Days]]] = {
    r"\b\d{4}-\d{1,2}-\d{1,2}\b": _iso,
    rf"\b{_N}\s*(?:to|until|till|through|and|-|–)\s*{_N}\s+(?:of\s+)?{_MONTH}{_YEAR}": _days,
    rf"\b{_DAY}{_YEAR}": _day,
    rf"\b{_DAY}(?!\w)": _refused(NO_YEAR),
    rf"\b{_MONTH},?\s+(?:of\s+)?\d{{4}}\b": _month,
    rf"\b(?:in|during|since|next|last|this|of|until|by|early|late|mid)[\s-]+(?:{_LONG})\b{_NO}": (
        _refused(NO_YEAR)
    ),
    rf"\b(?:{_PLAIN})\b{_NO}": _refused(NO_YEAR),
    r"\b(?:the\s+year\s+)?(?:1[0-9]|2[0-9])\d{2}\b": _year,
    r"\b\d{1,2}[./]\d{1,2}[./]\d{4}\b": _numbers,
    r"\b(?:today|tomorrow|yesterday|now|currently|right\s+now|at\s+present)\b": _named,
    rf"\bin\s+\d{{1,3}}\s+(?:{_UNIT})s?(?:'\s+time)?\b": _shifted,
    rf"\b\d{{1,3}}\s+(?:{_UNIT})s?\s+(?:from\s+now|ago)\b": _shifted,
    r"\b(?:this|next|last)\s+(?:week|month|year)\b": _period,
    rf"\bnext\s+(?:{_WEEKDAY})\b": _weekday,
    rf"\b(?:on|this|last)\s+(?:{_WEEKDAY})\b": _refused("is not one certain day: give its date"),
}
_COMPILED: Final = tuple((re.compile(form, re.IGNORECASE), read) for form, read in _FORMS.items())
_BETWEEN: Final = re.compile(r"\s*(?:to|until|till|through|and|-|–)\s*", re.IGNORECASE)
_OPENS: Final = re.compile(r"\b(from|between)\s*$", re.IGNORECASE)


def days_in(text: str, today: date) -> Iterator[Found]:
    """Yield every stretch of the text that means days, or looks so and cannot be used.

    The latter have the role ``no-day`` and the reason as their value.
    """
    for form, read in _COMPILED:
        for match in form.finditer(text):
            try:
                first, last = read(match.group(), today)
                check_day(first, field="day")
                check_day(last, field="day")
            except InputError as error:
                yield Found(match.start(), match.end(), "no-day", error.message)
            except (ValueError, OverflowError):
                why = "this day does not exist in the calendar"
                yield Found(match.start(), match.end(), "no-day", why)
            else:
                value = first.isoformat() + ("" if first == last else f"/{last.isoformat()}")
                yield Found(match.start(), match.end(), "day", value, (first, last))


def joined(text: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return the stretches with `from A to B` and `between A and B` made one."""
    made: list[Found] = []
    for one in found:
        before = made[-1] if made else None
        if (
            before is not None
            and before.days
            and one.days
            and _BETWEEN.fullmatch(text, before.end, one.start)
            and _OPENS.search(text, 0, before.start)
        ):
            first, last = before.days[0], one.days[1]
            role = "day" if first <= last else "no-day"
            value = f"{first}/{last}" if first <= last else "the last day is before the first"
            made[-1] = Found(before.start, one.end, role, value, (first, last))
        else:
            made.append(one)
    return tuple(made)
