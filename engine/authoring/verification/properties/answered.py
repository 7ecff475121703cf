"""Every case has exactly one answer, in the outcome and in each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import z3

from ....inference.inference import UNDETERMINED
from ....rulebase.model import All, Row
from ..answers import OUTCOME
from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..space import Case
from ..workbench import Workbench
from .left_open import excused

NO_ANSWER: Final = frozenset({UNDETERMINED, "unknown"})
"""What a table says where the rules give no answer."""


def _claims(bench: Workbench) -> Iterator[Claim]:
    for question, answers in bench.answers.items():
        for name, table in answers.tables.items():
            silent = [table.possible[value] for value in NO_ANSWER if value in table.possible]
            allowed = excused(bench, All(tuple(row.when for row in table.rows)))
            yield Claim(
                name,
                ClaimRequest.NEVER,
                z3.And(z3.Or(z3.Not(table.single), *silent), z3.Not(allowed)),
                f"the table `{name}` does not give exactly one answer in some case",
                partial(_unanswered, bench, question, name),
                question=question,
            )


def _unanswered(bench: Workbench, question: str, table: str, case: Case) -> bool:
    verdict = bench.engines.verdict(case, question)
    found = verdict.outcome if table == OUTCOME else verdict.parts[table]
    return found in NO_ANSWER


def says_nothing(row: Row) -> bool:
    """Return whether a row only says that the rules give no answer."""
    return row.value in NO_ANSWER


ONE_ANSWER: Final = ClaimedProperty(
    "one-answer",
    "Every case has exactly one outcome and one value in each of its parts, on every choice of "
    "positions, except where something is left open on purpose.",
    _claims,
)
