"""A question made concrete: who, where and when, settled, contested and proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .inputs import PRESENCE, PURPOSE, member
    from .question import ComparedQuestion, QuestionPart, WhyNotQuestion, question_parts

__all__ = [
    "PRESENCE",
    "PURPOSE",
    "ComparedQuestion",
    "QuestionPart",
    "WhyNotQuestion",
    "member",
    "question_parts",
]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "ComparedQuestion": "question",
        "PRESENCE": "inputs",
        "PURPOSE": "inputs",
        "QuestionPart": "question",
        "WhyNotQuestion": "question",
        "member": "inputs",
        "question_parts": "question",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
