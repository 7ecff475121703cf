"""The database of live records."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..store.database import Database, Schema
from .errors import LiveFailed

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
