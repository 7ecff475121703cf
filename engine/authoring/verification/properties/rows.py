"""Every row of every table decides some case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import z3

from ..answers import OUTCOME, reachable
from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..space import Case
from ..workbench import Workbench
from .answered import says_nothing


def _claims(bench: Workbench) -> Iterator[Claim]:
    for question, answers in bench.answers.items():
        for name, table in answers.tables.items():
            terms = reachable(bench.encoding, table.rows)
            for index, (row, reached) in enumerate(zip(table.rows, terms, strict=True), 1):
                if not says_nothing(row):
                    yield Claim(
                        f"{name}, row {index}: {row.value}",
                        ClaimRequest.SOMEWHERE,
                        # Only this row is possible among those with its value, and it decides.
                        z3.And(
                            table.gives(row.value),
                            reached,
                            bench.encoding.condition(row.when).holds,
                        ),
                        f"row {index} of the table `{name}`, `{row.value}`, decides no case",
                        partial(_decides, bench, question, name, index - 1),
                        question=question,
                    )


def _decides(bench: Workbench, question: str, table: str, index: int, case: Case) -> bool:
    verdict = bench.engines.verdict(case, question)
    rows = bench.answers[question].tables[table].rows
    if table == OUTCOME:
        return verdict.row == rows[index]
    return verdict.parts[table] == rows[index].value


ROWS_MATTER: Final = ClaimedProperty(
    "rows-matter", "Every row of every table decides some case.", _claims
)
