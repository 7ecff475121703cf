"""Two ways to decide what watches join, which must agree; one, where the library is not there."""

from __future__ import annotations

from collections.abc import Mapping

from ..base.errors import EvaluatorDisagreement
from ..inference.durable_host import available
from .durable_joins import DurableJoins
from .joins import Joins, JourneyCase, JourneyStage, PlainJoins


class WitnessedJoins:
    """Decides in two ways; raises `EvaluatorDisagreement` where they differ, so nothing is told."""

    def __init__(self, first: Joins, second: Joins) -> None:
        self._first, self._second = first, second
        self.name = f"{first.name} and {second.name}"

    def met(self, properties: Mapping[str, int]) -> frozenset[str]:
        """Return the conditions that both find met."""
        one, two = self._first.met(properties), self._second.met(properties)
        if one != two:
            raise self._differ(f"conditions {sorted(one)} and {sorted(two)} of {properties}")
        return one

    def stage(self, case: JourneyCase) -> JourneyStage:
        """Return where both find that a journey stands."""
        one, two = self._first.stage(case), self._second.stage(case)
        if one != two:
            raise self._differ(f"stages {one} and {two} of {case}")
        return one

    def _differ(self, what: str) -> EvaluatorDisagreement:
        return EvaluatorDisagreement(f"{self.name} differ over a watch: {what}")


def default_joins() -> Joins:
    """Return what decides here: with durable-rules, if it is installed, and plain Python beside."""
    if not available():
        return PlainJoins()
    return WitnessedJoins(DurableJoins(), PlainJoins())
