"""The decision log: what was answered, to whom, from which records and rules, and why.

So an answer can be shown later, and derived again. Rows are only ever added, each bound to the one
before by its hash. What is recorded knows nothing of HTTP; the databases are loaded when a log is
opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from ..store.uuid7 import is_uuid
    from .documents import AnswerText
    from .entry import DecisionEntry, question_entry, screening_entry, travel_entry
    from .errors import LogFailed, LogFull
    from .log import DecisionLog
    from .model import (
        ChainFault,
        ChainReport,
        DecisionPage,
        DecisionReplay,
        DecisionSearch,
        Difference,
        LoggedDecision,
        Receipt,
    )
    from .sought import search_of

__all__ = [
    "AnswerText",
    "ChainFault",
    "ChainReport",
    "DecisionEntry",
    "DecisionLog",
    "DecisionPage",
    "DecisionReplay",
    "DecisionSearch",
    "Difference",
    "LogFailed",
    "LogFull",
    "LoggedDecision",
    "Receipt",
    "is_uuid",
    "question_entry",
    "screening_entry",
    "search_of",
    "travel_entry",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "documents": "AnswerText",
        "entry": "DecisionEntry question_entry screening_entry travel_entry",
        "errors": "LogFailed LogFull",
        "log": "DecisionLog",
        "model": "ChainFault ChainReport DecisionPage DecisionReplay DecisionSearch Difference "
        "LoggedDecision Receipt",
        "sought": "search_of",
        ".store.uuid7": "is_uuid",
    },
)
