"""Names of persons and places in bulk: exact or not at all, near names within reason."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Final

from ..errors import UnknownName
from ..names import Resolver

MOST_SUGGESTED: Final = 100
"""For so many unknown names near ones are looked up, which takes some milliseconds each."""


class Names:
    """Resolves names as `Engine.person` and `Engine.place` do; errors too, but for suggestions."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._left = MOST_SUGGESTED
        self._counting = Lock()

    def person(self, text: str) -> str:
        """Return the id of the person that ``text`` names exactly."""
        return self._resolve(text, self._resolver.person)

    def place(self, text: str) -> str:
        """Return the id of the place that ``text`` names exactly."""
        return self._resolve(text, self._resolver.place)

    def _resolve(self, text: str, look: Callable[..., str]) -> str:
        try:
            return look(text, suggest=False)
        except UnknownName:
            with self._counting:
                if not self._left:
                    raise
                self._left -= 1
            return look(text)
