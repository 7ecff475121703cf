"""Tables in, tables out: every row is answered as one question would be, or told why not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine, InputError
from safeconduct.screen import Screener
from safeconduct.screen.columns import ALL, SEPARATOR

from .conftest import TODAY, MakeScreener
from .strategies import DATES, GOOD_TABLES, INPUT, TABLES, Row, batch_of, is_good

KINDS = (
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string()),
)


def expected(engine: Engine, row: Row, **options: Any) -> dict[str, Any]:
    """Return what the engine answers to the one question."""
    return dict(
        _expected(
            engine,
            row["person"],
            row["place"],
            on=row["on"],
            presence=(row.get("presence") or "").strip() or "ground",
            purpose=(row.get("purpose") or "").strip() or "unspecified",
            **options,
        )
    )


@cache
def _expected(engine: Engine, *names: str, **options: Any) -> dict[str, Any]:
    found = engine.travel_risk(*names, **options)
    return {
        "outcome": found.outcome.value,
        "exposure": found.exposure,
        "contested": found.contested,
        "reason": found.reason,
        "duty": found.duty,
        "power": found.power,
        "surrender": found.surrender,
        "grounds": SEPARATOR.join(found.grounds) or None,
        "projected": "projected" in found.qualifications,
    }


@given(TABLES)
def test_answered_and_rejected_together_are_the_input(
    engine: Engine, screener: MakeScreener, rows: list[Row]
) -> None:
    """Good rows are answered as one question would be, in order; bad ones are rejected."""
    found = screener(columns=ALL).batch(batch_of(rows))
    rejected = {one.row for one in found.rejected}
    assert [one.row for one in found.rejected] == sorted(rejected)
    assert rejected == {index for index, row in enumerate(rows) if not is_good(row)}
    left = [row for index, row in enumerate(rows) if index not in rejected]
    assert found.answered.to_pylist() == [{**row, **expected(engine, row)} for row in left]


@given(TABLES)
def test_each_rejection_names_the_cells_that_are_wrong(
    engine: Engine, screener: MakeScreener, rows: list[Row]
) -> None:
    """Column, value and message are those of the error that the single question raises."""
    for one in screener().batch(batch_of(rows)).rejected:
        row = rows[one.row]
        for mistake in one.mistakes:
            value = row[mistake.column]
            assert mistake.column in mistake.message
            valid = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
            if not (value or "").strip():
                assert (mistake.code, mistake.value) == ("missing-value", None)
                continue
            assert value.startswith((mistake.value or "").rstrip("…"))
            with pytest.raises((InputError, LookupError)) as raised:
                engine.travel_risk(**{**valid, mistake.column: value})
            assert str(raised.value)[:100] == mistake.message[:100]


@given(rows=TABLES, cuts=st.lists(st.integers(0, 12), max_size=4))
def test_where_batches_are_cut_does_not_matter(
    screener: MakeScreener, rows: list[Row], cuts: list[int]
) -> None:
    """Any cut of a table into batches gives the same rows."""
    whole = batch_of(rows)
    edges = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    pieces = [whole.slice(a, b - a) for a, b in zip(edges, edges[1:], strict=False)]
    one = screener()
    found = [one.batch(piece) for piece in pieces]
    at_once = screener().batch(whole)
    assert [row for piece in found for row in piece.answered.to_pylist()] == (
        at_once.answered.to_pylist()
    )
    rejected = [
        (edge + bad.row, bad.mistakes)
        for edge, piece in zip(edges, found, strict=False)
        for bad in piece.rejected
    ]
    assert rejected == [(bad.row, bad.mistakes) for bad in at_once.rejected]


@given(rows=TABLES, kinds=st.lists(st.sampled_from(KINDS), min_size=5, max_size=5))
def test_how_texts_are_stored_does_not_matter(
    screener: MakeScreener, rows: list[Row], kinds: list[pa.DataType]
) -> None:
    """Plain, large and dictionary-encoded texts are the same texts."""
    whole = batch_of(rows)
    columns = [
        column.cast(pa.string()).dictionary_encode().cast(kind)
        if pa.types.is_dictionary(kind)
        else column.cast(kind)
        for column, kind in zip(whole.columns, kinds, strict=False)
    ]
    stored = pa.RecordBatch.from_arrays(columns, [f.name for f in INPUT][: len(columns)])
    plain, other = screener().batch(whole), screener().batch(stored)
    assert plain.answered.drop_columns("note").to_pylist() == other.answered.to_pylist()
    assert plain.rejected == other.rejected


@given(GOOD_TABLES, st.sampled_from([pa.int8(), pa.uint8(), pa.int16(), pa.int32(), pa.uint64()]))
def test_codes_are_answered_like_names(
    engine: Engine, screener: MakeScreener, rows: list[Row], kind: pa.DataType
) -> None:
    """A code is an index into the screener's own lists."""
    one = screener()
    small = pa.types.is_integer(kind) and kind.bit_width == 8
    persons = [one.persons.index(engine.person(row["person"]).id) for row in rows]
    places = [one.places.index(engine.place(row["place"]).id) for row in rows]
    coded = pa.table(
        {
            "person": pa.array(persons, pa.int16() if small else kind),
            "place": pa.array(places, pa.int32() if small else kind),
            "on": pa.array([date.fromisoformat(row["on"]) for row in rows]),
            "presence": pa.array([0] * len(rows), kind),
        }
    )
    named = one.screen(pa.Table.from_pylist(rows))
    answers = list(one.columns)
    assert one.screen(coded).select(answers).to_pylist() == named.select(answers).to_pylist()


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint8(), pa.int16()])
def test_narrow_codes_do_not_overflow(engine: Engine, kind: pa.DataType) -> None:
    """The last person at the last place, in a type that holds either but not their product."""
    one = Screener(engine)
    last = min(len(one.persons), 128) - 1, min(len(one.places), 128) - 1
    coded = pa.record_batch(
        {"person": pa.array(last[:1], kind), "place": pa.array(last[1:], kind), "on": [TODAY]}
    )
    named = pa.record_batch(
        {"person": [one.persons[last[0]]], "place": [one.places[last[1]]], "on": [TODAY]}
    )
    answers = list(one.columns)
    assert one.screen(coded).select(answers) == one.screen(named).select(answers)


@pytest.mark.parametrize("kind", [pa.int8(), pa.int64(), pa.uint16()])
def test_a_code_that_does_not_exist_is_rejected(screener: MakeScreener, kind: pa.DataType) -> None:
    """Codes out of range, or none at all where there must be one, are told as such."""
    one = screener()
    last = len(one.presences) - 1
    bad = {0: "100", 1: "100"}
    batch = pa.record_batch(
        {
            "person": ["vladimir-putin"] * 4,
            "place": ["MNG"] * 4,
            "on": ["2024-09-02"] * 4,
            "presence": pa.array([100, 100, last, None], kind),
        }
    )
    found = one.batch(batch)
    assert {r.row: r.mistakes[0].value for r in found.rejected} == bad
    assert found.rejected[0].mistakes[0].message == (
        f"presence '100': is no code; valid: 0 to {last}"
    )
    missing = pa.record_batch(
        {"person": pa.array([None, -1], pa.int64()), "place": ["MNG"] * 2, "on": ["2024-09-02"] * 2}
    )
    told = [r.mistakes[0].message for r in one.batch(missing).rejected]
    assert told[0] == "person: empty, but required"
    assert told[1].startswith("person '-1': is no code")


@given(day=DATES)
def test_dates_and_timestamps_mean_their_calendar_day(screener: MakeScreener, day: date) -> None:
    """Whatever type holds it, the day is the same; a timestamp with a zone counts in UTC."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).replace(tzinfo=None)
    late = datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)
    stored = {
        "text": pa.array([day.isoformat()]),
        "date32": pa.array([day], pa.date32()),
        "date64": pa.array([day], pa.date64()),
        "s": pa.array([noon], pa.timestamp("s")),
        "ns": pa.array([noon], pa.timestamp("ns")),
        "utc": pa.array([late], pa.timestamp("us", "UTC")),
        "west": pa.array([late], pa.timestamp("us", "America/New_York")),
    }
    one = screener(columns=ALL)
    rows = {
        name: one.screen(
            pa.record_batch(
                [pa.array(["vladimir-putin"]), pa.array(["MNG"]), column],
                names=["person", "place", "on"],
            )
        )
        for name, column in stored.items()
    }
    answers = [row.drop_columns("on").to_pylist() for row in rows.values()]
    assert all(answer == answers[0] for answer in answers)


def test_a_timestamp_with_a_zone_is_of_the_day_in_utc(
    engine: Engine, screener: MakeScreener
) -> None:
    """A column, a single `datetime` and *today* count alike, whatever the zone is called."""
    instant = datetime(2023, 3, 17, 2, 0, tzinfo=UTC)  # still the 16th in New York

    def outcome(zone: str) -> str:
        on = pa.array([instant], pa.timestamp("us", zone))
        table = pa.table({"person": ["putin"], "place": ["MNG"], "on": on})
        return str(screener().screen(table)["outcome"][0].as_py())

    there = instant.astimezone(ZoneInfo("America/New_York"))
    expected = engine.travel_risk("putin", "MNG", on=there).outcome.value
    assert expected == engine.travel_risk("putin", "MNG", on="2023-03-17").outcome.value
    assert outcome("UTC") == outcome("America/New_York") == expected
    assert expected != engine.travel_risk("putin", "MNG", on="2023-03-16").outcome.value
