"""Callers who ask too often, too slowly or take nothing, at once, over several connections.

The service runs in processes of its own; a proxy that is trusted says who asks, for requests from
this machine are not counted.
"""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from safeconduct.api.keys import changed_keys, new_key

from .test_attacks import CSV, STALL, Served, serving

pytestmark = [
    pytest.mark.slow(minutes=1),
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="not run: there is no /proc"),
]

WORKERS, RATE, KEY_RATE = 2, 20, 30
CONNECTIONS, EACH = 8, 15
PATH = "/v1/persons/vladimir-putin"
Answer = tuple[int, dict[str, str]]


def burst(served: Served, **headers: str) -> list[Answer]:
    """Ask from several connections at once, each again and again; return what came back."""

    def ask(_: int) -> list[Answer]:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        found = []
        for _ in range(EACH):
            connection.request("GET", PATH, headers=headers)
            answer = connection.getresponse()
            answer.read()
            found.append((answer.status, {k.lower(): v for k, v in answer.getheaders()}))
        connection.close()
        return found

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return [one for them in pool.map(ask, range(CONNECTIONS)) for one in them]


def check(answers: list[Answer], policy: str, most: int, seconds: float) -> None:
    """No more than may are answered, by each process and with what comes back meanwhile."""
    taken = [headers for status, headers in answers if status == 200]
    refused = [headers for status, headers in answers if status == 429]
    assert len(taken) + len(refused) == len(answers) == CONNECTIONS * EACH
    assert most <= len(taken) <= WORKERS * (most + most * seconds / 60 + 1)
    assert refused
    for headers in (*taken, *refused):
        assert headers["ratelimit-policy"] == f'"{policy}";q={most};w=60'
        name, left, back = headers["ratelimit"].split(";")
        assert name == f'"{policy}"'
        assert 0 <= int(left.removeprefix("r=")) < most
        assert 0 < int(back.removeprefix("t=")) <= 60
    assert all(headers["ratelimit"].split(";")[1] == "r=0" for headers in refused)
    assert all(1 <= int(headers["retry-after"]) <= 60 for headers in refused)


def test_a_burst_is_counted_by_address_and_by_key(tmp_path: Path) -> None:
    """One address, then a key from it; another address and this machine are not held up."""
    file = tmp_path / "keys.json"
    key, text = new_key("the desk", ("read",))
    with changed_keys(file) as kept:
        kept.append(key)
    settings = {
        "SAFECONDUCT_KEYS": str(file),
        "SAFECONDUCT_RATE": str(RATE),
        "SAFECONDUCT_KEY_RATE": str(KEY_RATE),
        "SAFECONDUCT_TRUSTED_PROXIES": "127.0.0.1/32",
    }
    with serving(tmp_path / "cache", WORKERS, "/healthz", **settings) as served:
        for policy, most, headers in (
            ("address", RATE, {"X-Forwarded-For": "192.0.2.7"}),
            ("key", KEY_RATE, {"X-Forwarded-For": "192.0.2.7", "X-API-Key": text}),
            ("address", RATE, {"X-Forwarded-For": "192.0.2.8"}),
        ):
            begun = time.monotonic()
            check(burst(served, **headers), policy, most, time.monotonic() - begun)
        here = burst(served)
        assert {status for status, _ in here} == {200}
        assert not any("ratelimit" in headers for _, headers in here)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("cache"), SAFECONDUCT_BODY_SECONDS="4") as service:
        yield service


def test_a_body_that_drips_is_told_so(served: Served) -> None:
    """Byte by byte, none of them late: the whole has its time, and others are answered."""
    begun = time.monotonic()
    head = f"POST /v1/screen HTTP/1.1\r\nHost: x\r\nContent-Type: {CSV}\r\n"
    dripping = [served.opened(f"{head}Content-Length: 100000\r\n\r\n".encode()) for _ in range(10)]
    answers: dict[int, bytes] = {}
    while len(answers) < len(dripping):
        assert time.monotonic() - begun < 30
        for number, one in enumerate(dripping):
            if number in answers:
                continue
            one.settimeout(0.02)
            try:
                one.sendall(b"p")
                answers[number] = one.recv(2000)
            except TimeoutError:
                continue
            except OSError:
                answers[number] = b""
        assert served.alive() < STALL
    assert 3 < time.monotonic() - begun < 15
    assert any(one.startswith(b"HTTP/1.1 408 ") for one in answers.values())
    assert {one[:13] for one in answers.values()} <= {b"HTTP/1.1 408 ", b""}
    for one in dripping:
        one.close()


def test_answers_that_are_taken_slowly_fill_no_memory(served: Served) -> None:
    """Who takes a large answer byte by byte loses it in the end; others are answered meanwhile."""
    path = "/v1/travel-risk?person=vladimir-putin&place=MNG&on=2024-09-02&include=all"
    status, whole = served.ask(path)
    assert status == 200
    asked = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 40
    before, slow = served.megabytes, list[socket.socket]()
    for _ in range(20):
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.connect(("127.0.0.1", served.port))
        made.sendall(asked)
        slow.append(made)
    begun, most = time.monotonic(), 0
    left = set(slow)
    while left:
        assert time.monotonic() - begun < 60, "a connection is still open"
        for one in tuple(left):
            one.settimeout(0.02)
            try:
                if not one.recv(1):
                    left.discard(one)
            except TimeoutError:
                continue
            except OSError:
                left.discard(one)
        most = max(most, served.megabytes)
        assert served.alive() < STALL
        if time.monotonic() - begun > 10:  # long after the time for it: what is left is an end
            for one in left:
                one.settimeout(20)
                taken = 0
                try:
                    while part := one.recv(65_536):
                        taken += len(part)
                except OSError:
                    pass
                assert taken < 40 * len(whole)
            break
    for one in slow:
        one.close()
    assert most - before < 40 * 20 * len(whole) // 2**20 // 2
