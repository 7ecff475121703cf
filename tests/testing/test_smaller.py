"""A random rule base becomes as small as what it shows allows, and shows it still."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.authoring.kit import Point, UnderTest
from safeconduct.authoring.kit.smaller import smaller
from safeconduct.authoring.kit.strategies import asked_rulebases, points
from safeconduct.inference.types import UNRESOLVED
from safeconduct.rulebase.model import RuleBase


def _unresolved(base: RuleBase, point: Point) -> bool:
    """Return whether rules clash at a point of a rule base."""
    inference = UnderTest(base).inferences["q"]
    derived = [inference.verdict(one).derivation for one in point.completions(base)]
    return any(UNRESOLVED in one.conclusions for one in derived)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data())
def test_a_clash_needs_two_rules_and_nothing_else(data: st.DataObject) -> None:
    """Whatever the rule base, two rules without conditions are left of it."""
    base = data.draw(asked_rulebases())
    point = data.draw(points(base))
    if _unresolved(base, point):
        small, there = smaller(base, point, _unresolved)
        assert _unresolved(small, there)
        assert len(small.rules) == 2
        assert all(not rule.defeats for rule in small.rules)
        assert (len(small.facts), small.issues, small.constraints) == (1, (), ())
        (question,) = small.questions.values()
        assert (len(question.outcome), question.parts, question.qualifications) == (1, {}, {})
        assert len(there.truth) == 1


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data())
def test_what_must_stay_stays(data: st.DataObject) -> None:
    """If everything is needed nothing is taken away; if nothing is, hardly anything is left."""
    base = data.draw(asked_rulebases())
    point = data.draw(points(base))
    assert smaller(base, point, lambda *_: False) == (base, point)
    small, _ = smaller(base, point, lambda *_: True)
    assert (small.rules, len(small.facts), small.issues) == ((), 1, ())
