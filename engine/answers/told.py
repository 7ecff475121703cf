"""What is told of a determination whatever the case: readings, labels, and proofs with gaps.

Every case with the same truths shares a determination, so its proofs have the same rules in the
same places, and differ in the facts at the leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import orjson

from ..base.json_text import written
from ..case.proof.nodes import Ground, Node
from ..inference.types import Derivation
from ..rulebase.model import Assignment
from ..timeline.basis import Basis
from .document import TurnsOn

_GAP: Final = "\0"
_GAPS: Final = re.compile(rb'\{"fact":"\\u0000","value":"(\d+)",[^}]*\}')


def gap(fact: int) -> Ground:
    """Return what stands in a proof where the fact with that index belongs."""
    return Ground.model_construct(
        fact=_GAP, value=str(fact), says="", basis=Basis.RECORD, reason="", records=()
    )


@dataclass(frozen=True, slots=True)
class ProofShape:
    """A proof as JSON, with gaps for facts: ``facts[i]`` belongs after ``pieces[i]``.

    ``distinct``: each fact once, in the order of reading.
    """

    pieces: tuple[bytes, ...]
    facts: tuple[int, ...]
    distinct: tuple[int, ...]

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> ProofShape:
        """Return the shape of a proof whose facts are each a `gap`."""
        found = _GAPS.split(written(list(nodes)))
        facts = tuple(map(int, found[1::2]))
        return cls(tuple(found[::2]), facts, tuple(dict.fromkeys(facts)))

    def filled(self, fact: Callable[[int], bytes]) -> bytes:
        """Return the proof as JSON; ``fact`` returns the fact of the case with that index."""
        filled = [self.pieces[0]]
        for piece, index in zip(self.pieces[1:], self.facts, strict=True):
            filled += (fact(index), piece)
        return b"".join(filled)


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
