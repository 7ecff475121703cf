"""What is told of a person at a place, kept with the days on which nothing in it changes.

Most questions are about a person and a place that were asked about before, on another day. Between
two changes of the records behind it the answer is the same, and so are its words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from ..base.cache import Cache

T = TypeVar("T")

Stretch: TypeAlias = tuple[int, int]
"""Days (ordinals) ``[since, until)``."""

_MOST: Final = 16
"""How many values are kept under one key."""


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    """A value that holds on the days (ordinals) ``[since, until)``."""

    since: int
    until: int
    value: T


class Lasting(Generic[T]):
    """Keeps values by key and day; forgetting them changes nothing.

    At most ``most`` keys are remembered, and ``values`` values, by default as many.

    A key for which nothing was told before is only remembered: most are asked about once, and to
    find the days would cost more than to tell it.

    >>> kept = Lasting[str](100)
    >>> for _ in range(2):
    ...     told = kept.keep("A", "between two changes", lambda: between(20, changes=(3, 15, 31)))
    >>> kept.find("A", 15), kept.find("A", 31)
    ('between two changes', None)
    """

    def __init__(self, most: int, values: int | None = None) -> None:
        self.kept: Cache[Hashable, list[_Kept[T]]] = Cache(most)
        self._left = self._values = most if values is None else values

    def find(self, key: Hashable, day: int) -> T | None:
        """Return what holds on ``day`` (ordinal), if it is kept."""
        for one in self.kept.get(key) or ():
            if one.since <= day < one.until:
                return one.value
        return None

    def keep(self, key: Hashable, value: T, days: Callable[[], Stretch]) -> T:
        """Keep what holds on ``days`` if anything was told for the key before; return it."""
        found = self.kept.get(key)
        if found is None:
            self.kept.keep(key, [])
        elif len(found) < _MOST:
            self._left -= 1
            if self._left < 0:
                self._left = self._values
                self.kept.forget()
            found.append(_Kept(*days(), value))
        return value


def between(day: int, changes: Iterable[int]) -> Stretch:
    """Return the days around ``day`` from one change to the next; each counts from its day on."""
    since, until = 0, _ALWAYS
    for change in changes:
        if change > day:
            until = min(until, change)
        else:
            since = max(since, change)
    return since, until


_ALWAYS: Final = 1 << 31
