"""Requests a second of the service, beside an empty FastAPI route that reads the same query.

Both are served by the same processes, so that a rate is compared with one of the same moment; the
clients are processes of their own, which keep their connections and wait for each answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice, repeat
from pathlib import Path
from statistics import median
from typing import Annotated, Final
from urllib.parse import urlencode
from urllib.request import urlopen

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from safeconduct import Engine

EMPTY: Final = "/empty"
READY: Final = "/readyz"
_CONNECTIONS: Final = 8
_CLIENTS: Final = 2
_NEW_RATE: Final = 3_000
"""So many new questions are there for each second; whoever has asked them all stops."""
_NEW_QUESTIONS: Final = 600
"""At least so many persons and places there are for each day."""
_START: Final = 300.0


@dataclass(frozen=True)
class Rates:
    """Requests a second with ``workers`` processes.

    ``repeated``: whole answers that were asked for before. ``short`` and ``whole``: answers to new
    questions. ``answer_bytes``: the size of a whole answer.
    """

    workers: int
    empty: float
    repeated: float
    short: float
    whole: float
    answer_bytes: int

    @property
    def short_ratio(self) -> float:
        """Short answers to new questions beside the empty route."""
        return self.short / self.empty

    @property
    def whole_ratio(self) -> float:
        """Whole answers to new questions beside the empty route."""
        return self.whole / self.empty


class _Asked(BaseModel):
    """The query of a travel-risk question, as far as FastAPI can check it without records."""

    model_config = ConfigDict(extra="forbid")

    person: str = Field(min_length=1, max_length=200)
    place: str = Field(min_length=1, max_length=200)
    on: date | None = None
    until: date | None = None
    presence: str = "ground"
    purpose: str = "unspecified"
    profile: str = "icc"
    known_on: date | None = None
    include: str | None = Field(default=None, max_length=200)


def both() -> object:
    """Return an application with the service and an empty FastAPI route that shares nothing."""
    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

    from safeconduct.api.app import create_app

    service = create_app()
    empty = FastAPI()

    @empty.get(EMPTY)
    async def nothing(asked: Annotated[_Asked, Query()]) -> dict[str, str]:
        del asked
        return {}

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        chosen = empty if scope["type"] == "http" and scope["path"] == EMPTY else service
        await chosen(scope, receive, send)

    return application


def measure(engine: Engine, workers: int, *, seconds: float, rounds: int) -> Rates:
    """Return the rates of a service with that many processes, the median over the rounds.

    Raises `RuntimeError` if the service does not start.
    """
    repeated = _questions(engine, places=12, days=("2024-09-02", "2025-07-06"))
    with _serving(workers) as port:
        for _ in range(3 * workers):
            for path in repeated:
                _get(port, path)
        size = len(_get(port, repeated[0]))
        rates: dict[str, list[float]] = {"empty": [], "repeated": [], "short": [], "whole": []}
        new = iter(_new_days())
        for _ in range(rounds):
            days = list(islice(new, -(-int(seconds * _NEW_RATE) // _NEW_QUESTIONS)))
            fresh = _questions(engine, places=200, days=days)
            random.Random(len(days)).shuffle(fresh)
            empty = [one.replace("/v1/travel-risk", EMPTY) for one in repeated]
            rates["empty"].append(_rate(port, empty, seconds))
            rates["repeated"].append(_rate(port, repeated, seconds))
            rates["whole"].append(_rate(port, fresh, seconds, once=True))
            short = [one.replace("&include=all", "") for one in fresh[::-1]]
            rates["short"].append(_rate(port, short, seconds, once=True))
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


def _new_days() -> list[str]:
    """Return a day of each month since the Court began, in random order."""
    days = [f"{year}-{month:02}-04" for year in range(2003, 2027) for month in range(1, 11)]
    return random.Random(4).sample(days, len(days))


def _questions(engine: Engine, *, places: int, days: Sequence[str]) -> list[str]:
    persons = [one.person.id for one in engine.wanted()][:4]
    whole = {"include": "all"}
    return [
        f"/v1/travel-risk?{urlencode({'person': person, 'place': place, 'on': day, **whole})}"
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
    known = os.pathsep.join(filter(None, (tools, os.environ.get("PYTHONPATH"))))
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": known})
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
            _get(port, READY)  # till then it does other things as well
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the service did not start")


def _get(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        found: bytes = answer.read()
        return found


def _rate(port: int, paths: Sequence[str], seconds: float, *, once: bool = False) -> float:
    """Return requests a second for so many seconds; ``once``: until each path was asked for."""
    parts = [paths[index::_CLIENTS] for index in range(_CLIENTS)]
    with ProcessPoolExecutor(_CLIENTS) as pool:
        return sum(pool.map(_client, repeat(port), parts, repeat(seconds), repeat(once)))


def _client(port: int, paths: Sequence[str], seconds: float, once: bool) -> float:  # noqa: FBT001
    begun = time.perf_counter()
    count = asyncio.run(_ask(port, paths, begun + seconds, once=once))
    return count / (time.perf_counter() - begun)


async def _ask(port: int, paths: Sequence[str], until: float, *, once: bool) -> int:
    turns = [iter(paths[number::_CONNECTIONS] or paths) for number in range(_CONNECTIONS)]
    if not once:
        turns = [cycle(one) for one in turns]
    return sum(await asyncio.gather(*(_connection(port, one, until) for one in turns)))


async def _connection(port: int, paths: Iterator[str], until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    for path in paths:
        if time.perf_counter() >= until:
            break
        writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path}: {head[:40]!r}")
        length = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        await reader.readexactly(int(length))
        count += 1
    writer.close()
    return count
