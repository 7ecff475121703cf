"""Bulk screening: columns of persons, places and days, answered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .mistakes import CellMistake, Rejected
    from .screener import Screened, Screener

__all__ = ["CellMistake", "Rejected", "Screened", "Screener"]


def __getattr__(name: str) -> object:
    # Arrow is loaded when the first table comes; what columns there are can be known without.
    from importlib import import_module

    if name in __all__:
        home = "mistakes" if name in {"CellMistake", "Rejected"} else "screener"
        return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
