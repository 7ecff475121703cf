"""Arrow data that breaks Arrow's own rules is refused: it would answer falsely or end the process.

Arrow itself looks at such data only when it is asked to.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from safeconduct import InputError
from safeconduct.screening import open_reader

from .conftest import MakeScreener

NAMES = ("vladimir-putin", "omar-al-bashir")
COLUMNS = ("person", "place", "on", "presence", "purpose")


def coded(codes: Sequence[int | None], kind: pa.DataType, names: Any = NAMES) -> pa.Array:
    dictionary = names if isinstance(names, pa.Array) else pa.array(names)
    return pa.DictionaryArray.from_arrays(pa.array(codes, kind), dictionary, safe=False)


def texts(offsets: Sequence[int], data: bytes, kind: pa.DataType) -> pa.Array:
    width = np.int64 if kind == pa.large_string() else np.int32
    buffers = [None, pa.py_buffer(np.array(offsets, width)), pa.py_buffer(data)]
    return pa.Array.from_buffers(kind, len(offsets) - 1, buffers)


FOUL = [
    *(coded([0, bad], kind) for bad in (2, -1, -2, -3, 127) for kind in (pa.int8(), pa.int64())),
    *(coded([0, bad], kind) for bad in (2, 255) for kind in (pa.uint8(), pa.uint32())),
    coded([0, None, 2], pa.int16()),
    coded([0, 0], pa.int8(), []),
    coded([0, 1], pa.int8(), texts([0, 2, 4], b"ab\xff\xfe", pa.string())),
    coded([0, 1], pa.int8(), coded([0, 7], pa.int8())),
    *(
        texts([0, 3, 6], data, kind)
        for kind in (pa.string(), pa.large_string())
        for data in (b"ab\xff\xfe\xfdc", b"\xc3(abcd", b"abc\xed\xa0\x80", b"\xf0\x9f\x98abc")
    ),
    texts([0, 600_000_000, 6], b"abcdef", pa.string()),
    texts([0, 6, 3, 6], b"abcdef", pa.string()),
    texts([0, -5, 6], b"abcdef", pa.large_string()),
]


@pytest.mark.parametrize("column", FOUL, ids=lambda one: str(one.type))
@pytest.mark.parametrize("name", COLUMNS)
def test_a_foul_column_is_refused(screener: MakeScreener, column: pa.Array, name: str) -> None:
    """Whether rows are marked or bad ones refused, the error names the column."""
    good = {"person": NAMES[0], "place": "MNG", "on": "2024-09-02"}
    columns = {one: pa.array([value] * len(column)) for one, value in good.items()}
    batch = pa.record_batch({**columns, name: column})
    for screen in (screener().mark, screener().batch):
        with pytest.raises(InputError, match=f"^{name}: is not a column that Arrow allows: "):
            screen(batch)


@pytest.mark.parametrize("column", FOUL, ids=lambda one: str(one.type))
def test_a_foul_column_that_is_passed_through_is_not_taken_apart(
    screener: MakeScreener, column: pa.Array
) -> None:
    """Where rows are left out, every column is cut, and so has to be whole."""
    batch = pa.record_batch(
        {"person": ["nobody"] * len(column), "place": ["MNG"] * len(column), "note": column}
    )
    with pytest.raises(InputError, match="note: is not a column that Arrow allows"):
        screener().batch(batch)


def test_a_parquet_file_whose_texts_are_none_is_refused(
    screener: MakeScreener, tmp_path: Path
) -> None:
    """A reader of Parquet does not look at the bytes of a text."""
    foul = texts([0, 3, 6], b"ab\xff\xfe\xfdc", pa.string())
    table = pa.table({"person": NAMES, "place": ["MNG", "MNG"], "note": foul})
    parquet.write_table(table, tmp_path / "in.parquet")
    with (tmp_path / "in.parquet").open("rb") as file:
        reader = open_reader("parquet", file, "in.parquet", None, screener(), keep=False)
        with pytest.raises(InputError, match=r"cannot be read beyond row 0: .*UTF8"):
            list(reader.chunks())
