"""What could be otherwise of a determination, whatever the case: found once, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...inference.alternatives import AlternativeCase, Choice
from ...timeline.steps import Holding

Place = tuple[int, int]
"""A warrant and a fact, by index."""


@dataclass(frozen=True, slots=True)
class OtherFact:
    """One fact of one warrant with another value, and what would be so along with it.

    ``open``: it is not known whether the fact has that value today.
    """

    at: Place
    value: str
    open: bool
    follows: Mapping[Place, Holding]


@dataclass(frozen=True, slots=True)
class PositionChoice:
    """Another position on an issue, by index."""

    issue: int
    position: int


@dataclass(frozen=True, slots=True, eq=False)
class Considered:
    """The cases without names, and each other fact and position with its choice for the search.

    What follows from a fact belongs to the case and is left out. ``alone``: for sets of facts,
    whether one of them alone would change the outcome.
    """

    situation: AlternativeCase
    facts: tuple[tuple[OtherFact, Choice], ...]
    positions: tuple[tuple[PositionChoice, Choice], ...]
    alone: dict[frozenset[Place], bool] = field(default_factory=dict)
