"""Which States have a role at a place on a day: title first, then control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..records.models import Place
from .place import holds, span
from .steps import NEVER

RoleName = Literal["territorial", "controller", "none"]


@dataclass(frozen=True, slots=True)
class Role:
    """A State (code; empty for none) and its role at a place."""

    state: str
    name: RoleName


def roles(place: Place, day: int) -> tuple[Role, ...]:
    """Return the States with a role at ``place`` on ``day`` (ordinal), the deciding one first.

    The State whose territory it is answers first; a State that merely controls the place answers
    beside it, or alone where title is not settled.
    """
    territorial = [period.state for period in place.responsible if holds(period, day)]
    controlling = [
        period.state
        for period in place.controllers
        if holds(period, day) and period.state not in territorial
    ]
    found = [
        *(Role(state, "territorial") for state in dict.fromkeys(territorial)),
        *(Role(state, "controller") for state in dict.fromkeys(controlling)),
    ]
    return tuple(found) or (Role("", "none"),)


def changes(place: Place) -> frozenset[int]:
    """Return the days (ordinals) on which the roles at a place may change."""
    edges = {edge for period in (*place.responsible, *place.controllers) for edge in span(period)}
    return frozenset(edges - {0, NEVER})
