"""Before anything is timed: everybody gives the same answers, or nothing is timed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from safeconduct.base.words import counted
from safeconduct.rulebase.model import Assignment

from .problem import Problem

Answers = Callable[[Sequence[Assignment]], Sequence[str]]
"""The outcome of each case."""


class Disagreement(Exception):
    """Two engines answered one case differently: its facts, and the answer of each."""


def check_agreement(
    problem: Problem, cases: Sequence[Assignment], engines: Mapping[str, Answers]
) -> dict[str, int]:
    """Return how many cases have each outcome; raises `Disagreement` at the first that differs."""
    answered = {name: answer(cases) for name, answer in engines.items()}
    for name, answers in answered.items():
        if len(answers) != len(cases):
            raise Disagreement(
                f"{name} gave {counted(len(answers), 'answer')} to {counted(len(cases), 'case')}"
            )
    counts: dict[str, int] = {}
    for index, case in enumerate(cases):
        given = {name: answers[index] for name, answers in answered.items()}
        if len(set(given.values())) > 1:
            raise Disagreement(_told(problem, case, given))
        outcome = next(iter(given.values()))
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def _told(problem: Problem, case: Assignment, given: Mapping[str, str]) -> str:
    facts = [f"  {name}: {value}" for name, value in problem.named(case).items()]
    answers = [f"  {name}: {answer}" for name, answer in given.items()]
    return "\n".join(["the engines disagree on the case", *facts, "they answer", *answers])
