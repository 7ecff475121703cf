"""Many rows, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from .models import ScreenedRow

Row = Mapping[str, Any]


def batches(rows: Iterable[Row], size: int) -> Iterator[tuple[int, Sequence[Row]]]:
    """Yield ``size`` rows at a time, with how many came before; raises `ValueError` below one.

    >>> [(before, len(some)) for before, some in batches([{}] * 5, 2)]
    [(0, 2), (2, 2), (4, 1)]
    """
    if size < 1:
        raise ValueError(f"batch {size}: must be at least 1")
    left, before = iter(rows), 0
    while some := list(islice(left, size)):
        yield before, some
        before += len(some)


def placed(row: ScreenedRow, before: int) -> ScreenedRow:
    """Return a row whose error says which it is of all rows, not of its batch."""
    if row.error is None or not before:
        return row
    error = row.error.model_copy(update={"line": row.error.line + before})
    return row.model_copy(update={"error": error})
