"""The properties: what holds of the law for every case, and what is declared in properties.yaml.

Checked on everything that occurs in the records, in every completion and under every position that
matters. They say nothing about a single case and so are asked last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from ...inference.conditions import value_of
from ...inference.inference import UNDETERMINED, Inference
from ...inference.joint import members
from ...inference.types import NO, UNRESOLVED, YES, Derivation
from ...lang.model import (
    Assignment,
    Atom,
    AtomKind,
    Effect,
    Monotonicity,
    RuleBase,
    RuleKind,
    atoms_of,
)
from ...timeline.case import Case
from ..occurring import Occurring


@dataclass(frozen=True)
class Broken:
    """A property that does not hold, and a case that shows it (empty if none is needed)."""

    property: str
    shown_by: str


def broken(inference: Inference, occurring: Occurring) -> Iterator[Broken]:
    """Yield the properties that a rule base breaks.

    ``occurring``: what occurs under the law; its facts are the same.
    """
    yield from _defeasible(inference.rulebase)
    if inference.rulebase.constraints != occurring.inference.rulebase.constraints:
        yield from _possible(inference, occurring)
    checks = (
        _decided(inference),
        *map(lambda one: _monotone(inference, one), _declared(inference)),
    )
    for assignment, case in occurring.assignments.items():
        derived = inference.evaluators[0].derive(assignment)
        for check in checks:
            name = check(assignment, derived)
            if name:
                yield Broken(name, _where(case))


_Check = Callable[[Assignment, Derivation], str]
"""Returns the name of the property that is broken, or nothing."""


def _declared(inference: Inference) -> tuple[Monotonicity, ...]:
    return inference.rulebase.properties.monotonicities


def _where(case: Case) -> str:
    return f"{case.person} in {case.place} ({case.host or 'no State'})"


def _defeasible(rulebase: RuleBase) -> Iterator[Broken]:
    """Law can be answered by law: a definition only abbreviates, and cites nothing."""
    for rule in rulebase.rules:
        if rule.kind is RuleKind.DEFINITION and rule.cite:
            yield Broken("law-is-defeasible", rule.id)


def _possible(inference: Inference, occurring: Occurring) -> Iterator[Broken]:
    """What the records say can be: each truth has a completion that the constraints allow."""
    rulebase = inference.rulebase
    spoken = {
        rulebase.variables[atom.name]
        for constraint in rulebase.constraints
        for atom in atoms_of(constraint.never)
    }
    for truth, case in occurring.truths.items():
        choices = [members(m) if i in spoken else members(m)[:1] for i, m in enumerate(truth)]
        if all(inference.impossible(facts) is not None for facts in product(*choices)):
            yield Broken("records-are-possible", _where(case))


def _decided(inference: Inference) -> _Check:
    """Every case has exactly one outcome, but for what is left open on purpose."""
    rulebase = inference.rulebase
    open_ = rulebase.properties.left_open

    def check(assignment: Assignment, derived: Derivation) -> str:
        if inference.outcome(assignment) != UNDETERMINED and UNRESOLVED not in derived.conclusions:
            return ""
        if any(value_of(rulebase, one.when, assignment, derived) == YES for one in open_):
            return ""
        return "no-clash" if UNRESOLVED in derived.conclusions else "totality"

    return check


def _monotone(inference: Inference, declared: Monotonicity) -> _Check:
    """A declared monotonicity, on each assignment and those that the change makes of it."""
    rulebase, evaluator = inference.rulebase, inference.evaluators[0]
    changes = [
        (
            rulebase.variables[change.variable],
            frozenset(_indices(rulebase, change.variable, change.before)),
            tuple(_indices(rulebase, change.variable, change.after)),
        )
        for change in declared.changes
    ]

    def status(assignment: Assignment, derived: Derivation) -> int | str:
        if not declared.of.question:
            return value_of(
                rulebase, Atom(AtomKind.CONCLUSION, declared.of.name), assignment, derived
            )
        said = inference.verdict(assignment)
        value = said.outcome if declared.of.name == "outcome" else said.parts[declared.of.name]
        if not declared.of.value:
            return value
        if value == declared.of.value:
            return YES
        return UNRESOLVED if value == UNDETERMINED and UNRESOLVED in derived.conclusions else NO

    def check(assignment: Assignment, derived: Derivation) -> str:
        if any(assignment[variable] not in before for variable, before, _ in changes):
            return ""
        if value_of(rulebase, declared.when, assignment, derived) != YES:
            return ""
        for values in product(*(after for _, _, after in changes)):
            changed = list(assignment)
            for (variable, _, _), value in zip(changes, values, strict=True):
                changed[variable] = value
            after = tuple(changed)
            if inference.impossible(after[: len(rulebase.facts)]) is None and _effect(
                declared.never, status(assignment, derived), status(after, evaluator.derive(after))
            ):
                return declared.id
        return ""

    return check


def _effect(never: Effect, before: int | str, after: int | str) -> bool:
    if isinstance(before, str) or isinstance(after, str) or never is Effect.CHANGES:
        return before != after
    return after > before if never is Effect.CREATES else after < before


def _indices(rulebase: RuleBase, name: str, values: tuple[str, ...]) -> Iterator[int]:
    known = rulebase.values[rulebase.variables[name]]
    return (known.index(value) for value in values)
