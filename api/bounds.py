"""What one request may take: so many parameters, so long without a byte, so long as a whole."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.base import counted

from .problems import ProblemError, respond_to
from .settings import Settings

BODY: Final = "safeconduct.body"
"""Where a request's scope has the `_Body`."""


@dataclass
class _Body:
    """What is known of a request's body; ``whole``: it has come to its end."""

    whole: bool = False


def is_read(scope: Scope) -> bool:
    """Whether all of a body has come, so that nothing is lost if the end of it is waited for."""
    return scope["method"] == "GET" or (BODY in scope and scope[BODY].whole)


class Bounds:
    """ASGI middleware: a request beyond a bound of ``settings`` is told so.

    How long it may take to send headers, or to take an answer, is for the server to watch: see
    `connections`.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a body that is not waited for without end."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        settings = self._settings
        given = scope["query_string"].count(b"&") + 1
        if given > settings.parameters:
            has = counted(given, "parameter")
            detail = f"the request has {has}; at most {settings.parameters} are read"
            await respond_to(scope, receive, send, ProblemError("too-many-values", detail))
            return
        ends = monotonic() + settings.body_seconds
        body = scope[BODY] = _Body()

        async def in_time() -> Message:
            if body.whole:  # what is waited for now is that the caller goes
                return await receive()
            left = min(settings.idle_seconds, ends - monotonic())
            try:
                message = await asyncio.wait_for(receive(), left)
            except TimeoutError:
                detail = (
                    f"no byte of the body came for {settings.idle_seconds} seconds, or all of it "
                    f"took longer than {settings.body_seconds}"
                )
                raise ProblemError("too-slow", detail, headers={"Connection": "close"}) from None
            body.whole = not message.get("more_body")
            return message

        await self._app(scope, in_time, send)
