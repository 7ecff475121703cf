"""Every request is counted and timed, has an id, and is logged if that is wanted."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import key_of
from .logs import REQUEST, request_id, request_log, told
from .metrics import Metrics
from .ready import ROUTE

HEADER = b"x-request-id"


class Observed:
    """ASGI middleware; ``log``: `off`, `text` or `json`."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: str) -> None:
        self._app = app
        self._metrics = metrics
        self._log: Any = request_log(log)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and look at what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, size = perf_counter(), 0, 0
        given = next((value for name, value in scope["headers"] if name == HEADER), None)
        id_ = scope[REQUEST] = request_id(given)
        # Who gave none needs it only to find the line in the log.
        header = [(HEADER, id_.encode())] if given is not None or self._log is not None else []

        async def seen(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                if header:
                    message = {**message, "headers": [*message["headers"], *header]}
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            route = str(scope.get(ROUTE) or getattr(scope.get("route"), "path", "none"))
            seconds = perf_counter() - begun
            self._metrics.observe(route, scope["method"], status, seconds)
            if self._log is not None:
                self._log.info(
                    "request",
                    **told(
                        {
                            "request": id_,
                            "caller": (scope.get("client") or ("",))[0],
                            "key": key_of(scope),
                            "method": scope["method"],
                            "path": scope["path"],
                            "route": route,
                            "status": status,
                            "bytes": size,
                            "seconds": round(seconds, 6),
                        }
                    ),
                )
