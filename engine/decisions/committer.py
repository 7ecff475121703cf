"""The process that writes a log: it takes groups, commits each, and says what became of it.

It stands apart so that hashing, compressing and writing take nothing from the process that
answers. One process that answers has one that commits; it reads groups from its standard input and
ends when that ends, after it has written what came whole. `kill -9` of the other takes nothing from
it; and nobody was told of a group that it did not commit.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, Any, Final, TypeAlias

from ..store.uuid7 import uuid7
from .chain import HASHED, digest_of, linked
from .documents import Pieces, compressed, listed

Named: TypeAlias = tuple[str | bytes, ...]
"""A whole answer: its pieces by their keys, short ones as they are; empty if there is none."""
Taken: TypeAlias = tuple[int, str, tuple[str, ...], Named]
"""A decision on its way: when it was taken (nanoseconds since 1970), the caller, the columns, and
the whole answer, of which the last column will be the digest."""
Group: TypeAlias = tuple[Sequence[Taken], Mapping[str, bytes], Mapping[str, bytes]]
"""Decisions, and what comes with them: by their keys the pieces of answers, and by their digests
the archives of files."""
Written: TypeAlias = Sequence[tuple[str, int, str]]
"""Of each decision its id, its number and its hash."""

_LENGTH: Final = 8
_LONGEST_CALLER: Final = 200
_MOST_KNOWN: Final = 20_000
"""Of so many answers it is remembered that they are there."""
_COLUMNS: Final = (*HASHED, "hash")


class Committer:
    """A connection to the database of a log, which adds groups at the end of the chain.

    ``embedded``: whether it is SQLite; else it is PostgreSQL. ``to``: what the driver is told of
    the database. ``version``: of the program that answers. Raises what the drivers raise.
    """

    def __init__(self, embedded: bool, to: Mapping[str, Any], version: str) -> None:  # noqa: FBT001  # as it comes over the pipe
        self._version = version
        if embedded:
            import sqlite3

            self._connection: Any = sqlite3.connect(**to, isolation_level=None)
            # What is committed is there after a power cut, too.
            for said in ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON"):
                self._connection.execute(f"PRAGMA {said}")
        else:
            import psycopg

            self._connection = psycopg.connect(**to, autocommit=True)
        mark = "?" if embedded else "%s"
        gaps = ", ".join(mark for _ in _COLUMNS)
        self._begin = "BEGIN IMMEDIATE" if embedded else "BEGIN"
        self._head = f"SELECT seq, hash FROM decision_head{'' if embedded else ' FOR UPDATE'}"
        self._add = f"INSERT INTO decisions ({', '.join(_COLUMNS)}) VALUES ({gaps})"
        self._keep = {
            table: f"INSERT INTO {table} (digest, content) VALUES ({mark}, {mark}) "
            "ON CONFLICT DO NOTHING"
            for table in ("decision_documents", "decision_sources")
        }
        self._goes_on = f"UPDATE decision_head SET seq = {mark}, hash = {mark}"
        self._kept = f"SELECT content FROM decision_documents WHERE digest = {mark}"
        self._pieces = Pieces(self._find)
        self._digests: dict[Named, str] = {}

    def commit(self, group: Group) -> Written:
        """Add a group in one transaction, and return what became of each of it."""
        taken, pieces, archives = group
        documents = {key: compressed(one) for key, one in pieces.items()}
        cursor = self._connection.cursor()
        cursor.execute(self._begin)
        seq, hash_ = cursor.execute(self._head).fetchone()
        rows = []
        for at, caller, entry, named in taken:
            row = linked(
                (*entry[:-1], self._document(named, pieces, documents)) if named else entry,
                id=uuid7(at),
                at=_moment(at),
                caller=_text(caller),
                version=self._version,
                after=(seq, hash_),
            )
            seq, hash_ = row["seq"], row["hash"]
            rows.append(row)
        for table, contents in (("decision_documents", documents), ("decision_sources", archives)):
            if contents:
                cursor.executemany(self._keep[table], list(contents.items()))
        cursor.executemany(self._add, [[row[name] for name in _COLUMNS] for row in rows])
        cursor.execute(self._goes_on, (seq, hash_))
        cursor.execute("COMMIT")
        for key, one in pieces.items():
            self._pieces.keep(key, one)
        return [(row["id"], row["seq"], row["hash"]) for row in rows]

    def _document(
        self, named: Named, pieces: Mapping[str, bytes], documents: dict[str, bytes]
    ) -> str:
        """Return the digest of an answer, which is put beside ``documents`` if it is new.

        ``pieces``: those that came with it.
        """
        found = self._digests.get(named)
        if found is None:
            whole = (
                one if isinstance(one, bytes) else pieces.get(one) or self._pieces(one)
                for one in named
            )
            found = digest_of(*whole)
            documents[found] = listed(named)
            if len(self._digests) >= _MOST_KNOWN:
                self._digests.clear()
            self._digests[named] = found
        return found

    def _find(self, key: str) -> bytes | None:
        row = self._connection.cursor().execute(self._kept, (key,)).fetchone()
        return None if row is None else bytes(row[0])


def _moment(nanoseconds: int) -> str:
    whole = datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC)
    return f"{whole.isoformat()[:19]}.{nanoseconds % 1_000_000_000 // 1000:06d}Z"


def _text(caller: str) -> str:
    """Return what any database keeps of a text: within its length, and all of it characters."""
    clean = caller.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    return clean[:_LONGEST_CALLER]


def packed(value: Any) -> bytes:
    """Return what the other process takes out with `unpacked`; it runs the same Python."""
    message = marshal.dumps(value)
    return len(message).to_bytes(_LENGTH, "big") + message


def is_whole(came: bytes | bytearray) -> bool:
    """Whether all has come of what was packed first."""
    return len(came) > _LENGTH and len(came) >= _LENGTH + int.from_bytes(came[:_LENGTH], "big")


def unpacked(came: bytearray) -> Any:
    """Take out what was packed first, which is whole, and return it."""
    end = _LENGTH + int.from_bytes(came[:_LENGTH], "big")
    value = marshal.loads(came[_LENGTH:end])  # noqa: S302  # of a process of ours
    del came[:end]
    return value


def _received(source: IO[bytes]) -> Any:
    """Return the next that was packed; raises `EOFError` if nothing more comes whole."""
    length = source.read(_LENGTH)
    message = bytearray(length + source.read(int.from_bytes(length, "big")))
    if not is_whole(message):
        raise EOFError
    return unpacked(message)


def _say(value: Any, out: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # whoever gave it has gone: what came whole is written
        out.write(packed(value))
        out.flush()


def main() -> None:
    """Take what says to which database, then groups; the first that fails is told, and is last."""
    # Whoever ends the service waits for what is to be written.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")  # which writes on where it is stopped in the midst
    os.dup2(2, 1)  # whatever is printed does not get between
    with suppress(EOFError, BrokenPipeError), out:
        try:
            committer = Committer(*_received(sys.stdin.buffer))
            while True:
                _say(committer.commit(_received(sys.stdin.buffer)), out)
        except EOFError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is: it is told
            told = str(error).strip().splitlines()
            _say(told[0] if told else type(error).__name__, out)


if __name__ == "__main__":
    main()
