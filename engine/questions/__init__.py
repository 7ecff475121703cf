"""The questions that can be put, and what answers those whose files say how they are put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from ..records.registry import RecordKind
    from ..rulebase.asked import QuestionInput
    from .answer import QuestionAnswer, QuestionSummary
    from .asked import COMMON, MOST
    from .binding import Binding
    from .kinds import Kind
    from .put import PutQuestion
    from .putting import QuestionsEngine
    from .score import QuestionDocket, question_docket
    from .views import (
        QuestionChanges,
        QuestionComparison,
        QuestionHistory,
        QuestionMap,
        QuestionWhyNot,
    )

__all__ = [
    "COMMON",
    "MOST",
    "Binding",
    "Kind",
    "PutQuestion",
    "QuestionAnswer",
    "QuestionChanges",
    "QuestionComparison",
    "QuestionDocket",
    "QuestionHistory",
    "QuestionInput",
    "QuestionMap",
    "QuestionSummary",
    "QuestionWhyNot",
    "QuestionsEngine",
    "RecordKind",
    "question_docket",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "answer": "QuestionAnswer QuestionSummary",
        "views": "QuestionChanges QuestionComparison QuestionHistory QuestionMap QuestionWhyNot",
        "asked": "COMMON MOST QuestionInput",
        "binding": "Binding RecordKind",
        "kinds": "Kind",
        "put": "PutQuestion",
        "putting": "QuestionsEngine",
        "score": "QuestionDocket question_docket",
    },
)
