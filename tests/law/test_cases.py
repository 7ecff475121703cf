"""Every worked question that can be put to the engine gets the answer that a lawyer expects."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.authoring.cases.case import WrittenCase
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.coverage import Coverage, measure
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.run import CaseResult, run

DIRECTORY = Path(__file__).parents[1] / "cases"

# The worked questions that the cases answer, or that `not-put.yaml` says why not.
QUESTIONS = tuple(
    f"Q{number:02}"
    for number in (
        *(1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20, 22, 23, 25, 26, 28, 29, 31, 32, 34),
        *(35, 37, 38, 40, 41, 43, 44, 46, 47, 49, 50, 52, 53, 55, 56, 58, 59, 61, 62, 64, 65),
        *(67, 68, 70, 71, 73, 74, 76, 77, 79, 80, 82, 83, 85, 86, 88, 89, 91, 92, 94, 95, 97),
        *(98, 100, 101, 103, 104, 106, 107, 109, 110, 112, 113, 115, 116, 118, 119, 121, 122),
        *(124, 125, 127, 128, 130, 131, 133, 134, 136, 137, 139, 140, 142),
    )
)

SUITE = load_suite(DIRECTORY)


@cache
def engine() -> Engine:
    return Engine.load(today=lambda: date(2026, 11, 24))


@cache
def results() -> tuple[CaseResult, ...]:
    return tuple(run(written.case, engine()) for written in SUITE.cases)


@cache
def coverage() -> Coverage:
    return measure(results(), engine())


def test_everything_that_cases_name_exists() -> None:
    """Persons, places, facts, rules and positions in the cases are known to the engine."""
    check(SUITE, engine())


@pytest.mark.parametrize("written", SUITE.cases, ids=lambda one: f"{one.section}:{one.case.id}")
def test_case(written: WrittenCase) -> None:
    """The answer is as expected in everything the case says."""
    result = run(written.case, engine())
    assert result.passed, "\n".join(map(str, result.mismatches))


def test_every_worked_question_is_put_or_said_why_not() -> None:
    """No question is forgotten, and none is both a case and left out."""
    assert len(QUESTIONS) == len(set(QUESTIONS)) == 95
    put = {
        found.group()
        for written in SUITE.cases
        if (found := re.match(r"Q\d+", written.case.id)) is not None
    }
    not_put = {one.id for one in SUITE.not_put}
    assert put | not_put == set(QUESTIONS)
    assert not put & not_put


def test_every_rule_applies_somewhere_and_fails_somewhere() -> None:
    """No rule stands in the rule base without a case that needs it and one that does not."""
    assert coverage().applied.missing == ()
    assert coverage().not_applied.missing == ()


@pytest.mark.slow
def test_every_defeat_happens_somewhere() -> None:
    """Wherever a rule says that it beats another, a case has both apply."""
    assert coverage().defeats.missing == ()


def test_every_position_is_checked_somewhere() -> None:
    """For every reading of the law a case says what follows from it."""
    assert coverage().positions.missing == ()


def test_every_value_of_every_fact_occurs() -> None:
    """No fact can take a value that no case has."""
    assert coverage().values.missing == ()


@pytest.mark.slow
def test_every_rule_is_told_of_somewhere() -> None:
    """For every rule a case says that the answer names it.

    A label withheld tells of no rule, and `execution` has its reasons in the labels beside it.
    """
    assert set(coverage().named.missing) == {"rs-89-3-clearance", "blocked", "death-prevents"}


def test_a_hypothesis_about_a_person_says_so() -> None:
    """Nobody is made to hold an office, or to have done something, without being told so."""
    for written in SUITE.cases:
        assumed = written.case.question.assume
        if any(fact.startswith(("person.", "official.")) for fact in assumed):
            assert "hypothesis" in written.case.title.lower(), written.case.id
