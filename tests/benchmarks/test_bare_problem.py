"""The problem that is put to other engines: small, ours, and told right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.case.question import QUESTION
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import Inference
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import RuleBase

Bench = Callable[[str], ModuleType]
pytestmark = pytest.mark.slow

RULES = 14


def _answers(bench: Bench, problem: Any) -> dict[str, Any]:
    """Return the implementations that need no peer: by hand, compiled, packed table."""
    columns, _ = bench("bulk").enlist_bulk(problem, bench("bulk").BULK_ENTRANTS[-1:])
    found = dict(bench("decisions").answers(problem, []))
    found["compiled"] = bench("ours").bare_answers(problem, CompiledEvaluator)
    found |= {one.name: bench("bulk").answers_of(problem, one) for one in columns}
    assert len(found) == 3
    return found


def test_it_has_fourteen_rules_and_five_outcomes(problem: Any) -> None:
    """The size that the comparison names."""
    assert len(problem.rulebase.rules) == RULES
    assert len(problem.outcomes) == 5


def test_all_that_needs_no_peer_agrees(bench: Bench, problem: Any) -> None:
    """Hand-written Python, the compiled evaluator and the packed table answer alike."""
    agreed = bench("agree").check_agreement(
        problem, problem.cases(20_000, 11), _answers(bench, problem)
    )
    assert set(agreed) == set(problem.outcomes)
    assert min(agreed.values()) > 20_000 // 20


def test_peers_that_are_there_agree(bench: Bench, problem: Any) -> None:
    """Whoever can be imported here answers as the hand-written function does."""
    contestants, missing = bench("contestant").enlist(problem)
    assert len(contestants) + len(missing) == len(bench("contestant").ENTRANTS)
    engines = bench("decisions").answers(problem, contestants)
    bench("agree").check_agreement(problem, problem.cases(300, 12), engines)


def test_facts_looked_up_by_question_lead_to_the_same(bench: Bench, problem: Any) -> None:
    """Facts stand for every person and place from the first day on; who answers wrongly stops."""
    journeys, engine = bench("journeys"), Engine.load()
    asked = bench("screening").Screening(engine, engine.clock(), 200, 3)
    table = journeys.journey_table(problem, asked, 3)
    assert set(table.answers(problem)) <= set(problem.outcomes)
    opened = set(zip(table.of_person.tolist(), table.of_place.tolist(), strict=True))
    assert len(opened) == len(engine.world.persons) * len(engine.world.places)
    entered, missing = journeys.enlist_journeys(problem, table)
    assert len(entered) + len(missing) == 1

    wrong = bench("bulk").BulkContestant(
        "wrong", "1", "", lambda it: it, lambda it: [0] * len(it.day)
    )

    class Wrong:
        def enter(self, *_: Any) -> Any:
            return wrong

    with pytest.raises(bench("agree").Disagreement, match="wrong answers questions otherwise"):
        journeys.enlist_journeys(problem, table, [Wrong()])


@pytest.mark.parametrize("number", range(RULES))
def test_no_rule_can_be_left_out(bench: Bench, problem: Any, number: int) -> None:
    """The check finds out an engine that lacks any one of the rules."""
    rules = problem.rulebase.rules
    without = replace(
        problem.rulebase, rules=tuple(rule for rule in rules if rule is not rules[number])
    )
    engines = {
        name: bench("ours").bare_answers(bench("problem").Problem(one), CompiledEvaluator)
        for name, one in (("whole", problem.rulebase), ("maimed", without))
    }
    with pytest.raises(bench("agree").Disagreement):
        bench("agree").check_agreement(problem, problem.cases(2_000, 13), engines)


def test_a_disagreement_tells_the_case_and_every_answer(bench: Bench, problem: Any) -> None:
    """Whoever reads it can put the case to each engine."""
    engines = {
        **bench("decisions").answers(problem, []),
        "contrary": lambda cases: ["may_arrest"] * len(cases),
    }
    with pytest.raises(bench("agree").Disagreement) as caught:
        bench("agree").check_agreement(problem, problem.cases(50, 14), engines)
    told = str(caught.value)
    assert all(name in told for name in problem.facts)
    assert "contrary: may_arrest" in told
    assert "hand-written Python: " in told


def test_an_engine_that_loses_cases_is_found_out(bench: Bench, problem: Any) -> None:
    """Fewer answers than cases is no agreement."""
    with pytest.raises(bench("agree").Disagreement, match="gave 0 answers to 5 cases"):
        bench("agree").check_agreement(problem, problem.cases(5, 15), {"idle": lambda _: []})


def test_the_real_rules_say_the_same(bench: Bench, problem: Any) -> None:
    """On the same facts, under the readings that are named, the bare rules lose nothing."""
    full = load_rules()
    real = Inference(full, full.questions[QUESTION], (CompiledEvaluator(full),))
    bare = bench("ours").bare_answers(problem, CompiledEvaluator)
    cases = problem.cases(5_000, 16)
    assert [real.outcome(_real(bench, problem, full, case)) for case in cases] == bare(cases)


def _real(bench: Bench, problem: Any, full: RuleBase, case: Any) -> tuple[int, ...]:
    """Return a bare case as an assignment of the real rules: all else is as without a record."""
    given_values = {**bench("problem").GIVEN, **problem.named(case)}
    readings = bench("problem").READINGS
    facts = (
        fact.values.index(given_values.get(fact.name, fact.absent_value or fact.values[0]))
        for fact in full.facts
    )
    positions = (
        [position.id for position in issue.positions].index(readings[issue.id])
        if issue.id in readings
        else 0
        for issue in full.issues
    )
    return (*facts, *positions)


@given(st.data())
def test_writing_a_condition_out_keeps_its_meaning(
    bench: Bench, problem: Any, data: st.DataObject
) -> None:
    """Conclusions written out, values asserted instead of denied: the table says the same."""
    plan, positive = problem.plan, bench("plan").positive
    values = [st.integers(0, len(one) - 1) for one in problem.facts.values()]
    named = problem.named(data.draw(st.tuples(*values)))
    algebra = bench("plan").Algebra(
        lambda name, value: named[name] == value, _no_conclusion, all, any, lambda x: not x, True
    )
    expected = bench("reference").decide(named)
    for write in (lambda when: when, lambda when: positive(when, problem.facts)):
        rows = ((value, write(plan.expanded(when))) for value, when in plan.rows)
        assert next(value for value, when in rows if algebra.write(when)) == expected


def _no_conclusion(name: str) -> bool:
    raise AssertionError(f"{name} was not written out")


def test_rules_that_others_cannot_express_are_refused(bench: Bench, problem: Any) -> None:
    """A plan is made only where every attacker beats every supporter."""
    rules = list(problem.rulebase.rules)
    index = problem.rulebase.rule_index["rs-27-2"]
    rules[index] = replace(rules[index], defeats=frozenset())
    clashing = replace(problem.rulebase, rules=tuple(rules))
    question = clashing.questions[bench("problem").QUESTION]
    with pytest.raises(ValueError, match="immunity_opposable"):
        bench("plan").plan_of(clashing, question)


def test_the_same_seed_gives_the_same_cases(problem: Any) -> None:
    """A run can be repeated."""
    assert problem.cases(100, 1) == problem.cases(100, 1) != problem.cases(100, 2)
