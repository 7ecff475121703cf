"""Conditions as alternatives: the same truth values, without what cannot be."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.base.errors import SafeconductError
from safeconduct.inference.normal_form import MOST_CONJUNCTIONS, Conjunction, disjuncts
from safeconduct.inference.types import NO, UNRESOLVED, YES, Derivation, value_of
from safeconduct.rulebase.model import (
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    Not,
    RuleBase,
)

from .strategies import conclusion, conditions, is_true, make_base, make_fact, make_rule

_FACTS = (make_fact("f.n0"), make_fact("f.n1", ("a", "b", "c")))
_NAMES = ("c0", "c1", "c2")
_BASE = make_base(_FACTS, [make_rule(name, All(()), name) for name in _NAMES])
_ATOMS = [
    *(Atom(AtomKind.FACT, fact.name, value) for fact in _FACTS for value in fact.values),
    *map(conclusion, _NAMES),
]
_EVERY = [
    ((yes, kind), Derivation(b"", bytes(status)))
    for yes, kind in product(range(2), range(3))
    for status in product((NO, UNRESOLVED, YES), repeat=len(_NAMES))
]
C, D = conclusion("c0"), conclusion("c1")
F = is_true("f.n0")


def _value(
    rulebase: RuleBase, alternatives: tuple[Conjunction, ...], truth: Assignment, given_: Derivation
) -> int:
    """Return the greatest over the alternatives of the least over their literals."""
    worth = {
        (atom, asserted): value_of(rulebase, atom if asserted else Not(atom), truth, given_)
        for one in alternatives
        for atom, asserted in one
    }
    return max((min((worth[it] for it in one), default=YES) for one in alternatives), default=NO)


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(conditions(_ATOMS, leaves=8))
def test_alternatives_mean_the_same(condition: Condition) -> None:
    """Under every assignment and every status of conclusions both have one truth value."""
    alternatives = disjuncts(condition)
    for truth, derived in _EVERY:
        wanted = value_of(_BASE, condition, truth, derived)
        assert _value(_BASE, alternatives, truth, derived) == wanted


@settings(deadline=None)
@given(conditions(_ATOMS, leaves=8))
def test_no_alternative_is_idle(condition: Condition) -> None:
    """No alternative contains another, none asks a fact for two values or to be and not to be."""
    alternatives = disjuncts(condition)
    assert len(set(alternatives)) == len(alternatives)
    for one in alternatives:
        assert not any(other < one for other in alternatives)
        facts = [(atom, asserted) for atom, asserted in one if atom.kind is AtomKind.FACT]
        assert not any((atom, not asserted) in one for atom, asserted in facts)
        asserted_names = [atom.name for atom, asserted in facts if asserted]
        assert len(asserted_names) == len(set(asserted_names))


@settings(deadline=None)
@given(st.lists(conditions(_ATOMS, leaves=4), min_size=2, max_size=4))
def test_order_of_parts_does_not_matter(parts: list[Condition]) -> None:
    """The alternatives and their order are the same however the parts are written."""
    turned = parts[::-1]
    assert disjuncts(AnyOf(tuple(parts))) == disjuncts(AnyOf(tuple(turned)))
    assert disjuncts(All(tuple(parts))) == disjuncts(All(tuple(turned)))


def test_contradictions_of_facts_are_dropped() -> None:
    """A fact is never two things at once, so such an alternative is left out."""
    kind_a, kind_b = (Atom(AtomKind.FACT, "f.n1", value) for value in "ab")
    assert disjuncts(All((F, Not(F)))) == ()
    assert disjuncts(All((kind_a, kind_b))) == ()
    assert disjuncts(AnyOf((All((kind_a, kind_b)), F))) == (frozenset({(F, True)}),)
    assert disjuncts(Not(AnyOf((Not(kind_a), Not(kind_b))))) == ()


def test_contradictions_of_positions_are_dropped() -> None:
    """One position is taken on an issue."""
    far, near = (Atom(AtomKind.POSITION, "reach", value) for value in ("far", "near"))
    assert disjuncts(All((far, near))) == ()
    assert disjuncts(All((far, Not(near)))) == (frozenset({(far, True), (near, False)}),)


def test_contradictions_of_conclusions_are_kept() -> None:
    """Where a conclusion is unresolved, it and its absence are unresolved too."""
    assert disjuncts(All((C, Not(C)))) == (frozenset({(C, True), (C, False)}),)
    assert len(disjuncts(AnyOf((C, Not(C))))) == 2


def test_nothing_to_ask_is_always_or_never() -> None:
    """An empty conjunction always holds, an empty choice never, and negation swaps them."""
    always, never = (frozenset[object](),), ()
    assert disjuncts(All(())) == always
    assert disjuncts(AnyOf(())) == never
    assert disjuncts(Not(All(()))) == never
    assert disjuncts(Not(AnyOf(()))) == always
    assert disjuncts(All((C, AnyOf(())))) == never
    assert disjuncts(AnyOf((C, All(())))) == always


def test_a_weaker_alternative_takes_in_a_stronger() -> None:
    """Absorption: *c, or c and d* is *c*."""
    assert disjuncts(AnyOf((C, All((C, D))))) == (frozenset({(C, True)}),)


def _choices(count: int) -> Condition:
    pairs = [(conclusion(f"left{i}"), conclusion(f"right{i}")) for i in range(count)]
    return All(tuple(map(AnyOf, pairs)))


def test_too_many_alternatives_are_refused() -> None:
    """Nine independent pairs make 512 alternatives, which is the most; ten are refused."""
    assert len(disjuncts(_choices(9))) == MOST_CONJUNCTIONS == 512
    with pytest.raises(SafeconductError, match="more than 512 alternatives; split the rule"):
        disjuncts(_choices(10))
    with pytest.raises(SafeconductError, match="split the rule"):
        disjuncts(AnyOf(tuple(conclusion(f"x{index}") for index in range(513))))
