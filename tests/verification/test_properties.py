"""Properties of the embedded rules hold; of spoilt ones they fail, with a case that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import yaml

from safeconduct.authoring.cases.case import FactsCase
from safeconduct.authoring.cases.facts import FactsRunner, looks
from safeconduct.authoring.kit.strategies.worlds import restrict
from safeconduct.authoring.verification.claims import ClaimedProperty
from safeconduct.authoring.verification.encode import without_defeat
from safeconduct.authoring.verification.properties import PROPERTIES
from safeconduct.authoring.verification.records import check_records
from safeconduct.authoring.verification.results import (
    ProofDiagnostic,
    ProofExample,
    ProofResult,
    ProofState,
)
from safeconduct.authoring.verification.run import prove
from safeconduct.authoring.verification.tell import plain
from safeconduct.authoring.verification.verify import verify
from safeconduct.authoring.verification.workbench import Engines, Workbench
from safeconduct.base.errors import EvaluatorDisagreement, InputError, RulesError
from safeconduct.inference.inference import Inference, default_evaluators
from safeconduct.inference.types import impossible
from safeconduct.records import load_world
from safeconduct.records.world import World
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import (
    All,
    Atom,
    AtomKind,
    Constraint,
    Effect,
    Location,
    Monotonicity,
    Not,
    PropertyChange,
    Rule,
    RuleBase,
    RuleKind,
    Target,
    Waiver,
)

HERE = Location("spoilt.yaml", 1)
QUESTION = "arrest-on-travel"


@pytest.fixture(scope="module")
def rulebase() -> RuleBase:
    return load_rules()


def _prove(rulebase: RuleBase, name: str, seconds: float | None = None) -> ProofResult:
    chosen = [one for one in PROPERTIES if one.id == name]
    (result,) = prove(Workbench(rulebase), chosen, seconds=seconds)
    return result


def _only(result: ProofResult) -> ProofDiagnostic:
    assert result.state is ProofState.FAILS
    (finding,) = result.findings
    return finding


def _with_rule(rulebase: RuleBase, *rules: Rule) -> RuleBase:
    return replace(rulebase, rules=(*rulebase.rules, *rules))


def _fact(name: str, value: str = "true") -> Atom:
    return Atom(AtomKind.FACT, name, value)


def _rule(id_: str, body: All, head: str, *, positive: bool = True) -> Rule:
    kind = RuleKind.DEFEASIBLE
    return Rule(id_, id_, "art. 1", body, head, positive, kind, frozenset(), HERE)


def _changed(rulebase: RuleBase, id_: str, change: Callable[[Rule], Rule]) -> RuleBase:
    rules = tuple(change(rule) if rule.id == id_ else rule for rule in rulebase.rules)
    return replace(rulebase, rules=rules)


def _told_as_the_engine_tells_it(rulebase: RuleBase, example: ProofExample) -> None:
    """An example is allowed, and both evaluators answer it as it says."""
    question = rulebase.questions[QUESTION]
    inference = Inference(rulebase, question, default_evaluators(rulebase))
    for case, answer in (
        (example.case, example.answer),
        ({**example.case, **example.then}, example.after or example.answer),
    ):
        assignment = tuple(
            values.index(case[name])
            for name, values in zip(rulebase.variables, rulebase.values, strict=True)
        )
        assert impossible(rulebase, assignment[: len(rulebase.facts)]) is None
        verdict = inference.verdict(assignment)
        assert answer == {"outcome": verdict.outcome, **verdict.parts}


@pytest.mark.slow
@pytest.mark.parametrize("property_", PROPERTIES, ids=lambda one: one.id)
def test_the_embedded_rules_have_every_property(
    rulebase: RuleBase, property_: ClaimedProperty
) -> None:
    """Each is proved, and looked at something."""
    (result,) = prove(Workbench(rulebase), [property_])
    assert result.findings == ()
    assert result.state is ProofState.HOLDS
    assert result.claims > (0 if result.id == "cases-possible" else 3)


@pytest.mark.slow
def test_the_records_break_no_constraint(rulebase: RuleBase) -> None:
    """Every truth on record has a completion that the constraints allow."""
    result = check_records(Workbench(rulebase), load_world())
    assert result.findings == ()
    assert result.claims > 2_000


def test_records_that_break_a_constraint_are_found(rulebase: RuleBase) -> None:
    """The finding names the constraint, its reason, and a warrant and place."""
    never = All((_fact("warrant.issued"), _fact("warrant.public")))
    spoilt = replace(rulebase, constraints=(Constraint("secret", never, "All are secret.", HERE),))
    whole = load_world()
    some = World(restrict(whole.tables, list(whole.persons)[:3], whole.places))
    result = check_records(Workbench(spoilt), some)
    assert result.state is ProofState.FAILS
    assert all("`secret`: All are secret." in finding.says for finding in result.findings)
    assert " in " in result.findings[0].subject


def test_a_clash_is_shown_by_the_nearest_case(rulebase: RuleBase) -> None:
    """Without a defeat rules clash; the case has the facts that are needed and no others."""
    spoilt = without_defeat(rulebase, "rpe-188", "duty")
    result = _prove(spoilt, "no-clash")
    example = _only(result).example
    assert example is not None
    assert example.answer["outcome"] == "undetermined"
    _told_as_the_engine_tells_it(spoilt, example)
    # Of the sources of the duty the one that is declared first, whatever the solver saw before.
    assert example.stated == {
        "host.status": "party",
        "warrant.kind": "warrant",
        "warrant.issued": "true",
        "request.kind": "provisional_expired",
    }
    _minimal(spoilt, example, lambda bench, case: bench.engines.status(case, "duty_to_arrest") == 1)


def _minimal(
    rulebase: RuleBase, example: ProofExample, shows: Callable[[Workbench, dict[str, str]], bool]
) -> None:
    """No fact that is stated can be as usual: the case would be impossible, or show nothing."""
    bench = Workbench(rulebase)
    usual = bench.baseline.values
    for name in example.stated:
        if name in usual:
            case = {**example.case, name: usual[name]}
            assert not (bench.engines.allowed(case) and shows(bench, case)), name


@pytest.mark.slow
def test_what_is_unknown_without_a_record_is_stated_only_if_it_matters(rulebase: RuleBase) -> None:
    """Whatever is left out may be either way, and the answer is the same."""
    spoilt = without_defeat(rulebase, "rpe-188", "duty")
    result = _prove(spoilt, "one-answer")
    example = next(one.example for one in result.findings if one.subject == "outcome")
    assert example is not None
    assert "warrant.kind" in example.stated
    assert "host.genocide_convention" not in example.stated
    for value in ("true", "false"):
        case = {**example.case, "host.genocide_convention": value}
        assert Engines(spoilt).verdict(case, QUESTION).outcome == "undetermined"


def test_a_clash_that_rests_on_what_is_left_open_is_excused(rulebase: RuleBase) -> None:
    """Without the declaration the dissent's gap is a clash; a declaration of nothing is idle."""
    silent = replace(rulebase, properties=replace(rulebase.properties, left_open=()))
    found = {finding.subject for finding in _prove(silent, "no-clash").findings}
    assert found == {"immunity_opposable"}
    declared = replace(rulebase.properties.left_open[0], conclusions=("within_territory",))
    idle = replace(rulebase, properties=replace(rulebase.properties, left_open=(declared,)))
    assert any("never is" in one.says for one in _prove(idle, "no-clash").findings)


@pytest.mark.slow
def test_a_dead_rule_is_found_with_the_constraints_that_kill_it(rulebase: RuleBase) -> None:
    """It says which constraints exclude its conditions, or that they contradict each other."""
    body = All((_fact("request.received"), Not(_fact("warrant.issued")), _fact("warrant.public")))
    spoilt = _with_rule(rulebase, _rule("dead", body, "duty_to_arrest"))
    says = _only(_prove(spoilt, "no-dead-rule")).says
    assert "`dead` can never apply" in says
    assert "request-after-issue" in says or "public-after-issue" in says
    body = All((_fact("host.status", "party"), _fact("host.status", "never")))
    spoilt = _with_rule(rulebase, _rule("dead", body, "duty_to_arrest"))
    assert "excluded by" not in _only(_prove(spoilt, "no-dead-rule")).says


@pytest.mark.slow
def test_a_redundant_rule_is_found(rulebase: RuleBase) -> None:
    """A narrower copy adds nothing, and only it is redundant."""
    (party,) = (rule for rule in rulebase.rules if rule.id == "rs-89-1")
    copy = replace(party, id="copy", body=All((party.body, _fact("warrant.public"))))
    assert _only(_prove(_with_rule(rulebase, copy), "no-redundant-rule")).subject == "copy"


@pytest.mark.slow
def test_an_idle_defeat_is_found(rulebase: RuleBase) -> None:
    """What never applies together with its victim need not defeat it."""
    spoilt = _changed(
        rulebase, "rs-58-7", lambda rule: replace(rule, defeats=frozenset({"rs-58-1"}))
    )
    assert _only(_prove(spoilt, "defeats-matter")).subject == "rs-58-7 > rs-58-1"


@pytest.mark.slow
def test_positions_that_come_to_the_same_are_found(rulebase: RuleBase) -> None:
    """Where the rules of two positions go, they answer the same."""
    gone = {"rs-127-2-own", "rs-127-2-present"}
    rules = tuple(rule for rule in rulebase.rules if rule.id not in gone)
    found = {
        one.subject for one in _prove(replace(rulebase, rules=rules), "positions-matter").findings
    }
    assert found == {"after-withdrawal: own_situation / discharged"}


def test_a_row_that_decides_nothing_is_found(rulebase: RuleBase) -> None:
    """A row behind one that covers it is never reached."""
    question = rulebase.questions[QUESTION]
    first = question.outcome[0]
    again = replace(
        question, outcome=(first, replace(first, value="no_power"), *question.outcome[1:])
    )
    spoilt = replace(rulebase, questions={QUESTION: again})
    assert _only(_prove(spoilt, "rows-matter")).subject == "outcome, row 2: no_power"


def test_a_constraint_that_excludes_nothing_is_found(rulebase: RuleBase) -> None:
    """One that follows from another is reported with it."""
    (first, *_) = rulebase.constraints
    more = replace(first, id="weaker", never=All((first.never, _fact("warrant.public"))))
    spoilt = replace(rulebase, constraints=(*rulebase.constraints, more))
    assert _only(_prove(spoilt, "constraints-exclude")).subject == "weaker"


def test_constraints_that_leave_no_room_are_found(rulebase: RuleBase) -> None:
    """A value that no case can have is named, with what excludes it."""
    never = _fact("host.status", "party")
    spoilt = replace(
        rulebase, constraints=(*rulebase.constraints, Constraint("none", never, "No.", HERE))
    )
    finding = _only(_prove(spoilt, "values-possible"))
    assert finding.subject == "host.status: party"
    assert "`none`" in finding.says


def _declared(effect: Effect, of: Target, *changes: PropertyChange) -> Monotonicity:
    return Monotonicity("tried", "It never does.", All(()), changes, effect, of, "r", HERE)


@pytest.mark.parametrize(
    ("declared", "holds"),
    [
        (
            _declared(
                Effect.CREATES,
                Target("duty_to_arrest"),
                PropertyChange("host.status", ("never",), ("party",)),
            ),
            False,
        ),
        (
            _declared(
                Effect.REMOVES,
                Target("outcome", QUESTION, "must_arrest"),
                PropertyChange("person.deceased", ("false",), ("true",)),
            ),
            False,
        ),
        (
            _declared(
                Effect.CHANGES,
                Target("outcome", QUESTION),
                PropertyChange("visit.purpose", ("unspecified",), ("private",)),
            ),
            True,
        ),
        (
            _declared(
                Effect.CHANGES,
                Target("surrender", QUESTION),
                PropertyChange("competing.request", ("none",), ("other_conduct_treaty",)),
            ),
            False,
        ),
        (
            # An investigation cannot have begun before an exit that did not take place.
            _declared(
                Effect.CHANGES,
                Target("outcome", QUESTION),
                PropertyChange("host.status", ("never",), ("party",)),
                PropertyChange("proceedings.began_before_exit", ("false",), ("true",)),
            ),
            True,
        ),
    ],
)
def test_declared_changes_are_proved_or_refuted(
    rulebase: RuleBase, declared: Monotonicity, *, holds: bool
) -> None:
    """A refutation is a case before and after the change, as the engine answers both."""
    properties = replace(rulebase.properties, monotonicities=(declared,))
    tried = replace(rulebase, properties=properties)
    result = _prove(tried, "monotonicities")
    assert (result.state is ProofState.HOLDS) == holds
    for finding in result.findings:
        assert finding.example is not None
        assert finding.example.answer != finding.example.after
        _told_as_the_engine_tells_it(tried, finding.example)
    before_and_after = list(_cases(plain(tried, [result])))
    assert len(before_and_after) == 2 * len(result.findings)
    for one in before_and_after:
        assert FactsRunner.of(tried).run(FactsCase.model_validate(one)).passed


def test_every_condition_of_a_declaration_is_needed(rulebase: RuleBase) -> None:
    """Without its `when` no declared monotonicity holds; it would be said more widely."""
    declared = [one for one in rulebase.properties.monotonicities if one.when != All(())]
    wide = tuple(replace(one, when=All(())) for one in declared)
    properties = replace(rulebase.properties, monotonicities=wide)
    result = _prove(replace(rulebase, properties=properties), "monotonicities")
    refuted = {one.subject.partition(" ")[0] for one in result.findings}
    assert refuted == {one.id for one in declared}


def _waiving(rulebase: RuleBase, *waivers: Waiver) -> RuleBase:
    return replace(rulebase, properties=replace(rulebase.properties, waivers=waivers))


@pytest.mark.slow
def test_a_waiver_needs_a_failure(rulebase: RuleBase) -> None:
    """Without its waiver a failure is one; a waiver of what holds, or is not there, is reported."""
    redundant = {one.subject for one in _prove(_waiving(rulebase), "no-redundant-rule").findings}
    assert redundant == {"rs-58-7", "rs-86"}
    waiver = Waiver("w", "no-redundant-rule", ("rs-58-7", "rs-58-1", "no-such-rule"), "r", HERE)
    result = _prove(_waiving(rulebase, waiver), "no-redundant-rule")
    assert [one.subject for one in result.waived] == ["rs-58-7"]
    told = {one.subject: one.says for one in result.findings}
    assert told.keys() == {"rs-86", "rs-58-1", "no-such-rule"}
    assert all("spoilt.yaml:1" in told[name] for name in ("rs-58-1", "no-such-rule"))


def test_a_waiver_of_no_property_is_refused(rulebase: RuleBase) -> None:
    """It is an error of the file, with the property that was probably meant."""
    waiver = Waiver("w", "no-redundant-rules", ("rs-58-7",), "r", HERE)
    with pytest.raises(RulesError, match=r"spoilt.yaml:1.*did you mean `no-redundant-rule`"):
        verify(_waiving(rulebase, waiver), load_world(), only=["no-clash"])


def test_an_unknown_property_is_refused(rulebase: RuleBase) -> None:
    """The near name and all valid ones are offered."""
    with pytest.raises(InputError, match="did you mean `no-clash`"):
        verify(rulebase, load_world(), only=["no-clashes"])


@pytest.mark.slow
@pytest.mark.parametrize("property_", PROPERTIES, ids=lambda one: one.id)
def test_what_is_not_decided_in_time_is_not_established(
    rulebase: RuleBase, property_: ClaimedProperty
) -> None:
    """Without any time no claim is shown, and none is taken to hold."""
    (result,) = prove(Workbench(rulebase), [property_], seconds=0)
    assert result.state is ProofState.NOT_ESTABLISHED
    assert len(result.findings) == result.claims
    assert not result.waived


def test_a_difference_from_the_engine_is_our_mistake(
    rulebase: RuleBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the engine does not confirm a case the property neither holds nor fails."""
    spoilt = without_defeat(rulebase, "rpe-188", "duty")
    monkeypatch.setattr(Engines, "status", lambda *_: 0)
    result = _prove(spoilt, "no-clash")
    assert result.state is ProofState.DISAGREES
    finding = next(one for one in result.findings if one.subject == "duty_to_arrest")
    assert "the engine" in finding.says
    assert finding.example is not None


def test_evaluators_that_differ_are_our_mistake(
    rulebase: RuleBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The difference between them is told in place of a result."""

    def differ(*_: object) -> None:
        raise EvaluatorDisagreement("one and two differ on rules ['x']")

    monkeypatch.setattr(Engines, "verdict", differ)
    result = _prove(rulebase, "no-dead-rule")
    assert result.state is ProofState.DISAGREES
    assert "differ on rules ['x']" in result.findings[0].says


def _cases(data: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for result in data:
        for finding in result["findings"]:
            yield from finding["example"]["cases"]


def test_counterexamples_are_cases(rulebase: RuleBase) -> None:
    """In words they say what is not as usual; as cases they name facts, readings and the answer."""
    spoilt = without_defeat(rulebase, "rpe-188", "duty")
    data = plain(spoilt, [_prove(spoilt, "one-answer")])
    words = data[0]["findings"][0]["example"]["in_words"]
    assert words.startswith("Suppose that ")
    assert "the papers did not follow a provisional arrest within sixty days" in words
    assert "{" not in words
    written = yaml.safe_load(yaml.safe_dump(list(_cases(data))))
    outcome = next(one for one in written if one["id"] == "one-answer-outcome")
    assert outcome["facts"]["warrant.issued"] is True
    assert outcome["facts"]["request.kind"] == "provisional_expired"
    assert outcome["expect"]["outcome"] == "undetermined"
    assert len({one["id"] for one in written}) == len(written)
    runner = FactsRunner.of(spoilt)
    for one in written:
        case = FactsCase.model_validate(one)
        for _, look in looks(case, runner):
            look()
        assert runner.run(case).mismatches == ()
