"""A client of the SDK, connected in memory to a server on the engine of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import pytest
from mcp import Client
from mcp.server.lowlevel.server import Server
from mcp.types import CallToolResult

from safeconduct import Engine
from safeconduct.api.mcp.server import AgentServer
from safeconduct.api.settings import Settings

T = TypeVar("T")

Call = Callable[[str, Mapping[str, Any]], CallToolResult]
Ask = Callable[[Callable[[Client], Coroutine[Any, Any, Any]]], Any]


@pytest.fixture(scope="session")
def server(engine: Engine) -> Server[Any]:
    return AgentServer(engine, Settings()).made()


@pytest.fixture(scope="session")
def ask(server: Server[Any]) -> Ask:
    """Return what has a connected client do something."""

    def asked(do: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        async def connected() -> T:
            async with Client(server) as client:
                return await do(client)

        return asyncio.run(connected())

    return asked


@pytest.fixture(scope="session")
def call(ask: Ask) -> Call:
    """Return what calls a tool; the client checks what comes against the schema of the tool."""

    def called(name: str, arguments: Mapping[str, Any]) -> CallToolResult:
        result: CallToolResult = ask(lambda client: client.call_tool(name, dict(arguments)))
        return result

    return called
