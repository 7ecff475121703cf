"""One case, and what an interval relation is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..records.world import World
from .steps import Holding, Steps


@dataclass(frozen=True, slots=True)
class Case:
    """One warrant, one place and one State with a role there; all are ids.

    ``host`` is empty where no State has a role (the high seas).
    """

    warrant: str
    person: str
    situation: str
    place: str
    host: str


Builder = Callable[[World, Case, Holding], Steps]


@dataclass(frozen=True, slots=True)
class Relation:
    """Reads one fact from the records.

    ``scope``: the fields of `Case` it depends on, so that cases which share them share the steps
    and an unknown fact is one unknown for all of them. ``build`` takes the world, the case and
    what holds without a record.
    """

    name: str
    scope: tuple[str, ...]
    build: Builder


def relation(name: str, *scope: str) -> Callable[[Builder], Relation]:
    """Return a decorator that makes a builder the relation ``name``."""

    def decorate(build: Builder) -> Relation:
        return Relation(name, scope, build)

    return decorate
