"""Bulk screening: columns of persons, places and days, answered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .columns import ALL, DEFAULT, ERROR, named_columns
    from .files.inplace import InPlace
    from .files.opening import open_reader
    from .index.load import index_loads
    from .mistakes import CellMistake, Rejected
    from .screener import Screened, Screener

__all__ = [
    "ALL",
    "DEFAULT",
    "ERROR",
    "CellMistake",
    "InPlace",
    "Rejected",
    "Screened",
    "Screener",
    "index_loads",
    "named_columns",
    "open_reader",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "columns": "ALL DEFAULT ERROR named_columns",
        "mistakes": "CellMistake Rejected",
        "files.inplace": "InPlace",
        "screener": "Screened Screener",
        "files.opening": "open_reader",
        "index.load": "index_loads",
    },
)
