"""Names of persons and places in bulk: exact or not at all, near names within reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ..errors import UnknownName
from ..names import Resolver

if TYPE_CHECKING:
    from ..engine import Engine

MOST_SUGGESTED: Final = 1000
"""For so many unknown names near ones are looked up, which takes some milliseconds each."""


class Names:
    """Resolves names as `Engine.person` and `Engine.place` do; errors too, but for suggestions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._exact = Resolver(engine.world, suggest=False)
        self._left = MOST_SUGGESTED

    def person(self, text: str) -> str:
        """Return the id of the person that ``text`` names exactly."""
        return self._resolve(text, self._exact.person, lambda name: self._engine.person(name).id)

    def place(self, text: str) -> str:
        """Return the id of the place that ``text`` names exactly."""
        return self._resolve(text, self._exact.place, lambda name: self._engine.place(name).id)

    def _resolve(
        self, text: str, exact: Callable[[str], str], suggesting: Callable[[str], str]
    ) -> str:
        try:
            return exact(text)
        except UnknownName:
            if not self._left:
                raise
            self._left -= 1
            return suggesting(text)
