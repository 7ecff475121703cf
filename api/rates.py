"""How often one caller may ask: so many requests a minute, the first of them at once.

Whoever shows a key is counted by the key, everybody else by the address. Each process counts for
itself: with several, a caller has as much with each of them that his connections lead to.

What is left is told by the headers of draft-ietf-httpapi-ratelimit-headers-10, ``RateLimit-Policy``
(q: requests, w: seconds) and ``RateLimit`` (r: requests left, t: seconds until all are back).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import key_of
from .mounted import prefix_of
from .problems import REFUSED, ProblemError

MOST_CALLERS: Final = 20_000
"""So many are remembered; the one that has not asked for longest is forgotten, in its favour."""
_WINDOW: Final = 60
_FREE: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""What watches the service is always answered."""


@dataclass(frozen=True, slots=True)
class _Caller:
    """Whose request it is; ``policy``: by what it is counted, ``most``: requests a minute."""

    name: str
    policy: str
    most: int


class Rates:
    """ASGI middleware: every caller has so many requests, which come back within a minute.

    ``most``: of an address, ``key_most``: of a key. Requests from this machine are not counted,
    with a key or without. What is refused is noted in the request's scope and answered further
    inside, where every answer gets its headers. ``now``: seconds that only ever grow.
    """

    def __init__(
        self,
        app: ASGIApp,
        most: int,
        key_most: int,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._app = app
        self._most = most
        self._key_most = key_most
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the headers say how many its caller has left."""
        caller = self._caller(scope)
        if caller is None:
            await self._app(scope, receive, send)
            return
        left = self._take(caller)
        all_back = ceil((caller.most - max(left, 0)) * _WINDOW / caller.most)
        headers = {
            "RateLimit-Policy": f'"{caller.policy}";q={caller.most};w={_WINDOW}',
            "RateLimit": f'"{caller.policy}";r={max(int(left), 0)};t={all_back}',
        }

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
                MutableHeaders(scope=message).update(headers)
            await send(message)

        if left < 0:
            again = str(ceil(-left * _WINDOW / caller.most))
            detail = f"this {caller.policy} asks more than {caller.most} times a minute"
            scope[REFUSED] = ProblemError("too-often", detail, headers={"Retry-After": again})
        await self._app(scope, receive, with_headers)

    def _take(self, caller: _Caller) -> float:
        """Return how many requests a caller has left after this one; below 0: it had none."""
        now, most = self._now(), caller.most
        left, since = self._left.pop(caller.name, (float(most), now))
        left = min(left + (now - since) * most / _WINDOW, most) - 1
        # One that was refused has taken nothing.
        self._left[caller.name] = (left if left >= 0 else left + 1, now)
        if len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return left

    def _caller(self, scope: Scope) -> _Caller | None:
        """Return whose request it is; ``None`` if it is not counted."""
        if scope["type"] != "http" or not scope.get("client"):  # a socket of this machine has none
            return None
        if scope["path"].removeprefix(prefix_of(scope)) in _FREE:
            return None
        network = _network(scope["client"][0])
        if network is None:
            return None
        key = key_of(scope)
        if key is not None:
            return _Caller(f"key {key}", "key", self._key_most)
        return _Caller(network, "address", self._most)


@lru_cache(1 << 12)
def _network(text: str) -> str | None:
    """Return by what an address is counted: itself, or its /64; ``None`` for this machine."""
    try:
        address = ip_address(text)
    except ValueError:  # what a proxy said is not an address
        return text[:100]
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address):  # who has one of these has a whole network
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
