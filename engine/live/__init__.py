"""Live records: what is added, corrected or retracted while a service runs, and how it is found.

Entries are only ever added to a database, each bound to the one before by its hash; over the
packaged records they make the records that answers rest on. Nothing here knows of HTTP; the
database is loaded when one is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .acceptance import change_of
    from .live import Live, export
    from .model import (
        AnswerBrief,
        ChangedAnswer,
        CheckedChange,
        LiveBusy,
        LiveEntry,
        LiveFailed,
        MistakeReport,
        RecordChange,
        RecordImpact,
        RecordRefused,
        ReportsFull,
    )
    from .packing import archive

__all__ = [
    "AnswerBrief",
    "ChangedAnswer",
    "CheckedChange",
    "Live",
    "LiveBusy",
    "LiveEntry",
    "LiveFailed",
    "MistakeReport",
    "RecordChange",
    "RecordImpact",
    "RecordRefused",
    "ReportsFull",
    "archive",
    "change_of",
    "export",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "acceptance": "change_of",
        "packing": "archive",
        "live": "Live export",
        "model": "AnswerBrief ChangedAnswer CheckedChange LiveBusy LiveEntry LiveFailed "
        "MistakeReport RecordChange RecordImpact RecordRefused ReportsFull",
    },
)
