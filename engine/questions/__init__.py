"""The questions that can be put, and what answers those whose files say how they are put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from ..rulebase.asked import QuestionInput
    from .answer import (
        QuestionAnswer,
        QuestionChanges,
        QuestionComparison,
        QuestionHistory,
        QuestionMap,
        QuestionSummary,
        QuestionWhyNot,
    )
    from .asked import COMMON, MOST
    from .binding import Binding
    from .kinds import Kind
    from .put import PutQuestion

__all__ = [
    "COMMON",
    "MOST",
    "Binding",
    "Kind",
    "PutQuestion",
    "QuestionAnswer",
    "QuestionChanges",
    "QuestionComparison",
    "QuestionHistory",
    "QuestionInput",
    "QuestionMap",
    "QuestionSummary",
    "QuestionWhyNot",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "answer": "QuestionAnswer QuestionChanges QuestionComparison QuestionHistory QuestionMap "
        "QuestionSummary QuestionWhyNot",
        "asked": "COMMON MOST QuestionInput",
        "binding": "Binding",
        "kinds": "Kind",
        "put": "PutQuestion",
    },
)
