"""Every case that could be: one value for each fact and one position on each issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import z3

from ...rulebase.model import BOOLEAN, Assignment, RuleBase

Formula = Any
"""A Boolean term of the solver, whose package has no types."""

Case = Mapping[str, str]
"""The value of every fact and the position on every issue, by name."""


@dataclass(frozen=True)
class Space:
    """The variables of one or two rule bases, each with the values it can take.

    A yes/no fact is one Boolean; any other variable has one Boolean for each value, exactly one of
    which is true (`domain`).
    """

    values: Mapping[str, tuple[str, ...]]
    _terms: Mapping[tuple[str, str], Formula] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        terms: dict[tuple[str, str], Formula] = {}
        for name, values in self.values.items():
            if values == BOOLEAN:
                term = z3.Bool(name)
                terms[name, "true"], terms[name, "false"] = term, z3.Not(term)
            else:
                terms.update({(name, value): z3.Bool(f"{name}={value}") for value in values})
        object.__setattr__(self, "_terms", terms)

    @classmethod
    def of(cls, *rulebases: RuleBase) -> Space:
        """Return the space that several rule bases share: a name means the same in all of them."""
        values: dict[str, tuple[str, ...]] = {}
        for rulebase in rulebases:
            for name, own in zip(rulebase.variables, rulebase.values, strict=True):
                values[name] = tuple(dict.fromkeys((*values.get(name, ()), *own)))
        return cls(values)

    def holds(self, name: str, value: str) -> Formula:
        """Return the term that a variable has a value."""
        return self._terms[name, value]

    def domain(self) -> Iterator[Formula]:
        """Yield what makes a valuation a case: exactly one value for each variable."""
        for name, values in self.values.items():
            if values != BOOLEAN:
                terms = [self._terms[name, value] for value in values]
                yield z3.Or(terms)
                yield z3.AtMost(*terms, 1)

    def case(self, model: Any) -> Case:
        """Return the case that a model of the solver describes."""
        return {
            name: next(
                value
                for value in values
                if z3.is_true(model.eval(self._terms[name, value], model_completion=True))
            )
            for name, values in self.values.items()
        }

    def exactly(self, case: Case) -> Formula:
        """Return the term that holds in cases with these values only."""
        return z3.And([self._terms[name, value] for name, value in case.items()])


def assignment(rulebase: RuleBase, case: Case) -> Assignment:
    """Return a case as the evaluators take it."""
    return tuple(
        values.index(case[name])
        for name, values in zip(rulebase.variables, rulebase.values, strict=True)
    )


def changed(space: Space, formula: Formula, then: Mapping[str, str]) -> Formula:
    """Return when a formula is true of a case in which the values are as in ``then``."""
    pairs = []
    for name, value in then.items():
        values = ("true",) if space.values[name] == BOOLEAN else space.values[name]
        pairs += [(space.holds(name, one), z3.BoolVal(one == value)) for one in values]
    return z3.substitute(formula, *pairs)
