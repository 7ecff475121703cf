"""From a column of dates to days; each distinct text is read once."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..dates import FIRST_DAY, LAST_DAY, check_day, parse_day
from ..errors import InputError
from ..index.model import IntArray
from .codes import BAD, TextCodes, is_text, wrong_type
from .layout import ON
from .mistakes import Mistake, mistake_of

_EPOCH: Final = date(1970, 1, 1).toordinal()
_SECONDS: Final = 86_400
_PER_DAY: Final = MappingProxyType(
    {"s": _SECONDS, "ms": _SECONDS * 10**3, "us": _SECONDS * 10**6, "ns": _SECONDS * 10**9}
)


class DayColumn:
    """Reads days from dates, timestamps (the calendar day in their own zone) and ISO 8601 texts.

    A number is not taken for a date: it may count from anywhere.
    """

    def __init__(self) -> None:
        self._texts = TextCodes(ON, lambda text: parse_day(text, field=ON).toordinal(), BAD)

    def encode(self, array: pa.Array) -> IntArray:
        """Return the ordinal of each day, or `BAD`; `InputError` if the column has another type."""
        if is_text(array.type):
            return self._texts.encode(array)
        days = _ordinals(array)
        if len(days) and (days.min() < FIRST_DAY or days.max() > LAST_DAY):
            days = np.where((days >= FIRST_DAY) & (days <= LAST_DAY), days, BAD)
        if array.null_count:
            days = np.where(array.is_null().to_numpy(zero_copy_only=False), BAD, days)
        return days

    def mistake(self, array: pa.Array, row: int) -> Mistake:
        """Return what is wrong with a cell that is no day."""
        if is_text(array.type) or not array[row].is_valid:
            return self._texts.mistake(array, row)
        day = int(_ordinals(array[row : row + 1])[0])
        if day > LAST_DAY:
            return mistake_of(
                InputError(ON, f"day {day}", "after the last day of the calendar", (_LAST,))
            )
        if day < 1:
            return mistake_of(InputError(ON, f"day {day}", "before the calendar begins"))
        try:
            check_day(date.fromordinal(day), field=ON)
        except InputError as error:
            return mistake_of(error)
        raise AssertionError(day)  # INVARIANT: it was bad before


_LAST: Final = date.max.isoformat()


def _ordinals(array: pa.Array) -> IntArray:
    """Return the ordinal of each day, anything for null; raises `InputError` for another type."""
    kind = array.type
    if pa.types.is_date32(kind):
        return _numbers(array, pa.int32()) + np.int32(_EPOCH)  # may wrap, to far before 1998
    if pa.types.is_date64(kind):
        return _numbers(array, pa.int64()) // _PER_DAY["ms"] + _EPOCH
    if pa.types.is_timestamp(kind):
        if kind.tz is not None:
            array = pc.local_timestamp(array)
        return _numbers(array, pa.int64()) // _PER_DAY[kind.unit] + _EPOCH
    raise wrong_type(ON, kind, "date, timestamp or ISO 8601 text, YYYY-MM-DD")


def _numbers(array: pa.Array, kind: pa.DataType) -> NDArray[Any]:
    numbers = array.view(kind)
    if numbers.null_count:
        numbers = pc.fill_null(numbers, 0)
    found: NDArray[Any] = numbers.to_numpy()
    return found
