"""What was made once is kept, within a bound: forgetting it changes no answer."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps values by key; one that would be more than ``most`` makes it forget all others."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[K, V] = {}
        self._adding = Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept for ``key``, if anything is."""
        return self._kept.get(key)

    def keep(self, key: K, value: V) -> V:
        """Keep a value, unless another thread was first; return what is kept."""
        with self._adding:
            if len(self._kept) >= self.most:
                self._kept.clear()
            return self._kept.setdefault(key, value)

    def forget(self) -> None:
        """Forget everything."""
        with self._adding:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)
