"""Every position makes a difference, and no two on an issue come to the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Final

import z3

from ..answers import Answers
from ..change import changed
from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..space import Case, Formula
from ..workbench import Workbench


def _claims(bench: Workbench) -> Iterator[Claim]:
    for issue in bench.rulebase.issues:
        for one, other in combinations(issue.positions, 2):
            then = {issue.id: other.id}
            differences = [_differ(bench, answers, then) for answers in bench.answers.values()]
            yield Claim(
                f"{issue.id}: {one.id} / {other.id}",
                ClaimRequest.SOMEWHERE,
                z3.And(bench.space.holds(issue.id, one.id), z3.Or(differences)),
                f"on the issue `{issue.id}` the positions `{one.id}` and `{other.id}` answer every "
                "case the same",
                partial(_differently, bench, then),
                then,
            )


def _differ(bench: Workbench, answers: Answers, then: Mapping[str, str]) -> Formula:
    """Return when an answer changes as values change to ``then``."""
    formulas = []
    for status in answers.labels.values():
        formulas += [status.holds, status.fails]
    for table in answers.tables.values():
        formulas += [table.gives(value) for value in table.possible]
    return z3.Or([z3.Xor(one, changed(bench.space, one, then)) for one in formulas])


def _differently(bench: Workbench, then: Mapping[str, str], case: Case) -> bool:
    engines = bench.engines
    return any(
        engines.reply(case, name) != engines.reply({**case, **then}, name)
        for name in bench.rulebase.questions
    )


POSITIONS_MATTER: Final = ClaimedProperty(
    "positions-matter",
    "Any two positions on an issue answer some case differently.",
    _claims,
)
