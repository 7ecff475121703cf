"""Who works when: so many at once, so many that wait, each with a deadline, none on the event loop.

What waits for its turn costs nothing; what would have to wait behind too many is told to come
again. Work ends when its time is over or its caller has gone: the engine looks at the deadline.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Final, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from safeconduct.base import OutOfTime, TimeAllowed

from .bounds import is_read
from .problems import ProblemError

T = TypeVar("T")

AGAIN: Final = {"Retry-After": "2"}
"""When a caller may try again."""


class Turns:
    """Lets ``working`` pieces of work run at once, each for so many ``seconds``; ``waiting`` wait.

    ``work``: what is done, in the words of a message.
    """

    def __init__(self, work: str, working: int, waiting: int, seconds: float) -> None:
        self._work = work
        self._limiter = CapacityLimiter(working)
        self._most = working + waiting
        self._seconds = seconds
        self.inside = 0

    async def take(self, request: Request | None, work: Callable[[], T]) -> T:
        """Return what work in a thread gives; raises a problem if it cannot be done now.

        ``request``: where it can be seen that the caller has gone, for which `ClientDisconnect` is
        raised; ``None`` where a caller who goes cancels the task.
        """
        if self.inside >= self._most:
            message = f"{self.inside} requests are {self._work} or wait for it; try again later"
            raise ProblemError("busy", message, headers=AGAIN)
        self.inside += 1
        try:
            async with self._limiter:
                return await self._worked(request, work)
        finally:
            self.inside -= 1

    async def _worked(self, request: Request | None, work: Callable[[], T]) -> T:
        deadline, gone = TimeAllowed(self._seconds), False

        async def watch(request: Request) -> None:
            nonlocal gone
            # All that comes now is that the caller has gone, perhaps after an empty body.
            ends = 0
            while ends < 2:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    gone = True
                    deadline.end()
                    return
                ends += not message.get("more_body")

        def do() -> T:
            with deadline:
                return work()

        watching = None
        if request is not None and is_read(request.scope):
            watching = asyncio.create_task(watch(request))
        try:
            # A limiter of its own: turns are counted here, and other threads do other things.
            return await to_thread.run_sync(do, limiter=CapacityLimiter(1), abandon_on_cancel=True)
        except OutOfTime as error:
            if gone:
                raise ClientDisconnect from error
            raise ProblemError("out-of-time", str(error), headers=AGAIN) from error
        finally:
            deadline.end()
            if watching is not None:
                watching.cancel()


class InTurn(APIRoute):
    """A route whose handler, if it is no coroutine, works when it is its turn."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **how: Any) -> None:
        if not inspect.iscoroutinefunction(endpoint):
            endpoint = _in_turn(endpoint)
        super().__init__(path, endpoint, **how)


def _in_turn(endpoint: Callable[..., Response]) -> Callable[..., Any]:
    @wraps(endpoint)
    async def handler(request: Request, **parts: Any) -> Response:
        return await take_turn(request, partial(endpoint, request=request, **parts))

    return handler


async def take_turn(request: Request, work: Callable[[], T]) -> T:
    """Return what work on a question gives, when it is its turn; raises like `Turns.take`."""
    turns: Turns = request.app.state.turns
    return await turns.take(request, work)
