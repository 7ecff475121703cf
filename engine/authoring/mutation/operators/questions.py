"""Wrong tables: rows dropped or swapped, labels lost, severity and grades out of order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....rulebase.model import DecisionTable, Location
from ..draft import Draft, Mutant
from .bodies import row_name, with_rows


def mutants(draft: Draft) -> Iterator[Mutant]:
    """Yield the law with one question changed otherwise than in the conditions of its rows."""
    for question in draft.questions.values():
        for table in question.tables:
            yield from _rows(draft, question, table)
        yield from _severity(draft, question)
        yield from _labels(draft, question)
        yield from _grades(draft, question)


def _mutant(
    draft: Draft,
    question: DecisionTable,
    new: DecisionTable,
    operator: str,
    target: str,
    says: str,
    where: Location | None = None,
) -> Mutant:
    name, where = f"{operator}:{target}", where or question.location
    return Mutant(name, operator, says, where, draft.with_question(new))


def _rows(draft: Draft, question: DecisionTable, table: str) -> Iterator[Mutant]:
    old = question.tables[table]
    for index, row in enumerate(old):
        name = row_name(question, table, index)
        left = with_rows(question, table, (*old[:index], *old[index + 1 :]))
        says = f"without the row `{name}`"
        yield _mutant(draft, question, left, "drop-row", name, says, row.location)
        if index + 1 < len(old):
            swapped = (*old[:index], old[index + 1], row, *old[index + 2 :])
            new = with_rows(question, table, swapped)
            says = f"the row `{name}` after the next"
            yield _mutant(draft, question, new, "swap-rows", name, says, row.location)


def _severity(draft: Draft, question: DecisionTable) -> Iterator[Mutant]:
    old = question.severity
    for index, (one, next_) in enumerate(zip(old, old[1:], strict=False)):
        new = replace(question, severity=(*old[:index], next_, one, *old[index + 2 :]))
        says = f"`{next_}` more severe than `{one}`"
        yield _mutant(draft, question, new, "swap-severity", f"{question.id}/{one}", says)


def _labels(draft: Draft, question: DecisionTable) -> Iterator[Mutant]:
    for name, label in question.grounds.items():
        left = {key: value for key, value in question.grounds.items() if key != name}
        new = replace(question, grounds=left)
        says = f"the ground `{label}` is not told"
        yield _mutant(draft, question, new, "drop-label", f"{question.id}/{label}", says)
    for name, label in question.qualifications.items():
        left = {key: value for key, value in question.qualifications.items() if key != name}
        new = replace(question, qualifications=left)
        says = f"the label `{label}` is not told"
        yield _mutant(draft, question, new, "drop-label", f"{question.id}/{label}", says)


def _grades(draft: Draft, question: DecisionTable) -> Iterator[Mutant]:
    grades = tuple(dict.fromkeys(grade for both in question.exposure.values() for grade in both))
    for outcome, both in question.exposure.items():
        for index, when in enumerate(("uncontested", "contested")):
            other = grades[(grades.index(both[index]) + 1) % len(grades)]
            changed = (other, both[1]) if index == 0 else (both[0], other)
            new = replace(question, exposure={**question.exposure, outcome: changed})
            target = f"{question.id}/{outcome}/{when}"
            says = f"`{outcome}`, {when}, is graded `{other}`"
            yield _mutant(draft, question, new, "change-grade", target, says)
