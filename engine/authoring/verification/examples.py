"""From a case that the solver found to an example worth telling, as the engine answers it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod
from typing import Final

from .results import ProofExample
from .search import SearchBaseline
from .space import Case
from .workbench import Engines, Workbench

_MOST_TRIED: Final = 256
"""Beyond so many combinations every variable without an ordinary value is stated."""


def departing(baseline: SearchBaseline, case: Case) -> Mapping[str, str]:
    """Return the values of a case that are not the ordinary ones."""
    return {
        name: value
        for name, value in case.items()
        if name in baseline.values and baseline.values[name] != value
    }


def example(
    bench: Workbench,
    case: Case,
    also: tuple[str, ...] = (),
    then: Mapping[str, str] | None = None,
    question: str = "",
) -> ProofExample:
    """Return a case as an example; ``also``: variables to state for which nothing is usual.

    Other such variables are stated if the answer depends on them.
    """
    asked = question or next(iter(bench.rulebase.questions))
    then = then or {}
    stated = {*departing(bench.baseline, case), *also, *_telling(bench, case, then, asked, also)}
    return ProofExample(
        dict(case),
        {name: value for name, value in case.items() if name in stated},
        dict(then),
        asked,
        told(bench.engines, case, asked),
        told(bench.engines, {**case, **then}, asked) if then else {},
    )


def _telling(
    bench: Workbench, case: Case, then: Mapping[str, str], question: str, also: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the variables without an ordinary value on which the answer depends."""
    open_ = [name for name in case if name not in bench.baseline.values and name not in also]
    answers = []
    choices = [bench.space.values[name] for name in open_]
    if prod(map(len, choices)) > _MOST_TRIED:
        return tuple(open_)
    for values in product(*choices):
        tried = {**case, **dict(zip(open_, values, strict=True))}
        if bench.engines.allowed(tried):
            answers.append(
                (
                    told(bench.engines, tried, question),
                    told(bench.engines, {**tried, **then}, question),
                )
            )
    return () if all(one == answers[0] for one in answers) else tuple(open_)


def told(engines: Engines, case: Case, question: str) -> Mapping[str, str]:
    """Return what the engine answers to a case: outcome and parts."""
    verdict = engines.verdict(case, question)
    return verdict.tables
