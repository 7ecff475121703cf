"""The docket: the engine scored against the record of court findings.

>>> from safeconduct import Engine
>>> from safeconduct.docket import docket
>>> found = docket(Engine.load())
>>> found.score.outcome.agrees > found.baseline.outcome.agrees
True
"""

from __future__ import annotations

from .entry import DayBefore, Docket, Entry, Verdict
from .score import day_before_rows, docket

__all__ = ["DayBefore", "Docket", "Entry", "Verdict", "day_before_rows", "docket"]
