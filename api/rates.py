"""How often one address may ask: so many requests a minute, the first of them at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .mounted import prefix_of
from .problems import ProblemError, respond_to

MOST_ADDRESSES: Final = 20_000
"""So many are remembered; the one that has not asked for longest is forgotten, in its favour."""
_FREE: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""What watches the service is always answered."""


class Rates:
    """ASGI middleware: every address has ``most`` requests, which come back within a minute.

    Requests from this machine are not counted. ``headers``: of what is refused, which goes through
    nothing else. ``now``: seconds that only ever grow.
    """

    def __init__(
        self,
        app: ASGIApp,
        most: int,
        headers: Mapping[str, str],
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._app = app
        self._most = most
        self._headers = headers
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, if its address has one left; the headers say how many are."""
        address = _counted(scope)
        if address is None:
            await self._app(scope, receive, send)
            return
        left = self._take(address)
        headers = {
            "RateLimit-Limit": str(self._most),
            "RateLimit-Remaining": str(max(int(left), 0)),
            "RateLimit-Reset": str(ceil((self._most - max(left, 0)) * 60 / self._most)),
        }

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
                MutableHeaders(scope=message).update(headers)
            await send(message)

        if left < 0:
            again = str(ceil(-left * 60 / self._most))
            detail = f"this address asks more than {self._most} times a minute"
            named = {**self._headers, "Retry-After": again}
            problem = ProblemError("too-often", detail, headers=named)
            await respond_to(scope, receive, with_headers, problem)
            return
        await self._app(scope, receive, with_headers)

    def _take(self, address: str) -> float:
        """Return how many requests an address has left after this one; below 0: it had none."""
        now = self._now()
        left, since = self._left.pop(address, (float(self._most), now))
        left = min(left + (now - since) * self._most / 60, self._most) - 1
        # One that was refused has taken nothing.
        self._left[address] = (left if left >= 0 else left + 1, now)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return left


def _counted(scope: Scope) -> str | None:
    """Return whose request it is; ``None`` if it is not counted."""
    if scope["type"] != "http" or not scope.get("client"):
        return None
    if scope["path"].removeprefix(prefix_of(scope)) in _FREE:
        return None
    text = scope["client"][0]
    try:
        address = ip_address(text)
    except ValueError:  # a socket of this machine has none
        return None
    if address.is_loopback:
        return None
    if isinstance(address, IPv6Address):  # who has one of these has a whole network
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
