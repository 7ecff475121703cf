"""Every rule can apply."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from ....inference.types import YES
from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..space import Case
from ..workbench import Workbench


def _claims(bench: Workbench) -> Iterator[Claim]:
    for rule in bench.rulebase.rules:
        yield Claim(
            rule.id,
            ClaimRequest.SOMEWHERE,
            bench.encoding.condition(rule.body).holds,
            f"the rule `{rule.id}` can never apply",
            partial(_applies, bench, rule.id),
        )


def _applies(bench: Workbench, rule: str, case: Case) -> bool:
    return bench.engines.body(case, rule) == YES


NO_DEAD_RULE: Final = ClaimedProperty("no-dead-rule", "Every rule applies in some case.", _claims)
