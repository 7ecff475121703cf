"""How long work may go on: a deadline that whoever works looks at, and that his caller may end."""

from __future__ import annotations

from contextlib import AbstractContextManager
from contextvars import ContextVar, Token
from time import monotonic
from typing import Self


class OutOfTime(Exception):
    """Work was given a deadline, which is over.

    It is no `SafeconductError`: where a single question that cannot be answered is passed over,
    this is not.
    """


class TimeAllowed(AbstractContextManager["TimeAllowed"]):
    """Work within this context ends with `OutOfTime` after so many ``seconds``, or when told to.

    It holds in the thread or task that entered it, and in those that copy its context.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends = monotonic() + seconds
        self._ended = False
        self._token: Token[TimeAllowed | None] | None = None

    def end(self) -> None:
        """End the work at once: nobody waits for it any more."""
        self._ended = True

    def check(self) -> None:
        """Raise `OutOfTime` if the time is over."""
        if self._ended:
            raise OutOfTime("nobody waits for this work any more")
        if monotonic() > self._ends:
            raise OutOfTime(f"the work took longer than the {self._seconds:g} seconds allowed")

    def __enter__(self) -> Self:
        self._token = _DEADLINE.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        if self._token is not None:
            _DEADLINE.reset(self._token)


_DEADLINE: ContextVar[TimeAllowed | None] = ContextVar("deadline", default=None)


def check_time() -> None:
    """Raise `OutOfTime` if there is a deadline and it is over; work that takes long asks often."""
    deadline = _DEADLINE.get()
    if deadline is not None:
        deadline.check()
