"""Tables of pandas, polars and whatever else offers itself through Arrow's interface."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings

from safeconduct import Engine, InputError

from .conftest import MakeScreener
from .strategies import GOOD_TABLES, Row, batch_of

ROWS = {
    "person": ["vladimir-putin", "Omar al-Bashir"],
    "place": ["MNG", "South Africa"],
    "on": ["2024-09-02", "2015-06-14"],
    "note": [1, 2],
}
DATES = [date(2024, 9, 2), date(2015, 6, 14)]
TIMES = [datetime(2024, 9, 2, 23, 59), datetime(2015, 6, 14)]  # noqa: DTZ001  # as in a frame


class Offered:
    """A table of a library that is not known here."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return pa.table(ROWS).__arrow_c_stream__(requested_schema)


class OfferedAtOnce:
    """The same, for a library whose data are in one piece."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> object:
        return pa.record_batch(ROWS).__arrow_c_array__(requested_schema)


def _pandas(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({**ROWS, **columns})


def _polars(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame({**ROWS, **columns})


FRAMES: dict[str, Any] = {
    "pandas": _pandas(),
    "pandas, dates": _pandas(on=DATES),
    "pandas, timestamps": _pandas(on=pd.to_datetime(TIMES)),
    "pandas, timestamps in UTC": _pandas(on=pd.to_datetime(TIMES).tz_localize("UTC")),
    "pandas, categories": _pandas().astype({"person": "category", "place": "category"}),
    "pandas, columns of Arrow": _pandas().convert_dtypes(dtype_backend="pyarrow"),
    "pandas, cells left out": _pandas(presence=[np.nan, "ground"]),
    "polars": _polars(),
    "polars, dates": _polars(on=DATES),
    "polars, timestamps": _polars(on=TIMES),
    "polars, categories": _polars().with_columns(pl.col("person").cast(pl.Categorical)),
    "polars, enumeration": _polars().with_columns(pl.col("place").cast(pl.Enum(ROWS["place"]))),
    "polars, in pieces": pl.concat([_polars()[:1], _polars()[1:]], rechunk=False),
    "reader": pa.RecordBatchReader.from_batches(
        pa.table(ROWS).schema, pa.table(ROWS).to_batches(1)
    ),
    "stream": Offered(),
    "array": OfferedAtOnce(),
}


@pytest.fixture(scope="module")
def expected(engine: Engine) -> list[str]:
    return [
        engine.travel_risk(person, place, on=on).outcome.value
        for person, place, on in zip(ROWS["person"], ROWS["place"], ROWS["on"], strict=True)
    ]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_frame_is_answered_like_a_table(
    screener: MakeScreener, expected: list[str], frame: Any
) -> None:
    """Whoever made it, rows stay in their order and other columns pass through."""
    if isinstance(frame, pa.RecordBatchReader):
        frame = pa.RecordBatchReader.from_batches(
            pa.table(ROWS).schema, pa.table(ROWS).to_batches(1)
        )
    found = screener().screen(frame)
    assert found["outcome"].to_pylist() == expected
    assert found["note"].to_pylist() == ROWS["note"]
    assert [str(one)[:10] for one in found["on"].to_pylist()] == ROWS["on"]


def test_the_answer_goes_back_to_where_the_frame_came_from(
    screener: MakeScreener, expected: list[str]
) -> None:
    """An Arrow table is what both libraries take; pandas gets its index again."""
    back = screener().screen(_pandas().set_index(pd.Index(["a", "b"], name="key"))).to_pandas()
    assert back.index.tolist() == ["a", "b"]
    assert back["outcome"].tolist() == expected
    there = pl.from_arrow(screener().screen(_polars()))
    assert isinstance(there, pl.DataFrame)
    assert there["outcome"].to_list() == expected


@settings(max_examples=20)
@given(GOOD_TABLES)
def test_every_frame_is_answered_like_its_rows(screener: MakeScreener, rows: list[Row]) -> None:
    """For any table, the way through pandas or polars changes no answer."""
    batch = batch_of(rows)
    one = screener()
    answers = one.screen(batch)
    for frame in (batch.to_pandas(), pl.from_arrow(batch)):
        assert one.screen(frame)["outcome"].to_pylist() == answers["outcome"].to_pylist()


NO_TABLES: dict[str, Any] = {
    "nothing": None,
    "a number": 3,
    "a text": "journeys.csv",
    "a list of mappings": [{"person": "vladimir-putin"}],
    "a mapping": ROWS,
    "a lazy frame": _polars().lazy(),
    "an array of NumPy": np.array([1]),
    "a column of pandas": pd.Series(["a"]),
    "a column of polars": pl.Series(["a"]),
    "a column of Arrow": pa.array(["a"]),
    "a column of two types": _pandas(person=["vladimir-putin", 3]),
    "two columns of one name": pd.DataFrame([["a", "b"]], columns=["person", "person"]),
}


@pytest.mark.parametrize("value", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_is_refused_in_words(screener: MakeScreener, value: Any) -> None:
    """Nothing raises from within Arrow."""
    with pytest.raises(InputError) as caught:
        screener().screen(value)
    assert caught.value.field == "table"
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"on": [pd.NaT, pd.Timestamp("2024-01-01")]}, "on"),
        ({"place": [np.nan, "MNG"]}, "place"),
        ({"on": [20240902, 20150614]}, "on"),
        ({"on": pd.to_timedelta([1, 2], "D")}, "on"),
        ({"person": [b"a", b"b"]}, "person"),
    ],
)
def test_cells_that_cannot_be_used_are_told(
    screener: MakeScreener, columns: dict[str, Any], field: str
) -> None:
    """A missing value or a number is no day and no name, in a frame as elsewhere."""
    with pytest.raises(InputError, match=rf"\b{field}\b"):
        screener().screen(_pandas(**columns), errors="raise")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("columns", "outcome"),
        ("columns", None),
        ("columns", [3]),
        ("threads", "2"),
        ("threads", True),
        ("threads", 0),
        ("profile", 3),
        ("presence", None),
        ("presence", []),
        ("purpose", float("nan")),
        ("known_on", 3),
        ("on", float("nan")),
    ],
)
def test_a_wrong_option_is_refused_in_words(
    screener: MakeScreener, option: str, value: Any
) -> None:
    """`presence=None` would else count from the end of the list of presences."""
    with pytest.raises(InputError) as caught:
        screener(**{option: value})
    assert caught.value.field == option


def test_no_library_of_frames_is_imported() -> None:
    """Who has a table of Arrow needs neither pandas nor polars; Spark alone brings the first."""
    root = Path(__file__).parents[2]
    for path in (one for folder in ("engine", "api") for one in (root / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) (pandas|polars)", text, re.MULTILINE), path
