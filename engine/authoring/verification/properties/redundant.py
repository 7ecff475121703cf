"""Every rule makes a difference to some answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..claims import Claim, ClaimedProperty
from ..encode import without_rule
from ..workbench import Workbench
from .variants import differs_somewhere


def _claims(bench: Workbench) -> Iterator[Claim]:
    for rule in bench.rulebase.rules:
        yield differs_somewhere(
            bench,
            rule.id,
            rule.head,
            bench.encoding.without_rule(rule.id),
            without_rule(bench.rulebase, rule.id),
            f"without the rule `{rule.id}` every case would be answered the same",
        )


NO_REDUNDANT_RULE: Final = ClaimedProperty(
    "no-redundant-rule",
    "Every rule is needed: without it some case would be answered otherwise.",
    _claims,
)
