"""The docket: the engine scored against the record of court findings.

>>> from safeconduct import Engine
>>> from safeconduct.docket import docket
>>> found = docket(Engine.load())  # doctest: +SKIP
>>> found.score.outcome.agrees > found.baseline.outcome.agrees  # doctest: +SKIP
True

It takes some seconds; `answers_today` gives the single answers:

>>> from safeconduct.docket import answers_today
>>> engine = Engine.load()
>>> ruling, answer = next(iter(answers_today(engine)))
>>> answer.person.id in engine.world.persons
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .entry import Comparison, DayBefore, Docket, DocketEntry, Tally, Verdict
    from .score import answers_today, day_before_rows, docket

__all__ = [
    "Comparison",
    "DayBefore",
    "Docket",
    "DocketEntry",
    "Tally",
    "Verdict",
    "answers_today",
    "day_before_rows",
    "docket",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "entry": "Comparison DayBefore Docket DocketEntry Tally Verdict",
        "score": "day_before_rows docket answers_today",
    },
)
