"""The main table: our assessment, our evaluators, and the peers on the bare rules, in turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from safeconduct import Engine
from safeconduct.rulebase.model import Assignment

from . import reference
from .contestant import Contestant
from .ours import Journeys, bare_task, evaluators_alone, truths_met
from .problem import Problem
from .results import ASSESSMENT, SHORT, WHOLE, Row
from .settings import Settings
from .timing import Task, measure

HAND_WRITTEN = "hand-written Python"
BARE_COMPILED = "safeconduct: compiled evaluator, bare rules, no memo"

_DERIVED = "real rules and records: outcome, duty, contest, status of every rule"
_WHOLE = "real rules and records, new questions: proof, records, readings, practice, all written"
_SHORT = "real rules and records, new questions: what a reader needs, headline included, written"
_TRUTHS = "real rules: a verdict on a truth of the records"


@dataclass(frozen=True)
class _Entry:
    task: Task
    version: str
    how: str
    ours: bool = False
    peer: bool = False


def single_decisions(
    problem: Problem,
    contestants: Sequence[Contestant],
    engine: Engine,
    journeys: Journeys,
    settings: Settings,
    seed: int,
) -> tuple[Row, ...]:
    """Return the rows of the main table; ``journeys`` must be warm."""
    cases = list(dict.fromkeys(problem.cases(settings.decision_cases, seed)))
    entries = [
        *_ours(problem, cases, engine, journeys, settings, seed),
        *(_peer(one, cases) for one in contestants),
        _by_hand(problem, cases),
    ]
    timings = measure([entry.task for entry in entries], settings.decisions, seed)
    return tuple(
        Row(
            entry.task.name,
            entry.version,
            entry.how,
            timings[entry.task.name],
            entry.ours,
            entry.peer,
        )
        for entry in entries
    )


def _ours(
    problem: Problem,
    cases: list[Assignment],
    engine: Engine,
    journeys: Journeys,
    settings: Settings,
    seed: int,
) -> list[_Entry]:
    version = metadata.version("safeconduct")
    asked = journeys.some(settings.journeys, seed + 1)
    truths = truths_met(engine, asked[: settings.decision_cases])
    return [
        _Entry(Task.of(ASSESSMENT, asked, journeys.ask), version, _DERIVED, ours=True),
        _Entry(Task.of(WHOLE, asked, journeys.whole), version, _WHOLE, ours=True),
        _Entry(Task.of(SHORT, asked, journeys.short), version, _SHORT, ours=True),
        *(_Entry(task, version, _TRUTHS, ours=True) for task in evaluators_alone(engine, truths)),
        _Entry(bare_task(BARE_COMPILED, problem, cases), version, "bare rules", ours=True),
    ]


def _peer(one: Contestant, cases: list[Assignment]) -> _Entry:
    inputs = [one.prepare(case) for case in cases]
    return _Entry(Task.of(one.name, inputs, one.decide), one.version, one.how, peer=True)


def _by_hand(problem: Problem, cases: list[Assignment]) -> _Entry:
    inputs = [problem.named(case) for case in cases]
    return _Entry(Task.of(HAND_WRITTEN, inputs, reference.decide), "", "one function, no rules")


def answers(
    problem: Problem, contestants: Sequence[Contestant]
) -> dict[str, Callable[[Sequence[Assignment]], Sequence[str]]]:
    """Return what answers cases, for the check that all agree: by hand, the peers."""

    def by_hand(cases: Sequence[Assignment]) -> Sequence[str]:
        return [reference.decide(problem.named(case)) for case in cases]

    def of(one: Contestant) -> Callable[[Sequence[Assignment]], Sequence[str]]:
        return lambda cases: [one.decide(one.prepare(case)) for case in cases]

    found: dict[str, Any] = {HAND_WRITTEN: by_hand}
    found.update({one.name: of(one) for one in contestants})
    return found
