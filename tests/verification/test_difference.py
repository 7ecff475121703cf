"""What a change of the rules changes: nothing that is not so, and everything that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeconduct.authoring.verification.difference.compare import compare
from safeconduct.authoring.verification.difference.model import ANY, CaseChange, RuleBaseComparison
from safeconduct.authoring.verification.encode import without_rule
from safeconduct.authoring.verification.results import ProofState
from safeconduct.authoring.verification.workbench import Engines
from safeconduct.base.errors import InputError
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import (
    BOOLEAN,
    Absence,
    All,
    Atom,
    AtomKind,
    Constraint,
    Fact,
    Location,
    Not,
    Rule,
    RuleBase,
)

HERE = Location("changed.yaml", 1)
QUESTION = "arrest-on-travel"


@pytest.fixture(scope="module")
def rulebase() -> RuleBase:
    return load_rules()


@pytest.fixture(scope="module")
def without_gcon_6(rulebase: RuleBase) -> RuleBaseComparison:
    return compare(without_rule(rulebase, "gcon-6"), rulebase, most=40)


def _changed(rulebase: RuleBase, id_: str, change: Callable[[Rule], Rule]) -> RuleBase:
    rules = tuple(change(rule) if rule.id == id_ else rule for rule in rulebase.rules)
    return replace(rulebase, rules=rules)


def _kind(found: RuleBaseComparison, part: str, before: str, after: str) -> CaseChange:
    wanted = (part, before, after)
    (one,) = (c for c in found.changes if (c.kind.part, c.kind.before, c.kind.after) == wanted)
    return one


def test_a_rule_base_is_equivalent_to_itself(rulebase: RuleBase) -> None:
    """Nothing is written otherwise and no answer changes, under any profile."""
    found = compare(rulebase, rulebase)
    assert found.state is ProofState.HOLDS
    assert found.written == ()
    assert found.count == 0
    assert found.compared == tuple(rulebase.profiles)


def test_other_words_change_no_answer(rulebase: RuleBase) -> None:
    """They are told as such."""
    new = _changed(rulebase, "rs-16", lambda rule: replace(rule, says="Otherwise.", location=HERE))
    found = compare(new, rulebase)
    assert found.state is ProofState.HOLDS
    (written,) = found.written
    assert (written.what, written.worded, written.changed) == ("rules", ("rs-16",), ())


def test_the_same_law_written_otherwise_is_equivalent(rulebase: RuleBase) -> None:
    """A condition split into nested lists means the same."""
    new = _changed(
        rulebase,
        "rs-89-1",
        lambda rule: replace(rule, body=Not(Not(All((rule.body, All(())))))),
    )
    found = compare(new, rulebase)
    assert found.state is ProofState.HOLDS
    assert found.written[0].changed == ("rs-89-1",)


@pytest.mark.slow
def test_a_change_is_found_under_the_profiles_that_it_concerns(rulebase: RuleBase) -> None:
    """Without the broad reading's rule answers change under the profile that takes it alone."""
    found = compare(without_rule(rulebase, "rs-98-2-broad"), rulebase)
    change = _kind(found, "outcome", "may_arrest", "must_arrest")
    assert change.profiles == ("agreements-broad",)
    stated = change.shown[0].example.stated
    # Besides: a warrant, its issue, and a source of the duty.
    assert stated["agreement.with_persons_state"] == "in_force"
    assert len(stated) == 4
    assert found.written[0].removed == ("rs-98-2-broad",)


@pytest.mark.slow
def test_readings_that_no_profile_takes_are_compared_too(rulebase: RuleBase) -> None:
    """A rule for such a position changes answers under a free choice of positions only."""
    found = compare(without_rule(rulebase, "unclos-27"), rulebase)
    assert found.state is ProofState.FAILS
    assert {change.profiles for change in found.changes} == {(ANY,)}
    stated = found.changes[0].shown[0].example.stated
    assert stated["innocent-passage"] == "restraint"


@pytest.mark.slow
def test_every_case_shown_is_as_both_engines_answer_it(
    rulebase: RuleBase, without_gcon_6: RuleBaseComparison
) -> None:
    """Before and after are what the engine says under each profile named, and differ."""
    new, found = without_rule(rulebase, "gcon-6"), without_gcon_6
    assert found.count >= len(found.changes) > 3
    assert not found.problems
    before, after = Engines(rulebase), Engines(new)
    for change in found.changes:
        if change.kind.part != "outcome":
            continue
        for shown in change.shown:
            for profile in shown.profiles:
                case = {**shown.example.case, **rulebase.profiles[profile].choices}
                assert before.allowed(case)
                assert before.verdict(case, QUESTION).outcome == change.kind.before
                assert after.verdict(case, QUESTION).outcome == change.kind.after


@pytest.mark.slow
def test_cases_shown_do_not_contain_one_another(without_gcon_6: RuleBaseComparison) -> None:
    """More of them are more reasons, not more facts around the same one."""
    for change in without_gcon_6.changes:
        stated = [set(shown.example.stated.items()) for shown in change.shown]
        assert not any(one > other for one in stated for other in stated)


@pytest.mark.slow
def test_at_most_as_many_cases_are_looked_for_as_asked(
    rulebase: RuleBase, without_gcon_6: RuleBaseComparison
) -> None:
    """One for each kind is always there, and it is said that there are more."""
    new, many = without_rule(rulebase, "gcon-6"), without_gcon_6
    few = compare(new, rulebase, most=0)
    assert {change.kind for change in few.changes} == {change.kind for change in many.changes}
    assert few.count < many.count <= 40
    assert any(change.more for change in few.changes)


@pytest.mark.slow
def test_constraints_change_what_is_allowed(rulebase: RuleBase) -> None:
    """A case that only one of the two allows is shown; answers to others are the same."""
    never = All((Atom(AtomKind.FACT, "case.deferred", "true"),))
    constraints = (*rulebase.constraints, Constraint("never-deferred", never, "r", HERE))
    stricter = replace(rulebase, constraints=constraints)
    found = compare(stricter, rulebase)
    assert found.changes == ()
    assert found.opened is None
    assert found.closed is not None
    # Nothing on record is no case: a request is presumed, but not without a warrant.
    assert found.closed.stated == {"warrant.issued": "true", "case.deferred": "true"}
    assert found.written[0].added == ("never-deferred",)
    back = compare(rulebase, stricter)
    assert back.closed is None
    assert back.opened is not None


@pytest.mark.slow
def test_new_facts_values_and_positions_are_compared_where_both_know_them(
    rulebase: RuleBase,
) -> None:
    """A new fact may decide; a new value has no counterpart and is told as written only."""
    strike = Fact(
        "host.strike", BOOLEAN, "m", "q", Absence.FALSE, "false", "r", "", HERE, {"true": "strike"}
    )
    facts = tuple(
        replace(fact, values=(*fact.values, "lapsed")) if fact.name == "host.status" else fact
        for fact in rulebase.facts
    )
    new = _changed(
        replace(rulebase, facts=(*facts, strike)),
        "rs-89-1",
        lambda rule: replace(
            rule, body=All((rule.body, Not(Atom(AtomKind.FACT, "host.strike", "true"))))
        ),
    )
    found = compare(new, rulebase)
    assert found.state is ProofState.FAILS
    assert not found.problems
    for change in found.changes:
        for shown in change.shown:
            assert shown.example.stated["host.strike"] == "true"
            assert shown.example.case["host.status"] != "lapsed"
    written = {one.what: one for one in found.written}
    assert written["facts"].added == ("host.strike",)
    assert written["facts"].changed == ("host.status",)


@pytest.mark.slow
def test_a_fact_may_get_more_values(rulebase: RuleBase) -> None:
    """A yes/no fact that becomes one of three values is compared in the two that both know."""
    facts = tuple(
        replace(fact, values=(*BOOLEAN, "partly")) if fact.name == "host.in_control" else fact
        for fact in rulebase.facts
    )
    new = replace(rulebase, facts=facts)
    assert compare(new, rulebase).state is ProofState.HOLDS
    found = compare(without_rule(new, "no-control"), rulebase)
    change = _kind(found, "qualification no_control_of_territory", "told", "not_told")
    assert change.shown[0].example.stated["host.in_control"] == "false"


def test_what_has_no_case_in_common_is_not_taken_for_equivalent(rulebase: RuleBase) -> None:
    """Where no case is allowed by both nothing was compared."""
    never = Not(Atom(AtomKind.FACT, "case.deferred", "true"))
    constraints = (*rulebase.constraints, Constraint("deferred", never, "r", HERE))
    old = replace(rulebase, constraints=constraints)
    never = Atom(AtomKind.FACT, "case.deferred", "true")
    constraints = (*rulebase.constraints, Constraint("not-deferred", never, "r", HERE))
    found = compare(replace(rulebase, constraints=constraints), old)
    assert any("no case is known to both" in problem.says for problem in found.problems)
    assert found.opened is not None


def test_rules_that_ask_nothing_are_refused(rulebase: RuleBase) -> None:
    """There is nothing to compare or to prove."""
    silent = replace(rulebase, questions={})
    with pytest.raises(InputError, match="ask no question"):
        compare(silent, rulebase)


@pytest.mark.slow
def test_profiles_that_choose_otherwise_are_compared_each_by_its_own(rulebase: RuleBase) -> None:
    """A profile that takes another position answers as that position does."""
    icc = rulebase.profiles["icc"]
    choices = {**icc.choices, "overflight": "presence"}
    profiles = {**rulebase.profiles, "icc": replace(icc, choices=choices)}
    found = compare(replace(rulebase, profiles=profiles), rulebase)
    change = _kind(found, "outcome", "may_arrest", "must_arrest")
    assert change.profiles == ("icc",)
    assert change.shown[0].example.stated["visit.presence"] == "overflight"


def test_what_is_not_decided_in_time_is_said(rulebase: RuleBase) -> None:
    """Without time nothing is taken to be equivalent."""
    found = compare(without_rule(rulebase, "rs-92"), rulebase, seconds=0)
    assert found.state is ProofState.NOT_ESTABLISHED


@pytest.mark.slow
def test_a_difference_from_the_engine_is_our_mistake(
    rulebase: RuleBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that the engine does not confirm is no change but a mistake of ours."""
    whole = Engines(rulebase)
    monkeypatch.setattr(Engines, "verdict", lambda _, case, question: _verdict(case, question))
    original = Engines.__dict__["_inference"]

    def _verdict(case: dict[str, str], question: str) -> object:
        inference = original(whole, question)
        values = zip(rulebase.variables, rulebase.values, strict=True)
        return inference.verdict(tuple(known.index(case[name]) for name, known in values))

    found = compare(without_rule(rulebase, "rs-92"), rulebase)
    assert found.state is ProofState.DISAGREES
    assert found.count == 0
