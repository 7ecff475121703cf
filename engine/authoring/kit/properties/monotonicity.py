"""Declared monotonicities: changes that never have an effect, whatever else is the case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ....inference.inference import UNDETERMINED
from ....inference.types import NO, UNRESOLVED, YES, impossible, value_of
from ....rulebase.model import (
    All,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    Effect,
    Monotonicity,
    Not,
    PropertyChange,
    RuleBase,
    Target,
    atoms_of,
)
from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..reach import TurningPoint, Wish
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
        PropertyKind.METAMORPHIC,
        declared.says,
        f"∀a, b = a[{changes}]: {_FORMULA[declared.never]} of {declared.of}",
        check,
        hoped=tuple(_hoped(rulebase, declared)),
    )


def _hoped(rulebase: RuleBase, declared: Monotonicity) -> Iterator[Wish]:
    """Yield how the change would show: what holds with the old values and not with the new ones.

    What is harder to bring about, that something is so, is reached first.
    """
    old = tuple((one.variable, one.before) for one in declared.changes)
    new = tuple((one.variable, one.after) for one in declared.changes)
    for target in _targets(rulebase, declared.of):
        if declared.never is not Effect.CREATES:
            yield TurningPoint(All((declared.when, target)), old, Not(target), new)
        if declared.never is not Effect.REMOVES:
            yield TurningPoint(target, new, All((declared.when, Not(target))), old)
    changing = {one.variable for one in declared.changes}
    for rule in rulebase.rules:
        if changing & {atom.name for atom in atoms_of(rule.body)}:
            yield All((declared.when, rule.body))


def _targets(rulebase: RuleBase, target: Target) -> Iterator[Condition]:
    if not target.question:
        yield Atom(AtomKind.CONCLUSION, target.name)
        return
    question = rulebase.questions[target.question]
    rows = question.tables[target.name]
    for index, row in enumerate(rows):
        if target.value in ("", row.value):
            yield All((row.when, *(Not(other.when) for other in rows[:index])))


def _failures(
    under_test: UnderTest, declared: Monotonicity, assignment: Assignment
) -> Iterator[Failure]:
    """Yield where the effect shows, with the assignment before the change and after it."""
    base = under_test.rulebase
    for before, after in changes_at(base, declared, assignment):
        if any(impossible(base, one[: len(base.facts)]) for one in (before, after)):
            continue
        _, derive = under_test.heard[0]
        if value_of(base, declared.when, before, derive(before)) != YES:
            continue
        was, is_ = (_status(under_test, declared.of, one) for one in (before, after))
        if _broken(declared.never, was, is_):
            told = " and ".join(
                f"`{one.variable}` goes from {_value(base, before, one)} to "
                f"{_value(base, after, one)}"
                for one in declared.changes
                if _value(base, before, one) != _value(base, after, one)
            )
            yield Failure(
                f"when {told}, `{declared.of}` goes from {_word(was)} to {_word(is_)}",
                tuple(_moved(under_test, declared.of, before, after)),
            )


def changes_at(
    rulebase: RuleBase, declared: Monotonicity, assignment: Assignment
) -> Iterator[tuple[Assignment, Assignment]]:
    """Yield the assignments before and after the change, of which one is ``assignment``."""

    def to(values: tuple[str, ...]) -> Assignment:
        changed = list(assignment)
        for one, value in zip(declared.changes, values, strict=True):
            variable = rulebase.variables[one.variable]
            changed[variable] = rulebase.values[variable].index(value)
        return tuple(changed)

    here = tuple(_value(rulebase, assignment, one) for one in declared.changes)
    if all(value in one.before for value, one in zip(here, declared.changes, strict=True)):
        for values in product(*(one.after for one in declared.changes)):
            if values != here:
                yield assignment, to(values)
    if all(value in one.after for value, one in zip(here, declared.changes, strict=True)):
        for values in product(*(one.before for one in declared.changes)):
            if values != here:
                yield to(values), assignment


def _value(rulebase: RuleBase, assignment: Assignment, change: PropertyChange) -> str:
    variable = rulebase.variables[change.variable]
    return rulebase.values[variable][assignment[variable]]


def _status(under_test: UnderTest, target: Target, assignment: Assignment) -> int | str:
    """Return the truth value of a target; of a whole table, what it says."""
    base = under_test.rulebase
    if not target.question:
        _, derive = under_test.heard[0]
        return derive(assignment).conclusions[base.conclusion_index[target.name]]
    verdict = under_test.inferences[target.question].verdict(assignment)
    said = verdict.tables[target.name]
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
