"""The shape of a proof: its rules as JSON once for all cases alike, with gaps for their facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ...base.json_text import written
from ...timeline.steps import Basis
from .nodes import Ground, Node

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

    def filled(self, facts: Mapping[int, bytes]) -> bytes:
        """Return the proof as JSON; ``facts``: those of the case as JSON, by index."""
        filled = [self.pieces[0]]
        for piece, index in zip(self.pieces[1:], self.facts, strict=True):
            filled += (facts[index], piece)
        return b"".join(filled)
