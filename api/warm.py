"""What a service does before it is asked: judge, in the background, what most questions are about.

The first question about a person costs some hundred milliseconds, since each distinct case is
derived by both evaluators; every later one a few. The docket costs seconds, once a day.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from safeconduct import Engine, SafeconductError, UnknownName

from .service import Dockets

_PAUSE: Final = 0.5
"""Seconds from the first request on, which is answered before anything else is done."""
_LOOK: Final = 30
"""Seconds between two looks whether a new day has begun."""


class Warmth:
    """Judges the persons wanted today everywhere, one after the other, once.

    It begins with the service, and again with each day, and then scores the docket. An application
    that is mounted below another one is not told when that is: there it begins soon after the
    first request, and the docket waits until somebody asks for it.
    """

    def __init__(self, engine: Engine, dockets: Dockets | None = None) -> None:
        self._engine = engine
        self._dockets = dockets
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Get ready while the service runs."""
        task = self._task = asyncio.get_running_loop().create_task(self._every_day())
        try:
            yield
        finally:
            task.cancel()

    def begin(self, after: float = 0) -> None:
        """Begin, unless it has begun; what an event loop left undone when it ended is taken up."""
        if self._task is None or self._task.cancelled():
            self._task = asyncio.get_running_loop().create_task(self._get_ready(after))

    async def _every_day(self) -> None:
        ready_on = None
        while True:
            today = self._engine.clock()
            if today != ready_on:
                await self._get_ready(0)
                if self._dockets is not None:
                    # Of no executor: a service that ends does not wait for it.
                    threading.Thread(target=self._dockets.of, daemon=True).start()
                ready_on = today
            await asyncio.sleep(_LOOK)

    async def _get_ready(self, after: float) -> None:
        stop = threading.Event()
        await asyncio.sleep(after)
        try:
            await asyncio.to_thread(_warm, self._engine, stop)
        finally:
            stop.set()  # the thread ends with the person it is at


class WarmedByRequests:
    """ASGI middleware that begins to warm the engine with the first request."""

    def __init__(self, app: ASGIApp, warmth: Warmth) -> None:
        self._app = app
        self._warmth = warmth

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        if scope["type"] == "http":
            self._warmth.begin(_PAUSE)
        await self._app(scope, receive, send)


def _warm(engine: Engine, stop: threading.Event) -> None:
    for resolve in (engine.person, engine.place):
        with suppress(UnknownName):  # builds the look-up for similar names
            resolve("no such name")
    for one in engine.wanted():
        if stop.is_set():
            return
        with suppress(SafeconductError):  # whoever asks is told; here it only costs warmth
            engine.map(one.person.id)
