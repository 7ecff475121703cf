"""Neither the order in which the law is written nor writing it twice changes anything."""

from __future__ import annotations

from collections.abc import Iterator

from ....inference.types import Derivation
from ....rulebase.model import RuleBase
from ..point import Point
from ..property import Component, Failure, Property, PropertyKind
from ..under_test import RuleVariant, UnderTest


def _order(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    yield from _compare(under_test, under_test.reordered, point)


def _repetition(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    yield from _compare(under_test, under_test.repeated, point)


def _compare(
    under_test: UnderTest, variants: tuple[RuleVariant, ...], point: Point
) -> Iterator[Failure]:
    base = under_test.rulebase
    for assignment in point.completions(base):
        _, derive = under_test.heard[0]
        wanted = _conclusions(base, derive(assignment))
        for variant in variants:
            derived = variant.derive(variant.translate(base, assignment))
            found = _conclusions(variant.rulebase, derived)
            for name in wanted:
                if found[name] != wanted[name]:
                    rules = tuple(rule.id for rule in base.rules_on(name))
                    yield Failure(f"with {variant.says} `{name}` is another", rules)


def _conclusions(rulebase: RuleBase, derived: Derivation) -> dict[str, int]:
    return dict(zip(rulebase.conclusions, derived.conclusions, strict=True))


ORDER = Property(
    "order",
    Component.RULES,
    PropertyKind.METAMORPHIC,
    "The order of rules, facts and issues changes no conclusion.",
    "∀a, π: derive(π(R), a) = derive(R, a)",
    _order,
)

REPETITION = Property(
    "repetition",
    Component.RULES,
    PropertyKind.METAMORPHIC,
    "Writing rules, or a whole file, twice changes no conclusion.",
    "∀a, S ⊆ R: derive(R ∪ copy(S), a) = derive(R, a)",
    _repetition,
)
