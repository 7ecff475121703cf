"""The test items that pytest sees: each looks many times, and says how often and what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import ExceptionInfo, TerminalRepr

Looked = Callable[[], tuple[int, str, str]]
"""Returns how often it looked, what is wrong in words (nothing: all is well), and what to note."""

NOTE: Final = "safeconduct-note"
"""The key under which a test says what is worth a second look, though nothing is wrong."""


class _Wrong(Exception):
    """Something is wrong with the rules; the message says what."""


class RulesCollector(pytest.Collector):
    """Stands above the tests of one kind."""

    looks: tuple[tuple[str, Looked], ...]
    where: Path

    @classmethod
    def make(
        cls, session: pytest.Session, name: str, where: Path, looks: tuple[tuple[str, Looked], ...]
    ) -> RulesCollector:
        """Return the collector of that name; its tests are about the directory ``where``."""
        made: RulesCollector = cls.from_parent(session, name=name, nodeid=name)
        made.looks, made.where = looks, where
        return made

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test for each way to look."""
        for name, look in self.looks:
            yield CheckItem.make(self, name, look, self.where)


class CheckItem(pytest.Item):
    """One property, case or proof."""

    look: Looked
    where: Path

    @classmethod
    def make(cls, parent: RulesCollector, name: str, look: Looked, where: Path) -> CheckItem:
        """Return the item of that name; ``where`` is the directory that it is about."""
        made: CheckItem = cls.from_parent(parent, name=name)
        made.look, made.where = look, where
        return made

    def runtest(self) -> None:
        """Look, and keep how often."""
        count, wrong, note = self.look()
        self.user_properties.append(("safeconduct", count))
        if note:
            self.user_properties.append((NOTE, note))
        if wrong:
            raise _Wrong(wrong)

    def repr_failure(
        self, excinfo: ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        """Return what is wrong in words; a mistake of the program as a traceback."""
        if isinstance(excinfo.value, _Wrong):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style=style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what the test is about."""
        return self.where, None, self.name
