"""Whoever writes to the log, and whatever stops or interrupts it: nobody waits for ever."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.decisions import DecisionEntry, DecisionLog, LogFailed, line
from safeconduct.decisions import channel as channels
from safeconduct.decisions.channel import Channel
from safeconduct.decisions.committer import Group
from safeconduct.decisions.documents import AnswerText

from .conftest import Entry
from .test_faults import TOLD, committers, url_in
from .test_log import until

on_linux = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="not run: there is no /proc"
)


def whole(made: DecisionEntry, number: int, size: int) -> DecisionEntry:
    """Return an entry with an answer of so many bytes, which no other has."""
    document = b'"%0*d"' % (size, number)
    return replace(made, document=AnswerText((document,)))


def test_what_is_said_is_read_while_more_is_sent(tmp_path: Path, entry: Entry) -> None:
    """More is said of two groups than a pipe takes, and the third is larger than another one."""
    made = entry()

    async def asked() -> None:
        await log.recorded([made])
        asking = []
        with closing(sqlite3.connect(tmp_path / "log.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for size in (0, 0, 20_000):
                for number in range(32):
                    rows = [whole(made, 10 * number + row, size) for row in range(10)]
                    asking.append(asyncio.create_task(log.recorded(rows if size else [made] * 10)))
                await asyncio.sleep(0.05)
            other.execute("COMMIT")
        log.close()
        receipts = await asyncio.gather(*asking)
        assert [one.seq for them in receipts for one in them] == list(range(2, 962))

    with DecisionLog.open(url_in(tmp_path), keep="full") as log:
        asyncio.run(asked())
        assert log.verify().faults == ()


@on_linux
def test_all_are_told_where_nothing_can_be_sent_any_more(tmp_path: Path, entry: Entry) -> None:
    """Not only as many as there are in the group that was tried first."""
    made, file = entry(), tmp_path / "log.sqlite"

    async def asked() -> None:
        await log.recorded([made])
        (one,) = committers()
        os.kill(one, signal.SIGSTOP)
        asking = [asyncio.create_task(log.recorded([made])) for _ in range(1500)]
        await asyncio.sleep(0.05)
        file.rename(tmp_path / "away")
        os.kill(one, signal.SIGKILL)
        _, waiting = await asyncio.wait(asking, timeout=TOLD)
        assert not waiting
        assert all(isinstance(one.exception(), LogFailed) for one in asking)
        assert log.waiting == 0
        (tmp_path / "away").rename(file)
        await log.recorded([made])

    with DecisionLog.open(url_in(tmp_path), most_waiting=2000) as log:
        asyncio.run(asked())


def test_who_interrupts_a_thread_leaves_the_log_as_it_is(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next decision is told what became of itself."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with DecisionLog.open(url_in(tmp_path)) as log:
        for name in ("_wait", "send"):
            with monkeypatch.context() as patched:
                patched.setattr(Channel, name, interrupted)
                with pytest.raises(KeyboardInterrupt):
                    log.record(entry("KAZ"))
            assert log.waiting == 0
            receipt = log.record(entry("MNG"))
            found = log.get(receipt.id)
            assert found is not None
            assert (found.place, found.seq) == ("MNG", receipt.seq)


@on_linux
def test_a_process_that_says_nothing_is_given_up(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DecisionLog.open(url_in(tmp_path)) as log:
        log.record(entry())
        (one,) = committers()
        os.kill(one, signal.SIGSTOP)
        monkeypatch.setattr(channels, "_SILENT", 1)
        monkeypatch.setattr(channels, "_ENDS", 0.1)
        with pytest.raises(LogFailed, match="said nothing for 1 seconds"):
            log.record(entry())
        assert log.record(entry()).seq == 2
        until(lambda: one not in {*committers()})


@on_linux
def test_what_nobody_waits_for_does_not_hold_up_the_end(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written all the same, when the database can be written to."""
    made = entry()
    monkeypatch.setattr(line, "_PATIENCE", 0.1)

    async def asked() -> None:
        asking = [asyncio.create_task(log.recorded([made])) for _ in range(100)]
        await asyncio.sleep(0.05)
        for one in asking:
            one.cancel()

    with closing(sqlite3.connect(tmp_path / "log.sqlite", isolation_level=None)) as other:
        log = DecisionLog.open(url_in(tmp_path))
        asyncio.run(log.recorded([made]))
        other.execute("BEGIN IMMEDIATE")
        asyncio.run(asked())
        log.close()
        assert {*committers()}
        assert log.waiting == 0
        other.execute("COMMIT")
    until(lambda: not {*committers()})
    assert sum(1 for _ in log.rows()) == 101
    log.close()


def test_an_event_loop_hands_on_little_at_once(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much waits."""
    sizes, send = list[int](), Channel.send

    def seen(channel: Channel, group: Group) -> None:
        sizes.append(sum(map(len, group[1].values())))
        send(channel, group)

    async def asked() -> None:
        rows = (whole(made, number, 100_000) for number in range(200))
        await asyncio.gather(*(log.recorded([row]) for row in rows))

    made = entry()
    monkeypatch.setattr(Channel, "send", seen)
    with DecisionLog.open(url_in(tmp_path), keep="full") as log:
        asyncio.run(asked())
    assert sum(sizes) == 200 * 100_002
    assert max(sizes) < 2**20 + 200_000


def test_a_loop_that_stops_while_the_log_is_closed(tmp_path: Path, entry: Entry) -> None:
    """It would have ended what it wrote with, and does no more."""
    loop, made = asyncio.new_event_loop(), entry()

    def stop() -> None:
        closing_it.start()
        time.sleep(0.2)  # so that the loop is asked to, for its next round
        loop.stop()

    with DecisionLog.open(url_in(tmp_path)) as log:
        closing_it = threading.Thread(target=log.close, daemon=True)
        loop.run_until_complete(log.recorded([made]))
        loop.call_soon(stop)
        loop.run_forever()
        closing_it.join(30)
        assert not closing_it.is_alive()
        loop.close()
        assert log.record(made).seq == 2


FORKED = """
import os, sys
from safeconduct.decisions import DecisionEntry, DecisionLog
entry = DecisionEntry("answer", "q", "{}", *[""] * 7, "short", "d")

def written(who):
    for number in range(100):
        receipt = log.record(entry, who)
        found = log.get(receipt.id)
        assert (found.caller, found.seq) == (who, receipt.seq), (who, found, receipt)

with DecisionLog.open(sys.argv[1]) as log:
    log.record(entry, "first")
    child = os.fork()
    written("child" if child == 0 else "parent")
    if child:
        assert os.waitpid(child, 0)[1] == 0
        assert log.verify().faults == ()
        assert sum(1 for _ in log.rows()) == 201
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="not run: nothing is forked here")
def test_a_fork_has_a_process_of_its_own(tmp_path: Path) -> None:
    """What is said to the one is not heard by the other."""
    done = subprocess.run(
        [sys.executable, "-c", FORKED, url_in(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=TOLD,
    )
    assert done.returncode == 0, done.stderr
