"""The evaluator compiled from the rules to one Python function."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from ..lang.model import Assignment, RuleBase
from .program import SINGLE, function
from .types import Derivation

_Function = Callable[[Assignment], tuple[bytes, bytes]]


class CompiledEvaluator:
    """Derives by straight-line code: no search, no matching, cost linear in the rules."""

    name = "compiled"

    def __init__(self, rulebase: RuleBase) -> None:
        self.source, derive = function(rulebase, SINGLE)
        self._function = cast("_Function", derive)

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        return Derivation(*self._function(assignment))
