"""Every way the unknown facts of many questions may be, as rows of total assignments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...base.errors import TooManyUnknowns
from ...inference.inference import Inference
from ...inference.joint import JointQuestion

MOST = 1 << 12
"""More completions of one question are only tried over the unknown facts that matter."""


@dataclass(frozen=True, slots=True)
class Completions:
    """Completions of questions, question by question, each with one assignment per warrant.

    ``facts`` (uint8, assignments x facts): distinct assignments, as value indices.
    ``assignments`` (int32): the assignment of each warrant in each completion, in order.
    ``warrants`` (int64, completions): where in ``assignments`` each completion begins.
    ``questions`` (int64, questions): with which completion each question begins.
    ``lacking`` (int64): questions with too many unknown facts to be completed; they have one
    arbitrary completion here.
    """

    facts: NDArray[np.uint8]
    assignments: NDArray[np.int32]
    warrants: NDArray[np.int64]
    questions: NDArray[np.int64]
    lacking: NDArray[np.int64]


def completions(inference: Inference, questions: Iterable[JointQuestion]) -> Completions:
    """Return the completions of each question, impossible ones included."""
    numbers: dict[tuple[int, ...], int] = {}
    assignments: list[int] = []
    warrants: list[int] = []
    begins: list[int] = []
    lacking: list[int] = []
    for number, question in enumerate(questions):
        begins.append(len(warrants))
        try:
            unknowns = question.every_unknown()
            if prod(map(len, unknowns.values())) > MOST:
                unknowns = question.unknowns()
        except TooManyUnknowns:
            lacking.append(number)
            unknowns = {}
        for values in product(*unknowns.values()):
            warrants.append(len(assignments))
            known = dict(zip(unknowns, values, strict=True))
            for index in range(len(question.truths)):
                facts = question.assign(index, known)
                assignments.append(numbers.setdefault(facts, len(numbers)))
    width = len(inference.rulebase.facts)
    return Completions(
        np.array(list(numbers), np.uint8).reshape(len(numbers), width),
        np.array(assignments, np.int32),
        np.array(warrants, np.int64),
        np.array(begins, np.int64),
        np.array(lacking, np.int64),
    )
