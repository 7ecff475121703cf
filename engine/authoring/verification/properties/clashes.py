"""No rules clash with neither side beating the other, except what is left open on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import z3

from ....base.words import listing
from ....inference.types import NO, UNRESOLVED
from ....rulebase.model import Atom, AtomKind
from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..space import Case
from ..workbench import Workbench
from .left_open import excused


def _claims(bench: Workbench) -> Iterator[Claim]:
    encoding = bench.encoding
    for name in bench.rulebase.conclusions:
        allowed = excused(bench, Atom(AtomKind.CONCLUSION, name))
        # What is open because of a clash further down is not told again: if no conclusion is open
        # without one below it that is, then, going up the strata, none is open at all.
        below = [encoding.conclusion(one).open for one in sorted(encoding.needs(name) - {name})]
        yield Claim(
            name,
            ClaimRequest.NEVER,
            z3.And(encoding.conclusion(name).open, z3.Not(z3.Or(allowed, *below))),
            f"rules clash over `{name}` and neither side beats the other",
            partial(_open, bench, name),
            more=partial(_sides, bench, name),
        )
    for declared in bench.rulebase.properties.left_open:
        when = encoding.condition(declared.when).holds
        for name in declared.conclusions:
            yield Claim(
                f"{declared.id}: {name}",
                ClaimRequest.SOMEWHERE,
                z3.And(when, encoding.conclusion(name).open),
                f"`{name}` is declared as left open by `{declared.id}`, but never is",
                partial(_open, bench, name),
            )


def _open(bench: Workbench, name: str, case: Case) -> bool:
    return bench.engines.status(case, name) == UNRESOLVED


def _sides(bench: Workbench, name: str, case: Case) -> str:
    """Return which rules stand on each side: those that may apply and that no other one beats."""
    rules = [
        rule for rule in bench.rulebase.rules_on(name) if bench.engines.body(case, rule.id) != NO
    ]
    sides = []
    for positive, word in ((True, "for"), (False, "against")):
        beaten = {loser for rule in rules if rule.positive != positive for loser in rule.defeats}
        standing = [f"`{r.id}`" for r in rules if r.positive == positive and r.id not in beaten]
        sides.append(f"{listing(standing)} {word} it")
    return f": {', '.join(sides)}"


NO_CLASH: Final = ClaimedProperty(
    "no-clash",
    "No conclusion is left unresolved by rules that clash, on any choice of positions, except what "
    "is left open on purpose and what rests on it.",
    _claims,
)
