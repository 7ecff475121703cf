"""Days, partial dates and the arithmetic of articles 126 and 127."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.base.dates import (
    check_day,
    entry_into_force,
    first_day,
    last_day,
    one_year_after,
    parse_day,
)
from safeconduct.base.errors import InputError

DAYS = st.dates(date(1998, 7, 17), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("deposited", "in_force"),
    [
        ("2023-11-14", "2024-02-01"),  # Armenia
        ("2024-10-25", "2025-01-01"),  # Ukraine
        ("2001-06-21", "2002-07-01"),  # Denmark, among the first sixty
        ("2002-07-01", "2002-09-01"),  # Australia
        ("2026-11-02", "2027-02-01"),  # the sixtieth day is 1 January, not yet the first after it
    ],
)
def test_entry_into_force(deposited: str, in_force: str) -> None:
    """The Statute binds from the first day of the month after the sixtieth day (art. 126)."""
    assert entry_into_force(date.fromisoformat(deposited)).isoformat() == in_force


@given(DAYS)
def test_entry_into_force_is_the_first_month_start_after_sixty_days(deposited: date) -> None:
    """It is a first of a month, more than 60 days later, and the earliest such day."""
    day = entry_into_force(deposited)
    assert day.day == 1
    assert day > deposited + timedelta(days=60) or day == date(2002, 7, 1)
    assert day <= max(deposited + timedelta(days=60 + 31), date(2002, 7, 1))


@given(DAYS)
def test_withdrawal_takes_a_year(notified: date) -> None:
    """A year later is the same day of the next year, or 1 March after a 29 February."""
    later = one_year_after(notified)
    assert later.year == notified.year + 1
    assert (later.month, later.day) in {(notified.month, notified.day), (3, 1)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-02-30", "does not exist"),
        ("1997-01-01", "before the Rome Statute"),
        ("2024-9-2", "ISO 8601"),
        ("02.09.2024", "ISO 8601"),
        ("2024-09-02T10:00", "ISO 8601"),
        ("", "ISO 8601"),
        ("２０２４-09-02", "ISO 8601"),
    ],
)
def test_a_bad_day_names_field_and_value(text: str, message: str) -> None:
    """A date that cannot be used says which field it is and why."""
    with pytest.raises(InputError, match=message) as caught:
        parse_day(text, field="on")
    assert caught.value.field == "on"
    assert caught.value.value == text


@given(DAYS)
def test_days_round_trip(day: date) -> None:
    """Every day from the Statute's adoption on can be asked about."""
    assert parse_day(day.isoformat(), field="on") == check_day(day, field="on") == day


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_partial_date_spans_the_days_it_may_mean(day: date, length: int) -> None:
    """A day lies within the window of its own year, month or day."""
    text = day.isoformat()[:length]
    assert first_day(text) <= day <= last_day(text)
    assert (last_day(text) + timedelta(days=1)).isoformat()[:length] != text
    assert (first_day(text) - timedelta(days=1)).isoformat()[:length] != text
