"""Decisions that wait for one process that commits, in groups, and what became of them."""

from __future__ import annotations

import threading
import time
from asyncio import AbstractEventLoop, Future
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Final

from ..store.database import Database
from .chain import TAKEN
from .channel import Channel
from .committer import Group, Named, Taken
from .documents import SHORT, key_of
from .entry import DecisionEntry
from .errors import LogFailed, LogFull
from .model import Receipt

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
_MOST_KNOWN: Final = 1 << 26
"""Of so many bytes of answers it is remembered that they are there."""
_PATIENCE: Final = 5
"""Seconds in which the process that commits must go on with what nobody waits for, at the end."""

_columns: Final = attrgetter(*("digest" if name == "document" else name for name in TAKEN))
"""Returns what an entry brings, in the order in which it is sent."""


class DecisionCall:
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


class DecisionLoad:
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


@dataclass(slots=True)
class _Group:
    """Calls that are written together, and what is sent of them.

    ``new``: the pieces of answers that are sent with it, and the key of each.
    """

    calls: list[DecisionCall] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    new: dict[bytes, str] = field(default_factory=dict)
    archives: dict[str, bytes] = field(default_factory=dict)

    @property
    def message(self) -> Group:
        """What is sent."""
        return self.taken, {key: piece for piece, key in self.new.items()}, self.archives


class DecisionLine:
    """Calls that wait for one process that commits, which takes them in groups."""

    def __init__(
        self, database: Database, sources: Mapping[str, bytes], load: DecisionLoad
    ) -> None:
        self._database = database
        self._sources = sources
        self._load = load
        self._channel = Channel(database)
        self._waiting: deque[DecisionCall] = deque()
        self._groups: deque[_Group] = deque()
        self._archived: set[str] = set()
        self._known: OrderedDict[bytes, tuple[str, bytes]] = OrderedDict()
        self._known_bytes = 0
        self._looking = False

    def put(self, call: DecisionCall) -> None:
        """Let a call wait, unless it is one too many; raises `LogFull`."""
        self._load.add(len(call.entries))
        self._waiting.append(call)

    def begin(self) -> None:
        """Send what waits as a group."""
        if not self._waiting:
            return
        group = _Group()
        self._groups.append(group)
        try:
            self._fill(group)
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
        self._archived.update(group.archives)
        for piece, key in group.new.items():
            if piece not in self._known:
                self._known[piece] = key, piece
                self._known_bytes += len(piece)
        while self._known_bytes > _MOST_KNOWN:
            piece, _ = self._known.popitem(last=False)
            self._known_bytes -= len(piece)

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

    def _fill(self, group: _Group) -> None:
        """Take from what waits as much as goes into a group."""
        taken, new, size = group.taken, group.new, 0
        while self._waiting and len(taken) < _LARGEST_GROUP and size < _MANY_BYTES:
            call = self._waiting.popleft()
            group.calls.append(call)
            for entry in call.entries:
                named: Named = ()
                if entry.document is not None:
                    before = len(new)
                    named = tuple([self._named(one, new) for one in entry.document.pieces])
                    if len(new) > before:
                        size = sum(map(len, new))
                taken.append((call.at, call.caller, _columns(entry), named))
                sources = entry.sources
                if sources in self._sources and sources not in self._archived:
                    group.archives[sources] = self._sources[sources]

    def _named(self, piece: bytes, new: dict[bytes, str]) -> str | bytes:
        """Return the key of a piece, or itself if it is short; one not there is ``new``."""
        if len(piece) < SHORT:
            return piece
        found = self._known.get(piece)
        if found is None:
            return new.get(piece) or new.setdefault(piece, key_of(piece))
        key, same = found
        if same is not piece:  # to find what is equal takes long, to find the same does not
            del self._known[piece]
            self._known[piece] = key, piece
        return key

    def _lose(self, error: BaseException) -> None:
        """Give up all that is under way; the next group has a process of its own."""
        self._channel.end(waits=False)
        self._known.clear()  # what was there may have been lost with the database
        self._known_bytes = 0
        groups, self._groups = self._groups, deque()
        for group in groups:
            self._fail(group, error)

    def _fail(self, group: _Group, error: BaseException) -> None:
        failed = error if isinstance(error, LogFailed) else LogFailed(type(error).__name__)
        self._load.take_off(sum([len(call.entries) for call in group.calls]))
        for call in group.calls:
            call.settle(failed)
