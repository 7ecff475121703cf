"""The log of entries: added to at its end only, each bound to the one before by its hash.

The hash of a row is the SHA-256, in lower-case hex, of its columns but ``hash`` as JSON in UTF-8,
members in the order of their names, without spaces. ``previous`` is the hash of the row before, and
64 zeros in the first one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from ..decisions.chain import BEGINNING, canonical, digest_of
from ..store.database import Database
from .model import LiveEntry, LiveFailed
from .tables import BaseRow, EntryRow

_TOLD: Final = (
    "record",
    "before",
    "sources",
    "reason",
    "wrong",
    "since",
    "impact",
)
"""What of an entry stands in the document of its row."""


@dataclass(frozen=True)
class LogPosition:
    """An entry, by number and hash, and the state of the records from it on."""

    seq: int = 0
    hash: str = BEGINNING
    world: str = ""


class EntryLog:
    """Reads and writes the entries of a database; everything raises `LiveFailed`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> int:
        """Return the number of the last entry, 0 if there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(func.coalesce(func.max(EntryRow.seq), 0))).scalar_one()

    def after(self, position: LogPosition) -> tuple[LiveEntry, ...]:
        """Return the entries after a position, oldest first; a row that was changed is an error."""
        wanted = (
            select(EntryRow.__table__).where(EntryRow.seq > position.seq).order_by(EntryRow.seq)
        )
        with self._database.reading() as connection:
            rows = [dict(row) for row in connection.execute(wanted).mappings()]
        seq, hash_ = position.seq, position.hash
        for row in rows:
            seq += 1
            if row["seq"] != seq or row["previous"] != hash_ or _hash(row) != row["hash"]:
                told = f"row {seq} of the live records in {self._database.name} was changed"
                raise LiveFailed(told)
            hash_ = row["hash"]
        return tuple(map(_entry, rows))

    def page(
        self, limit: int, offset: int, *, until: int, corrections: bool = False
    ) -> tuple[int, tuple[LiveEntry, ...]]:
        """Return how many entries there are, and some of them, the latest first.

        ``until``: the number of the last of them. ``corrections``: only those by which a record
        was corrected or retracted.
        """
        of = [EntryRow.seq <= until, *([EntryRow.action != "add"] if corrections else [])]
        with self._database.reading() as connection:
            total = connection.execute(select(func.count(EntryRow.seq)).where(*of)).scalar_one()
            wanted = select(EntryRow.__table__).where(*of).order_by(EntryRow.seq.desc())
            rows = connection.execute(wanted.limit(limit).offset(offset)).mappings().all()
        return total, tuple(_entry(dict(row)) for row in rows)

    def seq_of(self, world: str) -> tuple[int, str] | None:
        """Return the last entry from which on the records had a digest, and their base."""
        wanted = select(EntryRow.seq, EntryRow.base).where(EntryRow.world == world)
        with self._database.reading() as connection:
            row = connection.execute(wanted.order_by(EntryRow.seq.desc())).first()
        return None if row is None else (row.seq, row.base)

    def base(self, digest: str) -> bytes | None:
        """Return the archive of packaged records that is kept under a digest."""
        wanted = select(BaseRow.content).where(BaseRow.digest == digest)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar()

    def append(self, parts: Mapping[str, Any], after: LogPosition, base: bytes) -> LiveEntry | None:
        """Write an entry after a position; ``None`` if others wrote there meanwhile.

        ``parts``: every member of the entry but ``seq``, ``previous`` and ``hash``. ``base``: the
        archive of the packaged records, kept with the first entry that names them.
        """
        row = {name: it for name, it in parts.items() if name not in _TOLD}
        row |= {"seq": after.seq + 1, "previous": after.hash}
        row["document"] = canonical({name: parts[name] for name in _TOLD})
        row["hash"] = _hash(row)
        with self._database.failing("cannot be written"):
            return _entry(row) if self._written(row, base) else None

    def _written(self, row: Mapping[str, Any], base: bytes) -> bool:
        try:
            with self._database.writing() as connection:
                last = select(func.coalesce(func.max(EntryRow.seq), 0))
                if connection.execute(last).scalar_one() != row["seq"] - 1:
                    return False
                kept = select(BaseRow.digest).where(BaseRow.digest == row["base"])
                if connection.execute(kept).first() is None:
                    connection.execute(insert(BaseRow).values(digest=row["base"], content=base))
                connection.execute(insert(EntryRow).values(**row))
        except IntegrityError:  # both wrote at once
            return False
        return True


def _hash(row: Mapping[str, Any]) -> str:
    return digest_of(canonical({name: it for name, it in row.items() if name != "hash"}).encode())


def _entry(row: Mapping[str, Any]) -> LiveEntry:
    parts = {name: it for name, it in row.items() if name != "document"}
    try:
        return LiveEntry.model_validate({**parts, **orjson.loads(row["document"])})
    except ValueError:
        raise LiveFailed(f"row {row['seq']} of the live records was damaged") from None
