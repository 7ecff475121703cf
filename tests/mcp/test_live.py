"""Agents are answered on the live records, as they are within a second."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from pydantic import SecretStr

from safeconduct import Engine
from safeconduct.api.mcp.server import AgentServer
from safeconduct.api.settings import Settings
from safeconduct.bundles import make_bundle, new_key
from safeconduct.live import Live, LiveFailed

from ..bundles.conftest import put
from ..live.conftest import retraction
from .test_transports import COMMAND

PATIENCE = 30
"""Seconds after which a server counts as not following; a busy machine takes its time."""
ASKED = {"person": "putin", "place": "MNG", "on": "2024-09-02"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/live.sqlite"


@pytest.fixture
def desk(engine: Engine, url: str) -> Iterator[Live]:
    """What another process has, which writes."""
    with Live.open(engine, url) as opened:
        yield opened


@pytest.fixture
def served(engine: Engine, desk: Live, url: str) -> Iterator[AgentServer]:
    server = AgentServer(engine, Settings(live=SecretStr(url)))
    yield server
    server.close()


async def world(client: Client) -> Any:
    answer = await client.call_tool("assess", ASKED)
    assert answer.structured_content is not None, answer
    return answer.structured_content["world"]


async def until(client: Client, digest: str) -> None:
    """Ask until an answer rests on these records."""
    ends = time.monotonic() + PATIENCE
    while await world(client) != digest:
        assert time.monotonic() < ends
        await asyncio.sleep(0.05)


def test_what_another_process_writes_counts(
    served: AgentServer, desk: Live, engine: Engine
) -> None:
    """In answers, in what can be read, and while nobody asks."""
    gone = retraction(engine)
    record = f"safeconduct://records/{gone.id}"

    async def run() -> None:
        async with Client(served.made()) as client:
            assert await world(client) == engine.world.digest
            assert gone.id in str(await client.read_resource(record))
            entry = await asyncio.to_thread(desk.accept, gone, "the desk", seconds=0)
            await until(client, entry.world)
            with pytest.raises(MCPError, match=gone.id):
                await client.read_resource(record)
            second = await asyncio.to_thread(
                desk.accept, retraction(engine, 1), "the desk", seconds=0
            )
            ends = time.monotonic() + PATIENCE
            while served._live is None or served._live.seq < second.seq:
                assert time.monotonic() < ends
                await asyncio.sleep(0.05)
            assert await world(client) == second.world

    asyncio.run(run())


@pytest.mark.slow
def test_what_was_written_before_counts_from_the_start(
    engine: Engine, desk: Live, url: str
) -> None:
    entry = desk.accept(retraction(engine, 1), "the desk", seconds=0)

    async def run() -> None:
        env = {**os.environ, "SAFECONDUCT_LIVE": url}
        server = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=env)
        async with Client(server) as client:
            assert await world(client) == entry.world
            second = await asyncio.to_thread(desk.accept, retraction(engine), "the desk", seconds=0)
            await until(client, second.world)

    asyncio.run(run())


def test_a_database_that_fails_is_told_once_and_answers_go_on(
    served: AgentServer,
    desk: Live,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """On the records as they were; when it is back it is followed."""
    looked = 0
    follow = Live.follow

    def fail(_: Live) -> bool:
        nonlocal looked
        looked += 1
        raise LiveFailed("the database is away")

    async def run() -> None:
        async with Client(served.made()) as client:
            with monkeypatch.context() as patched:
                patched.setattr(Live, "follow", fail)
                ends = time.monotonic() + PATIENCE
                while looked < 3:
                    assert time.monotonic() < ends
                    assert await world(client) == engine.world.digest
                    await asyncio.sleep(0.05)
            assert Live.follow is follow
            entry = await asyncio.to_thread(desk.accept, retraction(engine), "d", seconds=0)
            await until(client, entry.world)

    asyncio.run(run())
    assert caplog.text.count("the database is away") == 1


@pytest.mark.slow
def test_live_records_lie_over_a_bundle_and_the_next(
    tmp_path: Path,
    engine: Engine,
    other_records: Path,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One that does not go with them is refused, and the last one stays."""
    key, path = new_key(tmp_path / "key"), tmp_path / "bundle"
    other = Engine.load(records=other_records, today=engine.clock)
    path.write_bytes(make_bundle(engine, key))
    settings = Settings(bundle=path, bundle_keys=(tmp_path / "key.pub",), live=SecretStr(url))
    with Live.open(engine, url) as desk:
        entry = desk.accept(retraction(engine), "the desk", seconds=0)
        over = desk.on(other).engine.world.digest
    server = AgentServer(engine, settings)

    def refuse(*_: object) -> None:
        raise LiveFailed("they do not go together")

    async def run() -> None:
        async with Client(server.made()) as client:
            assert await world(client) == entry.world
            with monkeypatch.context() as patched:
                patched.setattr(Live, "on", refuse)
                put(path, make_bundle(other, key))
                for _ in range(2):
                    assert await world(client) == entry.world
            put(path, make_bundle(other, key, serial=1))
            assert await world(client) == over

    try:
        asyncio.run(run())
    finally:
        server.close()
    assert caplog.text.count("they do not go together; the last bundle stays") == 1


def test_a_server_does_not_start_without_its_records(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "live").write_bytes(b"no database of anybody" * 100)
    with pytest.raises(LiveFailed):
        AgentServer(engine, Settings(live=SecretStr(f"sqlite:///{tmp_path}/live")))
