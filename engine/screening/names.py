"""Names of persons and places in bulk: exact or not at all, near names within reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Final

from ..base.errors import UnknownName
from ..records.names import Resolver

MOST_SUGGESTED: Final = 100
"""For so many unknown names near ones are looked up, which takes some milliseconds each."""


class NameCodes:
    """Resolves names as `Engine.person` and `Engine.place` do; errors too, but for suggestions.

    ``surnames``: whether a usual surname is enough. Nobody looks at each row of a file, so that a
    namesake would go unnoticed.
    """

    def __init__(self, resolver: Resolver, *, surnames: bool = False) -> None:
        self._resolver = resolver
        self._by_name = partial(resolver.person, surnames=surnames)
        self._left = MOST_SUGGESTED
        self._counting = Lock()

    def person(self, text: str) -> str:
        """Return the id of the person that ``text`` names exactly."""
        return self._resolve(text, self._by_name)

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
