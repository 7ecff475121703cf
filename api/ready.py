"""Answers ready to be sent: what was asked before is answered before any route is looked for.

An answer depends on the request alone, on the records and rules, and on the day: so it is kept as
bytes, under the line of the request as it came, until the day is over.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.case import question_parts

from .decisions import MADE
from .media import takes_gzip
from .problems import REFUSED
from .service import SERVICE

if TYPE_CHECKING:
    from safeconduct.decisions import DecisionEntry

Key: TypeAlias = tuple[date, object, str, str, bytes, bytes, bool]
"""Day, records and rules, where it lies, path, query, Accept header, if it comes compressed."""

ROUTE: Final = "safeconduct.route"
"""Where the scope of a request has its route, if it was answered from here."""
MOST_BYTES: Final = 64 * 2**20
LARGEST: Final = 2**20
"""A larger answer is made anew each time."""

_TOLD: Final = frozenset({b"accept", b"accept-encoding", b"if-none-match"})
"""Headers that count; a request that has one of them twice goes its way."""
_PASSED: Final = frozenset({b"host", b"user-agent", b"connection"})
_HARMLESS: Final = (
    b"accept-",
    b"x-request-id",
    b"sec-",
    b"x-forwarded-",
    b"upgrade-insecure",
    b"cache-",
    b"pragma",
)
"""Headers with which an answer may come from here; with any other the request goes its way."""


@dataclass(frozen=True, slots=True)
class _Ready:
    start: Message
    body: Message
    unchanged: Message
    tag: bytes
    route: str
    size: int
    made: tuple[DecisionEntry, ...]


_BESIDE: Final = 2000
"""What an answer takes besides its body and its address, in bytes: headers, objects."""

_OF_BODY: Final = (b"content-length", b"content-encoding")
_NOTHING: Final[Message] = {"type": "http.response.body", "body": b""}


class ReadyAnswers:
    """ASGI middleware that keeps answers with an entity tag and sends them again.

    ``today`` is the engine's clock. ``parameters``: the names of all that addresses may have; with
    another one an answer is the same as without it, and is not kept again. At most ``most_bytes``
    are kept, addresses included; what was not asked for longest goes first. ``counts``: where that
    is counted, as `found`, `missed`, `answers` and `bytes`.
    """

    def __init__(
        self,
        app: ASGIApp,
        today: Callable[[], date],
        parameters: Collection[bytes] = (),
        most_bytes: int = MOST_BYTES,
        counts: Counter[str] | None = None,
    ) -> None:
        self._app = app
        self._today = today
        self._parameters = frozenset(parameters)
        self._most_bytes = most_bytes
        self._counts = Counter() if counts is None else counts
        self._kept: OrderedDict[Key, _Ready] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the kept answer, or pass the request on and keep what comes back."""
        if scope["type"] != "http" or scope["method"] != "GET" or REFUSED in scope:
            await self._app(scope, receive, send)
            return
        told: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in _TOLD and name not in told:
                told[name] = value
            elif name in _TOLD or (name not in _PASSED and not name.startswith(_HARMLESS)):
                await self._app(scope, receive, send)
                return
        accept, condition = told.get(b"accept", b""), told.get(b"if-none-match", b"")
        compressed = takes_gzip(told.get(b"accept-encoding", b"").decode("latin-1"))
        lies, service = scope.get("root_path", ""), scope.get(SERVICE)
        state = None if service is None else (service.world, service.rules, service.revision)
        key = self._today(), state, lies, scope["path"], scope["query_string"], accept, compressed
        ready = self._kept.get(key)
        if ready is None and self._is_unknown(scope["query_string"]):
            await self._app(scope, receive, send)
            return
        if ready is None:
            self._counts["missed"] += 1
            await self._app(scope, receive, _Keeping(send, self, key, scope).send)
            return
        self._counts["found"] += 1
        if ready.made and MADE in scope:
            scope[MADE].extend(ready.made)  # it is a decision once more
        scope[ROUTE] = ready.route
        self._kept.move_to_end(key)
        if not condition:
            await send(ready.start)
            await send(ready.body)
        elif condition == ready.tag:
            await send(ready.unchanged)
            await send(_NOTHING)
        else:  # several tags, weak ones or an asterisk
            await self._app(scope, receive, send)

    def _is_unknown(self, query: bytes) -> bool:
        """Whether a query has a parameter that no address takes."""
        names = (part.partition(b"=")[0] for part in query.split(b"&") if part)
        return not self._parameters.issuperset(names)

    def keep(
        self,
        key: Key,
        start: Message,
        body: bytes,
        route: str = "none",
        made: Sequence[DecisionEntry] = (),
    ) -> None:
        """Keep an answer of a route, if it is whole and has an entity tag.

        ``made``: what is recorded each time that it is sent.
        """
        tag = next((value for name, value in start["headers"] if name == b"etag"), None)
        if start["status"] != 200 or tag is None or len(body) > LARGEST or key in self._kept:
            return
        headers = [one for one in start["headers"] if one[0] not in _OF_BODY]
        self._kept[key] = _Ready(
            start,
            {"type": "http.response.body", "body": body},
            {"type": "http.response.start", "status": 304, "headers": headers},
            tag,
            route,
            len(body)
            + sum(map(len, key[2:6]))
            + sum(len(one.document or ()) + _BESIDE for one in made)
            + _BESIDE,
            tuple(made),
        )
        self._bytes += self._kept[key].size
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.size
        self._counts["bytes"], self._counts["answers"] = self._bytes, len(self._kept)


class _Keeping:
    """Passes an answer on to the caller and, if it came in one piece, to be kept."""

    def __init__(self, send: Send, ready: ReadyAnswers, key: Key, scope: Scope) -> None:
        self._send = send
        self._scope = scope
        self._ready = ready
        self._key = key
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        """Pass one message on."""
        if message["type"] == "http.response.start":
            self._start = message
        elif self._start is not None:
            if not message.get("more_body"):
                scope = self._scope
                route = str(scope.get(ROUTE) or getattr(scope.get("route"), "path", "none"))
                made = self._scope.get(MADE, ())
                self._ready.keep(self._key, self._start, message.get("body", b""), route, made)
            self._start = None
        await self._send(message)


def parameters_in(routes: Iterable[APIRoute]) -> frozenset[bytes]:
    """Return the names of the parameters of all routes, as they stand in an address."""
    documented = (
        one["name"] for route in routes for one in (route.openapi_extra or {}).get("parameters", ())
    )
    return frozenset(name.encode() for name in (*documented, *question_parts()))
