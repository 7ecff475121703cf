"""What can be answered at once is, without a thread and before any route is looked for.

To hand a question to a thread costs more than most answers. Where all that an answer says is known
already, the answer is made where the request came in; everything else takes its way to a route,
which gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .mounted import prefix_of
from .ready import ROUTE

AtOnce: TypeAlias = Callable[[Request], Response | None]
"""Returns the answer to a request, or ``None`` if it would take its time."""


class Prompt:
    """ASGI middleware: what can be answered at once is; ``answers``: by the path of the route."""

    def __init__(self, app: ASGIApp, answers: Mapping[str, AtOnce]) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            path = scope["path"].removeprefix(prefix_of(scope))
            answers = self._answers.get(path)
            response = answers and answers(Request(scope))
            if response:
                scope[ROUTE] = path
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)
