"""A database that goes away and comes back, a full disk, a clock that is set: nothing is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.decisions import DecisionLog, LogFailed

from .conftest import Entry, Postgres

TOLD = 60
"""Seconds that a process of a test may take."""


def url_in(folder: Path, name: str = "log") -> str:
    return f"sqlite:///{folder / name}.sqlite"


def test_what_is_taken_away_gets_no_decision_until_it_is_back(tmp_path: Path, entry: Entry) -> None:
    """SQLite would write on, to a file that nobody sees any more."""
    file, away = tmp_path / "log.sqlite", tmp_path / "away"
    with DecisionLog.open(url_in(tmp_path)) as log:
        first = log.record(entry())
        file.rename(away)
        for _ in range(2):
            with pytest.raises(LogFailed, match="is not there any more"):
                log.record(entry())
            with pytest.raises(LogFailed, match="is not there any more"):
                log.get(first.id)
        assert not file.exists()
        away.rename(file)
        second = log.record(entry())
        assert (second.seq, log.verify().faults) == (first.seq + 1, ())
        assert {one.id for one in log.rows()} == {first.id, second.id}


def test_another_file_in_its_place_is_not_written_to(tmp_path: Path, entry: Entry) -> None:
    """What waits beside the first to be put into it would be put into the other."""
    file, other = tmp_path / "log.sqlite", tmp_path / "other.sqlite"
    DecisionLog.open(url_in(tmp_path, "other")).close()
    with DecisionLog.open(url_in(tmp_path)) as log:
        log.record(entry())
        file.rename(tmp_path / "away")
        other.rename(file)
        with pytest.raises(LogFailed, match="is another file than the one that was opened"):
            log.record(entry())
        file.unlink()
        (tmp_path / "away").rename(file)
        assert log.record(entry()).seq == 2
        assert log.verify().faults == ()


@pytest.mark.slow
def test_a_server_that_ends_and_begins_again(postgres: Postgres, entry: Entry) -> None:
    with DecisionLog.open(postgres.new_url()) as log:
        first = log.record(entry())
        postgres.stop("immediate")
        try:
            with pytest.raises(LogFailed):
                log.record(entry())
            with pytest.raises(LogFailed):
                log.get(first.id)
        finally:
            postgres.start()
        second = log.record(entry())
        assert (second.seq, log.verify().faults) == (first.seq + 1, ())


def test_a_clock_that_is_set_disturbs_neither_ids_nor_the_chain(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back by a day, on by ten years, and twice the same moment; the order is that of writing."""
    now, day = time.time_ns(), 86_400 * 10**9
    moments = [now, now - day, now + 3650 * day, now, now, now + 1]
    with DecisionLog.open(url_in(tmp_path)) as log:
        receipts = []
        for moment in moments:
            monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment)
            receipts.append(log.record(entry()))
        assert len({one.id for one in receipts}) == len(moments)
        assert [one.id for one in log.rows()] == [one.id for one in receipts]
        assert log.verify().faults == ()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="not run: there is no /proc")
def test_a_process_that_is_killed_is_begun_anew(tmp_path: Path, entry: Entry) -> None:
    """What was told is there; what it had not told is refused, and the next one is written."""
    with DecisionLog.open(url_in(tmp_path)) as log:
        told = [log.record(entry()).id]
        for one in {*committers()}:
            os.kill(one, signal.SIGKILL)
        with pytest.raises(LogFailed, match="the process that writes it ended"):
            log.record(entry())
        told.append(log.record(entry()).id)
        assert [one.id for one in log.rows()] == told
        assert log.verify().faults == ()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="not run: there is no /proc")
def test_a_process_that_is_killed_under_an_event_loop(tmp_path: Path, entry: Entry) -> None:
    """Each of many who wait is told the one or the other, and what was told is there."""
    made = entry()

    async def record() -> str:
        try:
            return (await log.recorded([made]))[0].id
        except LogFailed as error:
            why.append(str(error))
            return ""

    async def many() -> list[str]:
        told: list[str] = []
        for turn in range(3):
            asked = [asyncio.create_task(record()) for _ in range(200)]
            await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
            if turn == 1:
                for one in {*committers()}:
                    os.kill(one, signal.SIGKILL)
            told += await asyncio.gather(*asked)
        return told

    why: list[str] = []
    with DecisionLog.open(url_in(tmp_path)) as log:
        told = asyncio.run(many())
        assert all("the process that writes it ended" in one for one in why)
        assert all(told[:200])
        assert all(told[400:])
        assert len(told) == 600
        there = {one.id for one in log.rows()}
        assert {one for one in told if one} <= there
        assert log.verify().faults == ()


def committers() -> Iterator[int]:
    """Yield the processes of this one that write logs."""
    for file in Path("/proc/self/task").glob("*/children"):
        for name in file.read_text(encoding="ascii").split():
            if b"decisions.committer" in Path(f"/proc/{name}/cmdline").read_bytes():
                yield int(name)


FULL = """
import resource, sys
from datetime import date
from pathlib import Path
from safeconduct import Engine, Question
from safeconduct.decisions import DecisionLog, LogFailed, travel_entry
url, home = sys.argv[1], Path(sys.argv[2])
engine = Engine.load(today=lambda: date(2026, 11, 24))
log = DecisionLog.open(url, keep="full")

def written(place):
    asked = Question(person="putin", place=place, on="2024-09-02")
    return log.record(travel_entry(engine, asked, engine.assess(asked), whole=True)).id

ids = [written("MNG")]
log.close()  # what writes is begun anew, with the limit
size = max(one.stat().st_size for one in home.iterdir())
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, most))
refused = 0
for place in list(engine.world.places)[:30]:
    try:
        ids.append(written(place))
    except LogFailed as error:
        refused += 1
        assert "disk" in str(error) or "full" in str(error), error
assert refused, "the disk was not full"
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
ids.append(written("HUN"))
assert {one.id for one in log.rows()} == {*ids}
assert log.verify().faults == ()
log.close()
print(len(ids), refused)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="not run: files have no limit there")
def test_a_full_disk_refuses_and_keeps_what_was_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, url_in(tmp_path), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=TOLD * 5,
    )
    assert done.returncode == 0, done.stderr
    with DecisionLog.open(url_in(tmp_path)) as log:
        assert sum(1 for _ in log.rows()) == int(done.stdout.split()[0])
