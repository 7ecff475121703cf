"""Tables in, tables out: every row is answered as one question would be, or told why not."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine, InputError, TooManyUnknowns
from safeconduct.screening import Screener
from safeconduct.screening.columns import ALL, SEPARATOR

from .conftest import TODAY, MakeScreener
from .oracle import OracleKernel
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
        "execution": found.execution,
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
            assert mistake.column in mistake.message or repr(value)[:20] in mistake.message
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
        f"presence '100': is not a code; valid: 0 to {last}"
    )
    missing = pa.record_batch(
        {"person": pa.array([None, -1], pa.int64()), "place": ["MNG"] * 2, "on": ["2024-09-02"] * 2}
    )
    told = [r.mistakes[0].message for r in one.batch(missing).rejected]
    assert told[0] == "person: is empty, but required"
    assert told[1].startswith("person '-1': is not a code")


@given(day=DATES)
def test_dates_and_timestamps_mean_their_calendar_day(screener: MakeScreener, day: date) -> None:
    """Whatever type holds it, the day is the same; a timestamp counts in its own zone."""
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


def test_a_timestamp_with_a_zone_is_of_the_day_it_shows(
    engine: Engine, screener: MakeScreener
) -> None:
    """A column and a single `datetime` count alike: the evening of the 16th is the 16th."""
    instant = datetime(2023, 3, 17, 2, 0, tzinfo=UTC)  # still the 16th in New York

    def outcome(zone: str) -> str:
        on = pa.array([instant], pa.timestamp("us", zone))
        table = pa.table({"person": ["vladimir-putin"], "place": ["MNG"], "on": on})
        return str(screener().screen(table)["outcome"][0].as_py())

    for zone, day in (("UTC", "2023-03-17"), ("America/New_York", "2023-03-16")):
        expected = engine.travel_risk("vladimir-putin", "MNG", on=day).outcome.value
        there = instant.astimezone(ZoneInfo(zone))
        assert engine.travel_risk("vladimir-putin", "MNG", on=there).outcome.value == expected
        assert outcome(zone) == expected
    assert outcome("UTC") != outcome("America/New_York")


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (pa.array([None, 0], pa.date32()), ("on: is empty", "before the Rome Statute")),
        (
            pa.array([2**31 - 1, -(2**31)], pa.int32()).view(pa.date32()),
            ("after the last", "before"),
        ),
        (pa.array([4_000_000], pa.int32()).view(pa.date32()), ("after the last day",)),
        (pa.array([2**62, -(2**62)], pa.timestamp("s")), ("after the last day", "before")),
        (pa.array([900_000_000_000_000_001], pa.timestamp("ns")), ("before the Rome Statute",)),
    ],
)
def test_days_that_cannot_be_asked_about_are_rejected(
    screener: MakeScreener, column: pa.Array, told: tuple[str, ...]
) -> None:
    """Days out of the calendar, before the Statute or not there are told as such."""
    count = len(column)
    batch = pa.record_batch(
        {"person": ["vladimir-putin"] * count, "place": ["MNG"] * count, "on": column}
    )
    found = screener().batch(batch).rejected
    assert len(found) == count
    for one, words in zip(found, told, strict=True):
        assert words in str(one)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            {"person": ["vladimir-putin"], "on": ["2024-09-02"]},
            "there is no column 'place', which is",
        ),
        ({"who": ["vladimir-putin"], "place": ["MNG"]}, "no column 'person'; did you mean 'who'?"),
        ({"Person ": ["vladimir-putin"], "place": ["MNG"]}, "did you mean 'Person '?"),
        ({"persn": ["vladimir-putin"], "place": ["MNG"]}, "did you mean 'persn'?"),
        ({"person": ["vladimir-putin"], "where": ["MNG"]}, "did you mean 'where'?"),
        (
            {"person": ["vladimir-putin"], "place": ["MNG"], "date": ["2020-01-01"]},
            "did you mean 'date'?",
        ),
        (
            {"person": ["vladimir-putin"], "place": ["MNG"], "presense": ["ground"]},
            "mean 'presense'?",
        ),
        (
            {"person": ["vladimir-putin"], "place": ["MNG"], "outcome": ["x"]},
            "already a column 'outcome'",
        ),
        ({"person": [1.5], "place": ["MNG"]}, "person 'double': is a type that cannot be read"),
        (
            {"person": ["vladimir-putin"], "place": ["MNG"], "on": [20240902]},
            "on 'int64': is a type",
        ),
        ({}, "there is no column 'person', which is required; there are: none"),
    ],
)
def test_a_wrong_table_is_refused_as_a_whole(
    screener: MakeScreener, columns: dict[str, list[Any]], told: str
) -> None:
    """No column is guessed, and none silently left out of the question."""
    with pytest.raises(InputError) as raised:
        screener().batch(pa.RecordBatch.from_pydict(columns))
    assert told in str(raised.value)


def test_a_surname_is_enough_only_if_that_is_said(engine: Engine) -> None:
    """A table is not looked at row by row, and others bear the name."""
    table = pa.table({"person": ["Netanyahu"], "place": ["FRA"], "on": ["2025-01-15"]})
    (told,) = engine.screen(table)["error"].to_pylist()
    assert "give the full name, or allow surnames" in told
    assert engine.screen(table, surnames=True)["error"].to_pylist() == [None]


def test_two_columns_of_one_name_are_refused(screener: MakeScreener) -> None:
    """Either could be meant."""
    names = ["person", "place", "place"]
    batch = pa.RecordBatch.from_arrays([pa.array(["vladimir-putin"])] * 3, names)
    with pytest.raises(InputError, match="there are 2 columns 'place'"):
        screener().batch(batch)


def test_a_date_column_is_passed_through_where_there_is_a_day(screener: MakeScreener) -> None:
    """Another column may be called as it likes once the question is whole."""
    table = pa.table(
        {"person": ["vladimir-putin"], "place": ["MNG"], "on": ["2024-09-02"], "date": ["x"]}
    )
    assert screener().screen(table)["date"].to_pylist() == ["x"]
    without = table.drop_columns("on")
    found = screener(on="2024-09-02").screen(without)
    assert found["outcome"].to_pylist() == ["must_arrest"]


def test_without_days_all_rows_are_asked_about_one(screener: MakeScreener) -> None:
    """Today by default; the day that was asked about becomes a column."""
    table = pa.table({"person": ["vladimir-putin", "vladimir-putin"], "place": ["MNG", "HUN"]})
    assert screener().screen(table)["on"].to_pylist() == [TODAY] * 2
    given_day = screener(on="2024-09-02").screen(table)
    assert given_day["on"].to_pylist() == [date(2024, 9, 2)] * 2
    with pytest.raises(InputError, match="there is a column 'on'"):
        screener(on="2024-09-02").screen(given_day.select(["person", "place", "on"]))


def test_the_defaults_of_presence_and_purpose_can_be_chosen(
    engine: Engine, screener: MakeScreener
) -> None:
    """They hold for empty cells, and where there is no such column."""
    row = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    one = screener(presence="overflight", purpose="conference", columns=ALL)
    absent = one.screen(pa.Table.from_pylist([row])).to_pylist()
    empty = one.screen(pa.Table.from_pylist([{**row, "presence": None, "purpose": " "}]))
    asked = expected(engine, {**row, "presence": "overflight", "purpose": "conference"})
    right = {**row, **asked, "error": None}
    assert absent == [right]
    assert empty.drop_columns(["presence", "purpose"]).to_pylist() == [right]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"profile": "ic"}, "profile 'ic': is not one of the values; did you mean `icc`?"),
        ({"presence": "flying"}, "presence 'flying'"),
        ({"purpose": "holiday"}, "purpose 'holiday'"),
        ({"columns": ("outcom",)}, "columns 'outcom': is not one of the values; did you mean"),
        ({"columns": ()}, "at least one column"),
        ({"columns": ("duty", "duty")}, "columns 'duty': is named more than once"),
        ({"known_on": "2999-01-01"}, "lies in the future"),
        ({"on": "1990-01-01"}, "before the Rome Statute"),
    ],
)
def test_options_that_cannot_be_used_are_refused(
    screener: MakeScreener, options: dict[str, Any], told: str
) -> None:
    """Before any row is read."""
    with pytest.raises(InputError) as raised:
        screener(**options)
    assert told in str(raised.value)


def test_profile_and_known_day_count(engine: Engine, screener: MakeScreener) -> None:
    """The answers are those of `travel_risk` with the same choices."""
    row = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    chosen = {"profile": "african-union", "known_on": "2024-10-01"}
    found = screener(**chosen, columns=ALL).screen(pa.Table.from_pylist([row]))
    assert found.to_pylist() == [{**row, **expected(engine, row, **chosen), "error": None}]


def test_screen_can_refuse_a_table_with_bad_rows(screener: MakeScreener) -> None:
    """The first few are told with their numbers, counted over all batches."""
    bad = {"person": "putn", "place": "MNG", "on": "2024-09-02"}
    table = pa.Table.from_pylist([{**bad, "person": "vladimir-putin"}] * 3 + [bad] * 7)
    pieces = pa.concat_tables([table.slice(0, 2), table.slice(2)])
    with pytest.raises(InputError) as raised:
        screener().screen(pieces, errors="raise")
    assert str(raised.value).startswith(
        "table: 7 of 10 rows cannot be answered, counting from 0: row 3: 'putn' is not a person "
        "on record"
    )
    assert str(raised.value).endswith("; and 2 more")


@given(TABLES)
def test_marking_keeps_every_row_in_its_place(screener: MakeScreener, rows: list[Row]) -> None:
    """Answers stand beside good rows, the reason beside bad ones."""
    batch = batch_of(rows)
    one = screener()
    marked, parts = one.mark(batch).to_pylist(), one.batch(batch)
    wrong = {bad.row: str(bad) for bad in parts.rejected}
    good = iter(parts.answered.to_pylist())
    for index, row in enumerate(marked):
        error = row.pop("error")
        assert error == wrong.get(index)
        if error is None:
            assert row == next(good)
        else:
            nothing = dict.fromkeys(one.columns)
            assert row == {**rows[index], **nothing}


@given(rows=GOOD_TABLES, columns=st.lists(st.sampled_from(ALL), min_size=1, unique=True))
def test_the_schema_is_known_before_the_rows(
    screener: MakeScreener, rows: list[Row], columns: list[str]
) -> None:
    """What is announced is what comes, whatever columns are chosen; empty tables too."""
    one, table = screener(columns=columns), pa.Table.from_pylist(rows)
    strict, marked = one.screen(table, errors="raise"), one.screen(table)
    assert strict.schema == one.schema(table.schema)
    assert strict.schema.names == [*table.schema.names, *columns]
    assert marked.schema == one.schema(table.schema, marked=True)
    assert marked.schema.names == [*strict.schema.names, "error"]
    assert one.screen(table.slice(0, 0)).schema == marked.schema
    assert one.screen(table.slice(0, 0), errors="raise").schema == strict.schema
    marked.validate(full=True)


@given(TABLES)
def test_a_screened_table_has_every_row_in_its_place(
    screener: MakeScreener, rows: list[Row]
) -> None:
    """What cannot be answered is told beside its row; asked to, a table with such rows raises."""
    one, table = screener(), pa.Table.from_batches([batch_of(rows)])
    found = one.screen(table)
    assert found.select(table.schema.names).equals(table)
    told = found["error"].to_pylist()
    assert [error is None for error in told] == [is_good(row) for row in rows]
    assert [answer is None for answer in found["outcome"].to_pylist()] == [
        error is not None for error in told
    ]
    if all(map(is_good, rows)):
        assert one.screen(table, errors="raise").equals(found.drop_columns(["error"]))
    else:
        with pytest.raises(InputError, match=f"of {len(rows)} rows cannot be answered"):
            one.screen(table, errors="raise")


def test_what_becomes_of_bad_rows_has_two_names(screener: MakeScreener) -> None:
    """A third is refused, and so is a column that the reason would hide."""
    table = pa.Table.from_pylist([{"person": "vladimir-putin", "place": "MNG", "error": "x"}])
    with pytest.raises(InputError, match="errors 'rase': is not one of the values; did you mean"):
        screener().screen(table, errors="rase")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="already a column 'error'"):
        screener().screen(table)
    assert screener().screen(table, errors="raise")["error"].to_pylist() == ["x"]


def test_the_engine_screens_tables_and_batches(
    engine: Engine, oracle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library call answers what it is given in kind."""
    monkeypatch.setattr("safeconduct.screening.screener.kernel_of", oracle)
    table = pa.table({"person": ["vladimir-putin"], "place": ["MNG"], "on": ["2024-09-02"]})
    found = engine.screen(table)
    assert isinstance(found, pa.Table)
    assert found["exposure"].to_pylist() == ["high"]
    assert isinstance(engine.screen(table.to_batches()[0]), pa.RecordBatch)


def test_a_question_with_too_many_unknowns_costs_only_its_own_row(engine: Engine) -> None:
    """What the kernel cannot settle is asked once more, for the reason."""

    class Lost(OracleKernel):
        def answers(self, *asked: Any) -> Any:
            rows = super().answers(*asked)
            return np.where(asked[1] == self.places.index("MNG"), np.int32(-1), rows)

    class Asked:
        """The engine, but that one question has too many unknowns."""

        def __getattr__(self, name: str) -> Any:
            return getattr(engine, name)

        def travel_risk(self, person: str, place: str, **_: Any) -> None:
            raise TooManyUnknowns(f"13 facts matter: {person}, {place}")

    one = Screener(Asked(), kernel=Lost)  # type: ignore[arg-type]
    batch = pa.record_batch({"person": ["vladimir-putin"] * 2, "place": ["MNG", "HUN"]})
    found = one.batch(batch)
    assert found.answered.num_rows == 1
    assert str(found.rejected[0]) == "13 facts matter: vladimir-putin, MNG"
    assert found.rejected[0].mistakes[0].code == "too-many-unknowns"


def test_near_names_are_looked_up_for_a_limited_number(
    screener: MakeScreener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Suggestions take milliseconds each: a file full of unknown names must not take hours."""
    monkeypatch.setattr("safeconduct.screening.questions.MOST_SUGGESTED", 3)
    count = 5
    batch = pa.record_batch(
        {"person": [f"Vladimir Putn{chr(97 + n)}" for n in range(count)], "place": ["MNG"] * count}
    )
    found = screener().batch(batch).rejected
    assert [bool(one.mistakes[0].suggestions) for one in found] == [True] * 3 + [False] * 2
    assert "is not a person on record" in str(found[-1])


@settings(max_examples=20)
@given(st.lists(st.text(max_size=4), min_size=1, max_size=40))
def test_what_was_looked_up_may_be_forgotten(screener: MakeScreener, names: list[str]) -> None:
    """The memory of distinct texts is bounded, and forgetting changes nothing."""
    batch = pa.record_batch({"person": names, "place": ["MNG"] * len(names)})
    whole = screener().batch(batch).rejected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("safeconduct.screening.codes._KEPT", 2)
        assert screener().batch(batch).rejected == whole


def test_pyarrow_is_loaded_by_nobody_who_does_not_screen() -> None:
    """The library and its single question stay quick to start."""

    code = (
        "import sys; from safeconduct import Engine; "
        "Engine.load().travel_risk('vladimir-putin', 'MNG', on='2024-09-02'); "
        "assert not {'numpy', 'pyarrow'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
