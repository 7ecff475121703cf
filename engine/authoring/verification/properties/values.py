"""Every value of every fact is possible: the constraints leave room, so that nothing holds idly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..space import Case
from ..workbench import Workbench


def _claims(bench: Workbench) -> Iterator[Claim]:
    for fact in bench.rulebase.facts:
        for value in fact.values:
            yield Claim(
                f"{fact.name}: {value}",
                ClaimRequest.SOMEWHERE,
                bench.space.holds(fact.name, value),
                f"the constraints leave no case in which `{fact.name}` is `{value}`",
                partial(_has, fact.name, value),
            )


def _has(name: str, value: str, case: Case) -> bool:
    return case[name] == value


VALUES_POSSIBLE: Final = ClaimedProperty(
    "values-possible", "Every value of every fact occurs in a case that is allowed.", _claims
)
