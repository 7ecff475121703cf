"""Evaluators agree, and what a proof tells is so, by a checker that derives nothing itself."""

from __future__ import annotations

from collections.abc import Iterator

from ....case.proof.checker import Claims
from ....case.proof.nodes import Ground, Node
from ....case.proof.prover import Prover
from ....inference.inference import Decision
from ....rulebase.model import All, Assignment, Atom, AtomKind, Condition, DecisionTable, RuleBase
from ....timeline.steps import Basis
from ..point import Point
from ..property import Component, Failure, PropertyKind, checked
from ..under_test import UnderTest
from ..voices import differences


@checked(
    Component.PROOFS,
    PropertyKind.INVARIANT,
    "∀a: problems(claims(a)) = ∅ ∧ problems(proof(a), claims(a)) = ∅",
)
def proofs(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """Every claim follows from those it rests on, and a proof tells nothing that is not so."""
    base = under_test.rulebase
    for assignment in point.completions(base):
        for inference in under_test.inferences.values():
            verdict = inference.verdict(assignment)
            derived = verdict.derivation
            claims = Claims(base, assignment, derived.bodies, derived.conclusions)
            if verdict.row and claims.truth(verdict.row.when) != claims.truth(All(())):
                yield Failure(f"the row that says {verdict.outcome} does not hold")
            nodes = _told(prover(base, assignment, verdict), inference.question, verdict)
            for problem in (*claims.problems(), *claims.proof_problems(nodes)):
                yield Failure(problem)


def prover(rulebase: RuleBase, assignment: Assignment, verdict: Decision) -> Prover:
    """Return the prover of a case that no record speaks of: each fact is supposed."""

    def ground(fact: int) -> Ground:
        declared = rulebase.facts[fact]
        value = declared.values[assignment[fact]]
        says = f"{declared.name}: {value}"
        return Ground(fact=declared.name, value=value, says=says, basis=Basis.ASSUMED)

    return Prover(rulebase, assignment, verdict.derivation, ground)


def _told(proof: Prover, question: DecisionTable, verdict: Decision) -> tuple[Node, ...]:
    """Return everything that is told about an outcome and its labels."""
    found: list[Node] = []
    if verdict.row is None:
        found += proof.clashes(row.when for row in question.outcome)
    else:
        found += proof.holds(verdict.row.when)
    for condition in _labels(question, verdict):
        found += proof.holds(condition)
    return tuple(found)


def _labels(question: DecisionTable, verdict: Decision) -> Iterator[Condition]:
    for name, label in question.qualifications.items():
        if label in verdict.qualifications:
            yield Atom(AtomKind.CONCLUSION, name)


@checked(
    Component.EVALUATORS,
    PropertyKind.DIFFERENTIAL,
    "∀a ∀v, w ∈ voices: v(R, a) = w(R, a) ∧ problems(claims(v, a)) = ∅",
    weight=3,
)
def agreement(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """All evaluators derive the same, and the proof checker accepts every claim of each."""
    for assignment in point.completions(under_test.rulebase):
        said = [(name, derive(assignment)) for name, derive in under_test.heard]
        for difference in differences(under_test.rulebase, assignment, said):
            yield Failure(difference)


@checked(
    Component.EVALUATORS, PropertyKind.METAMORPHIC, "∀a: derive(R, a) = derive(R, a)", weight=10
)
def determinism(under_test: UnderTest, point: Point) -> Iterator[Failure]:
    """Asked again, or made anew, every evaluator derives the same."""
    for assignment in point.completions(under_test.rulebase):
        for (name, derive), (_, anew) in zip(under_test.heard, under_test.heard_again, strict=True):
            first = derive(assignment)
            if derive(assignment) != first:
                yield Failure(f"{name}, asked twice, says two things")
            if anew(assignment) != first:
                yield Failure(f"{name}, made anew, says something else")
