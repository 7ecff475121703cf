"""Answers that go on until somebody ends them: server-sent events, so many at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

from anyio import create_task_group, to_thread
from fastapi import Response
from starlette.types import Receive, Scope, Send

from safeconduct import SafeconductError
from safeconduct.watches import WatchNotice

from .connections import ENDING, Ending
from .problems import ProblemError
from .turns import AGAIN
from .watch_feeds import EVENTS, as_event

_LOG: Final = logging.getLogger(__name__)
_LOOK: Final = 1.0
"""Seconds between two looks for new notices."""
_ALIVE: Final = 8.0
"""Seconds after which a comment is sent where nothing else is, so that nobody takes it for dead."""
_LONGEST: Final = 3600.0
"""Seconds that a stream is open; whoever reads it comes again and goes on where it ended."""
_LAST: Final = 1.0
"""Seconds that a stream has to come to its end when the service ends."""
_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Look = Callable[[int], Sequence[WatchNotice] | None]
"""Returns the notices after a number, ``None`` when the watch is there no more."""


class Streams:
    """Counts the streams that are open; at most ``most`` at once in this process."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.open = 0

    def of(self, look: Look, after: int) -> EventStream:
        """Return the answer that tells notices as they come, those first that came after a number.

        ``look`` is called in a thread.
        """
        return EventStream(self, look, after)


class EventStream(Response):
    """A stream of notices. It ends with its watch, with its connection, and with the service.

    What waits to be taken is one notice, besides those that were read with it: the next is sent
    when the connection has taken the last, and how long that may take is for the connection to
    watch (`connections`).
    """

    media_type = EVENTS

    def __init__(self, streams: Streams, look: Look, after: int) -> None:
        self._streams, self._look, self._after = streams, look, after
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; raises a problem if as many are open as may be."""
        if self._streams.open >= self._streams.most:
            detail = f"as many streams of notices are open as may be: {self._streams.most}"
            raise ProblemError("busy", detail, headers=AGAIN)
        ending = scope.get("state", {}).get(ENDING) or Ending()
        self._streams.open += 1
        try:
            async with create_task_group() as group:

                async def sent() -> None:
                    await self._send(send, ending)
                    group.cancel_scope.cancel()

                group.start_soon(sent)
                group.start_soon(_cut_late, ending)
                while (await receive())["type"] != "http.disconnect":
                    pass
                group.cancel_scope.cancel()
        finally:
            self._streams.open -= 1

    async def _send(self, send: Send, ending: Ending) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        async for part in self.parts(ending):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def parts(self, ending: Ending) -> AsyncIterator[bytes]:
        """Yield what is sent."""
        after, said = self._after, time.monotonic()
        ends = said + _LONGEST
        yield b"retry: 3000\n\n"
        while time.monotonic() < ends and not ending.begun.is_set():
            try:
                notices = await to_thread.run_sync(self._look, after)
            except SafeconductError as error:  # whoever reads comes again, and is told then
                _LOG.error("a stream of notices ends: %s", error)
                return
            if notices is None:
                return
            for notice in notices:
                yield as_event(notice)
                after = notice.seq
                if ending.begun.is_set():
                    return
            now = time.monotonic()
            if notices:
                said = now
            elif now - said >= _ALIVE:
                yield b": nothing new\n\n"
                said = now
            if not notices:
                await ending.wait(_LOOK)


async def _cut_late(ending: Ending) -> None:
    """Cut a connection whose stream has not come to its end: nobody takes it."""
    await ending.begun.wait()
    await asyncio.sleep(_LAST)
    ending.cut()
