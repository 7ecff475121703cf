"""Days in plain questions: read whole or asked back whole, never a part of them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from dateutil.easter import easter
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from safeconduct.ask.days import days_in
from safeconduct.ask.days.reader import DayReader, Matches
from safeconduct.ask.tokens import TokenMatch
from safeconduct.base.dates import STATUTE_ADOPTED

TODAY = date(2026, 11, 24)
TABLE = yaml.load(
    (Path(__file__).parent / "days.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
MOST = 400


def _found(text: str, today: date = TODAY) -> list[TokenMatch]:
    return list(days_in(text, today))


def _only(text: str, today: date = TODAY) -> TokenMatch:
    (found,) = _found(text, today)
    return found


def _in_full(text: str) -> tuple[date, date]:
    first, _, last = text.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def test_the_table_is_large_enough() -> None:
    """Half a thousand ways to write days stand in it."""
    assert sum(map(len, TABLE.values())) >= 450


@pytest.mark.parametrize(("text", "phrase", "days"), TABLE["read"], ids=lambda text: text)
def test_days_are_read_whole(text: str, phrase: str, days: str) -> None:
    """The whole phrase is taken and means these days."""
    found = _only(text)
    assert text[found.start : found.end] == phrase
    assert (found.role, found.days) == ("day", _in_full(days))
    assert found.value == days


@pytest.mark.parametrize(("text", "phrase", "why"), TABLE["refused"], ids=lambda text: text)
def test_what_is_not_certain_is_asked_back_whole(text: str, phrase: str, why: str) -> None:
    """The whole phrase is taken, means no days, and the reason says why."""
    found = _only(text)
    assert text[found.start : found.end] == phrase
    assert (found.role, found.days) == ("no-day", None)
    assert found.value.startswith(why)


@pytest.mark.parametrize("text", TABLE["unread"])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    """Articles, resolutions, amounts and names of cases are not days, and no part of them is."""
    assert _found(text) == []


def test_capitals_and_other_spaces_and_dashes_change_nothing() -> None:
    """Small letters (but for Roman numbers), spaces that do not break, and long dashes."""
    for text, _, days in TABLE["read"]:
        small = text if "XI" in text else text.lower()
        for same in (small, text.replace(" ", "\u00a0"), text.replace("-", "\u2011")):
            assert _only(same).days == _in_full(days), same


def test_words_around_a_phrase_change_nothing() -> None:
    """The same days follow in the midst of a question."""
    for text, phrase, days in TABLE["read"]:
        around = f"Would Mongolia, perhaps, arrest Putin ({phrase}) though he came by train?"
        assert _only(around).days == _in_full(days), text


DATES = st.dates(STATUTE_ADOPTED, date(2097, 12, 31))


def _ordinal(day: int) -> str:
    ending = "th" if 4 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


FORMS: list[Callable[[date], str]] = [
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d:%Y.%m.%d}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d:%Y-%m-%dT%H:%MZ}",
    lambda d: f"{d:%Y-%m-%d} 10:30",
    lambda d: f"{d.day} {d:%B %Y}",
    lambda d: f"{d.day} {d:%b} {d.year}",
    lambda d: f"{d.day} {d:%b}. {d.year}",
    lambda d: f"{d.day}-{d:%b}-{d.year}",
    lambda d: f"{d.day} {d:%b} '{d:%y}",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d:%b} {d.day} {d.year}",
    lambda d: f"{d:%A}, {d:%B} {d.day}, {d.year}",
    lambda d: f"{d:%a} {d.day} {d:%B} {d.year}",
    lambda d: f"{d.day} {d:%B %Y} ({d:%A})",
    lambda d: f"the {_ordinal(d.day)} of {d:%B}, {d.year}",
    lambda d: f"{d:%B} the {_ordinal(d.day)}, {d.year}",
    lambda d: f"{d.year} {d:%B} {d.day}",
    lambda d: f"{d.day} {d:%B} {d.year} at 5 pm",
    lambda d: f"the day before {(d + timedelta(days=1)).isoformat()}",
]


@given(DATES, st.sampled_from(FORMS))
def test_a_date_in_any_form_is_read_back_as_itself(day: date, form: Callable[[date], str]) -> None:
    """Whatever the form, the day is the same, and the phrase is all of it."""
    written = form(day)
    if " May. " in written:
        written = written.replace("May.", "May")  # it is no short form
    text = f"Could he be arrested on {written}?"
    found = _only(text)
    assert found.days == (day, day)
    assert text[found.start : found.end].removeprefix("on ") == written


@given(DATES, DATES, st.sampled_from(FORMS[:13]), st.sampled_from(("to", "until", "through", "–")))
def test_two_dates_in_any_form_are_a_stretch(
    first: date, last: date, form: Callable[[date], str], to: str
) -> None:
    """From one day to another means both and all between; backwards it is asked back."""
    assume(first != last)
    text = f"from {form(first)} {to} {form(last)}".replace("May.", "May")
    found = _only(text)
    assert (found.start, found.end) == (0, len(text))
    assert found.days == ((first, last) if first < last else None)


@given(DATES, st.integers(1, 40))
def test_a_year_or_month_said_once_holds_for_both_ends(first: date, length: int) -> None:
    """`28 December to 2 January 2025` begins in the year before."""
    last = first + timedelta(days=length)
    forms = [f"{first.day} {first:%B} to {last.day} {last:%B} {last.year}"]
    if (first.year, first.month) == (last.year, last.month):
        forms += [
            f"{first.day}-{last.day} {last:%B} {last.year}",
            f"{last:%B} {first.day} to {last.day}, {last.year}",
            f"between {first.day} and {_ordinal(last.day)} {last:%B} {last.year}",
        ]
    for text in forms:
        assert _only(text).days == (first, last), text


@given(DATES)
def test_figures_that_can_be_read_in_two_ways_are_asked_back(day: date) -> None:
    """Day and month in figures count only if no other order gives another date."""
    for mark in "/.-":
        found = _only(f"{day.day}{mark}{day.month}{mark}{day.year}")
        if day.day > 12 or day.day == day.month:
            assert found.days == (day, day)
        else:
            assert found.role == "no-day"


@given(DATES, st.integers(0, 6))
def test_a_weekday_that_does_not_fit_is_asked_back(day: date, weekday: int) -> None:
    """A date with a weekday is read if and only if that day is such a weekday."""
    name = f"{date(2024, 1, 1 + weekday):%A}"
    found = _only(f"{name} {day.day} {day:%B} {day.year}")
    assert (found.role == "day") == (day.weekday() == weekday)


@given(DATES, st.integers(0, 400))
def test_days_counted_from_today_are_so_many_days_away(today: date, count: int) -> None:
    """Forwards and backwards."""
    later = today + timedelta(days=count)
    assert _only(f"in {count} days", today).days == (later, later)
    back = today - timedelta(days=count)
    expected = (back, back) if back >= STATUTE_ADOPTED else None
    assert _only(f"{count} days ago", today).days == expected


@given(DATES, st.integers(0, 6), st.sampled_from(("next", "last", "this")))
def test_a_weekday_near_today_is_read_only_if_every_way_to_count_agrees(
    today: date, weekday: int, which: str
) -> None:
    """Next Friday is the first one after today and the one of next week, or it is asked back."""
    assume(today - STATUTE_ADOPTED > timedelta(days=8))
    name = f"{date(2024, 1, 1 + weekday):%A}"
    monday = today - timedelta(days=today.weekday())
    in_week = monday + timedelta(days=weekday)
    near = {
        "next": today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1),
        "last": today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1),
        "this": today + timedelta(days=(weekday - today.weekday()) % 7),
    }[which]
    counted = in_week + timedelta(days={"next": 7, "last": -7, "this": 0}[which])
    expected = (near, near) if near == counted else None
    assert _only(f"{which} {name}", today).days == expected


@settings(max_examples=6)
@given(st.integers(1999, 2090))
def test_the_parts_of_a_year_make_the_year(year: int) -> None:
    """Thirds, halves, quarters and months follow one on another, without gap or overlap."""
    months = [f"{date(2000, month, 1):%B} {year}" for month in range(1, 13)]
    for row in (
        [f"{part} {year}" for part in ("early", "mid", "late")],
        [f"the {part} half of {year}" for part in ("first", "second")],
        [f"Q{number} {year}" for number in (1, 2, 3, 4)],
        [f"{part} {month}" for month in months for part in ("early", "mid", "late")],
        [f"the {part} half of {month}" for month in months for part in ("first", "second")],
    ):
        stretches = [days for text in row if (days := _only(text).days)]
        assert stretches[0][0] == date(year, 1, 1)
        assert stretches[-1][1] == date(year, 12, 31)
        for before, after in pairwise(stretches):
            assert after[0] - before[1] == timedelta(days=1)


@settings(max_examples=4)
@given(st.integers(1999, 2090))
def test_feasts_are_those_of_the_table(year: int) -> None:
    """Each feast of the table is on its day of any year, or is asked back with its reason."""
    file = resources.files("safeconduct.fixtures") / "names" / "feasts.csv"
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
        found = _only(f"{row['feast'].title()} {year}")
        if row["why_not"]:
            assert found.value == row["why_not"]
        elif row["day"].startswith("easter"):
            shift = timedelta(days=int(row["day"].removeprefix("easter")))
            assert found.value == (easter(year) + shift).isoformat()
        elif not row["day"].startswith("orthodox"):
            assert found.value == f"{year}-{row['day']}"


WORDS = """
    could would must who Putin Brazil in on at to from between and or until the of first last
    next this early mid late end beginning half quarter week weeks month year years day days ago
    today tomorrow Monday Sat Friday May March July Sept. 3 3rd 12 22-24 2024 2025 '24
    2024-09-02 5/11/24 11/2024 2024-W36 Q3 2023-24 10:00 am Christmas Easter Day two a few , . -
    – / ( ) 's T Z before after about not Resolution 1593 article 98 ICC-02/05-01/09 9999 0
    summer 2020s juillet XI
"""
SOUP = st.lists(st.sampled_from(WORDS.split()), max_size=25).flatmap(
    lambda words: st.sampled_from((" ", "")).map(lambda gap: gap.join(words))
)
TEXTS = st.one_of(st.text(max_size=120), st.text("0123456789-/.' :TZ", max_size=30), SOUP)


@given(TEXTS, DATES)
@example("\ud800 2024", TODAY)
@example("2024-W36May2025Q3x2024", TODAY)
@example("$2024", TODAY)
@example("in 999 years", date(9999, 1, 1))
@example("the last week of 9999-12-31", TODAY)
@example("the week after 9999-12-31 and the day after 9999-12-31", TODAY)
def test_any_text_is_read_without_an_error(text: str, today: date) -> None:
    """Stretches are in order, do not overlap, and mean days that can be asked about or none."""
    at = 0
    for found in _found(text, today):
        assert at <= found.start < found.end <= len(text)
        at = found.end
        assert (found.days is None) == (found.role == "no-day")
        if found.days:
            assert STATUTE_ADOPTED <= found.days[0] <= found.days[1]
        else:
            assert found.value


@given(TEXTS)
def test_a_stretch_never_ends_within_a_number_or_a_date(text: str) -> None:
    """No figure, letter or mark with a figure is written on to what is read as days."""
    for found in _found(text):
        if found.role != "day":
            continue
        before, after = text[: found.start], text[found.end :]
        assert not before[-1:].isalnum()
        assert not after[:1].isalnum()
        if after[:1] and after[0] in "-/.:'’–":
            assert not after[1:2].isalnum(), text
        if before[-1:] and before[-1] in "-/.:–":
            assert not before[-2:-1].isdecimal(), text


@given(TEXTS)
def test_what_is_read_as_days_means_the_same_alone(text: str) -> None:
    """Nothing outside the stretch adds to it; words beside it can only stop a number."""
    for found in _found(text):
        if found.role == "day":
            alone = _found(text[found.start : found.end])
            assert [one.days for one in alone] == [found.days]


@pytest.mark.parametrize(
    "unit",
    [
        *("2024 to ", "3 May 2025 and ", "the ", "1", "1-", "/1", "a ", "early ", "the day after "),
        *(
            "5 -",
            "(",
            "q1 ",
            "1 to 2 ",
            "'24 ",
            "3, ",
            "june 2 ,",
            "between 3 May and ",
            "the last ",
        ),
        *("mid-", "two weeks after ", "christmas ", "in a few ", "1:00 ", "next year ", ". ", "-"),
    ],
)
def test_the_work_is_bounded(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text twice as long takes at most some five times as many steps of the reader."""

    def steps(length: int) -> int:
        counted = Counter[str]()

        def take(reader: DayReader, symbol: str, at: int) -> Matches:
            counted["steps"] += 1
            return real(reader, symbol, at)

        monkeypatch.setattr(DayReader, "_take", take)
        _found((unit * length)[:length])
        return counted["steps"]

    real = DayReader._take
    assert steps(MOST) <= 5 * steps(MOST // 2) + MOST
