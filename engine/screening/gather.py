"""The look-up of a column of questions in a table: compiled where that was possible, else NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .codes import within
from .days import DAYS, FIRST, LAST
from .index.model import IntArray
from .index.table import NONE


@dataclass(frozen=True, slots=True)
class Distinct:
    """A table of courses x days; what it says is ``cells[row_of[course] + column_of[day]]``.

    ``row_of`` (int32, courses): where the row of a course begins. ``column_of`` (int32, days): how
    far behind that the column of a day stands. ``cells`` (int8 or int16): numbers of answers, of
    which there are some dozens.
    """

    row_of: NDArray[np.int32]
    column_of: NDArray[np.int32]
    cells: IntArray


def distinct(table: IntArray, row_at: NDArray[np.int32], column_at: NDArray[np.int32]) -> Distinct:
    """Return the same as ``table[row_at.flat[course], column_at[day]]``, with every row once.

    ``table`` (rows x columns), ``row_at`` (int32, any shape), ``column_at`` (int32, days).
    """
    rows, row_of = _once(table)
    columns, column_of = _once(rows.T)
    cells = np.ascontiguousarray(columns.T)
    return Distinct(
        (row_of * np.int32(cells.shape[1]))[row_at.reshape(-1)],
        column_of[column_at],
        cells.reshape(-1),
    )


def _once(table: IntArray) -> tuple[IntArray, NDArray[np.int32]]:
    """Return every row once, in the order of first occurrence, and where each row then is."""
    numbers: dict[bytes, int] = {}
    places = [numbers.setdefault(row.tobytes(), len(numbers)) for row in table]
    rows = np.frombuffer(b"".join(numbers), table.dtype).reshape(len(numbers), table.shape[1])
    return rows, np.array(places, np.int32)


compiled: ModuleType | None
"""The module in C, where it could be built."""
try:
    from . import _gather as compiled
except ImportError:  # installed without a C compiler
    compiled = None

CHUNK: Final = 1 << 16
"""Rows that NumPy works on at a time: intermediate columns then stay in the cache."""

_WIDTHS: Final[tuple[np.dtype[Any], ...]] = (np.dtype(np.int16), np.dtype(np.int32))
_NUMBERS: Final = (np.dtype(np.int8), np.dtype(np.int16))
_LEAST, _MOST = (int(bound) for bound in (np.iinfo(np.int32).min, np.iinfo(np.int32).max))
_PLAIN: Final = ("C_CONTIGUOUS", "ALIGNED")
"""Arrow may slice a buffer anywhere; what is compiled reads whole numbers, one after another."""

_WIDE: Final[Any] = {"dtype": np.int32, "casting": "same_kind"}
"""Codes may be of any width: what is made of them needs 32 bits."""


def gather(
    table: Distinct, person: IntArray, place: IntArray, day: IntArray, places: int
) -> IntArray:
    """Return the cell of each question; ``table`` has ``places`` courses for each person.

    ``person``, ``place``: codes. ``day``: by number; those after the last column are in it. Where
    a code is none, or a day is not from `FIRST` to `LAST`, the answer is -1.
    """
    if compiled is None:
        return by_numpy(table, person, place, day, places)
    result = np.empty(len(person), table.cells.dtype)
    compiled.gather(
        _plain(person, _WIDTHS),
        _plain(place, _WIDTHS),
        _plain(day, _WIDTHS[-1:]),
        table.row_of,
        table.column_of,
        table.cells,
        result,
        places,
        FIRST,
        LAST,
    )
    return result


def by_numpy(
    table: Distinct, person: IntArray, place: IntArray, day: IntArray, places: int
) -> IntArray:
    """Return the same as `gather`, in some more passes over the rows."""
    count, persons = len(person), len(table.row_of) // places
    result = np.empty(count, table.cells.dtype)
    course, when = np.empty(CHUNK, np.int32), np.empty(CHUNK, np.int32)
    row, column = np.empty(CHUNK, np.int32), np.empty(CHUNK, np.int32)
    for start in range(0, count, CHUNK):
        stop = min(start + CHUNK, count)
        size = stop - start
        course_, when_, row_, column_ = course[:size], when[:size], row[:size], column[:size]
        who, where, on = person[start:stop], place[start:stop], day[start:stop]
        np.multiply(who, places, out=course_, **_WIDE)
        np.add(course_, where, out=course_, **_WIDE)
        table.row_of.take(course_, out=row_, mode="clip")
        np.subtract(on, FIRST, out=when_, **_WIDE)
        table.column_of.take(when_, out=column_, mode="clip")
        np.add(row_, column_, out=row_)
        table.cells.take(row_, out=result[start:stop], mode="clip")
        known = within(who, range(persons)) & within(where, range(places)) & within(on, DAYS)
        result[start:stop][~known] = NONE
    return result


def translate(rows: IntArray, codes: NDArray[Any]) -> NDArray[Any]:
    """Return ``codes[rows]``; a row of -1 has the last code."""
    found = np.empty(len(rows), codes.dtype)
    if compiled is not None and rows.dtype in _NUMBERS and codes.dtype == np.int8:
        compiled.translate(np.require(rows, None, _PLAIN), codes, found)
        return found
    for start in range(0, len(rows), CHUNK):
        some = slice(start, start + CHUNK)
        codes.take(rows[some].astype(np.intp), out=found[some], mode="wrap")
    return found


def _plain(codes: IntArray, widths: tuple[np.dtype[Any], ...]) -> NDArray[np.int16 | np.int32]:
    """Return codes as what is compiled can read them; one too large stays too large."""
    if codes.dtype == np.int64:
        codes = codes.clip(_LEAST, _MOST)
    return np.require(codes, codes.dtype if codes.dtype in widths else np.int32, _PLAIN)
