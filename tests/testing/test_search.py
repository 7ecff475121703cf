"""What is found is smallest, is confirmed by the engine, and is told as a case that can be run."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.authoring.cases.case import FactsCase, WorkedCase
from safeconduct.authoring.cases.facts import FactsRunner
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.run import run
from safeconduct.authoring.kit import PROPERTIES, Point, UnderTest, properties_of, report, search
from safeconduct.authoring.kit.minimal import minimal, said
from safeconduct.authoring.kit.point import nothing_on_record, usual_positions
from safeconduct.authoring.kit.reach import Narrowing, TurningPoint, meetings
from safeconduct.authoring.kit.reporting import NotConfirmed, facts_said, readings
from safeconduct.authoring.kit.searching import Counterexample, corners
from safeconduct.authoring.kit.strategies import points
from safeconduct.authoring.kit.written import dump
from safeconduct.base import yaml12
from safeconduct.inference.inference import Inference
from safeconduct.inference.types import YES
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import All, Atom, AtomKind, RuleBase

RULES = load_rules()
NO_CLASH, TOTALITY = PROPERTIES[:2]


def _layer(directory: Path, rules: str) -> Path:
    directory.mkdir()
    (directory / "own.yaml").write_text(rules, "utf-8")
    return directory


@cache
def spoiled() -> tuple[UnderTest, Engine]:
    """Return our rules with one that clashes, and the engine on them."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as where:
        layer = _layer(
            Path(where) / "mine",
            "- {id: own, title: T, cite: C, if: [{host.plea: own_national}, "
            "{visit.purpose: conference}], then: not duty_to_arrest}",
        )
        engine = Engine.load(rules=[layer], today=lambda: date(2026, 11, 24))
    return UnderTest(engine.rulebase), engine


@cache
def clash() -> Counterexample:
    under_test, _ = spoiled()
    found = search(under_test, NO_CLASH).found
    assert found is not None
    return found


def _names(base: RuleBase, point: Point) -> dict[str, object]:
    return dict(facts_said(base, point))


def test_a_counterexample_says_only_what_matters() -> None:
    """Take away any one thing that it says, and the rules no longer clash."""
    under_test, _ = spoiled()
    base, point = under_test.rulebase, clash().point
    usual = (*nothing_on_record(base), *usual_positions(base))
    here = (*point.truth, *point.positions)
    assert len(said(base, point)) <= 6
    for index in said(base, point):
        values = (*here[:index], usual[index], *here[index + 1 :])
        other = Point(values[: len(base.facts)], values[len(base.facts) :])
        completions = [Point.of(base, one) for one in other.completions(base)]
        assert not completions or any(NO_CLASH.holds(under_test, one) for one in completions)


def test_a_counterexample_names_the_facts_of_the_clash() -> None:
    """What the new rule tests is said, and something that brings about a duty."""
    under_test, _ = spoiled()
    facts = _names(under_test.rulebase, clash().point)
    assert facts["host.plea"] == "own_national"
    assert facts["visit.purpose"] == "conference"
    assert facts["warrant.issued"] is True
    assert set(clash().rules) == {"duty", "own"}


def test_the_same_seed_finds_the_same() -> None:
    """A search can be repeated; another one looks elsewhere."""
    under_test, _ = spoiled()
    assert search(under_test, NO_CLASH, seed=3) == search(under_test, NO_CLASH, seed=3)


@pytest.mark.slow
def test_random_points_find_what_corners_do_not() -> None:
    """The search finds a clash without its corners, too."""
    under_test, _ = spoiled()
    found = search(under_test, NO_CLASH, examples=2_000, at_corners=False)
    assert found.found is not None
    assert found.points > 1


@pytest.mark.slow
def test_a_report_is_about_a_person_where_it_can_be() -> None:
    """One supposition suffices, since the records say the rest; the case fails when it is run."""
    under_test, engine = spoiled()
    told = report(clash(), under_test, engine)
    assert "own (mine/own.yaml:1): T" in told.says
    (written,) = yaml12.load(told.case, file="found").value  # type: ignore[misc]
    case = WorkedCase.model_validate(written)
    assert case.question.purpose == "conference"
    assert case.question.assume == {"host.plea": "own_national"}
    result = run(case, engine)
    assert [one.field for one in result.mismatches] == ["holds.no-clash"]
    # With our own rules alone nothing is wrong with it.
    assert run(case, Engine.load(today=lambda: date(2026, 11, 24))).passed


def test_a_report_without_records_is_about_facts() -> None:
    """The same counterexample as a case of facts."""
    under_test, _ = spoiled()
    (written,) = yaml12.load(report(clash(), under_test).case, file="found").value  # type: ignore[misc]
    case = FactsCase.model_validate(written)
    assert not FactsRunner(under_test).run(case).passed
    assert FactsRunner.of(RULES).run(case).passed


@pytest.mark.slow
def test_a_reported_case_can_be_pasted(tmp_path: Path) -> None:
    """What is printed is a file of cases as the loader reads it."""
    under_test, engine = spoiled()
    text = report(clash(), under_test, engine).case + report(clash(), under_test).case.replace(
        "id: found", "id: found-too"
    )
    (tmp_path / "found.yaml").write_text(text, "utf-8")
    suite = load_suite(tmp_path)
    assert (len(suite.cases), len(suite.of_facts)) == (1, 1)


def test_nothing_is_reported_that_the_engine_does_not_show() -> None:
    """A counterexample that is none is a mistake of the kit, and is called that."""
    under_test = UnderTest(RULES)
    with pytest.raises(NotConfirmed, match="no-clash holds"):
        report(clash(), under_test)


def test_a_property_of_unknown_facts_keeps_them_unknown() -> None:
    """What shows only while something is unknown is told with several values."""
    fact = next(index for index, one in enumerate(RULES.facts) if one.name == "request.received")
    truth = list(nothing_on_record(RULES))
    truth[fact] = 3
    truth[RULES.variables["warrant.issued"]] = 2
    point = Point(tuple(truth), usual_positions(RULES))
    assert _names(RULES, point)["request.received"] == [False, True]


@pytest.mark.slow
@settings(max_examples=50)
@given(points(RULES))
def test_minimal_points_keep_what_they_are_minimal_for(point: Point) -> None:
    """Whatever the outcome: the smaller point has it as well, and says no more."""
    inference = own_inference()

    def outcome(one: Point) -> set[str]:
        return {inference.verdict(each).outcome for each in one.completions(RULES)}

    wanted = outcome(point)
    small = minimal(RULES, point, lambda other: outcome(other) == wanted)
    assert outcome(small) == wanted
    assert len(said(RULES, small)) <= len(said(RULES, point))


@cache
def own_inference() -> Inference:
    return UnderTest(RULES).inferences["arrest-on-travel"]


@given(points(RULES))
def test_readings_name_the_positions_of_a_point(point: Point) -> None:
    """A profile with other positions on single issues gives back each position."""
    case = FactsCase.model_validate(
        {
            "id": "drawn",
            "title": "T",
            "facts": _names(RULES, point),
            **readings(RULES, point.positions),
            "expect": {"holds": ["no-clash"]},
            "why": "W",
        }
    )
    assert FactsRunner.of(RULES).point(case) == point


def test_corners_make_rules_meet() -> None:
    """For nearly all rules that contradict each other there is a corner in which both apply."""
    inference = own_inference()
    met = set()
    for point in corners(RULES, NO_CLASH):
        (assignment,) = point.completions(RULES)
        bodies = inference.verdict(assignment).derivation.bodies
        applying = {r.id for r, b in zip(RULES.rules, bodies, strict=True) if b == YES}
        for name in RULES.conclusions:
            for friend in RULES.supporters(name):
                for foe in RULES.attackers(name):
                    if {friend.id, foe.id} <= applying:
                        met.add((friend.id, foe.id))
    assert len(met) >= 0.9 * len(list(meetings(RULES)))


def test_a_turn_is_reached() -> None:
    """A duty that is there for an outsider who accepted, and would be gone for a party."""
    duty = Atom(AtomKind.CONCLUSION, "arrest_owed_by_acceptance")
    turn = TurningPoint(
        duty, (("host.status", ("never",)),), All(()), (("host.status", ("party",)),)
    )
    reach = Narrowing(RULES, lambda ways: ways[0])
    masks = reach.wish(turn, reach.anything())
    assert masks is not None
    assignment = reach.settle(masks)
    assert assignment is not None
    assert (
        RULES.values[RULES.variables["host.status"]][assignment[RULES.variables["host.status"]]]
        == "never"
    )
    inference = own_inference()
    index = RULES.conclusion_index["arrest_owed_by_acceptance"]
    assert inference.verdict(assignment).derivation.conclusions[index] == YES


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=90)
        | st.booleans()
        | st.integers(-99, 99),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("abcdefgh.: -", min_size=1, max_size=8), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_what_is_written_is_read_again(value: object) -> None:
    """Plain data comes back as it was, though written to be read by people."""
    again = yaml12.load(dump([value]), file="f").value
    assert again == [value]


def test_short_lists_days_and_words_are_written_as_people_do() -> None:
    """No quotes where none are needed, and those that other readers need."""
    text = dump({"on": "2024-09-02", "duty": "yes", "rules": ["a", "b"], "flag": True})
    assert text == 'on: 2024-09-02\nduty: "yes"\nrules: [a, b]\nflag: true\n'


@pytest.mark.slow
def test_every_property_of_a_spoiled_rule_base_is_looked_at() -> None:
    """The plea that helps now breaks a declared property as well."""
    under_test, _ = spoiled()
    broken = {
        one.name
        for one in properties_of(under_test.rulebase)
        if search(under_test, one, examples=20).found is not None
    }
    assert broken == {"no-clash", "totality", "no-plea-helps"}
