"""What a service does before it is asked: judge, in the background, what most questions are about.

The first question about a person costs some hundred milliseconds, since each distinct case is
derived by both evaluators; every later one a few. The index of screening costs seconds, once, and
the docket, once a day: both are made in a process of their own.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from datetime import date
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from safeconduct import Engine, SafeconductError, UnknownName
from safeconduct.base import OutOfTime, TimeAllowed, installed

from .apart import apart, end_all
from .service import Dockets, asks_travel

_LOG: Final = logging.getLogger(__name__)
_PAUSE: Final = 0.5
"""Seconds from the first request on, which is answered before anything else is done."""
_LONGEST: Final = 3600
"""Seconds that getting ready may take; a service that ends, ends it."""
_PATIENCE: Final = 10_000
"""So many objects more are made than were dropped before those are looked through."""
_LOOK: Final = 30
"""Seconds between two looks whether a new day has begun."""


class Warmth:
    """Judges the persons wanted today everywhere, one after the other, once.

    It begins with the service, and again with each day, and then scores the docket. An application
    that is mounted below another one is not told when that is: there it begins soon after the
    first request, and the docket waits until somebody asks for it. ``document`` makes the
    description of the service. ``begun``: whether it begins with the service; ``done``: whether all
    of that was made once.
    """

    def __init__(
        self,
        engine: Engine,
        dockets: Dockets | None = None,
        document: Callable[[], object] = lambda: None,
    ) -> None:
        self._engine = engine
        self._dockets = dockets
        self._document = document
        self._allowed = TimeAllowed(_LONGEST)
        self.begun = self.done = False
        self._task: asyncio.Task[None] | None = None

    def turn_to(self, engine: Engine, dockets: Dockets | None = None) -> None:
        """Get ready for other records, by and by; what is ready for the earlier ones stays.

        ``dockets``: by default the same.
        """
        self._engine, self._dockets = engine, dockets or self._dockets

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Get ready while the service runs."""
        self.begun = True
        task = self._task = asyncio.get_running_loop().create_task(self._every_day())
        try:
            yield
        finally:
            task.cancel()
            self._allowed.end()
            end_all()

    def begin(self, after: float = 0) -> None:
        """Begin, unless it has begun; what an event loop left undone when it ended is taken up."""
        if self._task is None or self._task.cancelled():
            loop, apart_from_it = (
                asyncio.get_running_loop(),
                Context(),
            )  # it is no part of a request
            self._task = loop.create_task(self._get_ready(after), context=apart_from_it)

    async def _every_day(self) -> None:
        ready_on: tuple[date, Engine] | None = None
        while True:
            today = self._engine.clock(), self._engine
            if today != ready_on:
                await self._get_ready(0)
                if self.done and installed("screen"):
                    with suppress(OutOfTime):
                        await asyncio.to_thread(apart, _make_index, self._engine)
                if self._dockets is not None:
                    # Of no executor: a service that ends does not wait for it.
                    given = self._dockets, self._engine
                    threading.Thread(target=self._score, args=given, daemon=True).start()
                ready_on = today
            if not self.done:
                await asyncio.to_thread(self._get_all_ready)
            await asyncio.sleep(_LOOK)

    async def _get_ready(self, after: float) -> None:
        stop = threading.Event()
        await asyncio.sleep(after)
        try:
            await asyncio.to_thread(_warm, self._engine, stop)
        finally:
            stop.set()  # the thread ends with the person it is at

    def _get_all_ready(self) -> None:
        try:
            with self._allowed:
                self._settle()
        except OutOfTime:
            return
        except Exception:  # noqa: BLE001  # whatever it is: the service goes on
            _LOG.exception("the service is not ready, and will try again")
            return
        settle_memory()
        self.done = True

    def _settle(self) -> None:
        self._document()
        if installed("screen") and asks_travel(self._engine):
            apart(_make_index, self._engine)  # kept in the cache, from where it is read here
        exercise(self._engine)

    @staticmethod
    def _score(dockets: Dockets, engine: Engine) -> None:
        with suppress(OutOfTime):
            dockets.of(engine=engine)


def settle_memory() -> None:
    """Look no more through what is there now, and seldom through what comes.

    What is there stays: to look through all of it for what nobody needs takes a fifth of a second,
    in which no request is answered. Answers leave little behind that only such a search finds.
    """
    gc.freeze()
    gc.set_threshold(_PATIENCE)


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
    if not asks_travel(engine):
        exercise(engine)
        return
    for resolve in (engine.person, engine.place):
        with suppress(UnknownName):  # builds the look-up for similar names
            resolve("no such name")
    for one in engine.wanted():
        if stop.is_set():
            return
        with suppress(SafeconductError):  # whoever asks is told; here it only costs warmth
            engine.map(one.person.id)


def _make_index(engine: Engine) -> None:
    _ = engine.index


def exercise(engine: Engine, *, rows: bool = True) -> None:
    """Answer a question and screen a row, so that the table for most rows is made and used.

    ``rows``: whether to screen; without the packages for it nothing is screened either. Raises what
    the engine raises.
    """
    if not asks_travel(engine):
        for put in engine.questions.values():
            _ = put.answerer.lookup.resolver
        return
    person, place = next(iter(engine.world.persons)), next(iter(engine.world.places))
    with suppress(SafeconductError):  # a question that cannot be settled is answered, too
        engine.travel_risk(person, place)
    if rows and installed("screen"):
        import pyarrow as pa

        engine.screen(pa.table({"person": [person], "place": [place]}))
