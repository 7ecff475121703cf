"""A draft is checked in memory exactly as the loader checks what is written."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import pytest

from safeconduct.authoring.mutation.draft import Draft, Mutant, assemble
from safeconduct.authoring.mutation.operators import OPERATORS
from safeconduct.base.errors import RulesError
from safeconduct.rulebase.load import build, load_rules
from safeconduct.rulebase.model import (
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    DecisionTable,
    Not,
    Row,
    Rule,
)
from safeconduct.rulebase.read import SourceFiles, Written, read_directory
from safeconduct.rulebase.source import ConstraintSource, QuestionSource, RuleSource

LAW = Draft.of(load_rules())
MUTANTS = tuple(mutant for operator in OPERATORS for mutant in operator(LAW))


def test_what_is_not_changed_is_the_same_rule_base() -> None:
    """Taken apart and put together again it equals itself."""
    rulebase, problems = assemble(LAW)
    assert problems == ()
    assert rulebase == LAW.base


def test_ids_are_unique_and_say_the_kind() -> None:
    """An id names one mutant, and begins with the operator."""
    assert len({one.id for one in MUTANTS}) == len(MUTANTS)
    assert all(one.id.startswith(f"{one.operator}:") for one in MUTANTS)


def test_no_mutant_is_the_law() -> None:
    """Each one changes something."""
    for one in MUTANTS:
        draft = one.draft
        assert (draft.rules, draft.constraints, draft.issues, draft.profiles, draft.questions) != (
            LAW.rules,
            LAW.constraints,
            LAW.issues,
            LAW.profiles,
            LAW.questions,
        ), one.id


def test_every_part_of_the_law_is_changed() -> None:
    """Each rule, table, constraint, profile and dated position has a mutant of its own."""
    targets = {one.id.split(":")[1] for one in MUTANTS}
    assert {rule.id for rule in LAW.rules} <= targets
    assert {constraint.id for constraint in LAW.constraints} <= targets
    assert {profile.id for profile in LAW.base.profiles.values()} <= targets
    for question in LAW.questions.values():
        for table in ("outcome", *question.parts):
            assert any(target.startswith(f"{question.id}/{table}/") for target in targets), table


def written(condition: Condition) -> object:
    """Return a condition as a rule file writes it."""
    match condition:
        case Atom(kind=AtomKind.CONCLUSION, name=name):
            return name
        case Atom(name=name, value=value):
            return {name: value}
        case All(parts):
            return [written(part) for part in parts]
        case AnyOf(parts):
            # An `any` without parts cannot be written; a contradiction says the same.
            return {"any": [written(part) for part in parts]} if parts else {"not": []}
        case Not(part):
            return {"not": written(part)}


def as_rule(rule: Rule) -> RuleSource:
    return RuleSource.model_validate(
        {
            "id": rule.id,
            "title": rule.title,
            "cite": rule.cite or None,
            "if": written(rule.body),
            "then": rule.head if rule.positive else f"not {rule.head}",
            "kind": rule.kind.value,
            "defeats": sorted(rule.defeats),
        }
    )


def as_rows(rows: tuple[Row, ...]) -> list[object]:
    return [{"value": row.value, "if": written(row.when), "says": row.says} for row in rows]


def as_question(question: DecisionTable) -> QuestionSource:
    return QuestionSource.model_validate(
        {
            "id": question.id,
            "title": question.title,
            "outcome": as_rows(question.outcome),
            "severity": question.severity,
            "parts": {name: as_rows(rows) for name, rows in question.parts.items()},
            "grounds": question.grounds,
            "qualifications": question.qualifications,
            "exposure": {
                name: {"uncontested": one, "contested": other}
                for name, (one, other) in question.exposure.items()
            },
        }
    )


def files_of(draft: Draft) -> SourceFiles:
    """Return the embedded rule files with what a draft changes written into them."""
    files = SourceFiles()
    read_directory(resources.files("safeconduct.rules"), files)
    files.rules = list(_rewritten(files.rules, {one.id: as_rule(one) for one in draft.rules}))
    questions = {one.id: as_question(one) for one in draft.questions.values()}
    files.questions = list(_rewritten(files.questions, questions))
    constraints = {
        one.id: ConstraintSource(id=one.id, never=written(one.never), reason=one.reason)
        for one in draft.constraints
    }
    files.constraints = list(_rewritten(files.constraints, constraints))
    return files


def _rewritten(old: list[Written], new: dict[str, object]) -> Iterator[Written]:  # type: ignore[type-arg]
    for one in old:
        if one.item.id in new:
            yield Written(new[one.item.id], one.document, one.path)


def refuses(draft: Draft) -> bool:
    try:
        build(files_of(draft))
    except RulesError:
        return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS[::30], ids=lambda one: one.id)
def test_what_is_refused_here_the_loader_refuses(mutant: Mutant) -> None:
    """What counts as caught by the checks could not be loaded, what is put to the cases could."""
    assert refuses(mutant.draft) == (assemble(mutant.draft)[0] is None)


def test_choices_and_days_of_readings_are_never_refused() -> None:
    """`files_of` leaves profiles and issues alone; no check speaks of what is changed in them."""
    unchecked = [one for one in MUTANTS if one.operator in {"change-choice", "shift-reading"}]
    assert unchecked
    assert all(assemble(one.draft)[0] for one in unchecked)
