"""What is told of a determination whatever the case: readings, labels, and proofs with gaps.

Every case with the same truths shares a determination, so its proofs have the same rules in the
same places, and differ in the facts at the leaves alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from ..case.proof.shape import ProofShape
from ..inference.types import Derivation
from ..rulebase.model import Assignment
from .document import TurnsOn


@dataclass(frozen=True, slots=True)
class ToldWarrant:
    """The answer for one warrant without its id: ``members`` as JSON, without braces."""

    assignment: Assignment
    derivation: Derivation
    members: bytes
    proof: ProofShape


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a determination.

    ``qualified_by``: for each label the index of the warrant, and the proof that it belongs.
    """

    turns_on: tuple[TurnsOn, ...]
    turns_on_json: orjson.Fragment
    qualifications: tuple[str, ...]
    warrants: tuple[ToldWarrant, ...]
    qualified_by: tuple[tuple[str, int, ProofShape], ...]


@dataclass(frozen=True, slots=True)
class ToldMember:
    """A member of an answer as JSON; ``named``: the ids of the records that it names, in order."""

    json: bytes
    named: Mapping[str, None]


@dataclass(slots=True)
class ToldStretch:
    """What was written of an answer that is the same on some days.

    ``together``: several members by their names. ``around``: the whole before its day, and after.
    """

    members: dict[str, ToldMember] = field(default_factory=dict)
    together: dict[tuple[str, ...], Mapping[str, orjson.Fragment | None]] = field(
        default_factory=dict
    )
    around: tuple[bytes, bytes] | None = None
