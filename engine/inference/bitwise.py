"""The rules compiled to bitwise operations: the outcomes of many assignments in one pass.

Bit ``i`` of every number belongs to assignment ``i``, so one operation on two numbers settles a
condition for all of them at once (bit-slicing; Biham, *A fast new DES implementation in software*,
1997). Only the conclusions that the outcome needs are settled. It serves to search, not to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Final, cast

from ..rulebase.model import AtomKind, Condition, DecisionTable, RuleBase, atoms_of
from .program import Program, Syntax

_Function = Callable[[Sequence[int], int], tuple[int, ...]]


class BitwiseQuestion:
    """Decides the outcome table of a question for many assignments at once.

    ``outcomes``: the values of the table, each once; `decide` gives one number for each, then one
    for the assignments that the table leaves open, then one for those that break a constraint.
    """

    def __init__(self, rulebase: RuleBase, question: DecisionTable) -> None:
        self.outcomes: Final = tuple(dict.fromkeys(row.value for row in question.outcome))
        widths = (len(values) for values in rulebase.values)
        self.offsets: Final = tuple(accumulate(widths, initial=0))
        """Where the tests of each variable begin; the last is their number."""
        source = "\n".join(self._program(rulebase, question)) + "\n"
        scope: dict[str, object] = {}
        # INVARIANT: the program is made of generated names and integers only, never of text
        # from a rule file.
        exec(compile(source, "<bitwise rules>", "exec"), scope)  # noqa: S102
        self._function = cast("_Function", scope["decide"])

    def decide(self, tests: Sequence[int], every: int) -> tuple[tuple[int, ...], int, int]:
        """Return for each outcome the assignments that have it, those open, those impossible.

        ``tests``: for each variable and value, at ``offsets[variable] + value``, the assignments
        that give it; ``every``: all assignments.
        """
        *found, left_open, broken = self._function(tests, every)
        return tuple(found), left_open, broken

    def _program(self, rulebase: RuleBase, question: DecisionTable) -> Iterator[str]:
        syntax = Syntax(
            both=" & ",
            either=" | ",
            negation="A ^ ",
            true="A",
            false="0",
            test=lambda variable, value: f"t[{self.offsets[variable] + value}]",
        )
        program = Program(rulebase, syntax)
        rows = question.outcome
        yield "def decide(t, A):"
        for statement in program.statements(_needed(rulebase, [row.when for row in rows])):
            yield f" {statement}"
        # A row may give the answer where no earlier one certainly did and it is not ruled out.
        yield " o = A"
        for index, row in enumerate(rows):
            yield f" p{index} = o & ({program.expression(row.when, possible=True)})"
            yield f" o &= A ^ ({program.expression(row.when, possible=False)})"
        for number, value in enumerate(self.outcomes):
            names = [f"p{index}" for index, row in enumerate(rows) if row.value == value]
            yield f" v{number} = {syntax.any_of(names)}"
        numbers = range(len(self.outcomes))
        for one in numbers:
            others = syntax.any_of(f"v{other}" for other in numbers if other != one)
            yield f" w{one} = v{one} & (A ^ ({others}))"
        settled = [f"w{number}" for number in numbers]
        broken = syntax.any_of(
            program.expression(constraint.never, possible=True)
            for constraint in rulebase.constraints
        )
        yield f" return {', '.join(settled)}, A ^ ({syntax.any_of(settled)}), {broken}"


def _needed(rulebase: RuleBase, goals: Sequence[Condition]) -> tuple[str, ...]:
    """Return the conclusions that some conditions depend on, in order of need."""
    found: set[str] = set()
    waiting = list(goals)
    while waiting:
        for atom in atoms_of(waiting.pop()):
            if atom.kind is AtomKind.CONCLUSION and atom.name not in found:
                found.add(atom.name)
                waiting.extend(rule.body for rule in rulebase.rules_on(atom.name))
    return tuple(name for name in rulebase.conclusions if name in found)
