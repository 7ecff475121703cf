"""Every truth that occurs in the world, under every choice of positions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from safeconduct.engine import QUESTION
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.conditions import impossible
from safeconduct.inference.durable import DurableEvaluator
from safeconduct.inference.inference import UNDETERMINED, Inference
from safeconduct.inference.joint import members
from safeconduct.lang.load import load_rules
from safeconduct.lang.model import Assignment, RuleBase
from safeconduct.records import World, load_world
from safeconduct.roles import changes, roles
from safeconduct.timeline.case import Case
from safeconduct.timeline.timeline import Timelines, Truth


@pytest.fixture(scope="module")
def rulebase() -> RuleBase:
    return load_rules()


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def _hosts(world: World, place: str) -> frozenset[str]:
    """Return every State that ever has a role at a place."""
    found = world.places[place]
    days = {1, *changes(found)}
    return frozenset(role.state for day in days for role in roles(found, day))


@pytest.fixture(scope="module")
def truths(world: World, rulebase: RuleBase) -> dict[Truth, Case]:
    """Collect the distinct truths of all warrants, places and days, with a case for each."""
    timelines = Timelines(world, rulebase)
    found: dict[Truth, Case] = {}
    for warrant in world.warrants.values():
        for place in world.places:
            for host in _hosts(world, place):
                case = Case(warrant.id, warrant.person, warrant.situation, place, host)
                for truth in timelines.of(case).truths:
                    found.setdefault(truth, case)
    return found


def _completions(truth: Truth) -> Iterator[Assignment]:
    yield from product(*(members(mask) for mask in truth))


def _positions(rulebase: RuleBase) -> Iterator[Assignment]:
    yield from product(*(range(len(issue.positions)) for issue in rulebase.issues))


def test_records_never_break_a_constraint(truths: dict[Truth, Case], rulebase: RuleBase) -> None:
    """Each truth has a completion that the constraints allow."""
    for truth, case in truths.items():
        broken = [impossible(rulebase, facts) for facts in _completions(truth)]
        assert None in broken, (case, broken)


def test_evaluators_agree_and_rules_never_clash(
    truths: dict[Truth, Case], rulebase: RuleBase
) -> None:
    """On every completion and position both evaluators derive the same, and an outcome follows."""
    evaluators = (CompiledEvaluator(rulebase), DurableEvaluator(rulebase))
    inference = Inference(rulebase, rulebase.questions[QUESTION], evaluators)
    choices = tuple(_positions(rulebase))
    for truth, case in truths.items():
        for facts in _completions(truth):
            if impossible(rulebase, facts) is None:
                for positions in choices:
                    # A disagreement raises.
                    outcome = inference.verdict(facts + positions).outcome
                    assert outcome != UNDETERMINED, (case, facts, positions)
    assert len(truths) > 500
    assert inference.distinct > 10_000
