"""The server of agents follows a bundle: its next answer is of the one that lies there then."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from safeconduct import Engine, InputError
from safeconduct.api.mcp.server import AgentServer
from safeconduct.api.settings import Settings
from safeconduct.bundles import BundleRefused

from .conftest import put

ASKED = {"person": "putin", "place": "MNG", "on": "2024-09-02"}


@pytest.mark.slow
def test_an_agent_is_answered_from_the_bundle_that_lies_there(
    tmp_path: Path,
    public: Path,
    engine: Engine,
    other: Engine,
    bundle: bytes,
    other_bundle: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its answers and what its tools take; what is refused changes nothing."""
    path = tmp_path / "bundle"
    path.write_bytes(bundle)
    server = AgentServer(engine, Settings(bundle=path, bundle_keys=(public,)))

    async def state(client: Client) -> tuple[Any, bool]:
        answer = await client.call_tool("assess", ASKED)
        assert answer.structured_content is not None, answer
        offered = {one.name: one for one in (await client.list_tools()).tools}
        ours = "ours" in str(offered["assess"].input_schema)
        return answer.structured_content["world"], ours

    async def run() -> None:
        async with Client(server.made()) as client:
            assert await state(client) == (engine.world.digest, False)
            put(path, bundle[:-9])
            assert await state(client) == (engine.world.digest, False)
            put(path, other_bundle)
            assert await state(client) == (other.world.digest, True)
            read = await client.read_resource("safeconduct://rules/of-our-own")
            assert "A rule of our own" in str(read.contents)

    asyncio.run(run())
    assert "the last bundle stays" in caplog.text


def test_a_server_does_not_start_on_what_is_refused(
    tmp_path: Path, public: Path, engine: Engine, bundle: bytes
) -> None:
    path = tmp_path / "bundle"
    path.write_bytes(bundle[:-9])
    with pytest.raises(BundleRefused):
        AgentServer(engine, Settings(bundle=path, bundle_keys=(public,)))
    with pytest.raises(InputError, match="SAFECONDUCT_BUNDLE_KEYS as well"):
        AgentServer(engine, Settings(bundle=path))
