"""Rows that cannot be answered, with every reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..base.errors import InputError, UnknownName

INVALID_ROW: Final = "invalid-row"
"""The code of what stands in a file where a row should be, and is none."""

_LONGEST: Final = 200
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class CellMistake:
    """A cell that cannot be used, or a row that is none (``column`` empty).

    ``value``: the cell as text, ``None`` for an empty one. ``suggestions``: ids of near names.
    """

    column: str
    value: str | None
    message: str
    code: str = "invalid-value"
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not answered; ``row`` counts from 0 within its batch or table."""

    row: int
    mistakes: tuple[CellMistake, ...]

    def __str__(self) -> str:
        return "; ".join(one.message for one in self.mistakes)


def mistake_of(error: InputError | UnknownName) -> CellMistake:
    """Return an error about one value as the mistake of a cell."""
    value = None if error.value is None else shortened(error.value)
    near = error.suggestions if isinstance(error, UnknownName) else ()
    return CellMistake(
        error.field, value, shortened(str(error), 1000), error.code, tuple(one.id for one in near)
    )


def shortened(text: str, most: int = _LONGEST) -> str:
    """Return text at a length fit for a message."""
    return text if len(text) <= most else text[:most] + "…"


def summary(rejected: Sequence[Rejected], rows: int) -> InputError:
    """Return one error that shows the first bad rows, for callers that take no bad rows."""
    shown = "; ".join(f"row {one.row}: {one}" for one in rejected[:_SHOWN])
    more = len(rejected) - _SHOWN
    rest = f"; and {more} more" if more > 0 else ""
    return InputError(
        "table",
        None,
        f"{len(rejected)} of {rows} rows cannot be answered, counting from 0: {shown}{rest}",
        code="rows-rejected",
    )
