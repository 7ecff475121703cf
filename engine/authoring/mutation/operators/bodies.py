"""Wrong conditions: of rules, of rows of tables, of what cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from ....rulebase.model import Condition, Constraint, DecisionTable, Location, Row, Rule
from ....rulebase.wording import OUTCOME
from ..conditions import edits
from ..draft import Draft, Mutant


def mutants(draft: Draft) -> Iterator[Mutant]:
    """Yield the law with one condition changed."""
    for rule in draft.rules:
        put = partial(_rule, draft, rule)
        yield from _each(draft, rule.body, rule.id, rule.location, put)
    for question in draft.questions.values():
        for table, index, row in rows_of(question):
            name = row_name(question, table, index)
            put = partial(_row, draft, question, table, index)
            yield from _each(draft, row.when, name, row.location, put)
    for constraint in draft.constraints:
        put = partial(_constraint, draft, constraint)
        yield from _each(draft, constraint.never, constraint.id, constraint.location, put)


def _rule(draft: Draft, rule: Rule, body: Condition) -> Draft:
    return draft.with_rule(rule, replace(rule, body=body))


def _row(draft: Draft, question: DecisionTable, table: str, index: int, when: Condition) -> Draft:
    old = question.tables[table]
    new = (*old[:index], replace(old[index], when=when), *old[index + 1 :])
    return draft.with_question(with_rows(question, table, new))


def _constraint(draft: Draft, constraint: Constraint, never: Condition) -> Draft:
    new = replace(constraint, never=never)
    every = tuple(new if one is constraint else one for one in draft.constraints)
    return replace(draft, constraints=every)


def _each(
    draft: Draft,
    condition: Condition,
    target: str,
    where: Location,
    put: Callable[[Condition], Draft],
) -> Iterator[Mutant]:
    for edit in edits(condition, draft.base):
        yield Mutant(
            f"{edit.operator}:{target}:{edit.label}",
            edit.operator,
            f"`{target}` {edit.says}",
            where,
            put(edit.result),
        )


def rows_of(question: DecisionTable) -> Iterator[tuple[str, int, Row]]:
    """Yield every row with the name of its table and its number in it, from 0."""
    for table, rows in question.tables.items():
        for index, row in enumerate(rows):
            yield table, index, row


def row_name(question: DecisionTable, table: str, index: int) -> str:
    """Return a name for a row that its neighbours do not change: table, value, which of these."""
    row = question.tables[table][index]
    earlier = sum(one.value == row.value for one in question.tables[table][:index])
    return f"{question.id}/{table}/{row.value}" + (f"#{earlier + 1}" if earlier else "")


def with_rows(question: DecisionTable, table: str, new: tuple[Row, ...]) -> DecisionTable:
    """Return the question with the rows of one table replaced."""
    if table == OUTCOME:
        return replace(question, outcome=new)
    return replace(question, parts={**question.parts, table: new})
