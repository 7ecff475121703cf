"""The law itself: no clash is left open, every case is answered, order changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ....inference.inference import UNDETERMINED, Decision
from ....inference.types import UNRESOLVED, YES, Derivation, value_of
from ....rulebase.model import Assignment, RuleBase
from ..oracle import settle
from ..point import Point
from ..property import Component, Failure, PropertyKind, checked
from ..under_test import RuleVariant, UnderTest


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


@checked(
    Component.RULES,
    PropertyKind.INVARIANT,
    "∀a ∀c: settle({r ∈ R on c | body(r, a) = yes}) ≠ unresolved ∨ left_open(c, a)",
)
def no_clash(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """Where rules apply for and against a conclusion one side prevails, unless it is left
    open on purpose.
    """  # noqa: D205  # one sentence
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


@checked(
    Component.RULES,
    PropertyKind.INVARIANT,
    "∀a ∀q ∀t ∈ tables(q): t(a) ≠ undetermined ∨ left_open(a)",
)
def totality(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """Every case has exactly one outcome, and every table of every question answers."""
    base = under_test.rulebase
    for assignment in point.completions(base):
        for id_, inference in under_test.inferences.items():
            verdict = inference.verdict(assignment)
            for table in _silent(verdict):
                found = clashes(base, assignment, verdict.derivation)
                if not found or not all(clash.declared for clash in found):
                    yield Failure(
                        f"`{table}` of `{id_}` is {UNDETERMINED}{_why(verdict, table)}",
                        tuple(
                            rule for clash in found for rule in (*clash.supporting, *clash.opposing)
                        ),
                    )


def _silent(verdict: Decision) -> Iterator[str]:
    for table, value in verdict.tables.items():
        if value == UNDETERMINED:
            yield table


def _why(verdict: Decision, table: str) -> str:
    if table == "outcome" and verdict.row is not None:
        return ": no row but the last resort holds"
    return ": rules that clash leave open which row holds"


@checked(Component.RULES, PropertyKind.METAMORPHIC, "∀a, π: derive(π(R), a) = derive(R, a)")
def order(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """The order of rules, facts and issues changes no conclusion."""
    yield from _compare(under_test, under_test.reordered, point)


@checked(
    Component.RULES, PropertyKind.METAMORPHIC, "∀a, S ⊆ R: derive(R ∪ copy(S), a) = derive(R, a)"
)
def repetition(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """Writing rules, or a whole file, twice changes no conclusion."""
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
