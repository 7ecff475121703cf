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
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from operator import attrgetter
from typing import Final, NamedTuple
from weakref import WeakSet

from ..store.database import Database
from .chain import TAKEN
from .channel import Channel
from .committer import Group, Taken
from .entry import DecisionEntry
from .errors import LogFailed, LogFull
from .model import Receipt

MOST_WAITING: Final = 1000
_LARGEST_GROUP: Final = 500
_MANY_BYTES: Final = 1 << 20
"""Bytes of answers after which a group is closed: to hand on more holds up an event loop."""
_FOR_OTHERS: Final = 0.002
"""Seconds that a group waits at most for others to come: a transaction is dear, and a row more in
it is cheap."""
_MUCH: Final = 32
"""So many do not wait for others: an event loop may be a while at what came in meanwhile."""
_MOST_GROUPS: Final = 4
"""So many groups are under way at once, so that the process that commits has always one to do."""
_QUIET: Final = 3
"""A group waits no longer if an event loop has gone round so often and nobody has come: what came
in over a connection is here two rounds later. So who asks alone does not wait."""
_MOST_KNOWN: Final = 20_000
"""Of so many answers it is remembered that they are there."""
_ENDS: Final = 60
"""Seconds in which an event loop must have written what waits."""
_LOOK: Final = 0.05
"""Seconds between two looks whether it still runs."""
_PATIENCE: Final = 5
"""Seconds in which the process that commits must go on with what nobody waits for, at the end."""

_columns: Final = attrgetter(*("digest" if name == "document" else name for name in TAKEN))
"""Returns what an entry brings, in the order in which it is sent."""


class _Call:
    """Decisions that are written together, and what became of them."""

    __slots__ = ("at", "caller", "entries", "error", "future", "receipts")

    def __init__(
        self,
        entries: Sequence[DecisionEntry],
        caller: str,
        future: Future[tuple[Receipt, ...]] | None = None,
    ) -> None:
        self.entries = entries
        self.caller = caller
        self.at = time.time_ns()
        self.future = future
        self.receipts: tuple[Receipt, ...] = ()
        self.error: LogFailed | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether anybody wants to know what became of them."""
        future = self.future
        return future is None or not (future.done() or future.get_loop().is_closed())

    @property
    def is_settled(self) -> bool:
        """Whether it is known what became of them."""
        return bool(self.receipts or self.error)

    def settle(self, became: tuple[Receipt, ...] | LogFailed) -> None:
        """Tell whoever waits."""
        if isinstance(became, LogFailed):
            self.error = became
        else:
            self.receipts = became
        future = self.future
        if future is None or future.done():
            return  # whoever waited has gone
        try:
            if self.error is None:
                future.set_result(self.receipts)
            else:
                future.set_exception(self.error)
        except RuntimeError:  # its loop is closed
            self.future = None


class _Load:
    """How many decisions wait or are being written, in all lines of a writer."""

    def __init__(self, most: int) -> None:
        self.inside = 0
        self._most = most
        self._changing = threading.Lock()

    def add(self, decisions: int) -> None:
        """Count some more; raises `LogFull`."""
        with self._changing:
            if self.inside and self.inside + decisions > self._most:
                raise LogFull(f"{self.inside} decisions wait to be written; that is the most")
            self.inside += decisions

    def take_off(self, decisions: int) -> None:
        """Count some less."""
        with self._changing:
            self.inside -= decisions


class _Group(NamedTuple):
    """Calls that are written together, and what is sent of them."""

    calls: list[_Call]
    message: Group


class _Line:
    """Calls that wait for one process that commits, which takes them in groups."""

    def __init__(self, database: Database, sources: Mapping[str, bytes], load: _Load) -> None:
        self._database = database
        self._sources = sources
        self._load = load
        self._channel = Channel(database)
        self._waiting: deque[_Call] = deque()
        self._groups: deque[_Group] = deque()
        self._archived: set[str] = set()
        self._known: OrderedDict[str, None] = OrderedDict()
        self._looking = False

    def put(self, call: _Call) -> None:
        """Let a call wait, unless it is one too many; raises `LogFull`."""
        self._load.add(len(call.entries))
        self._waiting.append(call)

    def begin(self) -> None:
        """Send what waits as a group."""
        group = self._next()
        if not group.calls:
            return
        self._groups.append(group)
        try:
            with self._database.failing("cannot be written"):
                self._database.check_there()
                self._channel.send(group.message)
        except Exception as error:  # noqa: BLE001  # whatever it is: nobody may wait for ever
            self._fail(self._groups.pop(), error)
        except BaseException as error:  # nobody knows what was sent
            self._lose(error)
            raise

    def complete(self, patience: float | None = None) -> None:
        """Wait for the first group that is under way, and tell its callers."""
        if not self._groups:
            return
        try:
            with self._database.failing("cannot be written"):
                written = self._channel.receive(patience)
        except BaseException as error:
            self._lose(error)
            if isinstance(error, Exception):  # as above
                return
            raise
        group, receipts = self._groups.popleft(), map(Receipt._make, written)
        self._load.take_off(len(written))
        for call in group.calls:
            call.settle(tuple(islice(receipts, len(call.entries))))
        _, documents, archives = group.message
        self._archived.update(archives)
        self._known.update(dict.fromkeys(documents))
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)

    def go_on(self, loop: AbstractEventLoop) -> None:
        """Have an event loop write what waits: at once if it is much, else with what comes soon."""
        if len(self._groups) >= _MOST_GROUPS or not self._waiting:
            return
        if len(self._waiting) >= _MUCH:
            self._send(loop)
        elif not self._looking and not self._groups:
            self._looking = True
            loop.call_soon(self._look, loop, time.monotonic() + _FOR_OTHERS, 0, 0)

    def finish(self) -> None:
        """Send all that waits, and wait for what becomes of it.

        What no caller awaits any more is left to the process that commits if that takes long.
        """
        while self._waiting:
            self.begin()
        while self._groups:
            awaited = any(call.is_awaited for group in self._groups for call in group.calls)
            self.complete(None if awaited else _PATIENCE)
        self._looking = False  # the loop that did may be closed

    def end(self) -> None:
        """Write all that waits, and end the process."""
        self.finish()
        self._channel.end()

    def forget(self) -> None:
        """Leave all of it to the process of which this one is a fork."""
        self._channel.forget()

    def _look(self, loop: AbstractEventLoop, until: float, seen: int, quiet: int) -> None:
        came = len(self._waiting)
        quiet = quiet + 1 if came == seen else 0
        if came and quiet < _QUIET and time.monotonic() < until:
            loop.call_soon(self._look, loop, until, came, quiet)
        else:
            self._looking = False
            self._send(loop)

    def _send(self, loop: AbstractEventLoop) -> None:
        while self._waiting:
            self.begin()
            if self._groups:  # else it failed at once, and nobody would come back for the others
                self._tell(loop)
                return

    def _tell(self, loop: AbstractEventLoop) -> None:
        try:
            self._channel.tell(loop, lambda: self._go_on(loop))
        except NotImplementedError:  # a loop that cannot watch pipes
            self.finish()

    def _go_on(self, loop: AbstractEventLoop) -> None:
        self.complete()
        self.go_on(loop)

    def _next(self) -> _Group:
        """Take from what waits as much as goes into a group."""
        calls, taken, size = list[_Call](), list[Taken](), 0
        documents, archives = dict[str, bytes](), dict[str, bytes]()
        while self._waiting and len(taken) < _LARGEST_GROUP and size < _MANY_BYTES:
            call = self._waiting.popleft()
            calls.append(call)
            for entry in call.entries:
                taken.append((call.at, call.caller, _columns(entry)))
                digest, sources = entry.digest, entry.sources
                if entry.document and digest not in self._known and digest not in documents:
                    documents[digest] = entry.document
                    size += len(entry.document)
                if sources in self._sources and sources not in self._archived:
                    archives[sources] = self._sources[sources]
        return _Group(calls, (taken, documents, archives))

    def _lose(self, error: BaseException) -> None:
        """Give up all that is under way; the next group has a process of its own."""
        self._channel.end(waits=False)
        groups, self._groups = self._groups, deque()
        for group in groups:
            self._fail(group, error)

    def _fail(self, group: _Group, error: BaseException) -> None:
        failed = error if isinstance(error, LogFailed) else LogFailed(type(error).__name__)
        self._load.take_off(len(group.message[0]))
        for call in group.calls:
            call.settle(failed)


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
        self._load = _Load(self._most)
        self._of_threads = self._line()
        self._committing = threading.Lock()
        self._of_loops: dict[AbstractEventLoop, _Line] = {}
        self._changing = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many decisions wait or are being written."""
        return self._load.inside

    def record(self, entry: DecisionEntry, caller: str = "") -> Receipt:
        """Write a decision and return when it is there; raises `LogFull` or `LogFailed`."""
        call, line = _Call((entry,), caller), self._of_threads
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
        line.put(_Call(entries, caller, future))
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

    def _line(self) -> _Line:
        return _Line(self._database, self._sources, self._load)

    def _line_of(self, loop: AbstractEventLoop) -> _Line:
        """Return the line of an event loop; what one that is closed has left is taken over."""
        with self._changing:
            left = [self._of_loops.pop(one) for one in tuple(self._of_loops) if one.is_closed()]
            line = left.pop() if left else self._line()
            for one in left:
                one.end()
            line.finish()
            self._of_loops[loop] = line
        return line


def _end_from_anywhere(loop: AbstractEventLoop, line: _Line) -> None:
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
