"""Questions that are not put to a mutant could not have caught it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.authoring.cases.case import Suite
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.mutation.bench import Bench, Variant, compiled
from safeconduct.authoring.mutation.draft import Draft, Mutant, assemble
from safeconduct.authoring.mutation.items import Item, NotMet, VoiceName, record
from safeconduct.authoring.mutation.joined import Joined
from safeconduct.authoring.mutation.occurring import Occurring
from safeconduct.authoring.mutation.operators import OPERATORS, days
from safeconduct.authoring.mutation.suspects import Differences
from safeconduct.authoring.mutation.trial import Court
from safeconduct.authoring.mutation.voices import cases

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def suite() -> Suite:
    """Every fifth case: enough that mutants of all kinds meet some that catch them."""
    every = load_suite(CASES)
    return Suite(every.cases[::5], every.of_facts, ())


@pytest.fixture(scope="module")
def court(engine: Engine, suite: Suite) -> Court:
    law, bench = Draft.of(engine.rulebase), Bench(engine)
    return Court(bench, law, tuple(record(bench, law, cases.questions(suite))))


@pytest.fixture(scope="module")
def occurring(engine: Engine) -> Occurring:
    return Occurring(engine.world, engine.reasoner.timelines, compiled(engine.rulebase))


@pytest.fixture(scope="module")
def mutants(court: Court, occurring: Occurring) -> Mapping[str, list[Mutant]]:
    found: dict[str, list[Mutant]] = {}
    for operator in OPERATORS:
        for one in operator(court.law):
            found.setdefault(one.operator, []).append(one)
    found["shift-day"] = list(days.mutants(court.law, occurring.steps))
    return found


def catching(court: Court, mutant: Mutant) -> set[str]:
    """Return every item that catches a mutant, asked without looking at what it rests on."""
    rulebase, _ = assemble(mutant.draft)
    assert rulebase is not None
    variant = Variant(court.bench, mutant.draft, compiled(rulebase))
    return {item.question.id for item in court.items if item.check(variant) is not None}


def suspected(court: Court, mutant: Mutant) -> set[str]:
    rulebase, _ = assemble(mutant.draft)
    assert rulebase is not None
    differences = Differences(court.inference, compiled(rulebase), court.law, mutant.draft)
    return {item.question.id for item in differences.suspects(court.items)}


OPERATOR_NAMES = (
    "drop-condition",
    "negate-condition",
    "swap-value",
    "and-to-or",
    "drop-defeat",
    "change-kind",
    "drop-row",
    "swap-rows",
    "swap-severity",
    "drop-label",
    "change-grade",
    "drop-constraint",
    "change-choice",
    "shift-reading",
    "shift-day",
)


@pytest.mark.slow
@pytest.mark.parametrize("operator", OPERATOR_NAMES)
def test_what_catches_a_mutant_is_a_suspect(
    court: Court, mutants: Mapping[str, list[Mutant]], operator: str
) -> None:
    """For mutants of every kind nothing that would have caught them is left out."""
    accepted = [one for one in mutants[operator] if assemble(one.draft)[0] is not None]
    for mutant in accepted[:: max(1, len(accepted) // 4)]:
        assert catching(court, mutant) <= suspected(court, mutant), mutant.id


def test_the_law_itself_is_caught_by_nothing(court: Court) -> None:
    """Every case stands under the law, and none is suspected of telling it from itself."""
    law = Variant(court.bench, court.law, court.inference)
    assert all(item.check(law) is None for item in court.items)
    same = Differences(court.inference, compiled(court.law.base), court.law, court.law)
    assert list(same.suspects(court.items)) == []


@pytest.mark.slow
def test_a_mutant_is_caught_by_a_case_that_exercises_it(
    court: Court, mutants: Mapping[str, list[Mutant]]
) -> None:
    """The catch says which case, and how its answer differs."""
    (mutant,) = (
        one for one in mutants["negate-condition"] if one.id.endswith("rs-89-1:host.status=party")
    )
    catch, rulebase = court.try_(mutant)
    assert rulebase is not None
    assert catch is not None
    assert catch.voice is VoiceName.CASES
    assert "expected" in catch.how


@pytest.mark.slow
def test_what_the_loader_refuses_is_not_put_to_cases(
    court: Court, mutants: Mapping[str, list[Mutant]]
) -> None:
    """A defeat without a conflict is caught by the checks, and makes no rule base."""
    (mutant,) = (one for one in mutants["flip-conclusion"] if one.id == "flip-conclusion:rs-98-1")
    catch, rulebase = court.try_(mutant)
    assert rulebase is None
    assert catch is not None
    assert (catch.voice, catch.by) == (VoiceName.CHECKS, "defeat-without-conflict")


def test_a_case_that_does_not_stand_is_refused(engine: Engine, suite: Suite) -> None:
    """It could catch nothing, and says so by name."""
    wrong = suite.cases[0].case.model_copy(
        update={"expect": suite.cases[0].case.expect.model_copy(update={"duty": "perhaps"})}
    )
    broken = Suite((type(suite.cases[0])(wrong, suite.cases[0].document, 0),), (), ())
    law, bench = Draft.of(engine.rulebase), Bench(engine)
    with pytest.raises(NotMet, match=wrong.id):
        list(record(bench, law, cases.questions(broken)))


@pytest.mark.slow
def test_records_and_names_are_shared(court: Court, engine: Engine) -> None:
    """A variant resolves nothing anew: its world is the engine's, also as known on another day."""
    variant = Variant(court.bench, court.law, court.inference)
    assert variant.world is engine.world
    known = variant.known_on("2015-06-01")
    assert known.world is court.bench.at(date(2015, 6, 1)).world
    answer = variant.travel_risk("omar-al-bashir", "ZAF", on="2015-06-14", known_on="2015-06-01")
    assert answer.known_on == date(2015, 6, 1)
    assert (
        answer.outcome
        == engine.known_on("2015-06-01")
        .travel_risk("omar-al-bashir", "ZAF", on="2015-06-14")
        .outcome
    )


def test_items_know_what_they_rest_on(court: Court) -> None:
    """A case that is asked as known on a day says so; each has looked up facts on its day."""
    by_id: Mapping[str, Item] = {item.question.id: item for item in court.items}
    for item in by_id.values():
        if item.queries:
            days_asked = {query.on.toordinal() for query in item.queries}
            assert {moment.day for moment in item.moments} <= days_asked


@pytest.mark.slow
def test_an_order_that_matters_is_shown_on_record(occurring: Occurring) -> None:
    """Were the least severe outcome the first, somebody with two warrants would be told another."""
    question, joined = occurring.inference.question, Joined(occurring)
    turned = replace(question, severity=question.severity[::-1])
    found = joined.decides(question, turned)
    assert found.same is False
    assert {"person", "place", "on"} == set(found.where)
    assert joined.decides(question, question).same is True
