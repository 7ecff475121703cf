"""Runs the server: over standard input and output, or over HTTP."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterable
from time import monotonic
from typing import Any, BinaryIO, Final, cast

import anyio
import orjson
from anyio import to_thread
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct import Engine

from ..body import LARGEST
from ..settings import Settings
from .server import AgentServer

PATH: Final = "/mcp"
"""Where the server lies over HTTP."""

LONGEST: Final = 2 * LARGEST
"""Bytes of a message: of the arguments, and of what is around them."""

_HERE: Final = ("127.0.0.1", "localhost", "[::1]")


def serve_stdio(engine: Engine, settings: Settings | None = None) -> None:
    """Answer what comes on standard input, on standard output, until the input ends."""
    served = AgentServer(engine, settings)
    try:
        anyio.run(_serve_stdio, served)
    finally:
        served.close()


async def _serve_stdio(served: AgentServer) -> None:
    server = served.made()
    lines = cast("Any", Lines(sys.stdin.buffer))
    async with stdio_server(stdin=lines) as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


class Lines:
    """The messages on a stream, each a line of bounded length.

    A line that is longer comes as an empty one, which is no message. Half a surrogate pair, which
    is no text, comes as U+FFFD: a message with it could not be read, and its sender would wait.
    """

    def __init__(self, stream: BinaryIO, longest: int = LONGEST) -> None:
        self._stream = stream
        self._longest = longest

    async def __aiter__(self) -> AsyncIterator[str]:
        """Yield them."""
        while line := await to_thread.run_sync(self._read, abandon_on_cancel=True):
            yield _readable(line)

    def _read(self) -> bytes:
        line = self._stream.readline(self._longest)
        if len(line) < self._longest or line.endswith(b"\n"):
            return line
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(self._longest)
        return b"\n"


def _readable(line: bytes) -> str:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        try:
            told = json.dumps(json.loads(line), ensure_ascii=False)
        except (ValueError, RecursionError):
            told = line.decode("utf-8", "replace")
        return told.encode("utf-8", "replace").decode()
    return line.decode()


def create_mcp_app(
    engine: Engine, settings: Settings | None = None, hosts: Iterable[str] = ()
) -> Starlette:
    """Return the server as an application that answers below `PATH`; each request by itself.

    ``hosts``: names under which it may be asked for besides those of this machine, with a port or
    without. Any other is refused, so that no page of a site elsewhere can reach it through a
    browser here (DNS rebinding).
    """
    allowed = [form for one in (*_HERE, *hosts) for form in (one, f"{one}:*")]
    settings = settings or Settings.from_environment()
    app = (
        AgentServer(engine, settings)
        .made()
        .streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            max_request_body_size=LONGEST,
            transport_security=TransportSecuritySettings(
                allowed_hosts=allowed,
                allowed_origins=[
                    f"{scheme}://{one}" for one in allowed for scheme in ("http", "https")
                ],
            ),
        )
    )
    app.add_middleware(Posted, settings=settings)
    return app


class Posted:
    """ASGI middleware: a request is a POST whose body comes in time.

    The server sends nothing by itself, so that there is no stream to open. ``settings``: how long
    a body may take.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] != "POST":
            refusal = Response(status_code=405, headers={"Allow": "POST"})
            await refusal(scope, receive, send)
        else:
            await self._in_time(scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        ends, whole = monotonic() + self._settings.body_seconds, False

        async def received() -> Message:
            nonlocal whole
            if whole:  # what is waited for now is that the caller goes
                return await receive()
            left = min(self._settings.idle_seconds, ends - monotonic())
            with anyio.move_on_after(left):
                message = await receive()
                whole = not message.get("more_body")
                return message
            raise _TooSlow

        try:
            await self._app(scope, received, send)
        except _TooSlow:  # nothing is answered before all of a body has come
            refusal = Response(
                "The body did not come in time", 408, {"Connection": "close"}, "text/plain"
            )
            await refusal(scope, receive, send)


class _TooSlow(Exception):
    """A body did not come in time."""
