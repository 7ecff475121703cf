"""The encoding for the solver says what the oracle says: on random rules, and on ours."""

from __future__ import annotations

from itertools import product

import pytest
import z3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.authoring.verification.answers import OutcomeTable
from safeconduct.authoring.verification.encode import Encoding
from safeconduct.authoring.verification.evaluator import SolverEvaluator
from safeconduct.authoring.verification.space import Space
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import Inference
from safeconduct.inference.types import NO, UNRESOLVED, YES
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment

from .oracle import Oracle
from .strategies import SMALL, assignments, questions, rulebases, some_assignments

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
@settings(quick, max_examples=50)
@given(st.data())
def test_the_encoding_agrees_with_the_oracle(data: st.DataObject) -> None:
    """On random rule bases both derive the same, to the last rule that applies."""
    rulebase = data.draw(rulebases())
    oracle, solver = Oracle(rulebase), SolverEvaluator(rulebase)
    for assignment in data.draw(some_assignments(rulebase)):
        assert solver.derive(assignment) == oracle.derive(assignment)


@settings(quick, max_examples=30)
@given(st.data())
def test_what_the_solver_says_of_all_cases_is_so(data: st.DataObject) -> None:
    """A conclusion has a status somewhere, says the solver, if the oracle finds a case."""
    rulebase = data.draw(rulebases(SMALL))
    oracle = Oracle(rulebase)
    every = product(*(range(len(values)) for values in rulebase.values))
    found = [oracle.derive(assignment).conclusions for assignment in every]
    space = Space.of(rulebase)
    encoding = Encoding(rulebase, space)
    for index, name in enumerate(rulebase.conclusions):
        status = encoding.conclusion(name)
        terms = {YES: status.holds, NO: status.fails, UNRESOLVED: status.open}
        for value, term in terms.items():
            solver = z3.Solver()
            solver.add(*space.domain(), term)
            there = any(conclusions[index] == value for conclusions in found)
            assert (solver.check() == z3.sat) == there


@pytest.mark.slow
@settings(quick, max_examples=40)
@given(st.data())
def test_tables_say_what_inference_says(data: st.DataObject) -> None:
    """A table answers the same; where rules that clash leave it open, so does the encoding."""
    rulebase = data.draw(rulebases())
    question = data.draw(questions(rulebase))
    inference = Inference(rulebase, question, (CompiledEvaluator(rulebase),))
    space = Space.of(rulebase)
    table = OutcomeTable.of(Encoding(rulebase, space), question.outcome)
    for assignment in data.draw(some_assignments(rulebase, 4)):
        verdict = inference.verdict(assignment)
        solver = z3.Solver()
        names = dict(zip(space.values, assignment, strict=True))
        case = {name: space.values[name][index] for name, index in names.items()}
        solver.add(*space.domain(), space.exactly(case))
        assert solver.check() == z3.sat
        model = solver.model()
        said = [v for v in table.possible if z3.is_true(model.eval(table.gives(v), True))]
        assert said == ([] if verdict.row is None else [verdict.outcome])
        assert z3.is_true(model.eval(table.single, True)) == (verdict.row is not None)


@pytest.mark.slow
def test_the_encoding_agrees_on_the_embedded_rules() -> None:
    """Under the embedded rules, too, it derives what the oracle does."""
    rulebase = load_rules()
    oracle, solver = Oracle(rulebase), SolverEvaluator(rulebase)

    @settings(quick, max_examples=25)
    @given(assignments(rulebase))
    def agree(assignment: Assignment) -> None:
        assert solver.derive(assignment) == oracle.derive(assignment)

    agree()
