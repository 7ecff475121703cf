"""Every constraint excludes something that the others do not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from ....inference.conditions import impossible
from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..space import Case, assignment
from ..workbench import Workbench


def _claims(bench: Workbench) -> Iterator[Claim]:
    for constraint in bench.rulebase.constraints:
        yield Claim(
            constraint.id,
            ClaimRequest.SOMEWHERE,
            bench.encoding.broken(constraint.id),
            f"the constraint `{constraint.id}` excludes nothing that the others allow",
            partial(_broken, bench, constraint.id),
            suspended=constraint.id,
        )


def _broken(bench: Workbench, constraint: str, case: Case) -> bool:
    facts = assignment(bench.rulebase, case)[: len(bench.rulebase.facts)]
    return impossible(bench.rulebase, facts) == constraint


CONSTRAINTS_EXCLUDE: Final = ClaimedProperty(
    "constraints-exclude",
    "Every constraint excludes some case that the other constraints allow.",
    _claims,
)
