"""Rows as people write them: right in many ways, and wrong in some."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

Row = dict[str, Any]

INPUT = pa.schema(
    [(name, pa.string()) for name in ("person", "place", "on", "presence", "purpose", "note")]
)

# "NA" is Namibia, and not a missing value.
PERSONS = ("vladimir-putin", "Putin, Vladimir", "Владимир Путин", "omar-al-bashir")
PLACES = ("MNG", "NA", "Hungary", "ZAF", "crimea", "Schweiz")
DAYS = ("1998-07-17", "2015-06-14", "2024-09-02", "2031-01-01")
BAD_PERSONS = ("putn", "nobody at all", "", " ", None, "x" * 300)
BAD_PLACES = ("Atlantis", "Mongola", "", None, "Congo", 'say "no"\n, never')
BAD_DAYS = (
    "02/09/2024",
    "2024-02-30",
    "1998-07-16",
    "2024-09-02T10:00",
    "",
    None,
    "today",
    "20240902",
)
PRESENCES = ("ground", "overflight", "", None)
PURPOSES = ("unspecified", "conference", "", None)


def texts(good: tuple[Any, ...], bad: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Mostly good ones, so that some rows are good as a whole."""
    return st.one_of(*[st.sampled_from(good)] * 6, st.sampled_from(bad))


ROWS = st.fixed_dictionaries(
    {
        "person": texts(PERSONS, BAD_PERSONS),
        "place": texts(PLACES, BAD_PLACES),
        "on": texts(DAYS, BAD_DAYS),
        "presence": texts(PRESENCES, ("flying", "Ground")),
        "purpose": texts(PURPOSES, ("holiday",)),
        "note": st.sampled_from(("a", "", "b,c", 'q"r', "two\nlines", "a\r\nb", "ü", None)),
    }
)
"""Rows with every column, and one that is passed through."""

TABLES = st.lists(ROWS, max_size=12)
GOOD_TABLES = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.sampled_from(PERSONS),
            "place": st.sampled_from(PLACES),
            "on": st.sampled_from(DAYS),
        }
    ),
    min_size=1,
    max_size=12,
)


def batch_of(rows: list[Row], schema: pa.Schema = INPUT) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, schema)


def is_good(row: Row) -> bool:
    """Whether every value of a row can be used."""
    return (
        row["person"] in PERSONS
        and row["place"] in PLACES
        and row["on"] in DAYS
        and row["presence"] in PRESENCES
        and row["purpose"] in PURPOSES
    )


DATES = st.dates(date(1998, 7, 17), date(2040, 1, 1))
