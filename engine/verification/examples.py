"""From a case that the solver found to an example worth telling, as the engine answers it."""

from __future__ import annotations

from collections.abc import Mapping

from .answers import OUTCOME
from .results import Example
from .search import Baseline
from .space import Case
from .workbench import Engines, Workbench


def departing(baseline: Baseline, case: Case) -> Mapping[str, str]:
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
) -> Example:
    """Return a case as an example; ``also``: variables to state for which nothing is usual."""
    asked = question or next(iter(bench.rulebase.questions))
    stated = {**departing(bench.baseline, case), **{name: case[name] for name in also}}
    ordered = {name: stated[name] for name in case if name in stated}
    after = told(bench.engines, {**case, **then}, asked) if then else {}
    return Example(
        dict(case), ordered, dict(then or {}), asked, told(bench.engines, case, asked), after
    )


def told(engines: Engines, case: Case, question: str) -> Mapping[str, str]:
    """Return what the engine answers to a case: outcome and parts."""
    verdict = engines.verdict(case, question)
    return {OUTCOME: verdict.outcome, **verdict.parts}
