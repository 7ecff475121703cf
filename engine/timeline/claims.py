"""What is claimed of a fact, over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..base.dates import first_day, last_day
from ..records.check_claims import Claimable
from ..records.models import FactClaim
from ..rulebase.model import Fact, RuleBase
from ..rulebase.wording import VISIT
from .relations import RELATIONS
from .steps import NEVER, Basis, Canvas, Holding, Steps


def claimable(rulebase: RuleBase) -> dict[str, Claimable]:
    """Return of each fact what can be claimed of it, by name."""
    return {fact.name: Claimable(fact.values, _read_by(fact)) for fact in rulebase.facts}


def _read_by(fact: Fact) -> str:
    if fact.name in VISIT:
        return "the question"
    relation = RELATIONS.get(fact.relation)
    return f"records of {relation.reads.replace('_', ' ')}" if relation else ""


def scope_of(claims: Iterable[FactClaim]) -> tuple[str, ...]:
    """Return the parts of a case of which claims are made, in one order."""
    names = {name for claim in claims for name in claim.about}
    return tuple(name for name in _PARTS if name in names)


_PARTS = ("warrant", "person", "situation", "place", "host")


def claimed(claims: Sequence[FactClaim], fact: Fact, case: Any, ground: Holding) -> Steps:
    """Return a fact of a case as the claims have it; elsewhere it is as without a record.

    Where the day of a beginning or an end is not known more precisely, the fact may be as claimed
    or as without that claim. A claim of something narrower stands over one of something wider.
    """
    canvas = Canvas(ground)
    about = [
        one
        for one in claims
        if all(getattr(case, name, None) == key for name, key in one.about.items())
    ]
    for claim in sorted(about, key=lambda one: len(one.about)):
        if claim.value not in fact.values:
            continue  # of another rule base
        begin = (first_day(claim.since), last_day(claim.since)) if claim.since else None
        end = (first_day(claim.until), last_day(claim.until)) if claim.until else None
        earliest, latest = (day.toordinal() for day in begin) if begin else (0, 0)
        first, last = (day.toordinal() for day in end) if end else (NEVER, NEVER)
        known = Holding(frozenset({claim.value}), Basis.RECORD, (claim.id,))
        either = Holding(
            frozenset({claim.value, *ground.values}),
            Basis.UNKNOWN,
            (claim.id,),
            "the day is not known more precisely",
        )
        canvas.paint(earliest, last, either)
        canvas.paint(latest, first, known)
    return canvas.steps()
