"""Every property holds of our rules and of random ones, and fails where it should."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.authoring.kit import PROPERTIES, Property, UnderTest, properties_of, search
from safeconduct.authoring.kit.properties.monotonicity import monotonicity
from safeconduct.authoring.kit.searching import counterexample
from safeconduct.authoring.kit.strategies import asked_rulebases, points
from safeconduct.authoring.kit.strategies.make import (
    HERE,
    asking,
    conclusion,
    is_true,
    make_base,
    make_fact,
    make_question,
    make_rule,
)
from safeconduct.authoring.kit.voices import Derive, NamedVoice, all_voices
from safeconduct.case.proof.prover import Prover
from safeconduct.inference.joint import JointQuestion
from safeconduct.inference.relevance import Relevance
from safeconduct.inference.types import NO, YES, Derivation
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import (
    All,
    Effect,
    LeftOpen,
    Monotonicity,
    Not,
    Properties,
    PropertyChange,
    RuleBase,
    Target,
)

RULES = load_rules()
UNDER_TEST = UnderTest(RULES)
BY_NAME = {one.name: one for one in PROPERTIES}
OF_THE_LAW = {"no-clash", "totality"}
GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "testing-rules.md"

Looked = Callable[[str, object], None]


@pytest.mark.parametrize("one", properties_of(RULES), ids=lambda one: one.name)
def test_our_rules_have_the_property(one: Property, record_property: Looked) -> None:
    """Neither a corner of the embedded rules nor a random point shows otherwise."""
    searched = search(UNDER_TEST, one, examples=12)
    record_property("safeconduct", searched.points)
    assert searched.found is None, searched.found
    assert searched.points >= 6


@pytest.mark.parametrize(
    "one", [one for one in PROPERTIES if one.name not in OF_THE_LAW], ids=lambda one: one.name
)
def test_random_rules_have_the_property(one: Property, record_property: Looked) -> None:
    """What does not depend on the law holds of any rule base whatever."""
    looked = count()

    @settings(max_examples=20)
    @given(st.data())
    def look(data: st.DataObject) -> None:
        rulebase = data.draw(asked_rulebases())
        point = data.draw(points(rulebase, most_unknown=3 if one.open else 0))
        next(looked)
        assert not list(one.check(UnderTest(rulebase), point))

    look()
    record_property("safeconduct", next(looked))


# ------------------------------------------------------------------ each of them can fail


def _base(*more: object, **parts: object) -> RuleBase:
    """Return a small rule base: a party owes an arrest, unless there is immunity."""
    facts = [make_fact("host.party"), make_fact("person.immune"), make_fact("host.plea")]
    rules = [
        make_rule("party", is_true("host.party"), "duty"),
        make_rule("immunity", is_true("person.immune"), "duty", positive=False, defeats=["party"]),
        make_rule("idle", is_true("host.plea"), "plea"),
    ]
    question = make_question([("must", conclusion("duty")), ("may", All(()))])
    return asking(make_base(facts, [*rules, *more], **parts), question)  # type: ignore[list-item, arg-type]


def _fails(name: str, base: RuleBase, *voices: NamedVoice) -> tuple[str, ...]:
    """Return what the property finds wrong at the smallest point that shows it."""
    under_test = UnderTest(base, voices or all_voices())
    found = search(under_test, BY_NAME[name], examples=300).found
    assert found is not None, f"{name} holds"
    return tuple(failure.says for failure in found.failures)


@pytest.mark.slow
def test_the_small_rule_base_has_every_property() -> None:
    """What is spoiled below is sound to begin with."""
    under_test = UnderTest(_base())
    for one in PROPERTIES:
        assert search(under_test, one, examples=60).found is None, one.name


def test_rules_that_contradict_each_other_clash() -> None:
    """A plea that is written as an exception without saying what it beats."""
    plea = make_rule("plea-bars", is_true("host.plea"), "duty", positive=False)
    assert _fails("no-clash", _base(plea)) == (
        "`party` speaks for `duty` and `plea-bars` speaks against it, and neither prevails",
    )


@pytest.mark.slow
def test_a_clash_may_be_declared_as_left_open() -> None:
    """Where it is declared nothing is wrong; elsewhere it still is."""
    plea = make_rule("plea-bars", is_true("host.plea"), "duty", positive=False)
    gap = LeftOpen("gap", ("duty",), is_true("host.plea"), "r", HERE)
    declared = replace(_base(plea), properties=Properties((), (gap,)))
    for name in sorted(OF_THE_LAW):
        assert search(UnderTest(declared), BY_NAME[name]).found is None
    elsewhere = replace(gap, when=Not(is_true("host.plea")))
    narrow = replace(declared, properties=Properties((), (elsewhere,)))
    for name in sorted(OF_THE_LAW):
        assert _fails(name, narrow)


def test_a_table_that_is_silent_is_not_total() -> None:
    """A last row that says that there is no answer is one that must never be reached."""
    question = make_question([("must", conclusion("duty")), ("undetermined", All(()))])
    assert _fails("totality", asking(_base(), question)) == (
        "`outcome` of `q` is undetermined: no row but the last resort holds",
    )


def _spoiled(spoil: Callable[[RuleBase, int, Derivation], Derivation]) -> NamedVoice:
    """Return the first voice, with what it says spoiled; it is told how often it was asked."""
    asked = count()

    def listen(rulebase: RuleBase) -> Derive:
        derive = all_voices()[0](rulebase)
        return lambda assignment: spoil(rulebase, next(asked), derive(assignment))

    return NamedVoice("spoiled", listen)


def _flipped(derived: Derivation) -> Derivation:
    first = YES - derived.conclusions[0]
    return replace(derived, conclusions=bytes([first, *derived.conclusions[1:]]))


def test_a_voice_that_changes_its_mind_is_not_deterministic() -> None:
    """Every third answer is another one."""
    voice = _spoiled(lambda _, asked, said: _flipped(said) if asked % 3 == 2 else said)
    assert any("spoiled" in says for says in _fails("determinism", _base(), voice))


def test_a_voice_that_errs_disagrees() -> None:
    """It differs from the others, and the checker does not accept what it says."""
    voice = _spoiled(lambda _, __, said: _flipped(said))
    says = _fails("agreement", _base(), all_voices()[0], voice)  # type: ignore[arg-type]
    assert any("compiled says" in one and "spoiled" in one for one in says)
    assert any(one.startswith("checker on spoiled") for one in says)


def test_the_checker_alone_notices_an_error_all_share() -> None:
    """If there is one voice only, and it errs, the proof checker says so."""
    voice = _spoiled(lambda _, __, said: _flipped(said))
    assert all(one.startswith("checker") for one in _fails("agreement", _base(), voice))


def test_a_voice_that_looks_at_the_order_depends_on_it() -> None:
    """The first rule that is written decides: another order, another answer."""

    def last_wins(rulebase: RuleBase, _: int, said: Derivation) -> Derivation:
        name = rulebase.rules[-1].head
        index = rulebase.conclusion_index[name]
        wrong = bytearray(said.conclusions)
        wrong[index] = NO
        return replace(said, conclusions=bytes(wrong))

    says = _fails("order", _base(), _spoiled(last_wins))
    assert any("with rules from last to first" in one for one in says)


def test_a_voice_that_counts_rules_depends_on_repetition() -> None:
    """Where the number of rules counts, writing one twice changes the answer."""

    def counts(rulebase: RuleBase, _: int, said: Derivation) -> Derivation:
        return _flipped(said) if len(rulebase.rules) == 3 else said

    assert any("every rule twice" in one for one in _fails("repetition", _base(), _spoiled(counts)))


def test_a_proof_that_hides_what_was_overcome_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prover that tells every rule as lacking something tells what is not so."""

    def all_lacking(self: Prover, name: str) -> object:
        told = original(self, name)
        lacking = tuple(self._lacking(rule) for rule in self.rulebase.supporters(name))
        return told.model_copy(update={"lacking": lacking})

    original = Prover._absent
    monkeypatch.setattr(Prover, "_absent", all_lacking)
    question = make_question([("may", Not(conclusion("duty"))), ("must", All(()))])
    assert any(
        "is told as not applying" in one for one in _fails("proofs", asking(_base(), question))
    )


def test_a_fact_wrongly_said_not_to_matter_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing is said to matter, something does all the same: alone, and where unknown."""
    monkeypatch.setattr(Relevance, "of", lambda *_: frozenset())
    assert any("`host.party` is said not to matter" in one for one in _fails("relevance", _base()))
    assert any("over the unknown facts" in one for one in _fails("three-valued", _base()))


def test_an_answer_that_opens_when_more_is_known_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An engine that stops asking at the first completion learns new outcomes from facts."""

    monkeypatch.setattr(JointQuestion, "unknowns", lambda _: {})
    assert any("only once" in one for one in _fails("refinement", _base()))


def _declared(never: Effect, of: Target, **change: tuple[str, str]) -> Monotonicity:
    changes = tuple(
        PropertyChange(name.replace("_", "."), (before,), (after,))
        for name, (before, after) in change.items()
    )
    return Monotonicity("declared", "It never does.", All(()), changes, never, of, "r", HERE)


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        (
            _declared(Effect.REMOVES, Target("duty"), person_immune=("false", "true")),
            "when `person.immune` goes from false to true, `duty` goes from yes to no",
        ),
        (
            _declared(Effect.CREATES, Target("duty"), host_party=("false", "true")),
            "when `host.party` goes from false to true, `duty` goes from no to yes",
        ),
        (
            _declared(Effect.CHANGES, Target("outcome", "q"), host_party=("true", "false")),
            "when `host.party` goes from true to false, `outcome` goes from must to may",
        ),
        (
            _declared(
                Effect.CREATES, Target("outcome", "q", "may"), person_immune=("false", "true")
            ),
            "when `person.immune` goes from false to true, `outcome: may` goes from no to yes",
        ),
    ],
    ids=["removes", "creates", "changes a table", "creates an outcome"],
)
def test_a_declared_monotonicity_that_does_not_hold_is_found(
    declared: Monotonicity, says: str
) -> None:
    """The change and its effect are told, at a point with nothing else in it."""
    base = _base()
    found = search(UnderTest(base), monotonicity(base, declared)).found
    assert found is not None
    assert [failure.says for failure in found.failures] == [says]


@pytest.mark.slow
@pytest.mark.parametrize(
    "declared",
    [
        _declared(Effect.CREATES, Target("duty"), person_immune=("false", "true")),
        _declared(Effect.REMOVES, Target("duty"), host_party=("false", "true")),
        _declared(Effect.CHANGES, Target("outcome", "q"), host_plea=("false", "true")),
    ],
)
def test_a_declared_monotonicity_that_holds_is_not_refused(declared: Monotonicity) -> None:
    """No false alarm."""
    base = _base()
    assert search(UnderTest(base), monotonicity(base, declared)).found is None


def test_the_context_of_a_monotonicity_narrows_it() -> None:
    """Immunity removes no duty where there is none; with the condition the property holds."""
    base = _base()
    declared = _declared(Effect.REMOVES, Target("duty"), person_immune=("false", "true"))
    narrow = replace(declared, when=Not(is_true("host.party")))
    assert search(UnderTest(base), monotonicity(base, narrow)).found is None


def test_impossible_changes_are_not_looked_at() -> None:
    """A change into what a constraint excludes does not take place."""
    from safeconduct.rulebase.model import Constraint

    both = All((is_true("host.party"), is_true("person.immune")))
    never = Constraint("never", both, "r", HERE)
    base = _base(constraints=[never])
    declared = _declared(Effect.REMOVES, Target("duty"), person_immune=("false", "true"))
    assert search(UnderTest(base), monotonicity(base, declared)).found is None


def test_joining_could_remove_a_duty_where_the_statute_does_not_extend() -> None:
    """The condition in the declaration is needed: without it there is a case."""
    (joining,) = (
        one for one in RULES.properties.monotonicities if one.id == "joining-removes-no-duty"
    )
    anywhere = replace(joining, when=All(()))
    found = search(UNDER_TEST, monotonicity(RULES, anywhere)).found
    assert found is not None
    atom = RULES.variables["host.statute_extends"]
    assert found.point.truth[atom] == 1


# ------------------------------------------------------------------ names and words


def test_properties_have_names_of_their_own_and_say_something() -> None:
    """Names are unique and in kebab case; each has a sentence and one line of mathematics."""
    every = properties_of(RULES)
    names = [one.name for one in every]
    assert len(set(names)) == len(names)
    for one in every:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.name)
        assert one.says.endswith(".")
        assert "\n" not in one.formula
        assert one.formula.startswith("∀")


def test_the_guide_has_the_table_of_properties() -> None:
    """Each property is in the guide with its component, kind and formula, and no other is."""
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (\w+) \| (\w+) \| (.+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE
    )
    told = [
        (name, component, kind, formula.replace("\\|", "|"))
        for name, component, kind, formula in rows
    ]
    assert told == [
        (one.name, one.component.value, one.kind.value, one.formula) for one in PROPERTIES
    ]


def test_a_counterexample_names_each_rule_once() -> None:
    """Two failures that rest on one rule name it once."""
    plea = make_rule("plea-bars", is_true("host.plea"), "duty", positive=False)
    base = _base(plea)
    under_test = UnderTest(base)
    found = search(under_test, BY_NAME["no-clash"]).found
    assert found is not None
    assert found.rules == ("party", "plea-bars")
    again = counterexample(under_test, BY_NAME["no-clash"], found.point)
    assert again == found
