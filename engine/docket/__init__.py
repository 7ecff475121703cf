"""The docket: the engine scored against the record of court findings.

>>> from safeconduct import Engine
>>> from safeconduct.docket import docket
>>> found = docket(Engine.load())
>>> found.score.outcome.agrees > found.baseline.outcome.agrees
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .entry import DayBefore, Docket, DocketEntry, Verdict
    from .score import answers_today, day_before_rows, docket

__all__ = [
    "DayBefore",
    "Docket",
    "DocketEntry",
    "Verdict",
    "answers_today",
    "day_before_rows",
    "docket",
]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "DayBefore": "entry",
        "Docket": "entry",
        "DocketEntry": "entry",
        "Verdict": "entry",
        "day_before_rows": "score",
        "docket": "score",
        "answers_today": "score",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
