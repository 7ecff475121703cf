"""Small tricks against a service of its own: memory and time stay bounded, and others are answered.

One process serves, with few files to open, as on a small machine.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = [
    pytest.mark.slow(minutes=2),
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="not run: there is no /proc"),
]

CSV, NDJSON = "text/csv", "application/x-ndjson"
GOOD = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
STALL = 0.5
"""Seconds that `/healthz` may take here, where other tests run beside it; alone it takes 0.05."""


@dataclass
class Served:
    process: subprocess.Popen[str]
    port: int

    def ask(
        self,
        path: str,
        body: bytes | None = None,
        kind: str = CSV,
        patience: float = 60,
        key: str = "",
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            method = "GET" if body is None else "POST"
            headers = {"Content-Type": kind} if body else {}
            headers |= {"X-API-Key": key} if key else {}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def opened(self, first: bytes = b"") -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        made.sendall(first)
        return made

    @property
    def megabytes(self) -> int:
        told = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.findall(r"VmRSS:\s+(\d+)", told)[0]) // 1024

    def alive(self) -> float:
        begun = time.monotonic()
        assert self.ask("/healthz")[0] == 200
        return time.monotonic() - begun


@contextmanager
def serving(
    cache: Path, workers: int = 1, begun: str = "/readyz", **settings: str
) -> Iterator[Served]:
    """Serve, with its cache in a folder, and end that.

    ``begun``: what is answered before anything is asked. ``settings``: the environment, by name.
    """
    serve = f"-m safeconduct serve --port 0 --workers {workers}"
    command = f"ulimit -n 160; exec {sys.executable} {serve}"
    surroundings = {
        **os.environ,
        "SAFECONDUCT_CACHE": str(cache / "kept"),
        "SAFECONDUCT_HEADER_SECONDS": "2",
        "SAFECONDUCT_IDLE_SECONDS": "2",
        **settings,
    }
    with subprocess.Popen(
        ["/bin/sh", "-c", command], stdout=subprocess.PIPE, text=True, env=surroundings
    ) as process:
        try:
            assert process.stdout is not None
            port = urlsplit(process.stdout.readline().split()[3]).port
            assert port is not None
            threading.Thread(target=process.stdout.read, daemon=True).start()
            service = Served(process, port)
            until = time.monotonic() + 180
            while service.ask(begun)[0] != 200:
                assert time.monotonic() < until, "the service does not get ready"
                time.sleep(0.2)
            yield service
            process.send_signal(signal.SIGTERM)
            process.wait(30)
        finally:
            process.kill()  # whatever failed: nobody waits for it without end


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("cache")) as service:
        yield service


def new_members() -> bytes:
    lines = [{**GOOD, f"member{n}": 1} for n in range(9000)]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def one_wide_line() -> bytes:
    return json.dumps(GOOD | {f"m{n}": 1 for n in range(100_000)}).encode() + b"\n"


def wide_header() -> bytes:
    return ("person,place,on," + ",".join(f"c{n}" for n in range(100_000)) + "\n").encode()


def unknown_names() -> bytes:
    return ("person,place\n" + "".join(f"zq{n} x{n * 7919},MNG\n" for n in range(3000))).encode()


def large_cell() -> bytes:
    return b"person,place,on,x\nvladimir-putin,MNG,2024-09-02," + b"a" * 30_000_000 + b"\n"


@pytest.mark.parametrize(
    ("body", "kind", "statuses"),
    [
        (new_members, NDJSON, {200, 400}),
        (one_wide_line, NDJSON, {400}),
        (wide_header, CSV, {400}),
        (unknown_names, CSV, {200}),
        (large_cell, CSV, {400, 413}),
    ],
)
def test_a_body_takes_no_more_than_its_size(
    served: Served, body: Callable[[], bytes], kind: str, statuses: set[int]
) -> None:
    """Whatever its shape, some megabytes and seconds; and `/healthz` is answered meanwhile."""
    before, begun, sent = served.megabytes, time.monotonic(), body()
    found: list[int] = []
    asking = threading.Thread(target=lambda: found.append(served.ask("/v1/screen", sent, kind)[0]))
    asking.start()
    stalls = [served.alive()]
    while asking.is_alive():
        stalls.append(served.alive())
        time.sleep(0.01)
    assert set(found) <= statuses
    assert time.monotonic() - begun < 15
    assert max(stalls) < STALL
    assert served.megabytes - before < 100


def test_new_days_of_knowledge_do_not_stop_screening(served: Served) -> None:
    """Each is a world of its own, of which nobody makes an index for a single row."""
    before, begun = served.megabytes, time.monotonic()
    days = [date(2024, 1, 1) + timedelta(days=11 * n) for n in range(45)]
    row = b"person,place,on\nvladimir-putin,MNG,2024-09-02\n"
    found: list[int] = []

    def ask(day: date) -> None:
        found.append(served.ask(f"/v1/screen?known_on={day}", row)[0])

    threads = [threading.Thread(target=ask, args=(day,)) for day in days]
    for one in threads:
        one.start()
    stall = max(served.alive() for _ in range(50))
    for one in threads:
        one.join(60)
    assert found == [200] * 45
    assert time.monotonic() - begun < 30
    assert served.ask("/v1/screen", row)[0] == 200
    assert stall < STALL
    assert served.megabytes - before < 200


def test_what_no_address_takes_is_not_kept(served: Served) -> None:
    """A hundred kinds of one address with long queries leave nothing behind."""
    before = served.megabytes
    for number in range(100):
        assert served.ask(f"/problems/busy?x{number}={'a' * 20_000}")[0] == 200
    assert served.megabytes - before < 10


def test_a_header_without_end_is_not_read(served: Served) -> None:
    """A megabyte of a key, or of many headers, is told so and takes no room."""
    before = served.megabytes
    line = b"X-Forwarded-For: 192.0.2.1\r\n"
    for headers in (b"X-API-Key: sc_" + b"a" * 2**20, line * (2**20 // len(line))):
        told = b""
        with served.opened() as connection, suppress(ConnectionError):
            with suppress(ConnectionError):
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + headers)
            while more := connection.recv(2**16):
                told += more
        assert told[:12] in (b"HTTP/1.1 400", b"")  # or it was closed meanwhile
    assert served.alive() < STALL
    assert served.megabytes - before < 20


def test_connections_that_ask_nothing_silence_nobody(served: Served) -> None:
    """Idle, within a header, within a body: more of them than the process may open files."""
    body = b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
    for first in (b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ", body):
        with ExitStack() as stack:
            for _ in range(200):
                stack.enter_context(served.opened(first))
            assert served.alive() < 3
            assert max(served.alive() for _ in range(5)) < STALL


@pytest.mark.parametrize("head", [b"", b"GET /healthz HTTP/1.1\r\n"])
def test_a_request_has_to_come(served: Served, head: bytes) -> None:
    """Headers that come byte by byte are not waited for without end."""
    begun = time.monotonic()
    with served.opened(head) as connection:
        connection.settimeout(0.2)
        while time.monotonic() - begun < 20:
            try:
                connection.sendall(b"X: y\r\n" if head else b"")
                if not connection.recv(100):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    assert 1 < time.monotonic() - begun < 6


def test_an_answer_has_to_be_taken(served: Served) -> None:
    """Who reads nothing is not waited for, and the answer made for him is let go."""
    rows = b"person,place,on\n" + b"vladimir-putin,MNG,2024-09-02\n" * 300_000
    files = Path(f"/proc/{served.process.pid}/fd")
    before = len(list(files.iterdir()))
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", served.port))
        head = f"POST /v1/screen HTTP/1.1\r\nHost: x\r\nContent-Type: {CSV}\r\n"
        connection.sendall(f"{head}Content-Length: {len(rows)}\r\n\r\n".encode() + rows)
        until = time.monotonic() + 30
        time.sleep(1)
        while len(list(files.iterdir())) > before:
            assert time.monotonic() < until, "the connection is still open"
            time.sleep(0.1)


def test_callers_that_hang_up_leave_nothing_behind(served: Served) -> None:
    """Their questions are not worked on, and others are answered at once."""
    for year in range(2003, 2043):
        path = f"/v1/travel-risk/timeline?person=omar-al-bashir&place=KEN&known_on={year}-02-03"
        served.opened(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()).close()
    begun = time.monotonic()
    assert served.ask("/v1/travel-risk?person=vladimir-putin&place=HUN&on=2025-04-05")[0] == 200
    assert time.monotonic() - begun < 10
    assert served.alive() < STALL
