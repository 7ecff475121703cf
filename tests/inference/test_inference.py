"""Verdicts: each truth is derived once, and a disagreement of evaluators is never papered over."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from safeconduct.base.errors import EvaluatorDisagreement
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import available
from safeconduct.inference.inference import UNDETERMINED, Inference, default_evaluators
from safeconduct.inference.types import NO, UNRESOLVED, YES, Derivation
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import All, Assignment, Constraint, DecisionTable, Not, RuleBase

from .oracle import Oracle
from .strategies import (
    HERE,
    conclusion,
    is_true,
    make_base,
    make_fact,
    make_question,
    make_rule,
)


class Counting(CompiledEvaluator):
    """Counts how often each assignment is derived."""

    name = "counting"

    def __init__(self, rulebase: RuleBase) -> None:
        super().__init__(rulebase)
        self.asked: Counter[Assignment] = Counter()

    def derive(self, assignment: Assignment) -> Derivation:
        """Count, and derive."""
        self.asked[assignment] += 1
        return super().derive(assignment)


class Lying(CompiledEvaluator):
    """Denies some rules and conclusions."""

    name = "lying"

    def __init__(self, rulebase: RuleBase, rules: set[str], conclusions: set[str]) -> None:
        super().__init__(rulebase)
        self._rules = {rulebase.rule_index[name] for name in rules}
        self._conclusions = {rulebase.conclusion_index[name] for name in conclusions}

    def derive(self, assignment: Assignment) -> Derivation:
        """Derive, and turn some answers round."""
        derived = super().derive(assignment)
        return Derivation(
            bytes(YES - one if i in self._rules else one for i, one in enumerate(derived.bodies)),
            bytes(
                YES - one if i in self._conclusions else one
                for i, one in enumerate(derived.conclusions)
            ),
        )


@pytest.fixture
def rulebase() -> RuleBase:
    """Return a base with a duty, an objection to it and a conclusion that rests on it."""
    rules = [
        make_rule("party", is_true("host.party"), "duty"),
        make_rule("immune", is_true("person.immune"), "duty", positive=False),
        make_rule("failing", conclusion("duty"), "breach"),
    ]
    never = Constraint("both", All((is_true("host.party"), is_true("host.left"))), "no", HERE)
    facts = [make_fact(name) for name in ("host.party", "person.immune", "host.left")]
    return make_base(facts, rules, constraints=[never])


@pytest.fixture
def question() -> DecisionTable:
    """Return a question with an outcome, a part, a ground and a qualification."""
    asked = make_question([("must", conclusion("duty")), ("free", All(()))])
    part = make_question([("yes", conclusion("breach")), ("no", All(()))]).outcome
    return replace(
        asked,
        parts={"breached": part},
        grounds={"duty": "by_duty"},
        qualifications={"breach": "in_breach"},
    )


def test_a_verdict_reads_every_table(rulebase: RuleBase, question: DecisionTable) -> None:
    """Outcome, deciding row, parts, grounds and qualifications follow from the derivation."""
    inference = Inference(rulebase, question, [CompiledEvaluator(rulebase)])
    must = inference.verdict((1, 0, 0))
    assert (must.outcome, must.row) == ("must", question.outcome[0])
    assert (must.parts, must.grounds, must.qualifications) == (
        {"breached": "yes"},
        ("by_duty",),
        ("in_breach",),
    )
    free = inference.verdict((0, 0, 0))
    assert (free.outcome, free.row) == ("free", question.outcome[1])
    assert (free.parts, free.grounds, free.qualifications) == ({"breached": "no"}, (), ())
    assert free.derivation == Oracle(rulebase).derive((0, 0, 0))


def test_a_clash_of_rules_is_undetermined(rulebase: RuleBase, question: DecisionTable) -> None:
    """An unresolved conclusion leaves outcome and part open and gives no label."""
    verdict = Inference(rulebase, question, [CompiledEvaluator(rulebase)]).verdict((1, 1, 0))
    assert verdict.derivation.conclusions == bytes([UNRESOLVED, UNRESOLVED])
    assert (verdict.outcome, verdict.row) == (UNDETERMINED, None)
    assert (verdict.parts, verdict.grounds) == ({"breached": UNDETERMINED}, ())
    assert verdict.qualifications == ()


def test_a_clash_that_changes_no_value_is_not_undetermined(rulebase: RuleBase) -> None:
    """Rows that a clash leaves open but that have one value decide together."""
    rows = [("must", conclusion("duty")), ("must", Not(conclusion("breach"))), ("must", All(()))]
    inference = Inference(rulebase, make_question(rows), [CompiledEvaluator(rulebase)])
    assert inference.verdict((1, 1, 0)).outcome == "must"


def test_an_earlier_row_goes_before_a_clash(rulebase: RuleBase) -> None:
    """What an earlier row settles, a clash in a later one does not open again."""
    rows = [("free", is_true("person.immune")), ("must", conclusion("duty")), ("may", All(()))]
    inference = Inference(rulebase, make_question(rows), [CompiledEvaluator(rulebase)])
    assert inference.verdict((1, 1, 0)).outcome == "free"


def test_each_truth_is_derived_once(rulebase: RuleBase, question: DecisionTable) -> None:
    """Asked again, the same verdict is returned and no evaluator works a second time."""
    evaluators = Counting(rulebase), Counting(rulebase)
    inference = Inference(rulebase, question, evaluators)
    truths = [(1, 0, 0), (0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 0, 0), (1, 0, 0)]
    verdicts = [inference.verdict(truth) for truth in truths]
    assert verdicts[0] is verdicts[2] is verdicts[5]
    assert inference.distinct == len(set(truths)) == 3
    for evaluator in evaluators:
        assert evaluator.asked == dict.fromkeys(truths, 1)


def test_a_disagreement_names_who_and_where(rulebase: RuleBase, question: DecisionTable) -> None:
    """The error names both evaluators, and the rules and conclusions on which they differ."""
    lying = Lying(rulebase, {"immune", "failing"}, {"breach"})
    inference = Inference(rulebase, question, [CompiledEvaluator(rulebase), lying])
    with pytest.raises(EvaluatorDisagreement) as caught:
        inference.verdict((1, 0, 0))
    assert str(caught.value) == (
        "compiled and lying differ on rules ['immune', 'failing'] and conclusions ['breach']"
    )
    assert caught.value.code == "evaluators-disagree"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_any_evaluator_that_lies_is_found(
    rulebase: RuleBase, question: DecisionTable, place: int
) -> None:
    """It does not matter which of the evaluators differs, nor whether the outcome would."""
    evaluators = [CompiledEvaluator(rulebase), Oracle(rulebase), Counting(rulebase)]
    evaluators[place] = Lying(rulebase, {"immune"}, set())
    inference = Inference(rulebase, question, evaluators)
    with pytest.raises(EvaluatorDisagreement, match=r"lying.* rules \['immune'\].* \[\]$"):
        inference.verdict((0, 0, 0))


def test_a_disagreement_is_not_remembered_as_an_answer(
    rulebase: RuleBase, question: DecisionTable
) -> None:
    """Asked again, the engine refuses again; truths on which all agree are answered."""
    honest = Oracle(rulebase)

    class Fickle(CompiledEvaluator):
        name = "fickle"

        def derive(self, assignment: Assignment) -> Derivation:
            derived = super().derive(assignment)
            return replace(derived, conclusions=bytes(2)) if assignment[0] else derived

    inference = Inference(rulebase, question, [Fickle(rulebase), honest])
    for _ in range(2):
        with pytest.raises(EvaluatorDisagreement, match="fickle and oracle"):
            inference.verdict((1, 0, 0))
    assert inference.distinct == 0
    assert inference.verdict((0, 0, 0)).outcome == "free"


def test_impossible_facts_name_the_constraint(rulebase: RuleBase, question: DecisionTable) -> None:
    """Facts that break a constraint are told apart from those that do not."""
    inference = Inference(rulebase, question, [CompiledEvaluator(rulebase)])
    assert inference.impossible((1, 0, 1)) == "both"
    assert inference.impossible((1, 1, 0)) is None
    assert inference.impossible((1, 0, 1)) == "both"


def test_default_evaluators(rulebase: RuleBase) -> None:
    """By default two independent evaluators derive; which is the second depends on the machine."""
    evaluators = default_evaluators(rulebase)
    second = "durable-rules" if available() else "forward chaining"
    assert [one.name for one in evaluators] == ["compiled", second]
    for assignment in [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 1)]:
        assert {one.derive(assignment) for one in evaluators} == {
            Oracle(rulebase).derive(assignment)
        }


def test_default_evaluators_agree_on_the_embedded_question() -> None:
    """The embedded question is answered by both, for the first and last value of everything."""
    rulebase = load_rules()
    (question, *_) = rulebase.questions.values()
    inference = Inference(rulebase, question, default_evaluators(rulebase))
    for truth in ((0,) * len(rulebase.values), tuple(len(v) - 1 for v in rulebase.values)):
        assert inference.verdict(truth).outcome in {*question.severity, UNDETERMINED}
        assert set(inference.verdict(truth).derivation.conclusions) <= {NO, UNRESOLVED, YES}


def test_the_row_that_is_told_holds_for_certain() -> None:
    """Two rows say the same: one is unresolved, the other holds, and that one is the reason."""
    rules = [
        make_rule("for", is_true("f.a"), "duty"),
        make_rule("against", is_true("f.a"), "duty", positive=False),
    ]
    base = make_base([make_fact("f.a")], rules)
    asked = make_question([("must", conclusion("duty")), ("must", All(()))])
    verdict = Inference(base, asked, [CompiledEvaluator(base)]).verdict((1,))
    assert verdict.derivation.conclusions == bytes([UNRESOLVED])
    assert (verdict.outcome, verdict.row) == ("must", asked.outcome[1])
