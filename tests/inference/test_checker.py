"""The independent checker: it accepts what was derived, and no claim that was changed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.authoring.kit.strategies.worlds import restrict
from safeconduct.case.proof.check import check_proofs
from safeconduct.case.proof.checker import Claims
from safeconduct.case.proof.nodes import Absent, Ground, Lacking, Step
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.types import NO, UNRESOLVED, YES
from safeconduct.records.world import World
from safeconduct.rulebase.model import Assignment, RuleBase

from .strategies import assignments, rulebases


def claims(base: RuleBase, assignment: Assignment) -> Claims:
    """Return what the compiled evaluator derives, as claims."""
    derived = CompiledEvaluator(base).derive(assignment)
    return Claims(base, assignment, derived.bodies, derived.conclusions)


@settings(max_examples=50)
@given(st.data())
def test_every_derivation_is_accepted(data: st.DataObject) -> None:
    """On random rule bases what an evaluator derives is right claim by claim."""
    base = data.draw(rulebases())
    assert list(claims(base, data.draw(assignments(base))).problems()) == []


@settings(max_examples=50)
@given(st.data())
def test_no_changed_claim_is_accepted(data: st.DataObject) -> None:
    """One status changed anywhere, and something does not follow any more."""
    base = data.draw(rulebases())
    right = claims(base, data.draw(assignments(base)))
    bodies, conclusions = list(right.bodies), list(right.conclusions)
    changed = data.draw(st.sampled_from([bodies, conclusions]))
    index = data.draw(st.sampled_from(range(len(changed))))
    others = [status for status in (NO, UNRESOLVED, YES) if status != changed[index]]
    changed[index] = data.draw(st.sampled_from(others))
    assert list(Claims(base, right.assignment, bodies, conclusions).problems())


@pytest.mark.parametrize(
    "count", [3, pytest.param(None, marks=pytest.mark.slow)], ids=["some persons", "everybody"]
)
def test_every_proof_in_the_world_is_accepted(engine: Engine, count: int | None) -> None:
    """Each truth that occurs, in every completion, under the Court's profile."""
    profile, tables = engine.rulebase.profiles["icc"], engine.world.tables
    world = World(restrict(tables, list(engine.world.persons)[:count], engine.world.places))
    names: list[str] = []
    reasoner = Engine(world, engine.rulebase, inference=engine.inference).reasoner
    found = check_proofs(reasoner, (profile,), names.append)
    assert found.problems == ()
    assert found.proofs >= found.truths > (100 if count else 1_000)
    assert len(names) == len(world.persons)


def _mongolia(engine: Engine) -> tuple[Claims, tuple[object, ...]]:
    """Return the claims and the proof behind an answer of several levels."""
    answer = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02")
    from safeconduct.case.inputs import Inputs
    from safeconduct.case.query import Query

    given_ = Inputs.of(engine.rulebase, "ground", "unspecified", {})
    query = Query(
        engine.person("putin"),
        engine.place("MNG"),
        date(2024, 9, 2),
        given_,
        engine.profile("icc"),
        {},
    )
    (of_state,) = engine.reasoner.determinations(query)
    joint = of_state.subject.joint(engine.inference, date(2024, 9, 2).toordinal())
    assignment = joint.assign(0, {}) + of_state.determination.positions
    derived = engine.inference.verdict(assignment).derivation
    made = Claims(engine.rulebase, assignment, derived.bodies, derived.conclusions)
    return made, answer.proof


def test_a_proof_that_lies_is_refused(engine: Engine) -> None:
    """A leaf with another value, a rule that does not apply, a conclusion that stands."""
    made, proof = _mongolia(engine)
    assert list(made.proof_problems(proof)) == []  # type: ignore[arg-type]
    lies = (
        Ground(fact="host.status", value="never", says="", basis="record"),
        Step(conclusion="duty_to_arrest", rule="rs-16", title="", cite=""),
        Step(conclusion="arrest_forbidden", rule="cil-rp-inviolable", title="", cite=""),
        Absent(not_established="duty_to_arrest"),
        Lacking(rule="duty", title="", cite="", fails=()),
    )
    for lie in lies:
        assert list(made.proof_problems((lie,))), lie


@pytest.mark.slow(minutes=2)
def test_the_command_finds_nothing_wrong() -> None:
    """All truths, all completions, all profiles."""
    from typer.testing import CliRunner

    from safeconduct.cli.app import app

    done = CliRunner().invoke(app, ["verify", "--proofs"])
    assert done.exit_code == 0, done.output
    assert "no problems" in done.output
