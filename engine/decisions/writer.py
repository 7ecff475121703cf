"""Writes decisions: many callers wait, one thread commits what has come in one transaction.

A caller is told when its decision is in the database, so that what was told is there whatever
becomes of the process. Several processes write to one chain: each holds the end of it while it
adds a group.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib import metadata
from typing import Any, Final

import orjson
from sqlalchemy import Connection, bindparam, select, text, update
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
_FOR_OTHERS: Final = 0.02
"""Seconds that a group waits at most for others to come, and no longer than the last one took to be
written: a transaction is dear, and a row more in it is cheap. Who asks alone never waits."""
_LONGEST_CALLER: Final = 200
_MOST_KNOWN: Final = 20_000
"""Of so many answers it is remembered that they are there."""
_QUICK: Final = 1
"""How hard documents are compressed: more would take longer than to write them."""

_COLUMNS: Final = tuple(column.name for column in DecisionRow.__table__.columns)
_DECISIONS: Final = {
    # All rows of a group in one statement: each statement waits for the interpreter once or twice.
    True: text(
        f"INSERT INTO decisions ({', '.join(_COLUMNS)}) SELECT "
        + ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(_COLUMNS)))
        + " FROM json_each(:rows) ORDER BY key"
    ),
    False: text(
        f"INSERT INTO decisions ({', '.join(_COLUMNS)}) SELECT CAST(value ->> 0 AS bigint), "
        + ", ".join(f"value ->> {place}" for place in range(1, len(_COLUMNS)))
        + " FROM json_array_elements(CAST(:rows AS json)) AS value"
    ),
}
"""How decisions are added, by whether the database is embedded (SQLite)."""
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
        self._ending = False
        self._known: OrderedDict[str, None] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._connection: Connection | None = None
        self._version = metadata.version("safeconduct")

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
        tickets = tuple(Ticket(entry, caller, deliver) for entry in entries)
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
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
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
            self._disconnect()
            failed = error if isinstance(error, LogFailed) else LogFailed(type(error).__name__)
            for ticket in group:
                ticket.error = failed
        else:
            for ticket, receipt in zip(group, receipts, strict=True):
                ticket.receipt = receipt

    def _commit(self, group: Sequence[Ticket]) -> list[Receipt]:
        self._database.check_there()
        if self._connection is None:
            self._connection = self._database.connect()
        connection = self._connection
        documents = {
            one.entry.digest: one.entry.document
            for one in group
            if one.entry.document and one.entry.digest not in self._known
        }
        packed = {digest: zlib.compress(it, _QUICK) for digest, it in documents.items()}
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
            self._add(connection, DocumentRow, packed)
            self._add(connection, SourcesRow, archives)
            values = [[row[name] for name in _COLUMNS] for row in rows]
            connection.execute(
                _DECISIONS[self._database.embedded], {"rows": orjson.dumps(values).decode()}
            )
            connection.execute(_GOES_ON, {"now_seq": seq, "now_hash": hash_})
        self._written |= sources
        self._known.update(dict.fromkeys(documents))
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
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
