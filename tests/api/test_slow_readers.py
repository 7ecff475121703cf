"""Streams whose readers read slowly, or not at all: bounded, ended, and nothing is missed."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import insert
from starlette.testclient import TestClient

from safeconduct import Engine
from safeconduct.api import connections
from safeconduct.api.app import create_app
from safeconduct.api.connections import BoundedProtocol
from safeconduct.api.keys import changed_keys, new_key
from safeconduct.api.settings import Settings
from safeconduct.watches import WatchStore
from safeconduct.watches.tables import NOTICES

PATIENCE = 30
"""Seconds after which something counts as not happening; a busy machine takes its time."""
COUNT, SIZE = 300, 30_000
"""Notices that wait, and bytes of each: together more than a kernel holds for a connection."""
MOST = SIZE + 2000
"""Bytes of a stream that may wait in the process: one notice, with what is around it."""


class Served:
    """A service in a thread, on sockets, and a watch whose notices wait.

    ``room``: bytes that the kernel takes for a connection, 0: as it likes.
    """

    def __init__(
        self, app: FastAPI, key: str, watch: str, store: WatchStore, room: int = 0
    ) -> None:
        self.key, self.watch, self.store = key, watch, store
        config = uvicorn.Config(
            app, http=BoundedProtocol, log_level="critical", timeout_graceful_shutdown=PATIENCE
        )
        self.server = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", 0))
        if room:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, room)  # connections have it
        self.port = listening.getsockname()[1]
        self._thread = threading.Thread(target=self.server.run, args=([listening],), daemon=True)
        self._thread.start()
        until(lambda: self.server.started)

    @property
    def address(self) -> str:
        return f"/v1/watches/{self.watch}/events"

    def put(self, count: int, size: int) -> None:
        """Write down notices of about so many bytes."""
        body = json.dumps({"type": "watch.becomes", "data": {"says": "x" * size}})
        row = {"watch": self.watch, "at": "2026-01-01T00:00:00Z", "body": body}
        with self.store.database.writing() as connection:
            rows = [{**row, "id": f"{n}", "key": f"{n}"} for n in range(count)]
            connection.execute(insert(NOTICES), rows)

    @contextmanager
    def silent(self, after: int = 0) -> Iterator[socket.socket]:
        """Yield a connection that asks for the stream and reads nothing, with little room."""
        with socket.socket() as made:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            made.settimeout(PATIENCE)
            made.connect(("127.0.0.1", self.port))
            head = f"GET {self.address} HTTP/1.1\r\nHost: x\r\nX-API-Key: {self.key}\r\n"
            made.sendall(f"{head}Last-Event-ID: {after}\r\n\r\n".encode())
            yield made

    def waiting(self) -> list[int]:
        """Return how many bytes wait in the process, of each connection."""
        found = []
        for one in tuple(self.server.server_state.connections):
            assert isinstance(one, BoundedProtocol)
            found.append(one.transport.get_write_buffer_size())
        return found

    def read(self, after: int, count: int) -> list[int]:
        """Return the numbers of so many notices that a stream tells after one."""
        headers = {"X-API-Key": self.key, "Last-Event-ID": str(after)}
        found: list[int] = []
        address = f"http://127.0.0.1:{self.port}{self.address}"
        with httpx.stream("GET", address, headers=headers, timeout=PATIENCE) as answer:
            assert answer.status_code == 200
            lines = answer.iter_lines()  # kept, or it would close the stream
            while len(found) < count:
                found += numbers(next(lines))
        return found

    def alive(self) -> bool:
        return httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=PATIENCE).is_success

    def end(self) -> float:
        """End the service as a signal does; return the seconds that takes."""
        begun = time.monotonic()
        self.server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return time.monotonic() - begun


def until(reached: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < ends
        time.sleep(0.02)


def numbers(text: str) -> list[int]:
    """Return the numbers of the notices in a text."""
    return [int(one) for one in re.findall(r"^id: (\d+)\r?$", text, re.MULTILINE)]


def remaining(connection: socket.socket) -> bytes:
    """Return what had come before a connection was ended."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionError:  # it was cut off
        pass
    return b"".join(parts)


@pytest.fixture
def served(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Served]:
    (tmp_path / "keys").mkdir(mode=0o700)
    with changed_keys(tmp_path / "keys" / "keys.json") as keys:
        made, text = new_key("one", ("watch",))
        keys.append(made)
    settings = Settings(
        watches=SecretStr(f"sqlite:///{tmp_path / 'watches.sqlite'}"),
        keys=tmp_path / "keys" / "keys.json",
        idle_seconds=2,
        watch_streams=2,
    )
    monkeypatch.setattr(connections, "settings", lambda: settings)
    app = create_app(engine, settings)
    asked = {"person": "putin", "condition": "becomes", "places": ["Armenia"]}
    with WatchStore(settings.watches.get_secret_value()) as store:
        client = TestClient(app, headers={"X-API-Key": text})
        watch = client.post("/v1/watches", json=asked).json()["watch"]["id"]
        found = Served(app, text, watch, store, getattr(request, "param", 0))
        try:
            yield found
        finally:
            found.end()


@pytest.mark.slow
def test_who_does_not_read_is_ended_and_misses_nothing(served: Served) -> None:
    """Little waits for him in the process, others are told meanwhile, and he can go on."""
    served.put(COUNT, SIZE)
    most = 0
    with served.silent() as silent:
        until(lambda: max(served.waiting(), default=0) > 0)
        others: list[int] = []
        reading = threading.Thread(target=lambda: others.extend(served.read(0, COUNT)))
        reading.start()
        while reading.is_alive() or served.waiting():
            most = max(most, *served.waiting(), 0)
            assert served.alive()
            time.sleep(0.01)
        assert others == sorted({*others})
        assert len(others) == COUNT
        had = remaining(silent).decode()
    assert 0 < most <= MOST
    whole = numbers(had[: had.rfind("\n\n")])
    assert len(whole) < COUNT
    last = whole[-1] if whole else 0
    assert whole + served.read(last, COUNT - len(whole)) == others


@pytest.mark.slow
@pytest.mark.parametrize("served", [4096], indirect=True)
def test_a_little_that_is_not_taken_is_not_kept_for_an_hour(served: Served) -> None:
    """Less waits than makes the service stop writing; the stream ends all the same."""
    served.put(1, SIZE)
    with served.silent():
        until(lambda: max(served.waiting(), default=0) > 0)
        assert max(served.waiting()) < SIZE
        until(lambda: not served.waiting())
    with served.silent():
        until(lambda: max(served.waiting(), default=0) > 0)
        served.store.remove(served.watch)
        until(lambda: not served.waiting())


@pytest.mark.slow
@pytest.mark.parametrize("served", [4096], indirect=True)
def test_who_reads_slowly_is_not_ended(served: Served) -> None:
    """Some of a large notice at a time, for longer than nothing may be taken."""
    served.put(1, 400_000)
    with served.silent() as slow:
        had, begun = b"", time.monotonic()
        while b"}}\n\n" not in had[-100:]:
            part = slow.recv(4096)
            assert part, "it was cut off"
            had += part
            time.sleep(0.06)
    assert time.monotonic() - begun > 4
    assert len(numbers(had.decode())) == 1


@pytest.mark.slow
def test_streams_end_with_the_service(served: Served) -> None:
    """Who reads is told that it is over; who does not is cut off, and neither is waited for."""
    served.put(COUNT, SIZE)
    address = f"http://127.0.0.1:{served.port}{served.address}"
    headers = {"X-API-Key": served.key, "Last-Event-ID": str(COUNT)}
    with served.silent(), httpx.stream("GET", address, headers=headers, timeout=PATIENCE) as told:
        until(lambda: max(served.waiting(), default=0) > 0)
        lines = told.iter_lines()
        assert next(lines) == "retry: 3000"
        took = served.end()
        assert [*lines] == [""]  # whole: it does not break off
    assert took < PATIENCE / 4


def test_no_more_streams_are_open_than_may_be(served: Served) -> None:
    """However many ask for one at once."""
    with ExitStack() as stack:
        asked = [stack.enter_context(served.silent()) for _ in range(12)]
        found = [int(one.recv(12).split()[1]) for one in asked]
        assert sorted(found) == [200] * 2 + [503] * 10


def test_whoever_asks_for_the_headers_alone_opens_no_stream(served: Served) -> None:
    """More often than streams may be open; on one connection, which is of use afterwards."""
    with httpx.Client(headers={"X-API-Key": served.key}, timeout=PATIENCE) as client:
        for _ in range(5):
            found = client.head(f"http://127.0.0.1:{served.port}{served.address}")
            assert found.status_code == 200
            assert found.headers["content-type"].startswith("text/event-stream")
