"""Requests a second of the service with its full answer, beside an empty FastAPI route.

Both are served by the same processes, so that a rate is compared with one of the same moment; the
clients are processes of their own, which keep their connections and wait for each answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import urlencode
from urllib.request import urlopen

from safeconduct import Engine

EMPTY: Final = "/empty"
_CONNECTIONS: Final = 8
_CLIENTS: Final = 2
_NEW_RATE: Final = 3_000
"""So many new questions are there for each second, more than are answered."""
_NEW_QUESTIONS: Final = 600
"""At least so many persons and places there are for each day."""
_START: Final = 60.0


@dataclass(frozen=True)
class Rates:
    """Requests a second with ``workers`` processes; ``server_ms``: one map, made in the process."""

    workers: int
    empty: float
    repeated: float
    fresh: float
    answer_bytes: int

    @property
    def ratio(self) -> float:
        """Full answers that were asked for before, beside the empty route."""
        return self.repeated / self.empty


def both() -> object:
    """Return an application with the service and an empty FastAPI route that shares nothing."""
    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

    from safeconduct.api.app import create_app

    service = create_app()
    empty = FastAPI()

    @empty.get(EMPTY)
    async def nothing() -> dict[str, str]:
        return {}

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        chosen = empty if scope["type"] == "http" and scope["path"] == EMPTY else service
        await chosen(scope, receive, send)

    return application


def measure(engine: Engine, workers: int, *, seconds: float, rounds: int) -> Rates:
    """Return the rates of a service with that many processes, the median over the rounds.

    Raises `RuntimeError` if the service does not start, or answers faster than was thought.
    """
    repeated = _questions(engine, places=12, days=("2024-09-02", "2025-07-06"))
    with _serving(workers) as port:
        for _ in range(3 * workers):
            for path in repeated:
                _get(port, path)
        size = len(_get(port, repeated[0]))
        rates: dict[str, list[float]] = {"empty": [], "repeated": [], "fresh": []}
        for number in range(rounds):
            fresh = _questions(engine, places=200, days=_new_days(number, seconds))
            asked = {"empty": [EMPTY], "repeated": repeated, "fresh": fresh}
            for name, paths in asked.items():
                rates[name].append(_rate(port, paths, seconds))
            if rates["fresh"][-1] * seconds > len(fresh):
                raise RuntimeError("more questions were asked than are new: raise _NEW_RATE")
    return Rates(workers, *(median(rates[name]) for name in rates), answer_bytes=size)


def map_milliseconds(engine: Engine, rounds: int) -> float:
    """Return the time of one map of all places, from question to JSON, in one thread: median."""
    person = engine.wanted()[0].person.id
    engine.map(person)
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        json.dumps(engine.map(person).model_dump(mode="json"))
        found.append(time.perf_counter() - begun)
    return median(found) * 1e3


def _new_days(number: int, seconds: float) -> list[str]:
    """Return days that were not asked about in other rounds, enough for so many seconds."""
    count = -(-int(seconds * _NEW_RATE) // _NEW_QUESTIONS)
    return [f"20{10 + number}-{1 + day // 28:02}-{1 + day % 28:02}" for day in range(count)]


def _questions(engine: Engine, *, places: int, days: Sequence[str]) -> list[str]:
    persons = [one.person.id for one in engine.wanted()][:4]
    return [
        f"/v1/travel-risk?{urlencode({'person': person, 'place': place, 'on': day})}"
        for person in persons
        for place in list(engine.world.places)[:places]
        for day in days
    ]


@contextmanager
def _serving(workers: int) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", f"{__package__}.serving", str(port), str(workers)]
    tools = str(Path(__file__).resolve().parents[1])
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": tools})
    try:
        _wait(server, port)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _START
    while time.monotonic() < until and server.poll() is None:
        try:
            _get(port, EMPTY)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the service did not start")


def _get(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        found: bytes = answer.read()
        return found


def _rate(port: int, paths: Sequence[str], seconds: float) -> float:
    share = -(-len(paths) // _CLIENTS)
    with ProcessPoolExecutor(_CLIENTS) as pool:
        parts = [paths[index * share :] + paths[: index * share] for index in range(_CLIENTS)]
        counts = pool.map(_client, [port] * _CLIENTS, parts, [seconds] * _CLIENTS)
        return sum(counts) / seconds


def _client(port: int, paths: Sequence[str], seconds: float) -> int:
    return asyncio.run(_ask(port, paths, time.perf_counter() + seconds))


async def _ask(port: int, paths: Sequence[str], until: float) -> int:
    counts = await asyncio.gather(
        *(_connection(port, paths, number, until) for number in range(_CONNECTIONS))
    )
    return sum(counts)


async def _connection(port: int, paths: Sequence[str], first: int, until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < until:
        path = paths[(first + count * _CONNECTIONS) % len(paths)]
        writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path}: {head[:40]!r}")
        length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        await reader.readexactly(int(length))
        count += 1
    writer.close()
    return count
