"""Where whoever watches derivations says what surrounds each: nothing, unless it is said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Final, TypeAlias

Surrounding: TypeAlias = Callable[[str], AbstractContextManager[object]]
"""Takes the name of an evaluator and returns what one derivation by it is done within."""


def _nothing(_: str) -> AbstractContextManager[object]:
    return _NOTHING


_NOTHING: Final = nullcontext()
surrounding: Final[ContextVar[Surrounding]] = ContextVar("surrounding", default=_nothing)
"""What surrounds the derivations of this thread or task, and of those that it starts."""
