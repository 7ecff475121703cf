"""NumPy: the outcome of every combination of values in one table, found by a packed number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from operator import mul
from typing import Any

import numpy as np

from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import Inference

from ..bulk import BulkContestant, Columns
from ..problem import QUESTION, Problem


def enter(problem: Problem, version: str) -> BulkContestant:
    """Return NumPy with the table filled by our compiled evaluator."""
    sizes = [len(values) for values in problem.facts.values()]
    *strides, _ = accumulate(reversed(sizes), mul, initial=1)
    table = np.fromiter(_outcomes(problem), np.uint8)

    def prepare(columns: Columns) -> list[Any]:
        return list(columns.values())

    def decide(columns: list[Any]) -> Any:
        packed = np.zeros(len(columns[0]), np.uint32)
        for column, stride in zip(columns, reversed(strides), strict=True):
            packed += column * np.uint32(stride)
        return table[packed]

    how = f"a table of {len(table):,} combinations"
    return BulkContestant("NumPy, packed look-up", version, how, prepare, decide)


def _outcomes(problem: Problem) -> Iterator[int]:
    rulebase = problem.rulebase
    inference = Inference(rulebase, rulebase.questions[QUESTION], (CompiledEvaluator(rulebase),))
    index = {outcome: number for number, outcome in enumerate(problem.outcomes)}
    for case in problem.every_case():
        yield index[inference.outcome(case)]
