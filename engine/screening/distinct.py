"""A table without the rows and columns that it repeats.

Courses differ in their cases, but hundreds of cases have the same answer: of ten thousand courses
less than a tenth are told apart by their answers, and of all epochs about half. What is left is
small enough for the cache that each processor has for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .index.model import IntArray


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
