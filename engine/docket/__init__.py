"""The docket: the engine scored against the record of court findings.

>>> from safeconduct import Engine
>>> from safeconduct.docket import docket
>>> found = docket(Engine.load())
>>> found.score.outcome.agrees > found.baseline.outcome.agrees
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .entry import DayBefore, Docket, DocketEntry, Verdict
    from .score import day_before_rows, docket

__all__ = ["DayBefore", "Docket", "DocketEntry", "Verdict", "day_before_rows", "docket"]

_HOME = {
    "DayBefore": "entry",
    "Docket": "entry",
    "DocketEntry": "entry",
    "Verdict": "entry",
    "day_before_rows": "score",
    "docket": "score",
}


def __getattr__(name: str) -> object:
    # An answer needs one module of this package only; the others are loaded for the docket.
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
