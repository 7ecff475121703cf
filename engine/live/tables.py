"""The tables of live records and their database, as SQLAlchemy reads them; migrations make them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ..store.database import Database, Schema
from .model import LiveFailed

_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")  # there only this is the row's own
_NAME: Final = String(200)
_DIGEST: Final = String(64)
_ID: Final = String(36)


class LiveTables(DeclarativeBase):
    """What the tables share."""


class EntryRow(LiveTables):
    """A change of the records; rows are only ever added. `LiveEntry` says what columns mean."""

    __tablename__ = "live_entries"

    seq: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(_ID, unique=True)
    at: Mapped[str] = mapped_column(String(27))
    who: Mapped[str] = mapped_column(_NAME)
    action: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(_NAME)
    record_id: Mapped[str] = mapped_column(_NAME)
    report: Mapped[str] = mapped_column(_ID, index=True)
    document: Mapped[str] = mapped_column(Text)
    base: Mapped[str] = mapped_column(_DIGEST)
    world: Mapped[str] = mapped_column(_DIGEST)
    version: Mapped[str] = mapped_column(_NAME)
    previous: Mapped[str] = mapped_column(_DIGEST)
    hash: Mapped[str] = mapped_column(_DIGEST)


class BaseRow(LiveTables):
    """Packaged records over which entries were layered: their files as one archive (ZIP)."""

    __tablename__ = "live_bases"

    digest: Mapped[str] = mapped_column(_DIGEST, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReportRow(LiveTables):
    """A mistake that somebody reported."""

    __tablename__ = "live_reports"
    __table_args__ = (Index("live_reports_by_time", "at"),)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    at: Mapped[str] = mapped_column(String(27))
    about: Mapped[str] = mapped_column(String(500))
    told: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(500))


SCHEMA: Final = Schema(
    subject="log of live records",
    field="live",
    migrations=Path(__file__).parent / "migrations",
    versions="live_records_version",
    lock=0x5AFEC0D1,
    failed=LiveFailed,
)


def open_database(url: str, *, make: bool = True) -> Database:
    """Return the database of live records; raises like `Database`."""
    return Database(url, SCHEMA, make=make)
