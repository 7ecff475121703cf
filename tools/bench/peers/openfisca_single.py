"""OpenFisca asked for one case at a time."""

from __future__ import annotations

from typing import Any

from safeconduct.rulebase.model import Assignment

from ..contestant import Contestant
from ..problem import Problem
from .openfisca_system import System


def enter(problem: Problem, version: str) -> Contestant:
    """Return OpenFisca with the system built; each case is a simulation of one."""
    system = System(problem)

    def prepare(case: Assignment) -> dict[str, Any]:
        return {
            name: system.encode(name, [index])
            for name, index in zip(system.inputs, case, strict=True)
        }

    def decide(case: dict[str, Any]) -> str:
        return problem.outcomes[system.outcomes(system.simulation(1), case)[0]]

    return Contestant("OpenFisca (single)", version, "a simulation of one", prepare, decide)
