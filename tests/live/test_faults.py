"""Live records on a database that goes away, on a full disk, on PostgreSQL, with a set clock."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.live import Live, LiveFailed

from ..decisions.conftest import Postgres
from ..decisions.conftest import postgres as _postgres
from .conftest import retraction

postgres = _postgres


def test_what_is_taken_away_takes_no_change_until_it_is_back(
    engine: Engine, tmp_path: Path
) -> None:
    """SQLite would write on, to a file that nobody sees any more."""
    file, away = tmp_path / "live.sqlite", tmp_path / "away"
    with Live.open(engine, f"sqlite:///{file}") as live:
        live.accept(retraction(engine), "key-1", seconds=0)
        file.rename(away)
        before = live.engine.world.digest
        for work in (live.follow, lambda: live.accept(retraction(engine, 1), "k", seconds=0)):
            with pytest.raises(LiveFailed, match="is not there any more"):
                work()
        assert (live.seq, live.engine.world.digest) == (1, before)
        away.rename(file)
        assert live.accept(retraction(engine, 1), "key-1", seconds=0).seq == 2
    with Live.open(engine, f"sqlite:///{file}") as again:
        assert again.seq == 2


FULL = """
import resource, sys
from datetime import date
from pathlib import Path
from safeconduct import Engine
from safeconduct.live import Live, LiveFailed, RecordChange
url, home, changes = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
live = Live.open(Engine.load(today=lambda: date(2026, 11, 24)), url)

def accept(text):
    return live.accept(RecordChange.model_validate_json(text), "key-1", seconds=0).world

accept(changes[0])
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
before = live.engine.world.digest
try:
    accept(changes[1])
except LiveFailed as error:
    assert "disk" in str(error) or "full" in str(error), error
else:
    raise AssertionError("the disk was not full")
assert (live.engine.world.digest, live.seq) == (before, 1)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
print(accept(changes[1]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="not run: files have no limit there")
def test_a_full_disk_refuses_and_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    changes = [retraction(engine, number).model_dump_json() for number in range(2)]
    url = f"sqlite:///{tmp_path}/live.sqlite"
    done = subprocess.run(
        [sys.executable, "-c", FULL, url, str(tmp_path), *changes],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    with Live.open(engine, url) as live:
        assert (live.seq, live.engine.world.digest) == (2, done.stdout.strip())


def test_a_clock_that_is_set_disturbs_nothing(
    live: Live, engine: Engine, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, day = time.time_ns(), 86_400 * 10**9
    ids = []
    for number, moment in enumerate((now, now - day, now + 3650 * day, now)):
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment)
        ids.append(live.accept(retraction(engine, number), "key-1", seconds=0).id)
    assert [one.id for one in live.entries(10)[1]] == ids[::-1]
    with Live.open(engine, url) as other:
        assert other.engine.world.digest == live.engine.world.digest


@pytest.fixture
def served(postgres: Postgres, engine: Engine) -> Iterator[tuple[str, Live]]:
    url = postgres.new_url()
    with Live.open(engine, url) as live:
        yield url, live


@pytest.mark.slow
def test_live_records_on_postgresql(
    served: tuple[str, Live], engine: Engine, postgres: Postgres
) -> None:
    """Written, followed, and followed again when the server was away."""
    url, live = served
    live.accept(retraction(engine), "key-1", seconds=0)
    with Live.open(engine, url) as other:
        other.accept(retraction(engine, 1), "key-2", seconds=0)
        assert live.follow()
        assert live.engine.world.digest == other.engine.world.digest
        postgres.stop("immediate")
        try:
            with pytest.raises(LiveFailed):
                live.accept(retraction(engine, 2), "key-1", seconds=0)
            assert live.seq == 2
        finally:
            postgres.start()
        live.accept(retraction(engine, 2), "key-1", seconds=0)
        other.follow()
        assert other.seq == live.seq == 3
