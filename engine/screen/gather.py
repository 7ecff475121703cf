"""The look-up of a column of questions in a table: compiled where that was possible, else NumPy."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..index.model import IntArray
from .days import FIRST
from .distinct import Distinct

compiled: ModuleType | None
"""The module in C, where it could be built."""
try:
    from . import _gather as compiled
except ImportError:  # installed without a C compiler
    compiled = None

CHUNK: Final = 1 << 16
"""Rows that NumPy works on at a time: intermediate columns then stay in the cache."""

_WIDTHS: Final = (np.dtype(np.int16), np.dtype(np.int32))
_PLAIN: Final = ("C_CONTIGUOUS", "ALIGNED")
"""Arrow may slice a buffer anywhere; what is compiled reads whole numbers, one after another."""

_WIDE: Final[Any] = {"dtype": np.int32, "casting": "same_kind"}
"""Codes may be of any width: what is made of them needs 32 bits."""


def gather(
    table: Distinct, person: IntArray, place: IntArray, day: IntArray, places: int
) -> NDArray[np.int16]:
    """Return the cell of each question; ``table`` has ``places`` courses for each person.

    ``person``, ``place``: codes in range. ``day``: by number, from the adoption of the Statute on;
    days after the last column are in it.
    """
    if compiled is None:
        return by_numpy(table, person, place, day, places)
    result = np.empty(len(person), np.int16)
    compiled.gather(
        _plain(person),
        _plain(place),
        np.require(day, np.int32, _PLAIN),
        table.row_of,
        table.column_of,
        table.cells,
        result,
        places,
        FIRST,
    )
    return result


def by_numpy(
    table: Distinct, person: IntArray, place: IntArray, day: IntArray, places: int
) -> NDArray[np.int16]:
    """Return the same as `gather` for codes in range, in some more passes over the rows."""
    count = len(person)
    result = np.empty(count, np.int16)
    course, when = np.empty(CHUNK, np.int32), np.empty(CHUNK, np.int32)
    row, column = np.empty(CHUNK, np.int32), np.empty(CHUNK, np.int32)
    for start in range(0, count, CHUNK):
        stop = min(start + CHUNK, count)
        size = stop - start
        course_, when_, row_, column_ = course[:size], when[:size], row[:size], column[:size]
        np.multiply(person[start:stop], places, out=course_, **_WIDE)
        np.add(course_, place[start:stop], out=course_, **_WIDE)
        table.row_of.take(course_, out=row_, mode="clip")
        np.subtract(day[start:stop], FIRST, out=when_, **_WIDE)
        table.column_of.take(when_, out=column_, mode="clip")
        np.add(row_, column_, out=row_)
        table.cells.take(row_, out=result[start:stop], mode="clip")
    return result


def translate(rows: IntArray, codes: NDArray[Any]) -> NDArray[Any]:
    """Return ``codes[rows]``, clipped: a row beyond them has the last code."""
    found = np.empty(len(rows), codes.dtype)
    if compiled is not None and rows.dtype == np.int16 and codes.dtype == np.int8:
        compiled.translate(np.require(rows, None, _PLAIN), codes, found)
        return found
    for start in range(0, len(rows), CHUNK):
        some = slice(start, start + CHUNK)
        codes.take(rows[some].astype(np.intp), out=found[some], mode="clip")
    return found


def _plain(codes: IntArray) -> NDArray[np.int16 | np.int32]:
    """Return codes as what is compiled can read them."""
    return np.require(codes, codes.dtype if codes.dtype in _WIDTHS else np.int32, _PLAIN)
