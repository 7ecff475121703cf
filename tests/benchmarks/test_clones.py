"""Larger rule bases and worlds: more of everything, and the same answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available
from safeconduct.inference.inference import Inference
from safeconduct.rulebase.checks import check
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import RuleBase

Bench = Callable[[str], ModuleType]
pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 24)
TIMES = 3


@pytest.fixture(scope="module")
def rulebase() -> RuleBase:
    return load_rules()


@pytest.fixture(scope="module")
def grown(bench: Bench, rulebase: RuleBase) -> RuleBase:
    found: RuleBase = bench("clones").more_rules(rulebase, TIMES)
    return found


def test_cloned_rules_are_rules(rulebase: RuleBase, grown: RuleBase) -> None:
    """There are so many more, and nothing is wrong with them but that nothing asks for them."""
    assert len(grown.rules) == TIMES * len(rulebase.rules)
    assert len(grown.rule_index) == len(grown.rules)
    assert {problem.code for problem in check(grown)} == {"unused-conclusion"}


@given(st.data())
def test_clones_conclude_what_their_originals_do(
    rulebase: RuleBase, grown: RuleBase, data: st.DataObject
) -> None:
    """So every clone can apply, and the originals are as they were."""
    values = [st.integers(0, len(one) - 1) for one in rulebase.values]
    assignment = data.draw(st.tuples(*values))
    once = CompiledEvaluator(rulebase).derive(assignment)
    more = CompiledEvaluator(grown).derive(assignment)
    assert more.bodies == once.bodies * TIMES
    for name, status in zip(rulebase.conclusions, once.conclusions, strict=True):
        for clone in (name, *(f"{name}-x{number}" for number in range(1, TIMES))):
            assert more.conclusions[grown.conclusion_index[clone]] == status


@pytest.mark.skipif(not available(), reason="not run: durable-rules cannot be loaded")
def test_both_evaluators_take_cloned_rules(grown: RuleBase) -> None:
    """What is measured on them is a right answer."""
    assignment = tuple(0 for _ in grown.values)
    assert DurableEvaluator(grown).derive(assignment) == CompiledEvaluator(grown).derive(assignment)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(today=lambda: TODAY)


@pytest.mark.slow
@pytest.mark.parametrize("grow", ["more_records", "more_persons", "more_warrants_each"])
def test_answers_about_the_originals_stay(bench: Bench, engine: Engine, grow: str) -> None:
    """Nothing in the larger world makes another outcome for those who were there before."""
    larger = _engine(engine, getattr(bench("clones"), grow)(engine.world, TIMES))
    journeys = bench("ours").Journeys(engine, TODAY).some(25, 5)
    for person, place, on in journeys:
        before = engine.travel_risk(person, place, on=on)
        after = larger.travel_risk(person, place, on=on)
        assert (after.outcome, after.contested) == (before.outcome, before.contested)
        wider = TIMES if grow == "more_warrants_each" else 1
        assert len(after.warrants) == wider * len(before.warrants)


def _engine(engine: Engine, world: Any) -> Engine:
    question = engine.inference.question
    inference = Inference(engine.rulebase, question, (CompiledEvaluator(engine.rulebase),))
    return Engine(world, engine.rulebase, today=engine.clock, inference=inference)


def test_a_cloned_world_is_a_world_of_its_own(bench: Bench, engine: Engine) -> None:
    """Each clone gets the answer of its original, from records of its own."""
    larger = _engine(engine, bench("clones").more_records(engine.world, 2))
    sources = engine.world.counts()["sources"]
    assert sum(larger.world.counts().values()) == 2 * sum(engine.world.counts().values()) - sources
    assert len(larger.world.records) == 2 * len(engine.world.records)
    for person, place, on in bench("ours").Journeys(engine, TODAY).some(25, 6):
        original = engine.travel_risk(person, place, on=on)
        clone = larger.travel_risk(f"{person}-1", f"{place}-1", on=on)
        assert clone.outcome == original.outcome
        assert {one.warrant for one in clone.warrants} == {
            f"{one.warrant}-1" for one in original.warrants
        }
