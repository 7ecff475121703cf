"""What a caller was told is there, though the process was killed at once, on both databases."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safeconduct.decisions import DecisionLog, DecisionSearch

from .conftest import NewUrl

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="not run: there is no SIGKILL here"),
]

WRITER = """
import sys, threading
from safeconduct.decisions import DecisionEntry, DecisionLog, AnswerText, LogFull

url, callers = sys.argv[1], 8
log = DecisionLog.open(url, most_waiting=50)
telling = threading.Lock()

def write(who):
    for number in range(1_000_000):
        shared = b'{"same": "%0300d",' % (number // 10)
        pieces = shared, f'"who": {who}, "number": {number}}}'.encode()
        entry = DecisionEntry(
            "answer", "arrest-on-travel", "{}", "p", "q", "2024-09-02", "2024-09-02", "no_power",
            "w", "r", "whole", document=AnswerText(pieces),
        )
        id_ = log.record(entry, f"caller {who}").id
        with telling:
            print(id_, flush=True)  # the answer leaves

for who in range(callers):
    threading.Thread(target=write, args=(who,)).start()
"""
"""Records as quickly as it can, and tells each id when it is told that it is written."""


def _written(url: str, until: int) -> list[str]:
    """Return the ids that two processes told before both were killed in the midst of it."""
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told: list[str] = []
    for one in running:
        assert one.stdout is not None
        told += [one.stdout.readline() for _ in range(until)]
    for one in running:
        one.send_signal(signal.SIGKILL)
    for one in running:
        assert one.stdout is not None
        told += one.stdout.read().splitlines(keepends=True)
        one.stdout.close()
        assert one.wait(60) == -signal.SIGKILL
    return [line.strip() for line in told if line.endswith("\n")]


@pytest.mark.parametrize("times", [3])
def test_what_was_told_is_there(new_url: NewUrl, times: int) -> None:
    """And the chain is whole, goes on, and is killed again."""
    url, told = new_url(), list[str]()
    DecisionLog.open(url).close()
    for turn in range(times):
        told += _written(url, 50 * (turn + 1))
        with DecisionLog.open(url) as log:
            report = log.verify()
            assert report.faults == ()
            assert report.rows >= len(told)
    with DecisionLog.open(url) as log:
        assert len(set(told)) == len(told) > 300
        there, before = set[str](), ""
        while True:
            page = log.search(DecisionSearch(limit=500, before=before))
            there |= {one.id for one in page.items}
            if page.next is None:
                break
            before = page.next
    assert set(told) <= there


def test_a_postgresql_that_is_killed_is_come_back_to(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """What was told before is there, and writing goes on when the database does."""
    from safeconduct.decisions import DecisionEntry, LogFailed

    server = request.getfixturevalue("postgres")
    entry = DecisionEntry(
        "answer",
        "q",
        "{}",
        "p",
        "q",
        "2024-09-02",
        "2024-09-02",
        "no_power",
        "w",
        "r",
        "short",
        "d",
    )
    with DecisionLog.open(server.new_url()) as log:
        told = [log.record(entry).id for _ in range(20)]
        server.stop("immediate")  # as if its power had gone
        try:
            with pytest.raises(LogFailed, match="cannot be written"):
                log.record(entry)
        finally:
            server.start()
        for _ in range(20):
            try:
                told.append(log.record(entry).id)
                break
            except LogFailed:
                time.sleep(0.2)
        assert len(told) == 21
        assert log.verify().faults == ()
        assert all(log.get(id_) for id_ in told)
