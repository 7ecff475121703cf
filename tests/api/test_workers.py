"""Two processes that serve: what is written elsewhere counts in both, and no request fails."""

from __future__ import annotations

import json
import socket
import threading
import time
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.bundles import make_bundle, new_key
from safeconduct.live import Live, LiveEntry

from ..live.conftest import retraction
from .test_attacks import Served, serving

pytestmark = pytest.mark.slow(minutes=1)

PATIENCE = 60
"""Seconds after which a process counts as not following; a busy machine takes its time."""
IN_A_ROW = 24
"""So many answers on new connections are not all of one process."""


def until_both(served: Served, world: str) -> None:
    """Wait until every answer is on these records."""
    ends, same = time.monotonic() + PATIENCE, 0
    while same < IN_A_ROW:
        status, body = served.ask("/v1/corrections")
        assert status == 200, body
        same = same + 1 if json.loads(body)["world"] == world else 0
        assert time.monotonic() < ends


def test_both_follow_live_records(tmp_path: Path) -> None:
    engine, url = Engine.load(), f"sqlite:///{tmp_path}/live.sqlite"
    with (
        serving(tmp_path, workers=2, begun="/healthz", SAFECONDUCT_LIVE=url) as served,
        Live.open(engine, url) as live,
    ):
        until_both(served, engine.world.digest)
        until_both(served, live.accept(retraction(engine), "key-1", seconds=0).world)
        # Two more at once, by two who write.
        with Live.open(engine, url) as other:
            made: list[LiveEntry] = []

            def write(to: Live, number: int) -> None:
                made.append(to.accept(retraction(engine, number), "key-1", seconds=0))

            writers = [
                threading.Thread(target=write, args=(to, number))
                for number, to in enumerate((live, other), 1)
            ]
            for one in writers:
                one.start()
            for one in writers:
                one.join()
        until_both(served, max(made, key=lambda one: one.seq).world)


def test_both_take_another_bundle_over(tmp_path: Path) -> None:
    engine, path = Engine.load(), tmp_path / "bundle"
    key = new_key(tmp_path / "key")
    path.write_bytes(make_bundle(engine, key))
    with Live.open(engine, f"sqlite:///{tmp_path}/live.sqlite") as live:
        live.accept(retraction(engine), "key-1", seconds=0)
        other = live.engine
        content = make_bundle(other, key)
    settings = {"SAFECONDUCT_BUNDLE": str(path), "SAFECONDUCT_BUNDLE_KEYS": f"{tmp_path}/key.pub"}
    with serving(tmp_path, workers=2, begun="/healthz", **settings) as served:
        until_both(served, engine.world.digest)
        for data, world in (
            (content[:-9], engine.world.digest),  # is refused
            (content, other.world.digest),
        ):
            beside = tmp_path / "beside"
            beside.write_bytes(data)
            beside.replace(path)
            until_both(served, world)


def test_callers_that_close_their_half_leave_nothing_behind(tmp_path: Path) -> None:
    """Before, within and after a request; others are answered, and nothing stays open."""
    asked = b"GET /v1/wanted HTTP/1.1\r\nHost: x\r\n\r\n"
    with serving(tmp_path, begun="/healthz") as served:
        files = Path(f"/proc/{served.process.pid}/fd")
        before = len([*files.iterdir()])
        for sent in (b"", asked[:20], asked[:-2], asked, asked * 3):
            for _ in range(20):
                with served.opened(sent) as made:
                    made.shutdown(socket.SHUT_WR)
                    made.settimeout(PATIENCE)
                    while made.recv(65_536):
                        pass
        assert served.alive() < PATIENCE
        assert served.ask("/v1/wanted")[0] == 200
        ends = time.monotonic() + PATIENCE
        while len([*files.iterdir()]) > before + 5:
            assert time.monotonic() < ends
            time.sleep(0.2)
