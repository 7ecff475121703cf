"""Logs in both databases: SQLite in a file, PostgreSQL started for the tests and stopped again."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from safeconduct import Engine, Question
from safeconduct.decisions import DecisionEntry, DecisionLog, travel_entry

PERSON = "vladimir-putin"
NewUrl = Callable[[], str]
Entry = Callable[..., DecisionEntry]


class Postgres:
    """A PostgreSQL of our own: a cluster in a folder, reached by a socket in it."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self.folder = folder
        self._data = folder / "data"
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:  # as whom it refuses to run
            other = pwd.getpwnam("postgres")
            os.chown(folder, other.pw_uid, other.pw_gid)
            self._as = {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **self._as,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def make(self) -> None:
        self._run("initdb", "-D", str(self._data), "-U", "tester", "--auth=trust", "-E", "UTF8")

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", how, "stop")

    def new_url(self) -> str:
        """Make an empty database and return its URL."""
        name = f"log_{uuid4().hex}"
        server = sa.create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        server.dispose()
        return self._url(name).replace("+psycopg", "")

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://tester:sesame@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL from the binaries of the system; stopped afterwards."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    binaries = found[-1].parent if found else Path(beside).parent if beside else None
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    # A socket's path may be about a hundred bytes long, and the folders of tests are longer.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        server = Postgres(binaries, Path(folder))
        try:
            server.make()
            server.start()
        except (KeyError, PermissionError) as error:
            pytest.skip(f"PostgreSQL cannot be started: {error}")
        try:
            yield server
        finally:
            server.stop("immediate")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> NewUrl:
    """Return what gives the URL of a new, empty database of each kind."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        return server.new_url
    return lambda: f"sqlite:///{tmp_path / uuid4().hex}.sqlite"


@pytest.fixture
def url(new_url: NewUrl) -> str:
    return new_url()


@pytest.fixture
def log(url: str) -> Iterator[DecisionLog]:
    """An empty log that keeps whole answers."""
    with DecisionLog.open(url, keep="full") as made:
        yield made


@pytest.fixture(scope="session")
def entry(engine: Engine) -> Entry:
    """Return what makes an entry of a question of travel."""

    def make(place: str = "MNG", on: str = "2024-09-02", **more: object) -> DecisionEntry:
        whole, sources = bool(more.pop("whole", False)), str(more.pop("sources", ""))
        question = Question(person=PERSON, place=place, on=on, **more)  # type: ignore[arg-type]
        answer = engine.assess(question)
        return travel_entry(engine, question, answer, whole=whole, sources=sources)

    return make
