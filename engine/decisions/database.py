"""The database of a decision log, and the file that is used where none is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ..store.database import Database, Schema
from .errors import LogFailed

SCHEMA: Final = Schema(
    subject="decision log",
    field="log",
    migrations=Path(__file__).parent / "migrations",
    versions="decision_log_version",
    lock=0x5AFEC0D0,
    failed=LogFailed,
)


def open_database(url: str, *, make: bool = True) -> Database:
    """Return the database of a decision log; raises like `Database`."""
    return Database(url, SCHEMA, make=make)


def usual_url() -> str:
    """Return the URL of the log that is kept where no other one is named: a file of the user."""
    home = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return f"sqlite:///{Path(home).absolute() / 'safeconduct' / 'decisions.sqlite'}"
