"""The bare rules as an OpenFisca system: a variable for each fact, conclusion and the outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from openfisca_core import periods
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from safeconduct.rulebase.model import Condition

from ..plan import Algebra, identifier
from ..problem import Problem

PERIOD: Final = "2026-11"


class System:
    """The bare rules for OpenFisca; simulations are made of it."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        entity = build_entity("person", "persons", "A person at a place", is_person=True)
        self._entity = entity
        self._system = TaxBenefitSystem([entity])
        self._enums = {
            name: Enum(identifier(name), [(value, value) for value in values])
            for name, values in problem.facts.items()
        }
        self._outcome = Enum("outcome_value", [(value, value) for value in problem.outcomes])
        for name, enum in self._enums.items():
            self._add(identifier(name), Enum, possible_values=enum, default_value=next(iter(enum)))
        for one in problem.plan.conclusions:
            self._add(one.name, bool, formula=self._formula(one.holds))
        self._add(
            "outcome",
            Enum,
            possible_values=self._outcome,
            default_value=next(iter(self._outcome)),
            formula=self._table(),
        )

    @property
    def inputs(self) -> list[str]:
        """The names of the variables that a case sets."""
        return [identifier(name) for name in self._enums]

    def simulation(self, count: int) -> Simulation:
        """Return a simulation of ``count`` cases without facts."""
        return SimulationBuilder().build_default_simulation(self._system, count)

    def outcomes(self, simulation: Simulation, columns: dict[str, Any]) -> Any:
        """Return the index of the outcome of each case, from arrays of indices of values."""
        for name, column in columns.items():
            simulation.set_input(name, PERIOD, column)
        return simulation.calculate("outcome", PERIOD).view(np.ndarray)

    def encode(self, name: str, indices: Any) -> Any:
        """Return a column as OpenFisca keeps it (an array of an enumeration)."""
        from openfisca_core.indexed_enums import EnumArray

        enum = self._system.get_variable(name).possible_values
        return EnumArray(np.asarray(indices, dtype=np.uint8), enum)

    def _add(self, name: str, value_type: type, **members: Any) -> None:
        described = {
            "value_type": value_type,
            "entity": self._entity,
            "definition_period": periods.MONTH,
            "label": name,
            **members,
        }
        self._system.add_variable(type(name, (Variable,), described))

    def _formula(self, condition: Condition) -> Callable[[Any, Any], Any]:
        def formula(persons: Any, period: Any) -> Any:
            return self._algebra(persons, period).write(condition)

        return formula

    def _table(self) -> Callable[[Any, Any], Any]:
        values = [value for value, _ in self._problem.plan.rows]

        def formula(persons: Any, period: Any) -> Any:
            algebra = self._algebra(persons, period)
            conditions = [algebra.write(condition) for _, condition in self._problem.plan.rows]
            return np.select(conditions[:-1], range(len(values) - 1), len(values) - 1)

        return formula

    def _algebra(self, persons: Any, period: Any) -> Algebra[Any]:
        def test(name: str, value: str) -> Any:
            return persons(identifier(name), period) == self._enums[name][value]

        def joined(combine: Callable[[Any, Any], Any]) -> Callable[[list[Any]], Any]:
            def join(parts: list[Any]) -> Any:
                whole = parts[0]
                for part in parts[1:]:
                    whole = combine(whole, part)
                return whole

            return join

        return Algebra(
            test,
            lambda name: persons(name, period),
            joined(np.logical_and),
            joined(np.logical_or),
            np.logical_not,
            np.True_,
        )
