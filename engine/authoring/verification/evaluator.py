"""The encoding as an evaluator: one more voice on what rules mean, for comparing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import z3

from ...inference.types import NO, UNRESOLVED, YES, Derivation
from ...rulebase.model import Assignment, RuleBase
from .encode import Encoding, Status
from .space import Space


class SolverEvaluator:
    """Derives by asking the solver for the model of one case: slow, and independent."""

    name = "solver"

    def __init__(self, rulebase: RuleBase) -> None:
        space = Space.of(rulebase)
        encoding = Encoding(rulebase, space)
        self._rulebase = rulebase
        self._space = space
        self._bodies = [encoding.condition(rule.body) for rule in rulebase.rules]
        self._conclusions = [encoding.conclusion(name) for name in rulebase.conclusions]
        self._solver = z3.Solver()
        self._solver.add(*space.domain())

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        case = {
            name: values[index]
            for (name, values), index in zip(self._space.values.items(), assignment, strict=True)
        }
        self._solver.push()
        try:
            self._solver.add(self._space.exactly(case))
            assert self._solver.check() == z3.sat
            model = self._solver.model()
        finally:
            self._solver.pop()
        return Derivation(_read(model, self._bodies), _read(model, self._conclusions))


def _read(model: Any, statuses: Sequence[Status]) -> bytes:
    def one(status: Status) -> int:
        if z3.is_true(model.eval(status.holds, model_completion=True)):
            return YES
        return NO if z3.is_true(model.eval(status.fails, model_completion=True)) else UNRESOLVED

    return bytes(map(one, statuses))
