"""The law of jurisdiction: worked cases, every situation, the docket, and what is proved of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.authoring import certified, read_library
from safeconduct.authoring.base import load_base
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.facts import FactsRunners
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.put import run_put
from safeconduct.authoring.draft.book import book
from safeconduct.authoring.lint.run import lint
from safeconduct.inference.types import YES
from safeconduct.questions import question_docket
from safeconduct.rulebase.about import about

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules" / "jurisdiction"
SUITE = load_suite(HERE / "jurisdiction")


def test_everything_that_the_cases_name_exists(engine: Engine) -> None:
    """States, rules, readings, parts and values."""
    check(SUITE, engine)
    assert len(SUITE.put) > 80
    assert len(SUITE.of_facts) > 50


@pytest.mark.parametrize("written", SUITE.put, ids=lambda one: one.case.id)
def test_a_worked_case_is_answered_as_expected(engine: Engine, written: object) -> None:
    """Outcome, dispute, parts, grounds, rules, and other readings."""
    assert [str(one) for one in run_put(written.case, engine).mismatches] == []  # type: ignore[attr-defined]


def test_every_case_of_facts_is_answered_as_expected(engine: Engine) -> None:
    """Without records, by both evaluators."""
    runners = FactsRunners(engine)
    found = [runners.of(one.case).run(one.case) for one in SUITE.of_facts]
    assert [(one.case.id, one.mismatches) for one in found if not one.passed] == []


def test_every_rule_applies_in_some_case(engine: Engine) -> None:
    """What no case shows, no lawyer has looked at."""
    put, runners = engine.question("jurisdiction"), FactsRunners(engine)
    derivations = [
        verdict.derivation
        for written in SUITE.of_facts
        for one in runners.of(written.case).settled(written.case).completions
        for verdict in one.verdicts
    ]
    for written in SUITE.put:
        if written.case.expect.impossible is None:
            asked = put.answerer.asked(written.case.question)
            cases = put.answerer.cases(asked)
            found = put.answerer.determination(asked, cases, asked.on.toordinal())
            derivations += found.derivations
    applied = {
        rule.id
        for one in derivations
        for rule, body in zip(put.rulebase.rules, one.bodies, strict=True)
        if body == YES
    }
    assert {rule.id for rule in put.rulebase.rules} - applied == set()


def test_the_docket_agrees_with_what_the_court_found(engine: Engine) -> None:
    """All of it with today's records; but for a reading that the Court took then, also before."""
    found = question_docket(engine.question("jurisdiction"))
    assert found.compared == len(found.entries) >= 25
    assert found.agrees == found.compared
    assert [one.today.parts.value for one in found.entries].count("differs") == 0
    differs = {one.ruling.id for one in found.entries if one.day_before.verdict.value == "differs"}
    assert differs <= {"icc-bangladesh-myanmar-2018"}


def test_a_ruling_cites_how_its_situation_came_before_the_court(engine: Engine) -> None:
    """What a ruling on jurisdiction says of article 13 fits the record of the situation."""
    by_trigger = {
        "state_referral": {"rs-13-a", "rs-14"},
        "unsc_referral": {"rs-13-b", "scr-1593-1"},
        "proprio_motu": {"rs-13-c"},
        "art_12_3": {"rs-13-c"},
    }
    every = set().union(*by_trigger.values())
    numbers = {one.number: one.trigger for one in engine.world.situations.values()}
    compared = 0
    for ruling in engine.world.rulings:
        trigger = next((it for no, it in numbers.items() if ruling.case_number.startswith(no)), "")
        if ruling.found and trigger:
            assert every & set(ruling.provisions) <= by_trigger[trigger], ruling.id
            compared += 1
    assert compared >= 15


def test_every_situation_of_the_court_is_within_its_jurisdiction(engine: Engine) -> None:
    """On the first day that it covers, by its own basis; one has no day on record."""
    situations = {one.case.id.removeprefix("situation-") for one in SUITE.put}
    missing = set(engine.world.situations) - situations
    assert missing == {"venezuela-ii"}


def test_the_rules_are_clean() -> None:
    """The linter has nothing to say of them."""
    assert [str(one) for one in lint([RULES]).findings] == []


def test_the_page_and_the_certificate_are_about_these_rules(engine: Engine) -> None:
    """`make generated` and `make certificate` write them."""
    base = load_base(None, RULES)
    page = HERE.parents[1] / "docs" / "questions" / "jurisdiction.md"
    library = read_library([RULES], engine.world)
    assert page.read_text("utf-8") == book(base.rulebase, library)
    found = certified(engine.question("jurisdiction").rulebase)
    assert found is not None


def test_a_layer_may_put_a_question_of_its_own_beside_it(tmp_path: Path) -> None:
    """Nothing in the rules takes for granted that theirs is the only question."""
    text = (RULES / "questions" / "jurisdiction.yaml").read_text("utf-8")
    (tmp_path / "questions").mkdir()
    other = text.replace("id: jurisdiction\n", "id: jurisdiction-too\n")
    (tmp_path / "questions" / "other.yaml").write_text(other, "utf-8")
    (tmp_path / "rulebase.yaml").write_text("extends: safeconduct/jurisdiction\n", "utf-8")
    assert set(load_base(None, tmp_path).rulebase.questions) == {"jurisdiction", "jurisdiction-too"}


def test_the_question_reaches_all_of_its_rules(engine: Engine) -> None:
    """It is a rule base of its own."""
    base = load_base(None, RULES).rulebase
    assert about(base, "jurisdiction") is base
    assert set(base.questions) == {"jurisdiction"}
    assert engine.rulebase.digest != base.digest


def test_the_map_of_ukraine_is_that_of_its_parties(engine: Engine) -> None:
    """Where the Court would judge a Russian for genocide is where parties are, and acceptances."""
    put = engine.question("jurisdiction")
    rows = put.map("territory", nationality="RUS", on="2022-03-20", crime="genocide").rows
    counts = Counter(ground for row in rows for ground in row.grounds)
    assert counts["territory"] == 123
    assert {row.id for row in rows if row.grounds == ("acceptance_territory",)} >= {"UKR", "ARM"}
