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
    from .question import (
        SCHEMAS,
        ComparedQuestion,
        QuestionPart,
        WhyNotQuestion,
        meant_by,
        question_parts,
    )

__all__ = [
    "BEGINNING",
    "PRESENCE",
    "PURPOSE",
    "SCHEMAS",
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
    "meant_by",
    "member",
    "proof_children",
    "question_parts",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "proof.nodes": "Absent Clash Defeated Ground Lacking ProofPart=Part Reading Step "
        "proof_children=children",
        "periods": "BEGINNING",
        "question": "SCHEMAS ComparedQuestion QuestionPart WhyNotQuestion meant_by question_parts",
        "inputs": "PRESENCE PURPOSE member",
    },
)
