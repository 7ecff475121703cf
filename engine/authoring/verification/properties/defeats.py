"""Every defeat makes a difference to some answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..claims import Claim, ClaimedProperty
from ..encode import without_defeat
from ..workbench import Workbench
from .variants import differs_somewhere


def _claims(bench: Workbench) -> Iterator[Claim]:
    for rule in bench.rulebase.rules:
        for loser in sorted(rule.defeats):
            yield differs_somewhere(
                bench,
                f"{rule.id} > {loser}",
                rule.head,
                bench.encoding.without_defeat(rule.id, loser),
                without_defeat(bench.rulebase, rule.id, loser),
                f"every case would be answered the same if `{rule.id}` did not defeat `{loser}`",
            )


DEFEATS_MATTER: Final = ClaimedProperty(
    "defeats-matter",
    "Every defeat is needed: without it some case would be answered otherwise.",
    _claims,
)
