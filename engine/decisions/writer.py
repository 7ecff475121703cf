"""Writes decisions: many callers wait, what has come is committed in one transaction, apart.

A caller is told when its decision is in the database, so that what was told is there whatever
becomes of the process. Several processes write to one chain: each holds the end of it while it
adds a group. A thread hands groups on to a process of its own (`committer.py`), waits for it, and
tells those who wait.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from operator import attrgetter
from typing import IO, Final

from ..store.database import Database
from .chain import TAKEN
from .committer import Group, Written, receive, send
from .entry import DecisionEntry
from .errors import LogFailed, LogFull
from .model import Receipt

MOST_WAITING: Final = 1000
_LARGEST_GROUP: Final = 500
_FOR_OTHERS: Final = 0.02
"""Seconds that a group waits at most for others to come, and no longer than the last one took to be
written: a transaction is dear, and a row more in it is cheap. Who asks alone never waits."""
_MOST_KNOWN: Final = 20_000
"""Of so many answers it is remembered that they are there."""
_ENDS: Final = 60
"""Seconds in which the process that commits must have ended when there is no more to do."""


class Ticket:
    """One decision that waits to be written; ``receipt`` or ``error`` is there when it is told."""

    __slots__ = ("at", "caller", "deliver", "entry", "error", "receipt")

    def __init__(self, entry: DecisionEntry, caller: str, deliver: Deliver) -> None:
        self.entry = entry
        self.caller = caller
        self.deliver = deliver
        self.at = time.time_ns()
        self.receipt: Receipt | None = None
        self.error: LogFailed | None = None


Deliver = Callable[[Sequence[Ticket]], None]
"""Is told, in the thread that writes, which decisions were written or were not."""

_columns: Final = attrgetter(*("digest" if name == "document" else name for name in TAKEN))
"""Returns what an entry brings, in the order in which it is sent."""


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
        self._database = database
        self._most = most_waiting
        self._sources = {} if sources is None else sources
        self._written: set[str] = set()
        self._waiting: deque[Ticket] = deque()
        self._changed = threading.Condition()
        self._inside = 0
        self._ending = False
        self._known: OrderedDict[str, None] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def waiting(self) -> int:
        """How many decisions wait or are being written."""
        return self._inside

    def submit(
        self, entries: Sequence[DecisionEntry], caller: str, deliver: Deliver
    ) -> tuple[Ticket, ...]:
        """Take decisions, all or none, and tell ``deliver`` when they are written.

        ``caller``: what is kept of who asked. Raises `LogFull`.
        """
        tickets = tuple([Ticket(entry, caller, deliver) for entry in entries])
        with self._changed:
            if self._inside and self._inside + len(tickets) > self._most:
                raise LogFull(f"{self._inside} decisions wait to be written; that is the most")
            self._inside += len(tickets)
            idle = not self._waiting
            self._waiting.extend(tickets)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="decisions", daemon=True)
                self._thread.start()
            if idle:
                self._changed.notify()
        return tickets

    def record(self, entry: DecisionEntry, caller: str = "") -> Receipt:
        """Write a decision and return when it is there; raises `LogFull` or `LogFailed`."""
        written = threading.Event()
        (ticket,) = self.submit((entry,), caller, lambda _: written.set())
        written.wait()
        if ticket.receipt is None:
            raise ticket.error or LogFailed("the decision was not written")
        return ticket.receipt

    def close(self) -> None:
        """Write what waits, and end; a later decision begins anew."""
        with self._changed:
            thread, self._ending = self._thread, True
            self._changed.notify()
        if thread is not None:
            thread.join()
        self._ending = False

    def _work(self) -> None:
        pause = 0.0
        while True:
            with self._changed:
                while not self._waiting and not self._ending:
                    self._changed.wait()
            if pause and not self._ending:
                time.sleep(pause)
            with self._changed:
                group = [
                    self._waiting.popleft() for _ in range(min(len(self._waiting), _LARGEST_GROUP))
                ]
                if not group:
                    self._thread = None
            if not group:
                self._end()
                return
            begun = time.monotonic()
            self._settle(group)
            took = time.monotonic() - begun
            pause = min(took, _FOR_OTHERS) if len(group) > 1 else 0.0
            with self._changed:
                self._inside -= len(group)
            by_receiver: dict[Deliver, list[Ticket]] = {}
            for ticket in group:
                by_receiver.setdefault(ticket.deliver, []).append(ticket)
            for deliver, tickets in by_receiver.items():
                with suppress(Exception):  # whoever waited may be gone
                    deliver(tickets)

    def _settle(self, group: Sequence[Ticket]) -> None:
        """Write a group; each of it has a receipt then, or an error."""
        try:
            with self._database.failing("cannot be written"):
                receipts = self._commit(group)
        except Exception as error:  # noqa: BLE001  # whatever it is: nobody may wait for ever
            self._end()
            failed = error if isinstance(error, LogFailed) else LogFailed(type(error).__name__)
            for ticket in group:
                ticket.error = failed
        else:
            for ticket, receipt in zip(group, receipts, strict=True):
                ticket.receipt = Receipt(*receipt)

    def _commit(self, group: Sequence[Ticket]) -> Written:
        self._database.check_there()
        documents = {
            one.entry.digest: one.entry.document
            for one in group
            if one.entry.document and one.entry.digest not in self._known
        }
        named = {one.entry.sources for one in group} - {"", *self._written}
        archives = {digest: self._sources[digest] for digest in named if digest in self._sources}
        taken = [(one.at, one.caller, _columns(one.entry)) for one in group]
        written = self._committed((taken, documents, archives))
        self._written |= named
        self._known.update(dict.fromkeys(documents))
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return written

    def _committed(self, group: Group) -> Written:
        """Return what the process that commits says of a group; raises `OSError` if it failed."""
        to, source = self._pipes()
        with suppress(BrokenPipeError):  # it says why before it ends
            send(group, to)
        try:
            said: Written | str = receive(source)
        except EOFError:
            raise OSError("the process that writes it ended") from None
        if isinstance(said, str):
            raise OSError(said)
        return said

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Return the pipes to and from the process that commits; there is one from now on."""
        begun = self._process is None
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "safeconduct.decisions.committer"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # whoever interrupts the service waits for what it writes
            )
        to, source = self._process.stdin, self._process.stdout
        assert to is not None
        assert source is not None
        if begun:
            send((*self._database.driven, metadata.version("safeconduct")), to)
        return to, source

    def _end(self) -> None:
        """End the process that commits, when it has written what it was given."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            process.wait(_ENDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
