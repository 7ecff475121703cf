"""Reads a decision log: one decision, those that are sought, what is kept of an answer."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Select, select

from ..base.errors import InputError
from ..store.database import Database
from .documents import Pieces, read_document
from .errors import LogFailed
from .model import DecisionPage, DecisionSearch, LoggedDecision
from .tables import DecisionRow, DocumentRow, SourcesRow

_AT_ONCE: Final = 200
MOST_READ: Final = 500
"""The longest page."""


class DecisionReader:
    """Reads what the log of a database has."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, id: str) -> LoggedDecision | None:
        """Return a decision with what is kept of its answer; ``None`` if there is none of that id.

        Raises `LogFailed`.
        """
        with self._database.reading() as connection:
            sought = select(DecisionRow.__table__).where(DecisionRow.id == id)
            row = connection.execute(sought).mappings().first()
            if row is None:
                return None
            content = None
            if row["told"] == "whole":
                content = kept_document(connection, row["document"])
            return _decision(dict(row), content, pieces_of(connection))

    def rows(self) -> Generator[LoggedDecision, None, None]:
        """Yield every decision with what is kept of its answer, in the order of the chain.

        Raises `LogFailed`.
        """
        table, kept, last = DecisionRow.__table__, DocumentRow.__table__, 0
        joined = table.outerjoin(
            kept, (table.c.document == kept.c.digest) & (table.c.told == "whole")
        )
        wanted = select(table, kept.c.content).select_from(joined).order_by(table.c.seq)
        with self._database.reading() as connection:
            pieces = pieces_of(connection)
            while True:
                later = wanted.where(table.c.seq > last).limit(_AT_ONCE)
                rows = [dict(row) for row in connection.execute(later).mappings()]
                for row in rows:
                    content = row.pop("content")
                    yield _decision(row, content, pieces)
                if not rows:
                    return
                last = rows[-1]["seq"]

    def sources(self, digest: str) -> bytes | None:
        """Return the archive of files that is kept under a digest; raises `LogFailed`."""
        with self._database.reading() as connection:
            kept = select(SourcesRow.content).where(SourcesRow.digest == digest)
            return connection.execute(kept).scalar()

    def has(self, part: str, value: str) -> bool:
        """Return whether a decision has that value as its ``person``, ``place``, or whatever."""
        column = getattr(DecisionRow, part)
        with self._database.reading() as connection:
            return (
                connection.execute(select(DecisionRow.seq).where(column == value)).first()
                is not None
            )

    def search(self, sought: DecisionSearch) -> DecisionPage:
        """Return the latest decisions of those that are sought.

        Raises `InputError` for days in the wrong order, an id that there is not and a limit that
        cannot be, and `LogFailed`.
        """
        if not 1 <= sought.limit <= MOST_READ:
            told = "is out of range"
            raise InputError("limit", str(sought.limit), told, (f"1 to {MOST_READ}",))
        if sought.since and sought.until and sought.since > sought.until:
            told = f"lies before `since`, {sought.since}"
            raise InputError("until", str(sought.until), told, (f"{sought.since} or later",))
        with self._database.reading() as connection:
            wanted = _wanted(sought)
            if sought.before:
                before = select(DecisionRow.seq).where(DecisionRow.id == sought.before)
                seq = connection.execute(before).scalar()
                if seq is None:
                    told = "is not where a page ended"
                    allowed = ("the `next` of the page before",)
                    raise InputError("cursor", sought.before, told, allowed)
                wanted = wanted.where(DecisionRow.seq < seq)
            rows = connection.execute(wanted.limit(sought.limit + 1)).mappings().all()
        shown = rows[: sought.limit]
        return DecisionPage(
            items=tuple(_decision(dict(row)) for row in shown),
            limit=sought.limit,
            next=shown[-1]["id"] if len(rows) > len(shown) else None,
        )


def _wanted(sought: DecisionSearch) -> Select[Any]:
    wanted = select(DecisionRow.__table__).order_by(DecisionRow.seq.desc())
    for name in ("person", "place", "outcome", "caller", "question"):
        value = getattr(sought, name)
        if value:
            wanted = wanted.where(getattr(DecisionRow, name) == value)
    if sought.since:
        wanted = wanted.where(DecisionRow.at >= sought.since.isoformat())
    if sought.until and sought.until < date.max:
        after = sought.until + timedelta(days=1)
        wanted = wanted.where(DecisionRow.at < after.isoformat())
    return wanted


def kept_document(connection: Connection, key: str) -> bytes | None:
    """Return what is kept under the digest of an answer, or the key of a piece."""
    kept = select(DocumentRow.content).where(DocumentRow.digest == key)
    return connection.execute(kept).scalar()


def pieces_of(connection: Connection) -> Pieces:
    """Return the pieces of the answers in a log."""
    return Pieces(lambda key: kept_document(connection, key))


def _decision(
    row: dict[str, Any], content: bytes | None = None, pieces: Pieces | None = None
) -> LoggedDecision:
    try:
        row["asked"] = orjson.loads(row["asked"])
        row["answer"] = None
        if content is not None and pieces is not None:
            row["answer"] = orjson.loads(read_document(content, pieces))
        return LoggedDecision(**row)
    except ValueError:
        told = f"the row of decision {str(row.get('id'))[:36]!r} was damaged; verify the log"
        raise LogFailed(told) from None
