"""Declared monotonicities: changes that never have an effect, whatever else is the case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ...inference.conditions import impossible, value_of
from ...inference.inference import UNDETERMINED
from ...inference.types import NO, UNRESOLVED, YES
from ...lang.model import (
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Change,
    Condition,
    Effect,
    Monotonicity,
    RuleBase,
    Target,
)
from ..point import Point
from ..property import Component, Failure, Kind, Property
from ..under_test import UnderTest
from ..voices import STATUS

_FORMULA = {
    Effect.CREATES: "status(b) ≤ status(a)",
    Effect.REMOVES: "status(b) ≥ status(a)",
    Effect.CHANGES: "status(b) = status(a)",
}


def monotonicity(rulebase: RuleBase, declared: Monotonicity) -> Property:
    """Return the property that a rule base declares of itself."""

    def check(under_test: UnderTest, point: Point) -> Iterator[Failure]:
        for assignment in point.completions(under_test.rulebase):
            yield from _failures(under_test, declared, assignment)

    changes = ", ".join(
        f"{one.variable}: {'|'.join(one.before)} → {'|'.join(one.after)}"
        for one in declared.changes
    )
    return Property(
        declared.id,
        Component.RULES,
        Kind.METAMORPHIC,
        declared.says,
        f"∀a, b = a[{changes}]: {_FORMULA[declared.never]} of {declared.of}",
        check,
        hoped=tuple(_hoped(rulebase, declared)),
    )


def _hoped(rulebase: RuleBase, declared: Monotonicity) -> Iterator[Condition]:
    """Yield that the change could take place, and the ways in which its effect might show."""
    before = All((declared.when, *(_any(rulebase, one, one.before) for one in declared.changes)))
    yield before
    if not declared.of.question:
        yield All((before, Atom(AtomKind.CONCLUSION, declared.of.name)))
        for rule in rulebase.rules_on(declared.of.name):
            yield All((before, rule.body))


def _any(rulebase: RuleBase, change: Change, values: tuple[str, ...]) -> Condition:
    is_fact = rulebase.variables[change.variable] < len(rulebase.facts)
    kind = AtomKind.FACT if is_fact else AtomKind.POSITION
    return AnyOf(tuple(Atom(kind, change.variable, value) for value in values))


def _failures(
    under_test: UnderTest, declared: Monotonicity, assignment: Assignment
) -> Iterator[Failure]:
    base = under_test.rulebase
    facts = len(base.facts)
    _, derive = under_test.heard[0]
    if value_of(base, declared.when, assignment, derive(assignment)) != YES:
        return
    before = _status(under_test, declared.of, assignment)
    for changed in changed_by(base, declared, assignment):
        if impossible(base, changed[:facts]) is not None:
            continue
        after = _status(under_test, declared.of, changed)
        if _broken(declared.never, before, after):
            told = ", ".join(
                f"`{one.variable}` goes from {_value(base, assignment, one)} to "
                f"{_value(base, changed, one)}"
                for one in declared.changes
                if _value(base, assignment, one) != _value(base, changed, one)
            )
            yield Failure(
                f"{told}: `{declared.of}` was {_word(before)} and is {_word(after)}",
                tuple(_moved(under_test, declared.of, assignment, changed)),
            )


def changed_by(
    rulebase: RuleBase, declared: Monotonicity, assignment: Assignment
) -> Iterator[Assignment]:
    """Yield what an assignment becomes by the change, if it could take place at all."""
    if any(_value(rulebase, assignment, one) not in one.before for one in declared.changes):
        return
    for values in product(*(one.after for one in declared.changes)):
        changed = list(assignment)
        for one, value in zip(declared.changes, values, strict=True):
            variable = rulebase.variables[one.variable]
            changed[variable] = rulebase.values[variable].index(value)
        if tuple(changed) != assignment:
            yield tuple(changed)


def _value(rulebase: RuleBase, assignment: Assignment, change: Change) -> str:
    variable = rulebase.variables[change.variable]
    return rulebase.values[variable][assignment[variable]]


def _status(under_test: UnderTest, target: Target, assignment: Assignment) -> int | str:
    """Return the truth value of a target; of a whole table, what it says."""
    base = under_test.rulebase
    if not target.question:
        _, derive = under_test.heard[0]
        return derive(assignment).conclusions[base.conclusion_index[target.name]]
    verdict = under_test.inferences[target.question].verdict(assignment)
    said = verdict.outcome if target.name == "outcome" else verdict.parts[target.name]
    if not target.value:
        return said
    open_ = said == UNDETERMINED and (target.name != "outcome" or verdict.row is None)
    return YES if said == target.value else UNRESOLVED if open_ else NO


def _broken(never: Effect, before: int | str, after: int | str) -> bool:
    if isinstance(before, str) or isinstance(after, str) or never is Effect.CHANGES:
        return before != after
    return after > before if never is Effect.CREATES else after < before


def _word(status: int | str) -> str:
    return status if isinstance(status, str) else STATUS[status]


def _moved(
    under_test: UnderTest, target: Target, before: Assignment, after: Assignment
) -> Iterator[str]:
    """Yield the rules about a conclusion that apply in one of two assignments only."""
    base = under_test.rulebase
    _, derive = under_test.heard[0]
    one, other = derive(before).bodies, derive(after).bodies
    for rule in base.rules:
        index = base.rule_index[rule.id]
        about = rule.head == target.name or bool(target.question)
        if about and one[index] != other[index]:
            yield rule.id
