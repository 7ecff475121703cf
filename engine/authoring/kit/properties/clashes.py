"""No two rules contradict each other without one of them prevailing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ....inference.conditions import value_of
from ....inference.types import UNRESOLVED, YES, Derivation
from ....rulebase.model import Assignment, RuleBase
from ..oracle import settle
from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import UnderTest


@dataclass(frozen=True)
class CertainClash:
    """A conclusion for and against which rules apply for certain, and none of them prevails."""

    conclusion: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    declared: bool


def clashes(
    rulebase: RuleBase, assignment: Assignment, derived: Derivation
) -> tuple[CertainClash, ...]:
    """Return every clash under an assignment, those declared as left open included.

    Only rules that apply for certain count: doubt that comes from another clash is not one more.
    """
    return tuple(_clashes(rulebase, assignment, derived))


def _clashes(
    rulebase: RuleBase, assignment: Assignment, derived: Derivation
) -> Iterator[CertainClash]:
    if UNRESOLVED not in derived.conclusions:
        return
    for name in rulebase.conclusions:
        applying = [
            rule
            for rule in rulebase.rules_on(name)
            if derived.bodies[rulebase.rule_index[rule.id]] == YES
        ]
        if settle(applying) == UNRESOLVED:
            yield CertainClash(
                name,
                tuple(rule.id for rule in applying if rule.positive),
                tuple(rule.id for rule in applying if not rule.positive),
                any(
                    name in gap.conclusions
                    and value_of(rulebase, gap.when, assignment, derived) == YES
                    for gap in rulebase.properties.left_open
                ),
            )


def _check(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    base = under_test.rulebase
    for assignment in point.completions(base):
        _, derive = under_test.heard[0]
        for clash in clashes(base, assignment, derive(assignment)):
            if not clash.declared:
                rules = (*clash.supporting, *clash.opposing)
                yield Failure(
                    f"{_listed(clash.supporting)} for `{clash.conclusion}` and "
                    f"{_listed(clash.opposing)} against it, and neither prevails",
                    rules,
                )


def _listed(rules: tuple[str, ...]) -> str:
    verb = "speaks" if len(rules) == 1 else "speak"
    return f"{' and '.join(f'`{rule}`' for rule in rules)} {verb}"


NO_CLASH = Property(
    "no-clash",
    Component.RULES,
    PropertyKind.INVARIANT,
    "Where rules apply for and against a conclusion one side prevails, unless it is left open on "
    "purpose.",
    "∀a ∀c: settle({r ∈ R on c | body(r, a) = yes}) ≠ unresolved ∨ left_open(c, a)",
    _check,
)
