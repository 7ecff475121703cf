"""Writes decisions: many callers wait, one thread commits what has come in one transaction.

A caller is told when its decision is in the database, so that what was told is there whatever
becomes of the process. Several processes write to one chain: each holds the end of it while it
adds a group.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib import metadata
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from ..store.database import Database
from ..store.uuid7 import uuid7
from .chain import linked
from .entry import DecisionEntry
from .errors import LogFailed, LogFull
from .model import Receipt
from .tables import DecisionRow, DocumentRow, HeadRow, SourcesRow

MOST_WAITING: Final = 1000
_LARGEST_GROUP: Final = 500
_LONGEST_CALLER: Final = 200
_QUICK: Final = 1
"""How hard documents are compressed: more would take longer than to write them."""

_DECISION: Final = insert(DecisionRow)
_HEAD: Final = select(HeadRow.seq, HeadRow.hash).with_for_update()
_GOES_ON: Final = update(HeadRow).values(seq=bindparam("now_seq"), hash=bindparam("now_hash"))


class Ticket:
    """One decision that waits to be written; ``receipt`` or ``error`` is there when it is told."""

    __slots__ = ("at", "caller", "deliver", "entry", "error", "id", "receipt")

    def __init__(self, entry: DecisionEntry, caller: str, deliver: Deliver) -> None:
        self.entry = entry
        self.caller = _text(caller)
        self.deliver = deliver
        self.at = time.time_ns()
        self.id = uuid7(self.at)
        self.receipt: Receipt | None = None
        self.error: LogFailed | None = None


Deliver = Callable[[Sequence[Ticket]], None]
"""Is told, in the thread that writes, which decisions were written or were not."""


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
        self._closed = False
        self._thread: threading.Thread | None = None
        self._connection: Connection | None = None
        self._version = metadata.version("safeconduct")

    @property
    def waiting(self) -> int:
        """How many decisions wait or are being written."""
        return self._inside

    def submit(self, entry: DecisionEntry, caller: str, deliver: Deliver) -> Ticket:
        """Take a decision, and tell ``deliver`` when it is written; raises `LogFull`, `LogFailed`.

        ``caller``: what is kept of who asked.
        """
        ticket = Ticket(entry, caller, deliver)
        with self._changed:
            if self._closed:
                raise LogFailed("the decision log is closed")
            if self._inside >= self._most:
                raise LogFull(f"{self._inside} decisions wait to be written, as many as may")
            self._inside += 1
            self._waiting.append(ticket)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="decisions", daemon=True)
                self._thread.start()
            if len(self._waiting) == 1:
                self._changed.notify()
        return ticket

    def record(self, entry: DecisionEntry, caller: str = "") -> Receipt:
        """Write a decision and return when it is there; raises `LogFull` or `LogFailed`."""
        written = threading.Event()
        ticket = self.submit(entry, caller, lambda _: written.set())
        written.wait()
        if ticket.receipt is None:
            raise ticket.error or LogFailed("the decision was not written")
        return ticket.receipt

    def close(self) -> None:
        """Write what waits, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                group = [
                    self._waiting.popleft() for _ in range(min(len(self._waiting), _LARGEST_GROUP))
                ]
            if not group:
                if self._connection is not None:
                    self._connection.close()
                return
            self._settle(group)
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
            self._disconnect()
            failed = error if isinstance(error, LogFailed) else LogFailed(type(error).__name__)
            for ticket in group:
                ticket.error = failed
        else:
            for ticket, receipt in zip(group, receipts, strict=True):
                ticket.receipt = receipt

    def _commit(self, group: Sequence[Ticket]) -> list[Receipt]:
        if self._connection is None:
            self._connection = self._database.connect()
        connection = self._connection
        documents = {
            one.entry.digest: zlib.compress(one.entry.document, _QUICK)
            for one in group
            if one.entry.document
        }
        sources = {one.entry.sources for one in group} - {"", *self._written}
        archives = {digest: self._sources[digest] for digest in sources if digest in self._sources}
        with connection.begin():
            seq, hash_ = connection.execute(_HEAD).one()
            rows: list[dict[str, Any]] = []
            for one in group:
                row = linked(
                    one.entry,
                    id=one.id,
                    at=_moment(one.at),
                    caller=one.caller,
                    version=self._version,
                    after=(seq, hash_),
                )
                seq, hash_ = row["seq"], row["hash"]
                rows.append(row)
            self._add(connection, DocumentRow, documents)
            self._add(connection, SourcesRow, archives)
            connection.execute(_DECISION, rows)
            connection.execute(_GOES_ON, {"now_seq": seq, "now_hash": hash_})
        self._written |= sources
        return [Receipt(row["id"], row["seq"], row["hash"]) for row in rows]

    def _add(
        self,
        connection: Connection,
        kind: type[DocumentRow | SourcesRow],
        contents: Mapping[str, bytes],
    ) -> None:
        """Add what is not there yet."""
        if not contents:
            return
        rows = [{"digest": digest, "content": content} for digest, content in contents.items()]
        if self._database.embedded:
            from sqlalchemy.dialects.sqlite import insert as add
        else:
            from sqlalchemy.dialects.postgresql import insert as add  # type: ignore[assignment]
        connection.execute(add(kind.__table__).on_conflict_do_nothing(), rows)  # type: ignore[arg-type]

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.invalidate()
            with suppress(SQLAlchemyError):
                self._connection.close()
            self._connection = None


def _moment(nanoseconds: int) -> str:
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    whole = datetime.fromtimestamp(seconds, UTC)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{rest // 1000:06d}Z"


def _text(caller: str) -> str:
    """Return what any database keeps of a text: within its length, and all of it characters."""
    clean = caller.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return clean[:_LONGEST_CALLER]
