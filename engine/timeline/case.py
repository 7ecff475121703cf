"""One case, and what an interval relation is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any, Final

from ..records.world import World
from .steps import Canvas, Holding, Steps


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


class NamedCase:
    """A case of any question: ids by the names that the question has for them.

    Each is read as an attribute, as those of `Case`: ``NamedCase({"territory": "UKR"}).territory``.
    """

    __slots__ = ("_ids", "_key")

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids: Final = dict(ids)
        self._key: Final = tuple(self._ids.items())

    def __getattr__(self, name: str) -> str:
        if name.startswith("_") or name not in self._ids:  # also while it is being copied
            raise AttributeError(f"a case of this question has no `{name}`")
        return self._ids[name]

    def with_value(self, name: str, id_: str) -> NamedCase:
        """Return the case with another record of that name."""
        return NamedCase({**self._ids, name: id_})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamedCase) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"NamedCase({self._ids!r})"


Builder = Callable[[World, Any, Holding], Steps]
"""Reads a fact of a case, a `Case` or a `NamedCase` with the fields of its scope."""

Painter = Callable[[World, Any, Canvas], None]
"""Paints a fact of a case over what holds without a record."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What a fact would be if another one, read by ``relation``, came to be otherwise on a day.

    ``then`` takes the world, the case, the supposed value of the other fact and the day (ordinal),
    and returns ``None`` if nothing follows.
    """

    relation: str
    then: Callable[[World, Case, str, int], Holding | None]


@dataclass(frozen=True, slots=True)
class Relation:
    """Reads one fact from the records.

    ``scope``: the fields of the case it depends on, so that cases which share them share the steps
    and an unknown fact is one unknown for all of them. ``build`` takes the world, the case and
    what holds without a record. ``reads``: the kind of records that speak of it. ``follows``: what
    to suppose of it along with another fact. ``lasts``: until when a value is sure to hold that was
    known on a day, because what would change it takes time to have an effect.
    """

    name: str
    scope: tuple[str, ...]
    build: Builder
    reads: str
    follows: Follows | None = None
    lasts: Callable[[str, date], date] | None = None


def relation(
    name: str,
    *scope: str,
    reads: str,
    follows: Follows | None = None,
    lasts: Callable[[str, date], date] | None = None,
) -> Callable[[Builder], Relation]:
    """Return a decorator that makes a builder the relation ``name``; see `Relation`."""

    def decorate(build: Builder) -> Relation:
        return Relation(name, scope, build, reads, follows, lasts)

    return decorate


def painted(
    name: str,
    *scope: str,
    reads: str,
    follows: Follows | None = None,
    lasts: Callable[[str, date], date] | None = None,
) -> Callable[[Painter], Relation]:
    """Return a decorator that makes a painter the relation ``name``; see `Relation`."""

    def decorate(paint: Painter) -> Relation:
        def build(world: World, case: Any, ground: Holding) -> Steps:
            canvas = Canvas(ground)
            paint(world, case, canvas)
            return canvas.steps()

        return relation(name, *scope, reads=reads, follows=follows, lasts=lasts)(build)

    return decorate


def relations_in(*modules: ModuleType) -> tuple[Relation, ...]:
    """Return the relations that modules define, in order."""
    return tuple(
        one for module in modules for one in vars(module).values() if isinstance(one, Relation)
    )
