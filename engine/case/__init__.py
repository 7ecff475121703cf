"""A question made concrete: who, where and when, settled, contested and proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .inputs import PRESENCE, PURPOSE, member
    from .periods import BEGINNING
    from .proof.nodes import Absent, Clash, Defeated, Ground, Lacking, Reading, Step
    from .proof.nodes import Part as ProofPart
    from .proof.nodes import children as proof_children
    from .question import ComparedQuestion, QuestionPart, WhyNotQuestion, question_parts

__all__ = [
    "BEGINNING",
    "PRESENCE",
    "PURPOSE",
    "Absent",
    "Clash",
    "ComparedQuestion",
    "Defeated",
    "Ground",
    "Lacking",
    "ProofPart",
    "QuestionPart",
    "Reading",
    "Step",
    "WhyNotQuestion",
    "member",
    "proof_children",
    "question_parts",
]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "Absent": "proof.nodes",
        "BEGINNING": "periods",
        "Clash": "proof.nodes",
        "ComparedQuestion": "question",
        "Defeated": "proof.nodes",
        "Ground": "proof.nodes",
        "Lacking": "proof.nodes",
        "PRESENCE": "inputs",
        "PURPOSE": "inputs",
        "ProofPart": "proof.nodes:Part",
        "QuestionPart": "question",
        "Reading": "proof.nodes",
        "Step": "proof.nodes",
        "WhyNotQuestion": "question",
        "member": "inputs",
        "proof_children": "proof.nodes:children",
        "question_parts": "question",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
