"""Claims are about facts that the rules declare, and do not contradict one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple

from ..base.dates import first_day, last_day
from ..base.words import near
from .models import FactClaim
from .registry import RecordDiagnostic
from .source_files import FilesReading

KIND: Final = "claims"


class Claimable(NamedTuple):
    """What can be said of a fact: its values; ``read_by``: what reads it from other records."""

    values: Sequence[str]
    read_by: str = ""


Facts = Mapping[str, Claimable]
"""The facts of the rules, by name."""


def check_facts(reading: FilesReading, facts: Facts) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each claim of a fact, or a value, that the rules do not have."""
    own = [name for name, fact in facts.items() if not fact.read_by]
    for claim in reading.tables().claims:
        fact = facts.get(claim.fact)
        if fact is None:
            message = f"`fact`: the rules declare no fact `{claim.fact}`"
            fix = near(claim.fact, own, 2) or "declare it in facts.yaml"
            yield RecordDiagnostic(KIND, claim.id, "unknown-fact", message, fix)
        elif fact.read_by:
            message = f"`fact`: no claim is made of `{claim.fact}`, which comes from {fact.read_by}"
            fix = "record it there, or declare a fact of your own"
            yield RecordDiagnostic(KIND, claim.id, "not-to-claim", message, fix)
        elif claim.value not in fact.values:
            message = f"`value`: `{claim.fact}` cannot be `{claim.value}`"
            fix = near(claim.value, fact.values, 2) or f"one of: {', '.join(fact.values)}"
            yield RecordDiagnostic(KIND, claim.id, "unknown-value", message, fix)


def check_claims(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each claim that ends before it begins, or that another contradicts."""
    by_fact: dict[str, list[FactClaim]] = {}
    for claim in reading.tables().claims:
        if claim.since and claim.until and last_day(claim.until) <= first_day(claim.since):
            message = f"`until` {claim.until} is not after `since` {claim.since}"
            yield RecordDiagnostic(KIND, claim.id, "dates-out-of-order", message)
        else:
            by_fact.setdefault(claim.fact, []).append(claim)
    for claims in by_fact.values():
        for one, other in combinations(claims, 2):
            if one.value != other.value and _meet(one, other):
                place = reading.locations.get((KIND, one.id))
                where = f" ({place.file}:{place.line})" if place else ""
                message = (
                    f"`{one.fact}` is `{other.value}` here and `{one.value}` by `{one.id}`{where}, "
                    "of the same and at the same time"
                )
                fix = "let one end where the other begins"
                yield RecordDiagnostic(KIND, other.id, "contradiction", message, fix)


def _meet(one: FactClaim, other: FactClaim) -> bool:
    """Return whether two claims are for certain about some case on some day, with equal right.

    A claim of something narrower stands over one of something wider.
    """
    mine, its = one.about.items(), other.about.items()
    if any(other.about.get(name, key) != key for name, key in mine) or mine < its or its < mine:
        return False
    begin, end = (max(_begin(one), _begin(other)), min(_end(one), _end(other)))
    return begin < end


def _begin(claim: FactClaim) -> date:
    return last_day(claim.since) if claim.since else date.min


def _end(claim: FactClaim) -> date:
    return first_day(claim.until) if claim.until else date.max
