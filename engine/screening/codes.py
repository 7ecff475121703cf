"""From a column of names or codes to codes: each distinct text is looked up once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..base.errors import InputError, UnknownName
from .index.model import IntArray
from .mistakes import CellMistake, mistake_of, shortened

_SIGNED: Final = tuple(map(np.dtype, (np.int8, np.int16, np.int32)))
"""Codes are signed, so that one can stand for a bad cell; who calculates with them widens them."""

BAD: Final = -1
"""Stands for a cell that has no code."""

_KEPT: Final = 1 << 16
"""So many distinct texts are remembered; a file may have any number of wrong ones."""


class TextCodes:
    """Gives the texts of one column their codes.

    ``code``: returns the code of a text that is not blank, or raises `InputError` or
    `UnknownName`. ``blank``: the code of a cell that is null or blank; `BAD` if there must be
    something in it.
    """

    def __init__(self, column: str, code: Callable[[str], int], blank: int) -> None:
        self.column = column
        self.blank = blank
        self._code = code
        self._known: dict[str, int | CellMistake] = {}
        self._last: tuple[Any, IntArray] | None = None

    def encode(self, array: pa.Array) -> IntArray:
        """Return the code of each cell, or `BAD`; ``array``: strings, dictionary-encoded or not."""
        if not pa.types.is_dictionary(array.type):
            if array.null_count == len(array):
                return np.full(len(array), self.blank, np.int32)
            if not pa.types.is_string(array.type) and not pa.types.is_large_string(array.type):
                array = array.cast(pa.large_string())  # a view
            array = array.dictionary_encode()
        codes = self._codes(array.dictionary)
        indices = array.indices
        if indices.null_count:
            indices = pc.fill_null(indices.cast(pa.int64()), -1)  # the last code is that of null
        found: IntArray = codes[indices.to_numpy()]
        return found

    def mistake(self, array: pa.Array, row: int) -> CellMistake:
        """Return what is wrong with a cell that has no code."""
        text: str | None = array[row].as_py()
        if text is None or not text.strip():
            return CellMistake(
                self.column, None, f"{self.column}: is empty, but required", "missing-value"
            )
        found = self._look(text)
        assert isinstance(found, CellMistake)  # INVARIANT: it was bad before
        return found

    def _codes(self, dictionary: pa.Array) -> IntArray:
        """Return the codes of a dictionary's texts, and after them that of null."""
        last = self._last  # another thread may replace it
        if last is not None and last[0].equals(dictionary):
            return last[1]
        codes = np.fromiter(map(self._code_of, dictionary.to_pylist()), np.int32, len(dictionary))
        codes = np.append(codes, np.int32(self.blank))
        self._last = (dictionary, codes)
        return codes

    def _code_of(self, text: str | None) -> int:
        if text is None or not text.strip():
            return self.blank
        found = self._look(text)
        return BAD if isinstance(found, CellMistake) else found

    def _look(self, text: str) -> int | CellMistake:
        found = self._known.get(text)
        if found is None:
            try:
                found = self._code(text)
            except (InputError, UnknownName) as error:
                found = mistake_of(error)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[text] = found
        return found


class CodedColumn:
    """One column that names something by text or by code, an index into ``ids``."""

    def __init__(self, texts: TextCodes, ids: tuple[str, ...]) -> None:
        self._texts = texts
        self._ids = ids

    @property
    def default(self) -> int:
        """The code of a cell that is empty."""
        return self._texts.blank

    @property
    def codes(self) -> range:
        """The codes that mean something."""
        return range(len(self._ids))

    def encode(self, array: pa.Array) -> IntArray:
        """Return the code of each cell, one that means nothing for a cell that cannot be used.

        Raises `InputError` if the column has another type.
        """
        if is_text(array.type):
            return self._texts.encode(array)
        if not pa.types.is_integer(array.type):
            raise wrong_type(
                self._texts.column,
                array.type,
                "text, dictionary-encoded or not, or integer codes",
            )
        if array.null_count:
            array = pc.fill_null(array.cast(pa.int64(), safe=False), self._texts.blank)
        codes: IntArray = array.to_numpy()
        if codes.dtype in _SIGNED:
            return codes
        known = within(codes, self.codes)
        return np.where(known, codes.astype(np.int64), BAD).astype(np.int32)

    def mistake(self, array: pa.Array, row: int) -> CellMistake:
        """Return what is wrong with a cell that has no code."""
        value = array[row].as_py()
        if value is None or is_text(array.type):
            return self._texts.mistake(array, row)
        column, last = self._texts.column, len(self._ids) - 1
        return mistake_of(InputError(column, str(value), "is not a code", (f"0 to {last}",)))


def within(codes: IntArray, known: range) -> NDArray[np.bool_]:
    """Return which of the codes are among those known, a range without gaps."""
    return (codes >= known.start) & (codes < known.stop)


def check_whole(column: str, array: pa.Array) -> None:
    """Raise `InputError` for a column that breaks Arrow's own rules, which nobody has checked yet.

    A code that is not in the dictionary, bytes that are not UTF-8, or a buffer that is too short
    would give another answer or end the process.
    """
    try:
        array.validate(full=True)
    except (pa.ArrowException, ValueError, IndexError) as error:
        told = shortened(str(error).partition("\n")[0])
        raise InputError(column, None, f"is not a column that Arrow allows: {told}") from None


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this type holds texts, or nothing at all."""
    types = pa.types
    if types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(
        types.is_string(kind)
        or types.is_large_string(kind)
        or types.is_string_view(kind)
        or types.is_null(kind)
    )


def wrong_type(column: str, kind: pa.DataType, expected: str) -> InputError:
    """Return the error about a column whose type cannot be read."""
    return InputError(
        column, shortened(str(kind)), "is a type that cannot be read here", (expected,)
    )
