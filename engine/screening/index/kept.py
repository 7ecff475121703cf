"""What is made once of a reasoner lives as long as it, and others wait for it alone."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from ...case.reasoner import Reasoner

V = TypeVar("V")


class KeptByReasoner(Generic[V]):
    """Values by reasoner and name; what takes seconds for one holds up no other.

    By the reasoner, which nothing else equals: rules made by hand may keep a digest. A value must
    not hold its reasoner, or neither would ever go.
    """

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Reasoner, dict[str, _Entry[V]]] = WeakKeyDictionary()
        self._adding = Lock()

    def get(self, reasoner: Reasoner, name: str, make: Callable[[], V]) -> V:
        """Return the value of that name; if it is not there it is made, once."""
        with self._adding:
            entry = self._kept.setdefault(reasoner, {}).setdefault(name, _Entry())
        with entry.making:
            if entry.value is None:
                entry.value = make()
            return entry.value


class _Entry(Generic[V]):
    def __init__(self) -> None:
        self.making = Lock()
        self.value: V | None = None
