"""From rows of the kernel's table to the columns of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..errors import InputError
from ..given import member
from .contract import KERNEL_COLUMNS, IntArray, Kernel

PROJECTED: Final = "projected"
"""Whether the day lies beyond the records, so that only what is scheduled is taken into account."""

ALL: Final = (*KERNEL_COLUMNS, PROJECTED)
DEFAULT: Final = ("outcome", "exposure", "contested", "reason", "duty", PROJECTED)

_TEXT: Final = pa.dictionary(pa.int16(), pa.string())
TYPES: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {
        **{name: _TEXT if t == pa.string() else t for name, t in KERNEL_COLUMNS.items()},
        PROJECTED: pa.bool_(),
    }
)
"""The type of each column of an answer."""


def check_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Return ``columns``; raises `InputError` if one is none of an answer's, or is there twice."""
    if not columns:
        raise InputError("columns", None, "at least one column is needed", ALL)
    for name in columns:
        member("columns", name, ALL)
        if columns.count(name) > 1:
            raise InputError("columns", name, "is named more than once")
    return tuple(columns)


class AnswerColumns:
    """Makes the chosen columns; ``reach``: the last day (ordinal) that the records speak about."""

    def __init__(self, kernel: Kernel, columns: tuple[str, ...], reach: int) -> None:
        self._kernel = kernel
        self._columns = columns
        self._reach = reach
        self._rows = -1
        self._lookups: dict[str, _Lookup] = {}

    def of(self, rows: NDArray[np.int32], days: IntArray) -> list[pa.Array]:
        """Return the columns for rows of the kernel's table; -1: all null."""
        table = self._kernel.table()
        count = len(table["outcome"])
        if count != self._rows:  # it grows as new questions come
            self._lookups = {
                name: _Lookup(table[name], TYPES[name])
                for name in self._columns
                if name != PROJECTED
            }
            self._rows = count
        return [
            self._projected(rows, days) if name == PROJECTED else self._lookups[name].take(rows)
            for name in self._columns
        ]

    def _projected(self, rows: NDArray[np.int32], days: IntArray) -> pa.Array:
        beyond = days > self._reach
        valid = None if not len(rows) or rows.min() >= 0 else rows >= 0
        return booleans(beyond, valid)


class _Lookup:
    """One column of the kernel's table, as codes that NumPy gathers; the last one is null."""

    def __init__(self, column: pa.Array, kind: pa.DataType) -> None:
        self._boolean = pa.types.is_boolean(kind)
        if self._boolean:
            codes = [_NULL if value is None else int(value) for value in column.to_pylist()]
        else:
            texts = column.to_pylist()
            distinct = [text for text in dict.fromkeys(texts) if text is not None]
            code = {text: index for index, text in enumerate(distinct)}
            codes = [_NULL if text is None else code[text] for text in texts]
            self._dictionary = pa.array(distinct, pa.string())
        self._codes = np.array([*codes, _NULL], np.int16)
        self._never_null = _NULL not in codes

    def take(self, rows: NDArray[np.int32]) -> pa.Array:
        codes = self._codes[rows]
        whole = self._never_null and (not len(rows) or rows.min() >= 0)
        valid = None if whole else codes >= 0
        if self._boolean:
            return booleans(codes > 0, valid)
        indices = pa.Array.from_buffers(pa.int16(), len(codes), [bits(valid), pa.py_buffer(codes)])
        return pa.DictionaryArray.from_arrays(indices, self._dictionary, safe=False)


_NULL: Final = -1


def booleans(values: NDArray[np.bool_], valid: NDArray[np.bool_] | None) -> pa.Array:
    """Return an Arrow array of Booleans, null where not ``valid``."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [bits(valid), bits(values)])


def bits(values: NDArray[np.bool_] | None) -> Any:
    """Return Booleans as an Arrow bitmap, ``None`` for none."""
    return None if values is None else pa.py_buffer(np.packbits(values, bitorder="little"))
