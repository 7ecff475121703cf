"""Walks a whole log and finds what is not as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, select

from ..base.words import counted
from ..store.database import Database
from .chain import BEGINNING, digest_of, hash_of
from .documents import Pieces, decompressed, is_piece, key_of, read_document
from .errors import LogFailed
from .model import ChainFault, ChainReport
from .reader import pieces_of
from .sources import files_digest, unpack
from .tables import DecisionRow, DocumentRow, HeadRow, SourcesRow

_AT_ONCE: Final = 1000
_MOST_TOLD: Final = 100
_MOST_COMPARED: Final = 300
"""Of so many changed rows it is looked whether they stand in each other's place."""


def verify(
    database: Database,
    noted: tuple[int, str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> ChainReport:
    """Return what is wrong with a log: rows that were changed, taken out, put in or swapped.

    ``noted``: number and hash of a row as they were noted elsewhere; only by that a log can be told
    from one that was made anew from some row on. ``progress`` is told how many rows were looked at.
    Raises `LogFailed` if the log cannot be read.
    """
    with database.reading() as connection:
        walk = _Walk(noted)
        for rows in _batches(connection):
            for row in rows:
                walk.look(row)
            progress(walk.rows)
        walk.end(connection.execute(select(HeadRow.seq, HeadRow.hash)).one_or_none())
        walk.faults += _documents(connection)
        walk.faults += _sources(connection)
    return walk.report()


def verify_end(database: Database, rows: int) -> ChainReport:
    """Return what is wrong with the last rows of a log, as `verify` does; raises `LogFailed`."""
    with database.reading() as connection:
        head = connection.execute(select(HeadRow.seq, HeadRow.hash)).one_or_none()
        first = max(head.seq - rows, 0) if head else 0
        before = connection.execute(select(DecisionRow.hash).where(DecisionRow.seq == first))
        walk = _Walk(None, after=(first, before.scalar() or BEGINNING))
        for batch in _batches(connection, first):
            for row in batch:
                walk.look(row)
        walk.end(head)
    return walk.report()


def _batches(connection: Connection, last: int | None = None) -> Iterator[list[dict[str, Any]]]:
    table = DecisionRow.__table__
    while True:
        wanted = select(table).order_by(table.c.seq).limit(_AT_ONCE)
        if last is not None:
            wanted = wanted.where(table.c.seq > last)
        rows = [dict(row) for row in connection.execute(wanted).mappings()]
        if not rows:
            return
        yield rows
        last = rows[-1]["seq"]


class _Walk:
    """Goes along the chain, row by row."""

    def __init__(
        self, noted: tuple[int, str] | None, after: tuple[int, str] = (0, BEGINNING)
    ) -> None:
        self.rows = 0
        self.faults: list[ChainFault] = []
        self._noted = noted
        self._seq, self._hash = after
        self._changed: list[dict[str, Any]] = []
        self._missing: list[int] = []

    def look(self, row: dict[str, Any]) -> None:
        """Look at the next row."""
        self.rows += 1
        seq, expected = row["seq"], self._seq + 1
        if seq < 1:
            self._fault(row, "inserted", f"row {seq} stands before the first")
        elif seq > expected:
            self._miss(expected, seq - 1)
        if not _is_whole(row) or hash_of(row) != row["hash"]:
            self._changed.append(row)
            self._fault(row, "changed", f"row {seq} is not what its hash was made of")
        elif seq == expected and row["previous"] != self._hash:
            told = f"row {seq} does not follow row {self._seq}: one of them was put there later"
            self._fault(row, "unlinked", told)
        if self._noted is not None and self._noted[0] == seq:
            self._compare_noted(row["hash"])
        self._seq, self._hash = seq, row["hash"]

    def end(self, head: Any) -> None:
        """Compare the last row with the end of the chain as it was written."""
        if head is None:
            self._add(self._seq, "", "head", "the end of the chain was taken out")
        elif head.seq > self._seq:
            self._miss(self._seq + 1, head.seq)
        elif head.seq < self._seq:
            told = f"the chain ends with row {head.seq}, but row {self._seq} comes last"
            self._add(self._seq, "", "inserted", told)
        elif head.hash != self._hash:
            told = f"the end of the chain has another hash than row {self._seq}"
            self._add(self._seq, "", "head", told)
        if self._noted is not None:
            told = f"row {self._noted[0]}, which was noted, is not there"
            self._add(self._noted[0], "", "noted", told)
        self._find_swapped()

    def _compare_noted(self, hash_: str) -> None:
        assert self._noted is not None
        seq, noted = self._noted
        if hash_ != noted:
            told = f"row {seq} has another hash than was noted: the log was made anew"
            self._add(seq, "", "noted", told)
        self._noted = None

    def _find_swapped(self) -> None:
        """Say of changed rows which row they were, if they only stand in another place."""
        places = [one["seq"] for one in self._changed[:_MOST_COMPARED]] + self._missing
        for row in self._changed[:_MOST_COMPARED]:
            if not _is_whole(row):
                continue
            was = [it for it in places if hash_of({**row, "seq": it}) == row["hash"]]
            if was:
                told = f"row {row['seq']} was written as row {was[0]}"
                for at, one in enumerate(self.faults):
                    if one.kind == "changed" and one.seq == row["seq"]:
                        swapped = {"kind": "swapped", "message": told}
                        self.faults[at] = one.model_copy(update=swapped)

    def _miss(self, first: int, last: int) -> None:
        self._missing += range(first, min(last, first + _MOST_COMPARED) + 1)
        rows = f"row {first}" if first == last else f"rows {first} to {last}"
        been = "was" if first == last else "were"
        self._add(first, "", "missing", f"{rows} {been} taken out")

    def _fault(self, row: dict[str, Any], kind: Any, message: str) -> None:
        self._add(row["seq"], str(row["id"]), kind, message)

    def _add(self, seq: int, id: str, kind: Any, message: str) -> None:
        self.faults.append(ChainFault(seq=seq, id=id, kind=kind, message=message))

    def report(self) -> ChainReport:
        """Return what was seen."""
        found = sorted(self.faults, key=lambda one: one.seq)
        return ChainReport(
            rows=self.rows,
            seq=self._seq,
            hash=self._hash,
            faults=tuple(found[:_MOST_TOLD]),
            more=max(0, len(found) - _MOST_TOLD),
        )


def _is_whole(row: dict[str, Any]) -> bool:
    """Whether every column has a value of its kind: SQLite would keep any."""
    return all(
        isinstance(value, int if name == "seq" else str) and _is_written(value)
        for name, value in row.items()
    )


def _is_written(value: object) -> bool:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return not isinstance(value, int) or value.bit_length() < 64


def _documents(connection: Connection) -> Iterator[ChainFault]:
    """Yield a fault for each answer that is named and not kept, or not as it was."""
    kept = select(DocumentRow.digest)
    lost = select(DecisionRow.seq, DecisionRow.id).where(
        DecisionRow.told == "whole", DecisionRow.document.not_in(kept)
    )
    for seq, id_ in connection.execute(lost.order_by(DecisionRow.seq)):
        told = f"the answer of row {seq} was taken out"
        yield ChainFault(seq=seq, id=id_, kind="document", message=told)
    pieces = pieces_of(connection)
    for digest, content in connection.execute(
        select(DocumentRow.digest, DocumentRow.content).execution_options(yield_per=100)
    ):
        if _key_of(digest, content, pieces) != digest:
            told = f"the answer {digest[:12]} is {counted(len(content), 'byte')} of something else"
            yield ChainFault(seq=0, id="", kind="document", message=told)


def _key_of(key: str, content: bytes, pieces: Pieces) -> str:
    """Return the key under which an answer or a piece should be kept."""
    try:
        if is_piece(key):
            return key_of(decompressed(content))
        return digest_of(read_document(content, pieces))
    except LogFailed:
        return ""


def _sources(connection: Connection) -> Iterator[ChainFault]:
    """Yield a fault for files that are named and not kept, or not as they were."""
    kept = select(SourcesRow.digest)
    lost = (
        select(DecisionRow.sources)
        .where(DecisionRow.sources != "", DecisionRow.sources.not_in(kept))
        .distinct()
    )
    for (digest,) in connection.execute(lost):
        told = f"the files of records and rules {digest[:12]} were taken out"
        yield ChainFault(seq=0, id="", kind="sources", message=told)
    for digest, content in connection.execute(select(SourcesRow.digest, SourcesRow.content)):
        try:
            found = files_digest(unpack(content))
        except LogFailed:
            found = ""
        if found != digest:
            told = f"the files of records and rules {digest[:12]} are not those"
            yield ChainFault(seq=0, id="", kind="sources", message=told)
