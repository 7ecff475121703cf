"""The evaluator compiled from the rules to one Python function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, cast

from ..rulebase.model import Assignment, RuleBase
from .program import Program, Syntax
from .types import Derivation

_Function = Callable[[Assignment], tuple[bytes, bytes]]

_BOOLEAN: Final = Syntax(
    both=" and ",
    either=" or ",
    negation="not ",
    true="True",
    false="False",
    test=lambda variable, value: f"v[{variable}] == {value}",
)


class CompiledEvaluator:
    """Derives by straight-line code: no search, no matching, cost linear in the rules."""

    name = "compiled"

    def __init__(self, rulebase: RuleBase) -> None:
        self.source = "\n".join(_program(rulebase)) + "\n"
        scope: dict[str, object] = {}
        # INVARIANT: the program is made of generated names and integers only, never of text
        # from a rule file.
        exec(compile(self.source, "<compiled rules>", "exec"), scope)  # noqa: S102
        self._function = cast("_Function", scope["derive"])

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        return Derivation(*self._function(assignment))


def _program(rulebase: RuleBase) -> Iterator[str]:
    yield "def derive(v):"
    for statement in Program(rulebase, _BOOLEAN).statements(rulebase.conclusions):
        yield f" {statement}"
    rules = range(len(rulebase.rules))
    bodies = "".join(f"l{i} + h{i}, " for i in rules)
    conclusions = "".join(f"y{i} + m{i}, " for i in range(len(rulebase.conclusions)))
    yield f" return bytes(({bodies})), bytes(({conclusions}))"
