"""Rows as lines of text: columns with few values are put together once for each combination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .text import LINE, Encode, joined

MOST: Final = 1 << 14
"""So many combinations of values are told apart at most."""

Column = tuple[str, pa.Array]
"""What stands before each value, and the values."""


def lines_of(
    first: Sequence[pa.Array | str], columns: Sequence[Column], encode: Encode, end: str = "\n"
) -> pa.Array:
    """Return a line for each row: what comes ``first``, then each column as ``encode`` has it."""
    parts: list[pa.Array | str] = list(first)
    run: list[_Few] = []
    for before, column in columns:
        few = _few(before, column, encode)
        if few is None:
            parts += [*_put(run), before, encode(column)]
            run = []
        else:
            if len(few.texts) * _size(run) > MOST:
                parts += _put(run)
                run = []
            run.append(few)
    return joined([*parts, *_put(run), end])


class _Few:
    """A column with few values: each as text, and which one each row has."""

    def __init__(self, texts: Sequence[str], codes: NDArray[Any]) -> None:
        self.texts = texts
        self.codes = codes


def _few(before: str, column: pa.Array, encode: Encode) -> _Few | None:
    """Return the column by values if it has few of them, with null as the last."""
    types = pa.types
    if types.is_boolean(column.type):
        values, codes = pa.array([False, True, None]), column.cast(pa.int8())
    elif types.is_dictionary(column.type) and len(column.dictionary) < MOST // 16:
        values = pa.concat_arrays([column.dictionary, pa.nulls(1, column.dictionary.type)])
        codes = column.indices
    else:
        return None
    texts = [before + text for text in encode(values).to_pylist()]
    if codes.null_count:
        codes = pc.fill_null(codes.cast(pa.int32()), len(texts) - 1)
    return _Few(texts, codes.to_numpy())


def _size(run: Sequence[_Few]) -> int:
    size = 1
    for few in run:
        size *= len(few.texts)
    return size


def _put(run: Sequence[_Few]) -> Iterator[pa.Array]:
    """Yield the texts of neighbouring columns put together, if there are such columns."""
    if not run:
        return
    size = _size(run)
    codes = np.zeros(len(run[0].codes), np.int32)
    for few in run:
        codes *= len(few.texts)
        codes += few.codes
    met = np.flatnonzero(np.bincount(codes, minlength=size))
    place = np.zeros(size, np.int32)
    place[met] = np.arange(len(met), dtype=np.int32)
    texts = pa.array([_text(run, int(code)) for code in met], LINE)
    yield texts.take(pa.array(place[codes]))


def _text(run: Sequence[_Few], code: int) -> str:
    found = []
    for few in reversed(run):
        code, own = divmod(code, len(few.texts))
        found.append(few.texts[own])
    return "".join(reversed(found))
