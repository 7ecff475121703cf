"""From rows of the kernel's table to the columns of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..index.answers import Answer
from ..index.model import IntArray
from .columns import ALL, PROJECTED, SEPARATOR
from .contract import Kernel

_TEXT: Final = pa.dictionary(pa.int16(), pa.string())
_YES_NO: Final = pa.bool_()

TYPES: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {name: _YES_NO if name in {"contested", PROJECTED} else _TEXT for name in ALL}
)
"""The type of each column of an answer."""


class AnswerColumns:
    """Makes the chosen columns; ``reach``: the last day (ordinal) that the records speak about."""

    def __init__(self, kernel: Kernel, columns: tuple[str, ...], reach: int) -> None:
        self._kernel = kernel
        self._columns = columns
        self._reach = reach
        self._rows = -1
        self._lookups: dict[str, _Lookup] = {}

    def of(self, rows: NDArray[np.int32], days: IntArray) -> list[pa.Array]:
        """Return the columns for answers by number; -1: all null."""
        known = self._kernel.known
        if len(known) != self._rows:  # they grow as new questions come
            self._lookups = {
                name: _Lookup(_values(name, known), TYPES[name])
                for name in self._columns
                if name != PROJECTED
            }
            self._rows = len(known)
        return [
            self._projected(rows, days) if name == PROJECTED else self._lookups[name].take(rows)
            for name in self._columns
        ]

    def _projected(self, rows: NDArray[np.int32], days: IntArray) -> pa.Array:
        beyond = days > self._reach
        valid = None if not len(rows) or rows.min() >= 0 else rows >= 0
        return booleans(beyond, valid)


def _values(name: str, known: Sequence[Answer]) -> list[Any]:
    values = [getattr(answer, name) for answer in known]
    return [SEPARATOR.join(one) or None for one in values] if name == "grounds" else values


class _Lookup:
    """One column of the kernel's answers, as codes that NumPy gathers; the last one is null."""

    def __init__(self, values: Sequence[Any], kind: pa.DataType) -> None:
        self._boolean = pa.types.is_boolean(kind)
        distinct = [False, True] if self._boolean else list(dict.fromkeys(values))
        distinct = [value for value in distinct if value is not None]
        code = {value: index for index, value in enumerate(distinct)}
        codes = [_NULL if value is None else code[value] for value in values]
        self._dictionary = None if self._boolean else pa.array(distinct, pa.string())
        self._codes = np.array([*codes, _NULL], np.int16)
        self._never_null = _NULL not in codes

    def take(self, rows: NDArray[np.int32]) -> pa.Array:
        codes = self._codes.take(rows, mode="wrap")  # -1 is the last one, which is null
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
