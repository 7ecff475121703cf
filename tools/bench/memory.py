"""Whether memory stays level: resident size over many questions, and sessions not freed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from safeconduct.inference.durable_host import DurableHost

from .machine import resident

_CHECKPOINTS: Final = 20
_NO_SUCH_SESSION: Final = "309"
"""The library's error number for a session that does not exist."""


@dataclass(frozen=True)
class Level:
    """The resident size over ``count`` questions, all after ``warm_up`` others, in bytes.

    ``slope``: bytes for each further question, by least squares; 0 is level.
    """

    name: str
    warm_up: int
    count: int
    sizes: tuple[int, ...]

    @property
    def slope(self) -> float:
        """Bytes for each question."""
        step = self.count / (len(self.sizes) - 1)
        middle = (len(self.sizes) - 1) / 2
        mean = sum(self.sizes) / len(self.sizes)
        rise = sum((i - middle) * (size - mean) for i, size in enumerate(self.sizes))
        run = sum((i - middle) ** 2 for i in range(len(self.sizes)))
        return rise / run / step

    @property
    def growth(self) -> float:
        """The last size beside the first."""
        return self.sizes[-1] / self.sizes[0]


def watch(
    name: str, ask: Callable[[int], object], *, warm_up: int, count: int, first: int = 0
) -> Level | None:
    """Ask ``warm_up`` questions, then ``count`` under watch; ``None`` where sizes are not told.

    ``ask`` is given how many questions to ask now, and its answers are dropped. ``first``: so many
    were asked already, by whatever else warmed up.
    """
    ask(warm_up)
    part = max(1, count // _CHECKPOINTS)
    sizes = [_settled()]
    for _ in range(_CHECKPOINTS):
        ask(part)
        sizes.append(_settled())
    known = tuple(size for size in sizes if size is not None)
    if len(known) < len(sizes):
        return None
    return Level(name, first + warm_up, part * _CHECKPOINTS, known)


def _settled() -> int | None:
    gc.collect()
    return resident()


def sessions_left(host: DurableHost, among: int = 1100) -> int:
    """Return how many of the last sessions of durable-rules still exist in any of its rulesets.

    Asks the native library itself. A ruleset can hold no more than 1,024 at a time, so that many
    evaluations without an error show the same of the earlier ones.
    """
    newest = next(host._sessions)  # noqa: SLF001  # takes one number, which nothing depends on
    sids = [f"session{number}" for number in range(max(0, newest - among), newest)]
    library: Any = host._host  # noqa: SLF001  # the library behind the fence
    rulesets = list(host._names.values())  # noqa: SLF001
    return sum(_exists(library, ruleset, sid) for ruleset in rulesets for sid in sids)


def _exists(library: Any, ruleset: str, sid: str) -> bool:
    try:
        library.get_facts(ruleset, sid)
    except Exception as error:  # the library has no better one
        if _NO_SUCH_SESSION in str(error):
            return False
        raise
    return True
