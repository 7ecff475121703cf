"""Every truth that occurs in the world, under every choice of positions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from safeconduct.case.inputs import PRESENCE, PURPOSE, Inputs
from safeconduct.case.question import QUESTION
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available
from safeconduct.inference.forward import ForwardEvaluator
from safeconduct.inference.inference import UNDETERMINED, Inference
from safeconduct.inference.types import impossible, members
from safeconduct.records import World, load_world
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment, RuleBase
from safeconduct.rulebase.readings import Readings
from safeconduct.timeline.case import Case
from safeconduct.timeline.place import changes, roles
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


def _completions(truth: Truth, matters: frozenset[int] | None = None) -> Iterator[Assignment]:
    """Yield the completions, of what matters only if that is given."""
    yield from product(
        *(
            members(mask) if matters is None or index in matters else members(mask)[:1]
            for index, mask in enumerate(truth)
        )
    )


def _positions(rulebase: RuleBase, matters: frozenset[int]) -> Iterator[Assignment]:
    """Yield every choice of positions on the issues that matter."""
    first = len(rulebase.facts)
    yield from product(
        *(
            range(len(issue.positions)) if first + index in matters else (0,)
            for index, issue in enumerate(rulebase.issues)
        )
    )


@pytest.mark.slow
def test_records_never_break_a_constraint(truths: dict[Truth, Case], rulebase: RuleBase) -> None:
    """Each truth has a completion that the constraints allow."""
    for truth, case in truths.items():
        broken = [impossible(rulebase, facts) for facts in _completions(truth)]
        assert None in broken, (case, broken)


@pytest.mark.slow
def test_evaluators_agree_and_rules_never_clash(
    truths: dict[Truth, Case], rulebase: RuleBase
) -> None:
    """On every completion and position all evaluators derive the same, and an outcome follows."""
    kinds = (CompiledEvaluator, ForwardEvaluator, *((DurableEvaluator,) if available() else ()))
    evaluators = tuple(kind(rulebase) for kind in kinds)
    inference = Inference(rulebase, rulebase.questions[QUESTION], evaluators)
    immunity = [issue.id for issue in rulebase.issues].index("personal-immunity")
    open_ = [p.id for p in rulebase.issues[immunity].positions].index("genocide_convention")
    for truth, case in truths.items():
        matters = inference.matters(truth)
        for facts in _completions(truth, matters):
            if impossible(rulebase, facts) is None:
                for positions in _positions(rulebase, matters):
                    # A disagreement raises.
                    outcome = inference.verdict(facts + positions).outcome
                    # The dissent of 2017 leaves open what it does not decide.
                    assert outcome != UNDETERMINED or positions[immunity] == open_, (case, facts)
    assert len(truths) > 500
    assert inference.distinct > 2_000


@pytest.mark.slow
def test_every_journey_has_an_answer(truths: dict[Truth, Case], rulebase: RuleBase) -> None:
    """Whatever the presence and purpose, no profile that decides meets a clash of rules."""
    compiled = CompiledEvaluator(rulebase)
    inference = Inference(rulebase, rulebase.questions[QUESTION], (compiled,))
    readings = Readings(rulebase)
    positions = {
        readings.positions(profile)
        for name, profile in rulebase.profiles.items()
        if name != "dissent-2017"
    }
    seen: set[Assignment] = set()
    for presence, purpose in product(
        *(rulebase.values[rulebase.variables[name]] for name in (PRESENCE, PURPOSE))
    ):
        given = Inputs.of(rulebase, presence, purpose, {})
        for truth in map(given.over, truths):
            matters = inference.matters(truth)
            kept = tuple(m if i in matters else m & -m for i, m in enumerate(truth))
            if kept in seen:
                continue
            seen.add(kept)
            for facts in _completions(kept):
                if impossible(rulebase, facts) is None:
                    for chosen in positions:
                        assert inference.verdict(facts + chosen).outcome != UNDETERMINED
    assert len(seen) > 10_000
