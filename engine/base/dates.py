"""Days and imprecise dates.

A *day* is a proleptic Gregorian ordinal (`datetime.date.toordinal`), an ``int``. Intervals are
half-open, ``[start, until)``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import AfterValidator

from .errors import InputError, wrong_type

if TYPE_CHECKING:
    from numpy import datetime64

Day: TypeAlias = "date | str | datetime64"
"""A day as a caller may write it; see `day_of`."""

STATUTE_ADOPTED: Final = date(1998, 7, 17)
"""Adoption of the Rome Statute; no question of arrest can be about an earlier day."""

FIRST_DAY: Final = STATUTE_ADOPTED.toordinal()
LAST_DAY: Final = date.max.toordinal()

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def utc_today() -> date:
    """Return today's date in UTC."""
    return datetime.now(UTC).date()


def day_of(day: Day, field: str, earliest: date = STATUTE_ADOPTED) -> date:
    """Return a day that can be asked about, from whatever a caller has.

    Taken are a `date`; a `datetime` (also that of pandas), which means the calendar day that it
    shows, in its own time zone if it has one; a `numpy.datetime64`; and a text ``YYYY-MM-DD``.
    Raises `InputError` naming ``field`` for anything else, also for a missing value (``None``,
    NaN, NaT) and for a number: it may count from anywhere. ``earliest``: as in `check_day`.
    """
    if isinstance(day, str):
        return _parsed(str(day), field, earliest)
    if type(day) is date:
        return check_day(day, field=field, earliest=earliest)
    return check_day(_plain(day, field), field=field, earliest=earliest)


@lru_cache(1 << 13)
def _parsed(text: str, field: str, earliest: date) -> date:
    return parse_day(text, field=field, earliest=earliest)


def _plain(day: object, field: str) -> date:
    """Return the calendar day of an object that is some kind of date."""
    # Neither NumPy nor pandas is imported for this: their types are known by name.
    if hasattr(day, "as_py"):  # a scalar of Arrow
        return day_of(day.as_py(), field, date.min)
    kind = type(day)
    if kind.__name__ == "datetime64" and hasattr(day, "astype"):
        if len(str(day)) < len(_RIGHT) and str(day)[:1].isdigit():  # a month or a year
            raise InputError(field, str(day), "is not one day", (_RIGHT,))
        day = day.astype("datetime64[D]").item()  # an integer beyond the calendar, None for NaT
    if isinstance(day, date) and day != day:  # noqa: PLR0124  # NaT of pandas calls itself one
        raise wrong_type(field, day, "a day", _ALLOWED)
    if isinstance(day, date):
        return date(day.year, day.month, day.day)
    if kind.__name__ == "datetime64":
        beyond = "lies beyond the calendar" if isinstance(day, int) else "is a missing value"
        raise InputError(field, str(day), beyond, (_RIGHT,))
    raise wrong_type(field, day, "a day", _ALLOWED)


_RIGHT: Final = "YYYY-MM-DD"
_ALLOWED: Final = (_RIGHT, "a date or datetime")


def parse_day(text: str, *, field: str, earliest: date = STATUTE_ADOPTED) -> date:
    """Return the calendar day written as ISO 8601 ``YYYY-MM-DD``.

    Raises `InputError` naming ``field`` if it is not such a date, does not exist, or lies before
    ``earliest``, by default the Statute's adoption.
    """
    if not _DAY.fullmatch(text):
        raise InputError(field, text, "is not an ISO 8601 date", (_RIGHT,))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(field, text, "this day does not exist in the calendar") from None
    return check_day(day, field=field, earliest=earliest)


def check_day(day: date, *, field: str, earliest: date = STATUTE_ADOPTED) -> date:
    """Return ``day`` unless it lies before ``earliest`` (`InputError`).

    Of arrest no question can arise before the Statute's adoption; of conduct it can.
    """
    if day < earliest:
        raise InputError(
            field,
            day.isoformat(),
            "lies before the Rome Statute was adopted, so no question of arrest can arise",
            (f"{STATUTE_ADOPTED.isoformat()} or later",),
        )
    return day


def _partial(text: str) -> str:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError("is not YYYY, YYYY-MM or YYYY-MM-DD")
    first_day(text)
    return text


PartialDate = Annotated[str, AfterValidator(_partial)]
"""``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``: a day that is known only to lie within that window."""


def first_day(text: str) -> date:
    """Return the first calendar day that a partial date may mean."""
    year, month, day = (int(part) for part in (text + "-01-01")[:10].split("-"))
    return date(year, month, day)


def last_day(text: str) -> date:
    """Return the last calendar day that a partial date may mean."""
    if len(text) == 4:
        return date(int(text), 12, 31)
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(text)


def entry_into_force(deposited: date) -> date:
    """Return the day the Statute enters into force for a State that deposits on ``deposited``.

    Article 126(1) for the first parties (1 July 2002), article 126(2) for later ones: the first
    day of the month after the sixtieth day following the deposit.
    """
    sixtieth = date.fromordinal(deposited.toordinal() + 60)
    following = date(sixtieth.year + sixtieth.month // 12, sixtieth.month % 12 + 1, 1)
    return max(following, date(2002, 7, 1))


def one_year_after(day: date) -> date:
    """Return the same day a year later (29 February becomes 1 March); article 127(1)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
