"""Wrong changes of a condition: every one means something else, and none is made twice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.authoring.mutation.conditions import NOTHING, edits, text
from safeconduct.inference.normal_form import disjuncts
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import All, AnyOf, Atom, AtomKind, Condition, Not, RuleBase

RULEBASE: RuleBase = load_rules()

PARTY = Atom(AtomKind.FACT, "host.status", "party")
EXTENDS = Atom(AtomKind.FACT, "host.statute_extends", "true")
DUTY = Atom(AtomKind.CONCLUSION, "duty_to_arrest")
RESTS = Atom(AtomKind.POSITION, "deferral", "rests")

atoms = st.sampled_from((PARTY, EXTENDS, DUTY, RESTS, Atom(AtomKind.CONCLUSION, "case_rests")))
conditions: st.SearchStrategy[Condition] = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


def made(condition: Condition) -> dict[str, Condition]:
    return {f"{e.operator}:{e.label}": e.result for e in edits(condition, RULEBASE)}


def test_a_list_loses_each_part_and_each_part_is_negated() -> None:
    """Both parts are dropped and negated; other values and *or* follow."""
    found = made(All((PARTY, EXTENDS)))
    assert found["drop-condition:host.status=party"] == All((EXTENDS,))
    assert found["drop-condition:host.statute_extends"] == All((PARTY,))
    assert found["negate-condition:host.statute_extends"] == All((PARTY, Not(EXTENDS)))
    assert found["and-to-or:all(host.status=party,host.statute_extends)"] == AnyOf((PARTY, EXTENDS))
    swapped = [label for label in found if label.startswith("swap-value:")]
    assert len(swapped) == len(RULEBASE.values[RULEBASE.variables["host.status"]]) - 1


def test_a_single_condition_becomes_nothing_or_its_opposite() -> None:
    """A conclusion has no other values, and there is no list to turn."""
    found = made(DUTY)
    assert found == {
        "drop-condition:duty_to_arrest": NOTHING,
        "negate-condition:duty_to_arrest": Not(DUTY),
    }


def test_the_negation_of_a_negation_is_the_part() -> None:
    """What is denied is asserted, not denied twice."""
    found = made(All((PARTY, Not(DUTY))))
    assert found["negate-condition:not(duty_to_arrest)"] == All((PARTY, DUTY))


def test_the_other_position_of_two_is_asked_for() -> None:
    """Of two positions the other one is no mere denial: a third may be added later."""
    found = made(All((RESTS, DUTY)))
    assert found["swap-value:deferral=rests>stands"] == All(
        (Atom(AtomKind.POSITION, "deferral", "stands"), DUTY)
    )


def test_parts_written_alike_are_told_apart() -> None:
    """Two equal parts of one condition have two labels."""
    found = made(AnyOf((All((PARTY, DUTY)), All((PARTY, EXTENDS)))))
    assert {"drop-condition:host.status=party", "drop-condition:host.status=party#2"} <= set(found)


@given(conditions)
def test_no_change_is_empty_and_none_is_made_twice(condition: Condition) -> None:
    """Each result has a normal form of its own, other than that of the condition."""
    forms = [disjuncts(one.result) for one in edits(condition, RULEBASE)]
    assert disjuncts(condition) not in forms
    assert len(forms) == len(set(forms))


@given(conditions)
def test_labels_are_unique(condition: Condition) -> None:
    """An id says which change it is."""
    labels = Counter((one.operator, one.label) for one in edits(condition, RULEBASE))
    assert all(count == 1 for count in labels.values())


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (PARTY, "host.status=party"),
        (EXTENDS, "host.statute_extends"),
        (Not(DUTY), "not(duty_to_arrest)"),
        (
            AnyOf((DUTY, All((PARTY, RESTS)))),
            "any(duty_to_arrest,all(host.status=party,deferral=rests))",
        ),
    ],
)
def test_a_condition_is_written_on_one_line(condition: Condition, wanted: str) -> None:
    """As it stands in the id of a mutant."""
    assert text(condition) == wanted
