"""Declared invariants: what is so in every case."""

from __future__ import annotations

from collections.abc import Iterator

from ....rulebase.condition import notation
from ....rulebase.model import All, AnyOf, Condition, Invariant, InvariantKind, Not, RuleBase
from ...invariants import expanded, holds_at
from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import UnderTest

_WORDS = {
    InvariantKind.NEVER: "¬({})",
    InvariantKind.ALWAYS: "{} → {}",
    InvariantKind.EQUIVALENT: " ↔ ",
}


def invariant(rulebase: RuleBase, declared: Invariant) -> Property:
    """Return the property that a rule base declares of itself."""
    full = expanded(declared, rulebase)

    def check(under_test: UnderTest, point: Point) -> Iterator[Failure]:
        _, derive = under_test.heard[0]
        base = under_test.rulebase
        same = full if base is rulebase else expanded(declared, base)
        for assignment in point.completions(base):
            if not holds_at(same, base, assignment, derive(assignment)):
                yield Failure(f"it is not so: {declared.says}")

    said = [notation(term) for term in declared.terms]
    word = _WORDS[declared.kind]
    formula = word.join(said) if declared.kind is InvariantKind.EQUIVALENT else word.format(*said)
    return Property(
        declared.id,
        Component.RULES,
        PropertyKind.INVARIANT,
        declared.says,
        f"∀a: {formula}",
        check,
        hoped=tuple(_hoped(full)),
    )


def _hoped(full: Invariant) -> Iterator[Condition]:
    """Yield where it would show that the invariant does not hold."""
    match full.kind:
        case InvariantKind.NEVER:
            yield All((full.when, full.terms[0]))
        case InvariantKind.ALWAYS:
            yield All((full.when, full.terms[0], Not(full.terms[1])))
        case InvariantKind.EQUIVALENT:
            first, *others = full.terms
            for other in others:
                for one, two in ((first, other), (other, first)):
                    yield All((full.when, one, Not(two)))
    yield AnyOf(full.terms)
