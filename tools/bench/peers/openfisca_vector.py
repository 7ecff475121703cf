"""OpenFisca asked for all cases in one simulation."""

from __future__ import annotations

from typing import Any

from ..bulk import BulkContestant, Columns
from ..plan import identifier
from ..problem import Problem
from .openfisca_system import System


def enter(problem: Problem, version: str) -> BulkContestant:
    """Return OpenFisca with the system built."""
    system = System(problem)

    def prepare(columns: Columns) -> dict[str, Any]:
        return {
            identifier(name): system.encode(identifier(name), column)
            for name, column in columns.items()
        }

    def decide(columns: dict[str, Any]) -> Any:
        count = len(next(iter(columns.values())))
        return system.outcomes(system.simulation(count), columns)

    how = "one simulation of all rows"
    return BulkContestant("OpenFisca (vectorised)", version, how, prepare, decide)
