"""polars: lazy expressions over a frame, once of its enumerations and once of words."""

from __future__ import annotations

from typing import Any

import polars as pl

from ..bulk import BulkContestant, Columns
from ..plan import Algebra
from ..problem import Problem


def enter(problem: Problem, version: str) -> BulkContestant:
    """Return polars on columns of its own enumerations, its quickest."""
    return _contestant("polars (enumerations)", problem, version, words=False)


def enter_words(problem: Problem, version: str) -> BulkContestant:
    """Return polars on columns of words."""
    return _contestant("polars (words)", problem, version, words=True)


def _contestant(name: str, problem: Problem, version: str, *, words: bool) -> BulkContestant:
    def prepare(columns: Columns) -> pl.DataFrame:
        frame = pl.DataFrame(
            {
                name: pl.Series(column).replace_strict(
                    list(range(len(values))), list(values), return_dtype=pl.Enum(values)
                )
                for (name, column), values in zip(
                    columns.items(), problem.facts.values(), strict=True
                )
            }
        )
        return frame.cast(pl.String) if words else frame

    how = f"lazy expressions on {pl.thread_pool_size()} threads"
    return BulkContestant(name, version, how, prepare, Expressions(problem))


class Expressions:
    """Conclusions by level, then the outcome."""

    def __init__(self, problem: Problem) -> None:
        algebra = Algebra[pl.Expr](
            lambda name, value: pl.col(name) == value,
            pl.col,
            pl.all_horizontal,
            pl.any_horizontal,
            lambda part: ~part,
            pl.lit(True),  # a literal
        )
        self._levels = [
            [algebra.write(one.holds).alias(one.name) for one in level]
            for level in problem.plan.levels
        ]
        outcome = pl.lit(len(problem.outcomes) - 1, pl.UInt8)
        for number, (_, condition) in reversed(list(enumerate(problem.plan.rows[:-1]))):
            chosen = pl.lit(number, pl.UInt8)
            outcome = pl.when(algebra.write(condition)).then(chosen).otherwise(outcome)
        self._outcome = outcome.alias("outcome")

    def __call__(self, frame: pl.DataFrame) -> Any:
        """Return the index of the outcome of each row."""
        return self.outcome(frame.lazy()).collect()["outcome"].to_numpy()

    def outcome(self, query: pl.LazyFrame, *kept: str) -> pl.LazyFrame:
        """Return a query for the index of the outcome of each row, beside the columns ``kept``."""
        for level in self._levels:
            query = query.with_columns(level)
        return query.select(*kept, self._outcome)
