"""The past is told in the past tense, and what a grade or an outcome means is said with it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.answers.document import AssessmentDocument, Form
from safeconduct.base.tense import in_past, in_unreal_past
from safeconduct.base.words import nearest
from safeconduct.case.terms import Outcome
from safeconduct.rulebase.wording import BLOCKED, embedded

TODAY = date(2026, 11, 24)
PRESENT = re.compile(r"(?<!to )\b(is|are|has|holds|extends|calls|may)\b(?! on record)")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(today=lambda: TODAY)


@pytest.mark.parametrize(
    ("present", "past", "unreal"),
    [
        (
            "it is a summons",
            "it was a summons",
            "it had been a summons",
        ),
        ("she is not a minister", "she was not a minister", "she had not been a minister"),
        ("Chad has left the Statute", "Chad had left the Statute", "Chad had left the Statute"),
        ("the Court ended it", "the Court ended it", "the Court had ended it"),
        ("it does not extend to Guam", "it did not extend to Guam", "it had not extended to Guam"),
        ("it does not include it", "it did not include it", "it had not included it"),
        ("Chad pleads nothing", "Chad pleaded nothing", "Chad had pleaded nothing"),
        (
            "he is not known to have died",
            "he was not known to have died",
            "he had not been known to have died",
        ),
        (
            "it turns out that he holds no office",
            "it turns out that he held no office",
            "it turns out that he held no office",
        ),
        (
            "no talks led by the United Nations are held",
            "no talks led by the United Nations were held",
            "no talks led by the United Nations had been held",
        ),
    ],
)
def test_a_clause_is_put_in_the_past(present: str, past: str, unreal: str) -> None:
    """As it stands by itself, and as it stands after *if*."""
    assert (in_past(present), in_unreal_past(present)) == (past, unreal)


def test_every_fact_of_the_rules_can_be_told_of_a_day_that_is_over(engine: Engine) -> None:
    """No present tense is left, nor is any word made up."""
    for fact in engine.rulebase.facts:
        for says in fact.says.values():
            past = in_past(says)
            assert not PRESENT.search(past), past
            assert in_past(past) == past
            assert not re.search(r"udeed\b|had had |had been not|been had", in_unreal_past(says))


def test_labels_about_the_answer_stay_in_the_present() -> None:
    """What is said of the case is over; what is said of the answer is not."""
    wording = embedded()
    for name, present in (wording.qualifications | wording.about_the_answer).items():
        # This one was told in the past all along.
        same = name in wording.about_the_answer or name == "sealed_at_the_time"
        assert (wording.qualification_of(name, past=True) == present) == same, name
    assert all(not PRESENT.search(wording.reason_of(name, past=True)) for name in wording.reason)


@pytest.mark.parametrize("outcome", [one.value for one in Outcome])
def test_every_outcome_has_a_clause_for_every_day(outcome: str) -> None:
    """Today and later, over, and over and supposed: none like the other, all with the person."""
    told = {
        embedded().consequence(
            outcome, "Chad", "Joseph Kony", past=past, supposed=past and supposed
        )
        for past, supposed in ((False, False), (True, False), (True, True))
    }
    assert len(told) == 3
    assert all("Joseph Kony" in one for one in told)


def test_no_duty_is_told_as_what_it_means() -> None:
    """`may arrest` reads like a permission."""
    assert Outcome.MAY_ARREST.words == "no duty; national law decides"


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["putin", "netanyahu", "kony", "bashir", "rodrigo-duterte"]),
    st.sampled_from(
        ["MNG", "CHN", "USA", "RUS", "FRA", "high-seas", "crimea", "un-headquarters-new-york"]
    ),
    st.dates(TODAY - timedelta(days=900), TODAY + timedelta(days=400)),
)
def test_the_headline_has_the_tense_of_its_day(
    engine: Engine, person: str, place: str, on: date
) -> None:
    """Days before today are over; today is not, nor is any later day."""
    answer = engine.travel_risk(person, place, on=on)
    first = answer.explain().split("\n")[0]
    over = re.search(r"\b(had|was|called)\b", first.split(":")[0]) is not None
    assert over == (on < TODAY), first
    assert "may arrest" not in answer.explain()


def test_every_grade_is_explained(engine: Engine) -> None:
    """Each grade that the rules give has a meaning, in every form and in the schema."""
    grades = {BLOCKED} | {
        grade for both in engine.inference.question.exposure.values() for grade in both
    }
    assert grades == set(embedded().exposure)
    described = AssessmentDocument.model_json_schema()["properties"]["exposure"]["description"]
    assert all(f"`{grade}`: " in described for grade in grades)
    answer = engine.travel_risk("putin", "MNG", on="2024-09-02")
    for form in get_args(Form):
        if form != "mermaid":
            assert "a duty to arrest, but a reading held today" in answer.explain(form), form


@pytest.mark.parametrize(
    ("written", "known", "expected"),
    [
        ("persn", ["place", "person", "purpose"], ["person"]),
        (" Person ", ["place", "person"], ["person"]),
        ("bric", ["BRICS", "SCO"], ["BRICS"]),
        ("Immunity", ["personal-immunity", "overflight"], ["personal-immunity"]),
        ("utm_source", ["person", "place", "on", "until", "presence", "purpose"], []),
        ("", ["place"], []),
    ],
)
def test_the_nearest_is_found_whatever_its_capitals(
    written: str, known: list[str], expected: list[str]
) -> None:
    """What is not alike is not offered."""
    assert nearest(written, known) == expected


def test_one_place_knows_what_is_near() -> None:
    """No module has a search of its own for what somebody may have meant."""
    root = Path(__file__).parents[1]
    paths = [path for part in ("engine", "api") for path in (root / part).rglob("*.py")]
    own = [path for path in paths if "get_close_matches" in path.read_text(encoding="utf-8")]
    assert own == [root / "engine" / "base" / "words.py"]
