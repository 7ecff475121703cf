"""No route holds up the others: none takes the loop that answers them for more than a moment."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from asyncio import events
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

from .routes import addresses
from .test_attacks import STALL, Served, serving

pytestmark = pytest.mark.slow(minutes=2)
MOST = 0.05
"""Seconds of the processor that one step of the loop may take: so long `/healthz` would wait."""
TRIES = 3


@pytest.fixture(scope="module")
def app(engine: Engine) -> FastAPI:
    """A service that keeps no answer, so that each is made every time."""
    return create_app(engine, Settings(kept_bytes=1))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, SAFECONDUCT_KEPT_BYTES="1") as service:
        yield service


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Seconds of the processor that each step of the event loop took, as they come.

    Of this thread alone, so that other programs on the machine do not count. The collector of what
    nobody needs is off, as it nearly is in a service that has got ready.
    """
    took: list[float] = []
    run = events.Handle._run

    def timed(handle: events.Handle) -> None:
        begun = time.thread_time()
        try:
            run(handle)
        finally:
            took.append(time.thread_time() - begun)

    monkeypatch.setattr(events.Handle, "_run", timed)
    gc.collect()
    gc.disable()
    yield took
    gc.enable()


def test_no_route_keeps_the_loop(app: FastAPI, steps: list[float]) -> None:
    """Each with the most that it can be asked for, right or wrong; what is long twice counts."""
    worst: dict[str, float] = {}

    async def asked(address: str) -> int:
        app.state.warmth._task = asyncio.current_task()  # nothing gets ready meanwhile
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            await client.get("/healthz")
            await asyncio.sleep(0)
            steps.clear()
            answer = await client.get(address)
            await asyncio.sleep(0)
        worst[address] = min(max(steps), worst.get(address, 1))
        return answer.status_code

    def status(address: str) -> int:
        found = asyncio.run(asked(address))
        if worst[address] > MOST:  # what is made once, when it is first asked for
            asyncio.run(asked(address))
        return found

    found = dict(addresses(app, status))
    assert [path for path, address in found.items() if not address] == []
    assert len(found) > 70
    assert {address: took for address, took in worst.items() if took > MOST} == {}


def stall(service: Served, address: str) -> float:
    """Return the longest that `/healthz` takes while an address is answered."""
    found: list[int] = []
    asking = threading.Thread(target=lambda: found.append(service.ask(address)[0]))
    asking.start()
    took = [service.alive()]
    while asking.is_alive():
        took.append(service.alive())
    assert found[0] < 400, address
    return max(took)


def test_the_service_is_alive_whatever_it_is_asked(served: Served, app: FastAPI) -> None:
    """Over the network too, where threads share one interpreter; what is long every time counts."""

    def status(address: str) -> int:
        return served.ask(address)[0]

    for _, address in addresses(app, status):
        tries = (stall(served, address) for _ in range(TRIES))
        assert any(took < STALL for took in tries), address
