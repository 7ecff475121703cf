"""Searching lists by name, without ever taking one name for another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from safeconduct import UnknownName
from safeconduct.records import fold


class HasName(Protocol):
    """Anything with an id and a name."""

    @property
    def id(self) -> str:
        """Identifier."""

    @property
    def name(self) -> str:
        """Name as shown."""


T = TypeVar("T", bound=HasName)


def matching(
    q: str | None,
    table: Mapping[str, T],
    resolve: Callable[[str], T],
    aliases: Callable[[T], Sequence[str]],
) -> tuple[T, ...]:
    """Return what a search text leads to, sorted by name where it is not ranked.

    In this order, the first that gives anything: all (no text), exactly that name and then those
    that contain the text, similar names best first. Raises `InputError` for a text that cannot be
    a name.
    """
    by_name = tuple(sorted(table.values(), key=lambda one: (one.name, one.id)))
    if q is None:
        return by_name
    suggested: tuple[str, ...] = ()
    exact: tuple[T, ...] = ()
    try:
        exact = (resolve(q),)
    except UnknownName as error:
        suggested = tuple(near.id for near in error.suggestions)
    key = fold(q)
    containing = tuple(
        one
        for one in by_name
        if key and any(key in fold(name) for name in (one.name, *aliases(one)))
    )
    certain = tuple({one.id: one for one in (*exact, *containing)}.values())
    return certain or tuple(table[id_] for id_ in suggested)
