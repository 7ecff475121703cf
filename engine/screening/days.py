"""From a column of dates to days by number; each distinct text is read once.

Days are numbered as Arrow does, from 1970-01-01 on, so that a column of dates is taken as it is.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..base.dates import FIRST_DAY, LAST_DAY, check_day, parse_day
from ..base.errors import InputError
from .codes import BAD, TextCodes, is_text, wrong_type
from .index.model import IntArray
from .layout import ON
from .mistakes import CellMistake, mistake_of

_EPOCH: Final = date(1970, 1, 1).toordinal()
FIRST: Final = FIRST_DAY - _EPOCH
"""The day on which the Statute was adopted: there is no question about an earlier one."""
LAST: Final = LAST_DAY - _EPOCH
DAYS: Final = range(FIRST, LAST + 1)
"""The days, by number, about which there are questions."""
_SECONDS: Final = 86_400
_PER_DAY: Final = MappingProxyType(
    {"s": _SECONDS, "ms": _SECONDS * 10**3, "us": _SECONDS * 10**6, "ns": _SECONDS * 10**9}
)


def number_of(day: date) -> int:
    """Return the number of a day."""
    return day.toordinal() - _EPOCH


def date_of(number: int) -> date:
    """Return the day with that number; raises `ValueError` beyond the calendar."""
    return date.fromordinal(number + _EPOCH)


class DayColumn:
    """Reads days from dates, timestamps and ISO 8601 texts, each as `dates.day_of` does.

    So a timestamp with a time zone means the day that it shows there. A number is not taken for a
    date: it may count from anywhere.
    """

    codes: Final = DAYS
    """The numbers that mean something."""

    def __init__(self) -> None:
        self._texts = TextCodes(ON, lambda text: number_of(parse_day(text, field=ON)), BAD)

    def encode(self, array: pa.Array) -> IntArray:
        """Return the number of each day, that of no such day for a cell that cannot be used.

        Raises `InputError` if the column has another type.
        """
        if is_text(array.type):
            return self._texts.encode(array)
        return _counted(array)

    def mistake(self, array: pa.Array, row: int) -> CellMistake:
        """Return what is wrong with a cell that is no day."""
        if is_text(array.type) or not array[row].is_valid:
            return self._texts.mistake(array, row)
        day = int(_counted(array[row : row + 1])[0])
        told = f"day {day + _EPOCH}"
        if day > LAST:
            return mistake_of(
                InputError(ON, told, "lies after the last day of the calendar", (_LAST_DATE,))
            )
        if day + _EPOCH < 1:
            return mistake_of(InputError(ON, told, "lies before the calendar begins"))
        try:
            check_day(date_of(day), field=ON)
        except InputError as error:
            return mistake_of(error)
        raise AssertionError(day)  # INVARIANT: it was bad before


_LAST_DATE: Final = date.max.isoformat()


def _counted(array: pa.Array) -> IntArray:
    """Return the number of each day; raises `InputError` for another type.

    Null is 1970-01-01, a day about which there is no question.
    """
    kind = array.type
    if pa.types.is_date32(kind):
        return _numbers(array, pa.int32())
    if pa.types.is_date64(kind):
        return _numbers(array, pa.int64()) // _PER_DAY["ms"]
    if pa.types.is_timestamp(kind):
        if kind.tz is not None:
            try:
                array = pc.local_timestamp(array)
            except pa.ArrowInvalid:
                raise InputError(ON, kind.tz, "is not a known time zone") from None
        return _numbers(array, pa.int64()) // _PER_DAY[kind.unit]
    raise wrong_type(ON, kind, "date, timestamp or ISO 8601 text, YYYY-MM-DD")


def _numbers(array: pa.Array, kind: pa.DataType) -> NDArray[Any]:
    numbers = array.view(kind)
    if numbers.null_count:
        numbers = pc.fill_null(numbers, 0)
    found: NDArray[Any] = numbers.to_numpy()
    return found
