"""polars from the question on: expressions for each stretch of days, then an as-of join to it.

The other way round, with expressions for every question, it is slower.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from ..bulk import BulkContestant
from ..journeys import FROM_JOURNEYS, JourneyTable
from ..problem import Problem
from .polars_expressions import Expressions

_PAIR = ("person", "place")
_POSITION = "position"


def enter(problem: Problem, version: str) -> BulkContestant:
    """Return polars on columns of persons, places and days."""
    how = f"expressions, then an as-of join by person and place, on {pl.thread_pool_size()} threads"
    return BulkContestant(FROM_JOURNEYS, version, how, _prepare(problem), _Answer(problem))


def _prepare(problem: Problem) -> Any:
    def prepare(table: JourneyTable) -> tuple[pl.DataFrame, pl.DataFrame]:
        asked = pl.DataFrame({"person": table.person, "place": table.place, "day": table.day})
        facts = pl.DataFrame(
            {
                "person": table.of_person,
                "place": table.of_place,
                "since": table.since,
                **{
                    name: pl.Series(table.facts[name]).replace_strict(
                        list(range(len(values))), list(values), return_dtype=pl.Enum(values)
                    )
                    for name, values in problem.facts.items()
                },
            }
        )
        kinds = {"person": pl.Int16, "place": pl.Int16}
        return (
            asked.cast({**kinds, "day": pl.Int32}),
            facts.cast({**kinds, "since": pl.Int32}).sort("since"),
        )

    return prepare


class _Answer:
    def __init__(self, problem: Problem) -> None:
        self._expressions = Expressions(problem)

    def __call__(self, given: tuple[pl.DataFrame, pl.DataFrame]) -> Any:
        """Return the index of the outcome of each question, in the order of the questions."""
        asked, facts = given
        outcomes = self._expressions.outcome(facts.lazy(), *_PAIR, "since")
        found = (
            asked.lazy()
            .with_row_index(_POSITION)
            .sort("day")
            .join_asof(outcomes, left_on="day", right_on="since", by=_PAIR, check_sortedness=False)
            .select(_POSITION, "outcome")
            .sort(_POSITION)
        )
        return found.collect()["outcome"].to_numpy()
