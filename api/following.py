"""What a service does while it runs: it follows live records and bundles that others write."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.datastructures import State
from starlette.types import ASGIApp, Receive, Scope, Send

from safeconduct import SafeconductError

from .lookout import Lookout
from .service import SERVICE, Dockets, Service
from .warm import exercise

if TYPE_CHECKING:
    from safeconduct.bundles import Bundle  # it needs an extra

_LOG: Final = logging.getLogger(__name__)
_HOUR: Final = 3600
_MOST_KNOWN: Final = 10_000


class Follower:
    """Looks, in a thread of its own, what others wrote, and puts the service on it.

    Others write live records, and put a signed bundle of records and rules in the place of another.
    What cannot be used is told in the log of the service; records and rules stay as they are.
    ``routing``: what makes the routes of a service on other rules.
    """

    def __init__(self, app: FastAPI, routing: Callable[[Service], FastAPI]) -> None:
        self._app = app
        self._routing = routing
        self._changing = threading.Lock()
        looks = {"bundle": self.exchange, "live records": self._follow_live}
        self._lookout = Lookout(looks)

    @property
    def _service(self) -> Service:
        service: Service = self._app.state.service
        return service

    def begin(self) -> None:
        """Begin, unless it has begun or there is nothing to follow."""
        service = self._service
        if service.live is not None or service.bundle is not None:
            self._lookout.begin()

    def end(self) -> None:
        """End: the service ends."""
        self._lookout.end()

    def take_over(self) -> Service:
        """Put the service on the live records as they are; return it."""
        with self._changing:
            service = self._service
            now = service.following()
            if now is not service:
                self._put(now)
            return now

    def exchange(self) -> None:
        """Put the service on the bundle that lies there, if it is another; raises what is wrong."""
        bundle = self._service.bundle
        found = bundle and bundle.look()
        if bundle is None or not found:
            return
        with self._changing:
            try:
                now = self._service.on(found[1])
            except SafeconductError as error:  # it does not go with the live records
                bundle.refuse(error)
                raise
            bundle.take(*found)
            routes = self._routing(now)
            # Whoever is on it looks there for what surrounds every answer.
            routes.state = State(
                {**vars(self._app.state)["_state"], **vars(routes.state)["_state"]}
            )
            routes.openapi()
            exercise(now.engine, rows=False)
            self._put(replace(now, routes=routes), now.dockets if now.travel else None)
        _LOG.warning("the bundle %s is in use: records %s, rules %s", *_named(found[0]))

    def _put(self, now: Service, dockets: Dockets | None = None) -> None:
        _ = now.world, now.rules, now.certificate  # before anybody asks
        self._app.state.service = now
        self._app.state.warmth.turn_to(now.engine, dockets)

    def _follow_live(self) -> None:
        live = self._service.live
        if live is not None:
            live.follow()
            self.take_over()


def _named(bundle: Bundle) -> tuple[str, str, str]:
    said = bundle.manifest
    return bundle.digest[:12], said.world[:12], said.rules[:12]


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


class RoutesOfState:
    """ASGI middleware: a request goes to the routes of the state that answers it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        routes = scope[SERVICE].routes if SERVICE in scope else None
        await (routes or self._app)(scope, receive, send)


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
