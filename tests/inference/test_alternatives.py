"""The search for other outcomes: many assignments in one pass, and every smallest set."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from safeconduct.base.errors import TooManyUnknowns
from safeconduct.inference.alternatives import AlternativeCase, Alternatives, Choice
from safeconduct.inference.bitwise import BitwiseQuestion
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import UNDETERMINED, Inference
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import All, Assignment, DecisionTable, RuleBase

from .strategies import (
    Size,
    assignments,
    is_true,
    make_base,
    make_fact,
    make_question,
    questions,
    rulebases,
    some_assignments,
)
from .test_unknowns import Brute, positions_of, problems

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BASES = Size(facts=3, issues=(0, 1), conclusions=2, rules=5)


def _in_one_pass(
    rulebase: RuleBase, question: DecisionTable, chosen: list[Assignment]
) -> tuple[list[str], list[bool]]:
    """Return the outcome of each assignment, and whether it breaks a constraint, at once."""
    bitwise = BitwiseQuestion(rulebase, question)
    tests = [0] * bitwise.offsets[-1]
    for bit, assignment in enumerate(chosen):
        for variable, value in enumerate(assignment):
            tests[bitwise.offsets[variable] + value] |= 1 << bit
    settled, left_open, broken = bitwise.decide(tests, (1 << len(chosen)) - 1)
    outcomes = []
    for bit in range(len(chosen)):
        (name,) = (
            name
            for name, bits in (
                *zip(bitwise.outcomes, settled, strict=True),
                ("left open", left_open),
            )
            if bits >> bit & 1
        )
        outcomes.append(UNDETERMINED if name == "left open" else name)
    return outcomes, [bool(broken >> bit & 1) for bit in range(len(chosen))]


@settings(quick, max_examples=50)
@given(st.data())
def test_many_assignments_at_once_are_decided_like_each(data: st.DataObject) -> None:
    """On random rule bases each bit is what the compiled evaluator and the constraints give."""
    rulebase = data.draw(rulebases())
    question = data.draw(questions(rulebase))
    chosen = data.draw(some_assignments(rulebase))
    inference = Inference(rulebase, question, [CompiledEvaluator(rulebase)])
    facts = len(rulebase.facts)
    outcomes, broken = _in_one_pass(rulebase, question, chosen)
    assert outcomes == [inference.verdict(one).outcome for one in chosen]
    assert broken == [inference.impossible(one[:facts]) is not None for one in chosen]


def test_many_assignments_at_once_under_the_embedded_rules() -> None:
    """The embedded rules, on any truth whatever."""
    rulebase = load_rules()
    question = rulebase.questions["arrest-on-travel"]
    inference = Inference(rulebase, question, [CompiledEvaluator(rulebase)])

    @settings(quick, max_examples=25)
    @given(st.lists(assignments(rulebase), min_size=1, max_size=40))
    def agree(chosen: list[Assignment]) -> None:
        outcomes, broken = _in_one_pass(rulebase, question, chosen)
        assert outcomes == [inference.verdict(one).outcome for one in chosen]
        facts = len(rulebase.facts)
        assert broken == [inference.impossible(one[:facts]) is not None for one in chosen]

    agree()


def _situation(brute: Brute, positions: Assignment) -> AlternativeCase:
    """Return a random question without names, as the search takes it."""
    names = list(dict.fromkeys(one for variables in brute.variables for one in variables))
    issues = tuple(-1 - index for index in range(len(positions)))
    taken = tuple(1 << position for position in positions)
    return AlternativeCase(
        tuple(truth + taken for truth in brute.truths),
        tuple(tuple(map(names.index, variables)) + issues for variables in brute.variables),
        brute.settled(positions),
    )


def _after(
    brute: Brute, situation: AlternativeCase, positions: Assignment, chosen: tuple[Choice, ...]
) -> set[str]:
    """Return the outcomes that may follow if some choices are made, by trying everything out."""
    masks = {number: mask for one in chosen for number, mask in one.follows}
    masks |= {one.variable: 1 << one.value for one in chosen}
    truths = tuple(
        tuple(
            masks.get(number, mask)
            for number, mask in zip(numbers, truth, strict=False)  # without the issues
        )
        for numbers, truth in zip(situation.numbers, brute.truths, strict=True)
    )
    other = replace(brute, truths=truths, _outcomes=brute._outcomes)  # its memo
    taken = tuple(
        masks.get(-1 - issue, 1 << position).bit_length() - 1
        for issue, position in enumerate(positions)
    )
    return set(other.completions(taken).values())


def _touched(choice: Choice) -> set[int]:
    return {choice.variable, *(number for number, _ in choice.follows)}


def _smallest(
    brute: Brute, situation: AlternativeCase, positions: Assignment, choices: tuple[Choice, ...]
) -> dict[tuple[int, ...], set[str]]:
    """Return every smallest set of one or two choices, with what may follow."""
    found: dict[tuple[int, ...], set[str]] = {}
    for size in (1, 2):
        for chosen in combinations(range(len(choices)), size):
            made = tuple(choices[index] for index in chosen)
            if size == 2 and (_touched(made[0]) & _touched(made[1])):
                continue
            if any((one,) in found for one in chosen):
                continue
            after = _after(brute, situation, positions, made)
            settled = next(iter(after)) if len(after) == 1 else UNDETERMINED
            if after and settled != situation.outcome:
                found[chosen] = after
    return found


@st.composite
def choice_lists(
    draw: st.DrawFn, situation: AlternativeCase, widths: tuple[int, ...]
) -> tuple[Choice, ...]:
    """Return choices of other values; from some of them something follows for another variable."""
    places: dict[int, tuple[int, int]] = {}
    for masks, numbers in zip(situation.masks, situation.numbers, strict=True):
        for mask, number, width in zip(masks, numbers, widths, strict=True):
            places[number] = mask, width
    choices = []
    for number, (mask, width) in places.items():
        for value in range(width):
            if mask == 1 << value:
                continue
            follows: tuple[tuple[int, int], ...] = ()
            others = [other for other in places if other >= 0 and other != number]
            if number >= 0 and others and draw(st.sampled_from([True, False, False, False])):
                other = draw(st.sampled_from(others))
                follows = ((other, draw(st.integers(1, 2 ** places[other][1] - 1))),)
            choices.append(Choice(number, value, follows))
    return tuple(draw(st.permutations(choices)))


@settings(quick, max_examples=60)
@given(st.data())
def test_every_smallest_set_is_found_and_no_other(data: st.DataObject) -> None:
    """Over facts known and unknown, shared or not, over positions and over what follows."""
    brute, joint = data.draw(problems(BASES, cases=2))
    positions = positions_of(data, brute.rulebase)
    assume(brute.completions(positions))
    situation = _situation(brute, positions)
    widths = tuple(map(len, brute.rulebase.values))
    choices = data.draw(choice_lists(situation, widths))
    expected = _smallest(brute, situation, positions, choices)
    event(f"sets of one and two: {sorted({len(one) for one in expected})}")
    event(f"undetermined: {situation.outcome == UNDETERMINED}")
    alternatives = joint.inference.alternatives
    for _ in range(2):  # found, and kept
        found = alternatives.of(situation, choices)
        assert {one.choices: set(one.outcomes) for one in found} == expected
        assert all(
            one.outcome == (one.outcomes[0] if len(one.outcomes) == 1 else UNDETERMINED)
            for one in found
        )


def _wide(unknown: int) -> tuple[Alternatives, AlternativeCase, tuple[Choice, ...]]:
    """Return a search with so many unknown facts, of which only the first matters."""
    facts = [make_fact(f"f.n{index}") for index in range(unknown + 1)]
    base = make_base(facts, [])
    rows = [("must", All((is_true("f.n0"), is_true(f"f.n{unknown}")))), ("free", All(()))]
    question = make_question(rows)
    inference = Inference(base, question, [CompiledEvaluator(base)])
    situation = AlternativeCase(((3,) * unknown + (1,),), (tuple(range(unknown + 1)),), "free")
    return inference.alternatives, situation, (Choice(unknown, 1),)


def test_many_unknown_facts_that_do_not_matter_do_no_harm() -> None:
    """Beyond twelve only those that can matter are completed."""
    alternatives, situation, choices = _wide(40)
    (one,) = alternatives.of(situation, choices)
    assert one.outcomes == ("must", "free")
    assert one.outcome == UNDETERMINED


def test_too_many_unknown_facts_that_matter_are_refused() -> None:
    """The same limit as for an answer."""
    names = [f"f.n{index}" for index in range(14)]
    base = make_base([make_fact(name) for name in names], [])
    question = make_question([("must", All(tuple(map(is_true, names)))), ("free", All(()))])
    inference = Inference(base, question, [CompiledEvaluator(base)])
    situation = AlternativeCase(((3,) * 13 + (1,),), (tuple(range(14)),), "free")
    with pytest.raises(TooManyUnknowns, match="13 facts"):
        inference.alternatives.of(situation, (Choice(13, 1),))


def test_without_choices_there_is_nothing() -> None:
    """Nothing could be otherwise, so nothing is looked for."""
    alternatives, situation, _ = _wide(1)
    assert alternatives.of(situation, ()) == ()
