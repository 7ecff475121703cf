"""The kinds of wrong change, one module for each part of the law."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..draft import Draft, Mutant
from . import bodies, constraints, questions, readings, rules

Operator = Callable[[Draft], Iterator[Mutant]]

OPERATORS: tuple[Operator, ...] = (
    bodies.mutants,
    rules.mutants,
    questions.mutants,
    constraints.mutants,
    readings.mutants,
)
"""Those that need the rule base alone."""
