"""What is said of a survivor is so: a witness differs, an equivalent one never does."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

import pytest

from safeconduct.authoring.kit.point import nothing_on_record
from safeconduct.authoring.mutation.bench import compiled
from safeconduct.authoring.mutation.draft import Draft, Mutant, assemble
from safeconduct.authoring.mutation.equivalence import compare, never_contested
from safeconduct.authoring.mutation.operators import OPERATORS
from safeconduct.inference.types import impossible
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment, RuleBase

LAW = load_rules()
MUTANTS = {one.id: one for operator in OPERATORS for one in operator(Draft.of(LAW))}
COMPARED = ("drop-condition", "negate-condition", "drop-defeat", "drop-rule", "swap-rows")


def rulebase(mutant: Mutant) -> RuleBase | None:
    made, _ = assemble(mutant.draft)
    return made


def witness(where: dict[str, str]) -> Assignment:
    """Return the assignment that a witness describes; the rest is as without a record."""
    profile = LAW.profiles["icc"]
    values = [(mask & -mask).bit_length() - 1 for mask in nothing_on_record(LAW)]
    values += [
        [position.id for position in issue.positions].index(profile.choices[issue.id])
        for issue in LAW.issues
    ]
    for name, value in where.items():
        variable = LAW.variables[name]
        values[variable] = LAW.values[variable].index(value)
    return tuple(values)


def said(made: RuleBase, assignment: Assignment) -> object:
    verdict = compiled(made).verdict(assignment)
    return verdict.outcome, verdict.parts, verdict.grounds, verdict.qualifications


def possible(assignment: Assignment) -> bool:
    return impossible(LAW, assignment[: len(LAW.facts)]) is None


def sample() -> list[tuple[Mutant, RuleBase]]:
    """Return mutants that can be loaded and leave what is possible as it is."""
    mutants = [one for one in MUTANTS.values() if one.operator in COMPARED]
    random.Random(7).shuffle(mutants)
    made = ((one, rulebase(one)) for one in mutants)
    chosen = ((one, base) for one, base in made if base and base.constraints == LAW.constraints)
    return list(islice(chosen, 30))


@pytest.mark.slow
@pytest.mark.parametrize(("mutant", "made"), sample(), ids=lambda one: getattr(one, "id", ""))
def test_a_witness_shows_what_it_says(mutant: Mutant, made: RuleBase) -> None:
    """The engine, put to the case that was found, answers otherwise under the mutant."""
    found = compare(LAW, made)
    assert found.same is not None
    if found.same:
        generator = random.Random(11)
        for _ in range(400):
            assignment = tuple(generator.randrange(len(values)) for values in LAW.values)
            if possible(assignment):
                assert said(LAW, assignment) == said(made, assignment)
    else:
        # What has no value without a record may have to be one or the other.
        open_ = [fact for fact in LAW.facts if fact.absent_value is None]
        assert found.differs
        where = dict(found.where)
        ends = [{fact.name: fact.values[end] for fact in open_} for end in (0, -1)]
        tries = [{**one, "warrant.kind": "warrant", **where} for one in ends]
        tries += [{**one, "warrant.kind": "summons", **where} for one in tries]
        assignments = [witness(one) for one in tries]
        assert any(possible(one) and said(LAW, one) != said(made, one) for one in assignments), (
            found
        )


def test_a_condition_that_a_constraint_implies_is_not_missed() -> None:
    """Without *withdrawn* the rule on what survives is the same rule, and the proof says so."""
    made = rulebase(MUTANTS["drop-condition:rs-127-2-broad:host.status=withdrawn"])
    assert made is not None
    assert compare(LAW, made).same is True
    unbound = replace(LAW, constraints=())
    assert compare(unbound, replace(made, constraints=())).same is False


def test_what_can_be_is_compared_too() -> None:
    """A constraint that follows from others can go; another one cannot."""
    implied = rulebase(MUTANTS["drop-constraint:exit-before-proceedings"])
    needed = rulebase(MUTANTS["drop-constraint:one-custodian"])
    assert implied is not None
    assert needed is not None
    assert compare(LAW, implied).same is True
    assert "can be" in str(compare(LAW, needed))


@pytest.mark.parametrize(
    ("outcome", "never"),
    [
        ("no_warrant_in_force", True),
        ("no_power", True),
        ("may_arrest", False),
        ("must_arrest", False),
    ],
)
def test_what_no_reading_disputes(outcome: str, *, never: bool) -> None:
    """Where no warrant is in force or nobody has power, all readings agree."""
    assert never_contested(LAW, outcome) is never
