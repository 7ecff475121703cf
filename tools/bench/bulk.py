"""The bare rules over whole columns: who takes part, and rows per second, side by side.

Columns are arrays of small integers, the index of each fact's value; the answer is the index of the
outcome. What an engine wants to be given is made beforehand and not timed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from safeconduct.rulebase.model import Assignment

from .contestant import Entrant, Missing, recorded_failures
from .problem import Problem

Columns = Mapping[str, np.ndarray[Any, np.dtype[np.uint8]]]


@dataclass(frozen=True)
class BulkContestant:
    """An engine that answers columns: ``prepare`` is not timed, ``decide`` is."""

    name: str
    version: str
    how: str
    prepare: Callable[[Any], Any]
    decide: Callable[[Any], Any]


BULK_ENTRANTS = (
    Entrant("OpenFisca (vectorised)", "openfisca-core", "openfisca_core", "openfisca_vector"),
    Entrant("polars (enumerations)", "polars", "polars", "polars_expressions"),
    Entrant("polars (words)", "polars", "polars", "polars_expressions", "enter_words"),
    Entrant("NumPy, packed look-up", "numpy", "numpy", "numpy_lookup"),
)


def enlist_bulk(
    problem: Problem, entrants: Sequence[Entrant] = BULK_ENTRANTS
) -> tuple[list[BulkContestant], list[Missing]]:
    """Return who takes part and who is missing."""
    failures = recorded_failures()
    entered: list[Any] = [entrant.enter(problem, failures) for entrant in entrants]
    return (
        [one for one in entered if isinstance(one, BulkContestant)],
        [one for one in entered if isinstance(one, Missing)],
    )


def columns_of(problem: Problem, cases: Sequence[Assignment]) -> Columns:
    """Return cases as columns."""
    table = np.array(cases, dtype=np.uint8).reshape(len(cases), len(problem.facts))
    return {name: np.ascontiguousarray(table[:, index]) for index, name in enumerate(problem.facts)}


def random_columns(problem: Problem, rows: int, seed: int) -> Columns:
    """Return random columns; the same ones for the same ``seed``."""
    source = np.random.default_rng(seed)
    return {
        name: source.integers(0, len(values), rows, dtype=np.uint8)
        for name, values in problem.facts.items()
    }


def answers_of(
    problem: Problem, one: BulkContestant
) -> Callable[[Sequence[Assignment]], list[str]]:
    """Return what tells the outcome of each case, for the check that all agree."""

    def answer(cases: Sequence[Assignment]) -> list[str]:
        found = np.asarray(one.decide(one.prepare(columns_of(problem, cases))))
        return [problem.outcomes[index] for index in found]

    return answer
