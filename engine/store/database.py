"""A database: opened by one URL, its tables brought up to date, told without its password."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from ..base.errors import InputError, SafeconductError

_VALID: Final = ("sqlite:////PATH/FILE", "postgresql://USER:PASSWORD@HOST/NAME")
_DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_WAIT: Final = 60
"""Seconds that one process waits for another to have written."""


@dataclass(frozen=True)
class Schema:
    """The tables that something keeps in a database, beside those of others.

    ``subject``: what is kept, in the words of a message. ``field``: what its URL is given as.
    ``migrations``: the directory in which Alembic finds the steps by which they are made.
    ``versions``: the table that says which steps were taken. ``lock``: the number of the lock that
    is held meanwhile (PostgreSQL). ``failed``: what is raised if the database cannot be used.
    """

    subject: str
    field: str
    migrations: Path
    versions: str
    lock: int
    failed: type[SafeconductError]


def read_url(url: str, field: str = "log") -> URL:
    """Return a URL; raises `InputError`, which shows nothing of it: it may hold a password."""
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        raise InputError(field, None, "is not the URL of a database", _VALID) from None
    driver = _DRIVERS.get(made.drivername)
    if driver is None:
        told = "is not a kind of database that can be used"
        raise InputError(field, made.drivername[:60], told, _VALID)
    if driver == "sqlite" and made.database in {None, "", ":memory:"}:
        raise InputError(field, None, "names no file, so that nothing would be kept", _VALID)
    return made.set(drivername=driver)


class Database:
    """A database with the tables of a schema.

    Raises `InputError` for a URL that cannot be used and ``schema.failed`` if the database cannot.
    ``make``: whether tables (and the file of SQLite) are made where there are none.
    """

    def __init__(self, url: str, schema: Schema, *, make: bool = True) -> None:
        self._schema = schema
        self._url = read_url(url, schema.field)
        self.embedded = self._url.drivername == "sqlite"
        self._file: tuple[int, int] | None = None
        self._engine = self._connecting(make=make)
        try:
            with self.failing("cannot be opened"):
                self._prepare(make=make)
                self._file = self._lying_there()
        except BaseException:
            self.close()
            raise

    def check_there(self) -> None:
        """Raise ``schema.failed`` unless the file lies there that was opened.

        What SQLite writes to a file that was taken away is lost, without an error; and what waits
        beside it (``-wal``) would be taken for a part of another.
        """
        if self._file is None:
            return
        with self.failing("is not there any more"):
            there = self._lying_there()
        if there != self._file:
            told = f"{self.name} is another file than the one that was opened; start again with it"
            raise self._schema.failed(told)

    def _lying_there(self) -> tuple[int, int] | None:
        if not self.embedded:
            return None
        seen = os.stat(str(self._url.database))  # noqa: PTH116  # before each group of decisions
        return seen.st_dev, seen.st_ino

    @property
    def name(self) -> str:
        """What it may be called in a message: the URL without its password."""
        return self._url.render_as_string(hide_password=True)

    def _connecting(self, *, make: bool) -> Engine:
        if not self.embedded:
            return create_engine(
                self._url, pool_pre_ping=True, connect_args={"connect_timeout": 10}
            )
        file = Path(str(self._url.database))
        if make:
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                told = f"{self.name} cannot be opened: {error.strerror}"
                raise self._schema.failed(told) from None
        elif not file.is_file():
            raise InputError(self._schema.field, self.name, "is not there", _VALID)
        made = create_engine(self._url, connect_args={"timeout": _WAIT})
        event.listen(made, "connect", _set_up)
        event.listen(made, "begin", _begin)
        return made

    @contextmanager
    def failing(self, what: str) -> Iterator[None]:
        """Turn errors of the database into ``schema.failed``, told without the password."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            cause = getattr(error, "orig", None) or error
            lines = str(cause).strip().splitlines() or [type(cause).__name__]
            raise self._schema.failed(f"{self.name} {what}: {self._scrubbed(lines[0])}") from None

    def _scrubbed(self, text: str) -> str:
        password = str(self._url.password or "")
        return text.replace(password, "***")[:300] if password else text[:300]

    def _prepare(self, *, make: bool) -> None:
        config = Config()
        config.set_main_option("script_location", str(self._schema.migrations))
        scripts = ScriptDirectory.from_config(config)
        with self.writing() as connection:
            if not self.embedded:
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": self._schema.lock}
                )
            with EnvironmentContext(config, scripts) as environment:
                found: list[Any] = []

                def steps(here: Any, _context: Any) -> Any:
                    found.extend([here] if isinstance(here, str) else here)
                    known = set(scripts.get_heads()) | {one.revision for one in _all(scripts)}
                    if not known.issuperset(found):
                        raise self._schema.failed(
                            f"{self.name} was made by a later version of safeconduct; use that one"
                        )
                    if not make and set(found) != set(scripts.get_heads()):
                        raise self._schema.failed(
                            f"{self.name} has no {self._schema.subject} of this version"
                        )
                    return scripts._upgrade_revs("head", here) if make else []  # noqa: SLF001  # as `alembic upgrade` does

                environment.configure(
                    connection=connection,
                    version_table=self._schema.versions,
                    fn=steps,
                    transactional_ddl=True,
                )
                environment.run_migrations()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that nobody else writes in."""
        self.check_there()
        with self._engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of it; raises ``schema.failed``."""
        self.check_there()
        with self.failing("cannot be read"), self._engine.connect() as connection:
            if not self.embedded:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @property
    def driven(self) -> tuple[bool, dict[str, Any]]:
        """Whether it is embedded, and by what arguments its driver connects to it."""
        if self.embedded:
            file = Path(str(self._url.database)).absolute().as_uri()
            return True, {"database": f"{file}?mode=rw", "uri": True, "timeout": _WAIT}
        _, given = self._engine.dialect.create_connect_args(self._url)
        told = {name: it for name, it in given.items() if name != "context"}  # of SQLAlchemy alone
        return False, {**told, "connect_timeout": 10}

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def forget(self) -> None:
        """Leave all connections to the process of which this one is a fork."""
        self._engine.dispose(close=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _all(scripts: ScriptDirectory) -> Iterator[Any]:
    yield from scripts.walk_revisions()


def _set_up(connection: Any, _record: object) -> None:
    """Prepare a connection to SQLite; transactions are begun by `_begin`."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # what is committed is there after a power cut, too
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
