"""The database of watches, and the file that is used where none is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from ..base.errors import SafeconductError
from ..store.database import Database, Schema, read_url
from .tables import CURSOR


class WatchesFailed(SafeconductError):
    """The database of watches cannot be opened, read or written."""

    code = "watches-failed"


SCHEMA: Final = Schema(
    subject="watches",
    field="watches",
    migrations=Path(__file__).parent / "migrations",
    versions="watches_version",
    lock=0x5AFEC0D2,
    failed=WatchesFailed,
)


class WatchDatabase(Database):
    """A database with the tables of watches, which are made where there are none.

    A file of SQLite is readable by its owner alone: it holds the secrets that notices are signed
    with. Raises `InputError` for a URL that cannot be used, which shows nothing of it, and
    `WatchesFailed` if the database cannot be.
    """

    def __init__(self, url: str) -> None:
        read = read_url(url, SCHEMA.field)
        if read.drivername == "sqlite":
            file = Path(str(read.database))
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            except OSError as error:
                raise WatchesFailed(f"{file} cannot be opened: {error.strerror}") from None
        super().__init__(url, SCHEMA)

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction in which nobody else writes; raises `WatchesFailed`.

        All of it is in the database when it has ended, or nothing.
        """
        with self.failing("cannot be written"), self.writing() as connection:
            if not self.embedded:  # SQLite lets one write anyway
                connection.execute(select(CURSOR.c.one).with_for_update())
            yield connection


def usual_url() -> str:
    """Return the URL of the watches that are kept where no other is named: a file of the user."""
    home = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return f"sqlite:///{Path(home).absolute() / 'safeconduct' / 'watches.sqlite'}"
