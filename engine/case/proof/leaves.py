"""What an answer rests on: the facts at the leaves of its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...base.frozen import Part
from ...records.models import Confidence, Record
from ...timeline.steps import Basis
from .nodes import Ground, Node, walk

_WEIGHT = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}


class Assumption(Part):
    """Something taken to be so without a record that says it."""

    fact: str
    value: str
    says: str
    basis: Basis
    reason: str


def leaves_of(proof: Sequence[Node]) -> tuple[Ground, ...]:
    """Return the facts of a proof, each once, in the order of reading."""
    grounds = (part for part in walk(proof) if isinstance(part, Ground))
    return tuple({(ground.fact, ground.says): ground for ground in grounds}.values())


def weakest_of(relied_on: Iterable[str], records: Mapping[str, Record]) -> tuple[str, ...]:
    """Return the ids of the least certain of the records relied on, all of one confidence."""
    weights = {record: _WEIGHT[records[record].confidence] for record in relied_on}
    least = min(weights.values(), default=0)
    return tuple(record for record, weight in weights.items() if weight == least)


def assumptions_of(leaves: Sequence[Ground]) -> tuple[Assumption, ...]:
    """Return what the proof takes to be so without a record that says it."""
    return tuple(
        Assumption(
            fact=leaf.fact,
            value=leaf.value,
            says=leaf.says,
            basis=leaf.basis,
            reason=leaf.reason,
        )
        for leaf in leaves
        if leaf.basis in (Basis.PRESUMED, Basis.ASSUMED)
    )
