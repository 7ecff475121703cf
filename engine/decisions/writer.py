"""Writes decisions: many callers wait, what has come is committed in one transaction, apart.

A caller is told when its decision is in the database, so that what was told is there whatever
becomes of the process. Several processes write to one chain: each holds the end of it while it
adds a group.

No thread stands between those who wait and the process that commits (`channel.py`): to wake one for
each group costs more than all that is done for its rows. Of threads that wait, one commits for all
of them; an event loop commits for its own, and does something else meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from asyncio import AbstractEventLoop, Future
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final
from weakref import WeakSet

from ..store.database import Database
from .entry import DecisionEntry
from .line import DecisionCall, DecisionLine, DecisionLoad
from .model import Receipt

MOST_WAITING: Final = 1000
_ENDS: Final = 60
"""Seconds in which an event loop must have written what waits."""
_LOOK: Final = 0.05
"""Seconds between two looks whether it still runs."""


class DecisionWriter:
    """Takes decisions and writes them, in groups, in the order in which they came.

    ``most_waiting``: how many may wait at once, those that are being written included.
    ``sources``: the archives of files, by digest, to be written with the first decision that
    names them.
    """

    def __init__(
        self,
        database: Database,
        *,
        most_waiting: int = MOST_WAITING,
        sources: Mapping[str, bytes] | None = None,
    ) -> None:
        self._most = most_waiting
        self._database = database
        self._sources = {} if sources is None else sources
        self._begin()
        _WRITERS.add(self)

    def _begin(self) -> None:
        self._load = DecisionLoad(self._most)
        self._of_threads = self._line()
        self._committing = threading.Lock()
        self._of_loops: dict[AbstractEventLoop, DecisionLine] = {}
        self._changing = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many decisions wait or are being written."""
        return self._load.inside

    def record(self, entry: DecisionEntry, caller: str = "") -> Receipt:
        """Write a decision and return when it is there; raises `LogFull` or `LogFailed`."""
        call, line = DecisionCall((entry,), caller), self._of_threads
        line.put(call)
        with self._committing:  # whoever comes first commits for all who wait behind it
            while not call.is_settled:
                line.begin()
                line.complete()
        if call.error is not None:
            raise call.error
        return call.receipts[0]

    def recorded(
        self, entries: Sequence[DecisionEntry], caller: str = ""
    ) -> Future[tuple[Receipt, ...]]:
        """Have the running event loop write decisions, all or none; raises like `record`."""
        loop = asyncio.get_running_loop()
        line = self._of_loops.get(loop) or self._line_of(loop)
        future: Future[tuple[Receipt, ...]] = loop.create_future()
        if not entries:
            future.set_result(())
            return future
        line.put(DecisionCall(entries, caller, future))
        line.go_on(loop)
        return future

    def close(self) -> None:
        """Write what waits, and end; a later decision begins anew."""
        with self._committing:
            self._of_threads.end()
        with self._changing:
            lines, self._of_loops = self._of_loops, {}
        for loop, line in lines.items():
            _end_from_anywhere(loop, line)

    def begin_anew(self) -> None:
        """Begin as a fork of the process that wrote until now: what waits there is its affair."""
        for line in (self._of_threads, *self._of_loops.values()):
            line.forget()
        self._database.forget()
        self._begin()

    def _line(self) -> DecisionLine:
        return DecisionLine(self._database, self._sources, self._load)

    def _line_of(self, loop: AbstractEventLoop) -> DecisionLine:
        """Return the line of an event loop; what one that is closed has left is taken over."""
        with self._changing:
            left = [self._of_loops.pop(one) for one in tuple(self._of_loops) if one.is_closed()]
            line = left.pop() if left else self._line()
            for one in left:
                one.end()
            line.finish()
            self._of_loops[loop] = line
        return line


def _end_from_anywhere(loop: AbstractEventLoop, line: DecisionLine) -> None:
    """End the line of an event loop: in its thread while it runs, else here."""
    try:
        here = asyncio.get_running_loop()
    except RuntimeError:
        here = None
    if here is loop or not loop.is_running():
        line.end()
        return
    ended = threading.Event()

    def end() -> None:
        line.end()
        ended.set()

    until = time.monotonic() + _ENDS
    with suppress(RuntimeError):  # it was closed meanwhile
        loop.call_soon_threadsafe(end)
    while not ended.wait(_LOOK) and time.monotonic() < until:
        if not loop.is_running():  # it stopped, and will not do it
            line.end()
            return


_WRITERS: Final[WeakSet[DecisionWriter]] = WeakSet()


def _after_fork() -> None:
    for one in tuple(_WRITERS):
        one.begin_anew()


if hasattr(os, "register_at_fork"):  # else nothing is forked
    os.register_at_fork(after_in_child=_after_fork)
