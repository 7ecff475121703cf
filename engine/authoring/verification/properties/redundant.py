"""Every rule makes a difference to some answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import z3

from ....base.words import listing
from ....rulebase.model import Rule
from ..claims import Claim, ClaimedProperty
from ..encode import without_rule
from ..search import Deadline, Search
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
            partial(_covered, bench, rule),
        )


def _covered(bench: Workbench, rule: Rule, search: Search, deadline: Deadline) -> str:
    """Return which other rules conclude the same wherever this one applies, if that is why."""
    base, encoding = bench.rulebase, bench.encoding
    same = base.supporters(rule.head) if rule.positive else base.attackers(rule.head)
    others = [one for one in same if one.id != rule.id]
    applies = encoding.condition(rule.body).holds

    def uncovered(by: Sequence[Rule]) -> bool:
        bodies = (z3.Not(encoding.condition(one.body).holds) for one in by)
        return search.find(z3.And(applies, *bodies), deadline) is not None

    alone = [one for one in others if not uncovered([one])]
    if not alone and (not others or uncovered(others)):
        return ""
    for one in () if alone else others:  # together: leave out who is not needed
        rest = [other for other in others if other is not one]
        others = others if uncovered(rest) else rest
    names = [f"`{one.id}`" for one in alone[:1] or others]
    return f": wherever it applies, {listing(names)} conclude{'' if names[1:] else 's'} the same"


NO_REDUNDANT_RULE: Final = ClaimedProperty(
    "no-redundant-rule",
    "Every rule is needed: without it some case would be answered otherwise.",
    _claims,
)
