"""From rows of the kernel's table to the columns of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .columns import ALL, PROJECTED, SEPARATOR
from .contract import Kernel
from .gather import translate
from .index.answers import Answer
from .index.model import IntArray

TYPES: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {
        **dict.fromkeys(ALL, pa.dictionary(pa.int8(), pa.string())),
        "grounds": pa.dictionary(pa.int16(), pa.string()),  # any combination of them
        "contested": pa.bool_(),
        PROJECTED: pa.bool_(),
    }
)
"""The type of each column of an answer."""


class AnswerColumns:
    """Makes the chosen columns; ``reach``: the last day (number) that the records speak about."""

    def __init__(self, kernel: Kernel, columns: tuple[str, ...], reach: int) -> None:
        self._kernel = kernel
        self._columns = columns
        self._reach = reach
        self._made: tuple[int, dict[str, _Lookup]] | None = None

    def of(self, rows: IntArray, days: IntArray, *, whole: bool) -> list[pa.Array]:
        """Return the columns for answers by number; -1: all null, unless all are ``whole``."""
        lookups = self._lookups(self._kernel.known)
        return [
            booleans(days > self._reach, None if whole else rows >= 0)
            if name == PROJECTED
            else lookups[name].column(translate(rows, lookups[name].codes), whole=whole)
            for name in self._columns
        ]

    def _lookups(self, known: Sequence[Answer]) -> dict[str, _Lookup]:
        """Return how each column is looked up; they grow as new questions come."""
        made = self._made  # another thread may replace it
        if made is None or made[0] < len(known):
            lookups = {
                name: _Lookup(_values(name, known), TYPES[name])
                for name in self._columns
                if name != PROJECTED
            }
            made = self._made = len(known), lookups
        return made[1]


def _values(name: str, known: Sequence[Answer]) -> list[Any]:
    values = [getattr(answer, name) for answer in known]
    return [SEPARATOR.join(one) or None for one in values] if name == "grounds" else values


class _Lookup:
    """One column of the kernel's answers, as codes that NumPy gathers; the last one is null."""

    def __init__(self, values: Sequence[Any], kind: pa.DataType) -> None:
        self._kind = kind
        distinct: list[Any] = [False, True]
        if not pa.types.is_boolean(kind):
            distinct = [value for value in dict.fromkeys(values) if value is not None]
            self._dictionary = pa.array(distinct, pa.string())
        code = {value: index for index, value in enumerate(distinct)}
        codes = [_NULL if value is None else code[value] for value in values]
        width = np.int8 if pa.types.is_boolean(kind) else kind.index_type.to_pandas_dtype()
        self.codes: NDArray[Any] = np.array([*codes, _NULL], width)
        self._never_null = _NULL not in codes

    def column(self, codes: NDArray[Any], *, whole: bool) -> pa.Array:
        """Return the column that has these codes; ``whole``: every row has an answer."""
        valid = None if whole and self._never_null else codes >= 0
        if pa.types.is_boolean(self._kind):
            return booleans(codes > 0, valid)
        indices = pa.Array.from_buffers(
            self._kind.index_type, len(codes), [bits(valid), pa.py_buffer(codes)]
        )
        return pa.DictionaryArray.from_arrays(indices, self._dictionary, safe=False)


_NULL: Final = -1


def booleans(values: NDArray[np.bool_], valid: NDArray[np.bool_] | None) -> pa.Array:
    """Return an Arrow array of Booleans, null where not ``valid``."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [bits(valid), bits(values)])


def bits(values: NDArray[np.bool_] | None) -> Any:
    """Return Booleans as an Arrow bitmap, ``None`` for none."""
    return None if values is None else pa.py_buffer(np.packbits(values, bitorder="little"))
