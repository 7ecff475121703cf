"""Processes are ended without a word (SIGKILL) in the middle of their work; nothing is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.watches import (
    Watcher,
    WatchOutbox,
    WatchRequest,
    WatchStore,
    new_secret,
    new_watch,
)
from safeconduct.watches.event_log import WatchEventLog
from safeconduct.watches.happened import Seen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here"),
]

FIRST, LAST = date(2023, 3, 1), date(2024, 4, 1)
PLACES = ("MNG", "ARM", "TJK", "ZAF", "HUN", "USA", "RUS", "UKR")

DAYS = """
import sys, time
from datetime import date, timedelta
from safeconduct import Engine
from safeconduct.watches import Watcher, WatchStore
from safeconduct.watches.tables import CURSOR
from sqlalchemy import select

url, last = sys.argv[1], date.fromisoformat(sys.argv[2])
with WatchStore(url) as store:
    with store.database.reading() as connection:
        day = date.fromisoformat(connection.execute(select(CURSOR.c.day)).scalar_one())
    engine = Engine.load(today=lambda: day)
    watcher = Watcher(store, lambda: engine)
    print("ready", flush=True)
    while day < last:
        day = min(day + timedelta(days=9), last)
        watcher.look()
    watcher.look()
"""
"""A watcher for which days pass quickly; each time it begins where the last one ended."""


class Receiver:
    """Counts what comes by its id; every fifth request is refused."""

    def __init__(self) -> None:
        self.came: dict[str, list[bytes]] = defaultdict(list)
        self.accepted: set[str] = set()
        lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                id_ = self.headers["webhook-id"]
                with lock:
                    receiver.came[id_].append(body)
                    accept = sum(map(len, receiver.came.values())) % 5 != 0
                    if accept:
                        receiver.accepted.add(id_)
                time.sleep(0.02)
                self.send_response(204 if accept else 503)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def running(command: Sequence[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def watched(store: WatchStore, engine: Engine, hook: str | None) -> None:
    """Begin on the first day, with a watch on every place of some persons."""
    WatchEventLog(store.database).look(Seen.of(engine))
    for condition in ("changes", "becomes", "leaves", "contested"):
        for place in PLACES:
            said = {
                "person": "vladimir-putin",
                "condition": condition,
                "places": [place],
                "hook": hook,
            }
            made, answers = new_watch(engine, WatchRequest.model_validate(said))
            made = made.model_copy(update={"id": f"{condition}-{place}"})
            store.add(made, answers, new_secret())


def told(store: WatchStore) -> list[tuple[str, str, str]]:
    """Return what was told: watch, day and sentence of each notice."""
    found = []
    for watch in store.watches():
        for notice in store.notices(watch.id):
            data = notice.body["data"]
            found.append((watch.id, data["event"]["day"], data["says"]))
    return sorted(found)


def uninterrupted(folder: Path, engine: Engine) -> list[tuple[str, str, str]]:
    """Return what is told where nobody ends anything."""
    with WatchStore(f"sqlite:///{folder / 'calm.sqlite'}") as store:
        watched(store, engine, None)
        later = Engine(
            engine.world, engine.rulebase, today=lambda: LAST, inference=engine.inference
        )
        Watcher(store, lambda: later).look()
        return told(store)


def test_nothing_is_told_twice_or_lost(tmp_path: Path, shipped: Engine) -> None:
    """Both processes are killed again and again; the receiver has every notice, each of one id."""
    first = Engine(
        shipped.world, shipped.rulebase, today=lambda: FIRST, inference=shipped.inference
    )
    expected = uninterrupted(tmp_path, first)
    assert len(expected) > 15
    url, receiver, chance = f"sqlite:///{tmp_path / 'w.sqlite'}", Receiver(), random.Random(7)
    sending = {
        "SAFECONDUCT_WATCHES": url,
        "SAFECONDUCT_WATCH_NETWORKS": "127.0.0.0/8",
        "SAFECONDUCT_WATCH_LEASE_SECONDS": "2",
        "SAFECONDUCT_WATCH_WAIT_SECONDS": "1",
    }
    courier = ("-m", "safeconduct", "watch", "deliver", "--every", "0.05")
    with WatchStore(url) as store:
        outbox = WatchOutbox(store.database)
        watched(store, first, receiver.url)
        kills = 0
        while kills < 4:
            with (
                running(["-c", DAYS, url, LAST.isoformat()]) as watcher,
                running(courier, **sending),
            ):
                assert watcher.stdout is not None
                assert watcher.stdout.readline() == b"ready\n"
                time.sleep(chance.uniform(0.0, 0.5))
                kills += 1
        with running(["-c", DAYS, url, LAST.isoformat()]) as watcher:
            assert watcher.wait(300) == 0
        with running(courier, **sending):
            ends = time.monotonic() + 300
            while outbox.counts()["waiting"] and time.monotonic() < ends:
                time.sleep(0.2)
        assert outbox.counts() == {"waiting": 0, "done": len(expected), "dead": 0}
        assert told(store) == expected
    receiver.close()
    assert set(receiver.came) == receiver.accepted
    arrived = sorted(
        (data["watch"], data["event"]["day"], data["says"])
        for bodies in receiver.came.values()
        for data in (json.loads(bodies[0])["data"],)
    )
    assert arrived == expected, "each event came with one id"
    assert all(len(set(bodies)) == 1 for bodies in receiver.came.values()), "byte for byte the same"


def test_a_courier_is_killed_under_load(tmp_path: Path, shipped: Engine) -> None:
    """Of many notices none is lost; what broke off comes again with the same id."""
    from .conftest import fill

    url, receiver = f"sqlite:///{tmp_path / 'w.sqlite'}", Receiver()
    sending = {
        "SAFECONDUCT_WATCHES": url,
        "SAFECONDUCT_WATCH_NETWORKS": "127.0.0.0/8",
        "SAFECONDUCT_WATCH_LEASE_SECONDS": "1",
        "SAFECONDUCT_WATCH_WAIT_SECONDS": "1",
    }
    courier = ("-m", "safeconduct", "watch", "deliver", "--every", "0.05")
    with WatchStore(url) as store:
        fill(store, 300, due=0, hook=receiver.url)
        outbox = WatchOutbox(store.database)
        for wanted in (40, 110, 180):
            with running(courier, **sending):
                ends = time.monotonic() + 120
                while len(receiver.came) < wanted and time.monotonic() < ends:
                    time.sleep(0.01)
        assert outbox.counts()["waiting"]
        with running(courier, **sending):
            ends = time.monotonic() + 300
            while outbox.counts()["waiting"] and time.monotonic() < ends:
                time.sleep(0.2)
        assert outbox.counts() == {"waiting": 0, "done": 300, "dead": 0}
    receiver.close()
    numbers = [json.loads(bodies[0])["data"]["number"] for bodies in receiver.came.values()]
    assert sorted(numbers) == list(range(300))
