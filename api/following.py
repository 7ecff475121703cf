"""What a service does while it runs on live records: it follows what others write."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from time import monotonic
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from safeconduct import SafeconductError

from .service import SERVICE, Service

_LOG: Final = logging.getLogger(__name__)
_LOOK: Final = 0.5
"""Seconds between two looks at the log; what is written counts everywhere within a second."""
_HOUR: Final = 3600
_MOST_KNOWN: Final = 10_000


class Follower:
    """Looks, in a thread of its own, what others wrote, and puts the service on these records.

    What cannot be applied is told in the log of the service; the records stay as they are.
    """

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._ends = threading.Event()
        self._changing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._begun = False
        self._told = ""

    def begin(self) -> None:
        """Begin, unless it has begun or there is nothing to follow."""
        if self._begun or self._app.state.service.live is None:
            return
        with self._changing:
            if not self._begun:
                self._begun = True
                self._thread = threading.Thread(target=self._follow, daemon=True)
                self._thread.start()

    def end(self) -> None:
        """End: the service ends."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join()

    def take_over(self) -> Service:
        """Put the service on the live records as they are; return it."""
        with self._changing:
            service: Service = self._app.state.service
            now = service.following()
            if now is not service:
                _ = now.world, now.rules  # before anybody asks
                self._app.state.service = now
                self._app.state.warmth.turn_to(now.engine)
            return now

    def _follow(self) -> None:
        while not self._ends.wait(_LOOK):
            try:
                self._app.state.service.live.follow()
                self.take_over()
                self._told = ""
            except (SafeconductError, OSError) as error:
                if str(error) != self._told:
                    _LOG.error("%s; the records stay as they are", error)
                self._told = str(error)
            except Exception:  # noqa: BLE001  # whatever it is: the service goes on
                _LOG.exception("the live records cannot be followed, and stay as they are")


class AtOneState:
    """ASGI middleware: a request is answered by one state of the service, whatever comes."""

    def __init__(self, app: ASGIApp, follower: Follower) -> None:
        self._app = app
        self._follower = follower

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        if scope["type"] == "http":
            self._follower.begin()
            scope[SERVICE] = scope["app"].state.service
        await self._app(scope, receive, send)


class Allowance:
    """So many within an hour for each caller; ``now``: seconds that only ever grow."""

    def __init__(self, most: int, now: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._now = now
        self._lock = threading.Lock()
        self._taken: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, caller: str) -> int:
        """Take one; return 0, or the seconds until there is another and none was taken."""
        with self._lock:
            now = self._now()
            taken = self._taken.setdefault(caller, deque())
            self._taken.move_to_end(caller)
            while taken and taken[0] <= now - _HOUR:
                taken.popleft()
            if len(taken) >= self._most:
                return int(taken[0] + _HOUR - now) + 1
            taken.append(now)
            if len(self._taken) > _MOST_KNOWN:
                self._taken.popitem(last=False)
            return 0
