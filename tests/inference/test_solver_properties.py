"""What the solver proves of a rule base is what trying every case shows: no false alarm, no gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from safeconduct.authoring.verification.claims import ClaimedProperty
from safeconduct.authoring.verification.difference.compare import compare
from safeconduct.authoring.verification.encode import without_defeat, without_rule
from safeconduct.authoring.verification.properties import premises, rules, tables
from safeconduct.authoring.verification.results import ProofState
from safeconduct.authoring.verification.run import prove
from safeconduct.authoring.verification.workbench import Workbench
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import UNDETERMINED, Decision, Inference
from safeconduct.inference.types import UNRESOLVED, YES, impossible
from safeconduct.rulebase.model import Assignment, DecisionTable, RuleBase

from .strategies import SMALL, questions, rulebases

quick = settings(deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def asked(draw: st.DrawFn) -> RuleBase:
    """Return a small rule base with a question about it, and some case that is allowed."""
    rulebase = draw(rulebases(SMALL))
    question = draw(questions(rulebase))
    rulebase = replace(rulebase, questions={question.id: question})
    assume(next(_allowed(rulebase), None) is not None)
    return rulebase


def _every(rulebase: RuleBase) -> Iterator[Assignment]:
    yield from product(*(range(len(values)) for values in rulebase.values))


def _allowed(rulebase: RuleBase) -> Iterator[Assignment]:
    for assignment in _every(rulebase):
        if impossible(rulebase, assignment[: len(rulebase.facts)]) is None:
            yield assignment


def _verdicts(rulebase: RuleBase) -> dict[Assignment, Decision]:
    question = rulebase.questions["q"]
    inference = Inference(rulebase, question, (CompiledEvaluator(rulebase),))
    return {assignment: inference.verdict(assignment) for assignment in _allowed(rulebase)}


def _failing(rulebase: RuleBase, property_: ClaimedProperty) -> set[str]:
    (result,) = prove(Workbench(rulebase), [property_])
    assert {finding.state for finding in result.findings} <= {ProofState.FAILS}
    return {finding.subject for finding in result.findings}


@settings(quick, max_examples=settings().max_examples // 2)
@given(asked())
def test_failures_about_all_cases_are_those_of_trying_every_case(rulebase: RuleBase) -> None:
    """Clashes and missing answers are found where there are any, and nowhere else.

    A clash is told of the conclusion where it begins, and not of those that rest on it.
    """
    verdicts = _verdicts(rulebase)
    needs = Workbench(rulebase).encoding.needs
    clashing = set()
    for verdict in verdicts.values():
        statuses = zip(rulebase.conclusions, verdict.derivation.conclusions, strict=True)
        left = {name for name, status in statuses if status == UNRESOLVED}
        clashing |= {name for name in left if needs(name) & left == {name}}
    assert _failing(rulebase, tables.no_clash) == clashing
    unanswered = {
        table
        for verdict in verdicts.values()
        for table, said in {"outcome": verdict.outcome, **verdict.parts}.items()
        if said == UNDETERMINED
    }
    assert _failing(rulebase, tables.one_answer) == unanswered


@settings(quick, max_examples=settings().max_examples // 2)
@given(asked())
def test_what_makes_no_difference_is_found_by_trying_every_case(rulebase: RuleBase) -> None:
    """Dead and redundant rules, idle defeats, constraints and positions: the same sets."""
    verdicts = _verdicts(rulebase)
    outcomes = _replies(rulebase, verdicts)
    bodies = {rule.id: rulebase.rule_index[rule.id] for rule in rulebase.rules}
    dead = {
        id_
        for id_, index in bodies.items()
        if not any(v.derivation.bodies[index] == YES for v in verdicts.values())
    }
    assert _failing(rulebase, rules.no_dead_rule) == dead

    def answers(other: RuleBase) -> dict[Assignment, object]:
        return _replies(other, _verdicts(other))

    idle = {id_ for id_ in bodies if answers(without_rule(rulebase, id_)) == outcomes}
    assert _failing(rulebase, rules.no_redundant_rule) == idle
    defeats = {
        f"{rule.id} > {loser}"
        for rule in rulebase.rules
        for loser in rule.defeats
        if answers(without_defeat(rulebase, rule.id, loser)) == outcomes
    }
    assert _failing(rulebase, rules.defeats_matter) == defeats
    first = len(rulebase.facts)
    same = set()
    for number, issue in enumerate(rulebase.issues):
        for one, a in enumerate(issue.positions):
            for other, b in enumerate(issue.positions):
                moved = {
                    outcomes[key] == outcomes[_with(key, first + number, other)]
                    for key in outcomes
                    if key[first + number] == one
                }
                if one < other and moved == {True}:
                    same.add(f"{issue.id}: {a.id} / {b.id}")
    assert _failing(rulebase, premises.positions_matter) == same
    pointless = set()
    for index, constraint in enumerate(rulebase.constraints):
        others = rulebase.constraints[:index] + rulebase.constraints[index + 1 :]
        fewer = replace(rulebase, constraints=others)
        if len(list(_allowed(fewer))) == len(outcomes):
            pointless.add(constraint.id)
    assert _failing(rulebase, premises.constraints_exclude) == pointless


def _replies(rulebase: RuleBase, verdicts: dict[Assignment, Decision]) -> dict[Assignment, object]:
    """Return all that is answered: every table, and the status of what is behind each label."""
    labels = [rulebase.conclusion_index[name] for name in rulebase.questions["q"].qualifications]
    return {
        assignment: (
            verdict.outcome,
            verdict.parts,
            [verdict.derivation.conclusions[index] for index in labels],
        )
        for assignment, verdict in verdicts.items()
    }


def _with(assignment: Assignment, index: int, value: int) -> Assignment:
    return (*assignment[:index], value, *assignment[index + 1 :])


@settings(quick, max_examples=settings().max_examples // 2)
@given(asked(), st.data())
def test_differences_are_those_of_trying_every_case(
    rulebase: RuleBase, data: st.DataObject
) -> None:
    """Two rule bases differ in exactly the kinds of change that some case shows."""
    other = without_rule(rulebase, data.draw(st.sampled_from(rulebase.rules)).id)
    before, after = _verdicts(rulebase), _verdicts(other)
    question = rulebase.questions["q"]
    kinds = {
        (part, said, _said(question, after[assignment])[part])
        for assignment, verdict in before.items()
        for part, said in _said(question, verdict).items()
        if said != _said(question, after[assignment])[part]
    }
    found = compare(other, rulebase)
    assert not found.problems
    found_kinds = {(one.kind.part, one.kind.before, one.kind.after) for one in found.changes}
    assert found_kinds == kinds
    for change in found.changes:
        for shown in change.shown:
            values = shown.example.case
            key = tuple(
                rulebase.values[index].index(values[name])
                for name, index in rulebase.variables.items()
            )
            assert _said(question, before[key])[change.kind.part] == change.kind.before
            assert _said(question, after[key])[change.kind.part] == change.kind.after


def _said(question: DecisionTable, verdict: Decision) -> dict[str, str]:
    labels = {
        f"qualification {label}": "told" if label in verdict.qualifications else "not_told"
        for label in question.qualifications.values()
    }
    return {"outcome": verdict.outcome, **verdict.parts, **labels}
