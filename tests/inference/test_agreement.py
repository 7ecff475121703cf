"""The evaluators agree with each other on random rule bases, and what must not matter does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.authoring.kit.voices import Voice, all_voices, differences
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available
from safeconduct.inference.forward import ForwardEvaluator
from safeconduct.inference.types import UNRESOLVED, Derivation
from safeconduct.rulebase.checks import check
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment, Rule, RuleBase

from .oracle import Oracle
from .strategies import SMALL, Size, assignments, make_base, rulebases, some_assignments

needs_durable = pytest.mark.skipif(not available(), reason="durable-rules cannot be loaded")
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What the loader refuses in words that a random base does not have, or for being pointless.
_POINTLESS = {"unused-conclusion", "unused-fact", "unused-issue", "dead-rule"}
_POINTLESS |= {"unreachable-conclusion"}


def _by_name(rulebase: RuleBase, derived: Derivation) -> tuple[dict[str, int], dict[str, int]]:
    """Return the derivation by rule ids and names of conclusions."""
    ids = (rule.id for rule in rulebase.rules)
    return (
        dict(zip(ids, derived.bodies, strict=True)),
        dict(zip(rulebase.conclusions, derived.conclusions, strict=True)),
    )


@quick
@given(rulebases())
def test_random_rule_bases_are_well_formed(rulebase: RuleBase) -> None:
    """The maker of rule bases makes none that the loader would refuse as wrong."""
    assert {problem.code for problem in check(rulebase)} <= _POINTLESS


@pytest.mark.parametrize("voice", all_voices(), ids=lambda voice: voice.name)
def test_every_voice_agrees_with_the_oracle(
    voice: Voice, record_property: Callable[[str, object], None]
) -> None:
    """On random rule bases a voice derives what the oracle does, to the last rule, and the checker
    accepts every claim of both."""
    looked = 0

    @settings(quick, max_examples=settings().max_examples * (3 if voice.name == "compiled" else 1))
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        nonlocal looked
        rulebase = data.draw(rulebases())
        derive, oracle = voice(rulebase), Oracle(rulebase).derive
        for assignment in data.draw(some_assignments(rulebase)):
            looked += 1
            said = (("oracle", oracle(assignment)), (voice.name, derive(assignment)))
            assert list(differences(rulebase, assignment, said)) == []

    agree()
    record_property("safeconduct", looked)


@pytest.mark.slow
def test_random_rule_bases_leave_much_unresolved() -> None:
    """Doubt arises and travels in random rule bases, so the agreement above says something."""
    conclusions, bodies = [], []

    @settings(quick, max_examples=100, database=None, derandomize=True)
    @given(st.data())
    def look(data: st.DataObject) -> None:
        rulebase = data.draw(rulebases())
        derive = CompiledEvaluator(rulebase).derive
        derived = [derive(assignment) for assignment in data.draw(some_assignments(rulebase))]
        conclusions.append(any(UNRESOLVED in one.conclusions for one in derived))
        bodies.append(any(UNRESOLVED in one.bodies for one in derived))

    look()
    assert sum(conclusions) >= 15
    assert sum(bodies) >= 5


def _duplicated(rulebase: RuleBase, original: Rule) -> RuleBase:
    """Return the base with a second copy of a rule, which defeats and is defeated alike."""
    copy = replace(original, id="the-copy")
    rules = [
        replace(rule, defeats=rule.defeats | {copy.id}) if original.id in rule.defeats else rule
        for rule in rulebase.rules
    ]
    return make_base(rulebase.facts, [*rules, copy], rulebase.issues)


@settings(quick, max_examples=2 * settings().max_examples)
@given(st.data())
def test_a_duplicated_rule_changes_nothing(data: st.DataObject) -> None:
    """Writing a rule twice leaves every conclusion as it is."""
    rulebase = data.draw(rulebases())
    twice = _duplicated(rulebase, data.draw(st.sampled_from(rulebase.rules)))
    assignment = data.draw(assignments(rulebase))
    before = CompiledEvaluator(rulebase).derive(assignment)
    for evaluator in (CompiledEvaluator, Oracle):
        assert evaluator(twice).derive(assignment).conclusions == before.conclusions


@needs_durable
@settings(quick, max_examples=30)
@given(st.data())
def test_a_duplicated_rule_changes_nothing_in_durable_rules(data: st.DataObject) -> None:
    """Two rules with one body both apply in durable-rules, and every conclusion stays."""
    rulebase = data.draw(rulebases(SMALL))
    original = data.draw(st.sampled_from(rulebase.rules))
    twice = _duplicated(rulebase, original)
    assignment = data.draw(assignments(rulebase))
    after = DurableEvaluator(twice).derive(assignment)
    assert after.conclusions == CompiledEvaluator(rulebase).derive(assignment).conclusions
    bodies, _ = _by_name(twice, after)
    assert bodies["the-copy"] == bodies[original.id]


def _shuffled(
    data: st.DataObject, rulebase: RuleBase, assignment: Assignment
) -> tuple[RuleBase, Assignment]:
    """Return the base in another order, and the same assignment for it."""
    other = make_base(
        data.draw(st.permutations(rulebase.facts)),
        data.draw(st.permutations(rulebase.rules)),
        data.draw(st.permutations(rulebase.issues)),
    )
    return other, tuple(assignment[rulebase.variables[name]] for name in other.variables)


@settings(quick, max_examples=settings().max_examples)
@given(st.data())
def test_order_does_not_matter(data: st.DataObject) -> None:
    """Facts, issues and rules in another order: the same apply, the same conclusions stand."""
    rulebase = data.draw(rulebases(Size(issues=(0, 2))))
    assignment = data.draw(assignments(rulebase))
    other, same = _shuffled(data, rulebase, assignment)
    for evaluator in (CompiledEvaluator, Oracle):
        one = _by_name(rulebase, evaluator(rulebase).derive(assignment))
        assert _by_name(other, evaluator(other).derive(same)) == one


@needs_durable
@settings(quick, max_examples=25)
@given(st.data())
def test_order_does_not_matter_to_durable_rules(data: st.DataObject) -> None:
    """In durable-rules, too, order changes neither the rules that apply nor the conclusions."""
    rulebase = data.draw(rulebases(SMALL))
    assignment = data.draw(assignments(rulebase))
    other, same = _shuffled(data, rulebase, assignment)
    one = _by_name(rulebase, DurableEvaluator(rulebase).derive(assignment))
    assert _by_name(other, DurableEvaluator(other).derive(same)) == one


@settings(quick, max_examples=settings().max_examples)
@given(st.data())
def test_a_further_supporter_never_hurts(data: st.DataObject) -> None:
    """A new undisputed rule for a conclusion never lowers it; one against it never raises it."""
    rulebase = data.draw(rulebases(Size(conclusions=1, rules=6)))
    (name,) = rulebase.conclusions
    new = replace(
        data.draw(st.sampled_from(rulebase.supporters(name))),
        id="new",
        positive=data.draw(st.booleans()),
        defeats=frozenset(),
    )
    larger = make_base(rulebase.facts, [*rulebase.rules, new], rulebase.issues)
    assignment = data.draw(assignments(rulebase))
    before, after = (
        CompiledEvaluator(base).derive(assignment).conclusions[0] for base in (rulebase, larger)
    )
    assert after >= before if new.positive else after <= before


@pytest.mark.slow
@needs_durable
def test_evaluators_agree_on_the_embedded_rules() -> None:
    """All four agree on any truth whatever under the embedded rules."""
    rulebase = load_rules()
    compiled, durable = CompiledEvaluator(rulebase), DurableEvaluator(rulebase)
    forward = ForwardEvaluator(rulebase)
    oracle = Oracle(rulebase)

    @settings(quick, max_examples=100)
    @given(assignments(rulebase))
    def agree(assignment: Assignment) -> None:
        derived = oracle.derive(assignment)
        assert compiled.derive(assignment) == derived
        assert durable.derive(assignment) == derived
        assert forward.derive(assignment) == derived

    agree()


@pytest.mark.slow
@settings(quick, max_examples=60)
@given(st.data())
def test_sets_are_derived_as_their_members_are(data: st.DataObject) -> None:
    """What is derived for a set of assignments at once is what is derived for each of them."""
    rulebase = data.draw(rulebases())
    members = list(data.draw(some_assignments(rulebase)))
    everywhere = (1 << len(members)) - 1
    atoms = [
        [
            sum(1 << at for at, member in enumerate(members) if member[variable] == value)
            for value in range(len(values))
        ]
        for variable, values in enumerate(rulebase.values)
    ]
    sets = ForwardEvaluator(rulebase).conclusions(atoms, everywhere)
    oracle = Oracle(rulebase)
    for at, member in enumerate(members):
        status = bytes((low >> at & 1) + (high >> at & 1) for low, high in sets)
        assert status == oracle.derive(member).conclusions
