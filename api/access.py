"""Who may do what: the key that a request shows, and what its address needs.

Reading and screening are open unless a setting closes them; nothing else is. A key comes as
``Authorization: Bearer sc_…`` (RFC 6750) or ``X-API-Key``; never in an address, which is logged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .keyring import Keyring, PresentedKey
from .keys import Scope as KeyScope
from .mounted import prefix_of
from .problems import REFUSED, ProblemError

PRESENTED: Final = "safeconduct.key"
"""Where a request's scope has what its key is, if it shows one."""

_FREE: Final = frozenset({"/healthz", "/readyz"})
_FREE_BELOW: Final = ("/problems/", "/static/")
"""What is open always: whether the service lives, and what its errors mean."""
_NEEDS: Final[Mapping[str, KeyScope]] = MappingProxyType(
    {"/v1/screen": "screen", "/v1/watches": "watch", "/watches": "watch"}
)
"""What an address needs, and all below it; every other needs `read`."""
_OF_METHODS: Final[Mapping[tuple[str, str], KeyScope]] = MappingProxyType(
    {("POST", "/v1/records"): "write", ("GET", "/v1/reports"): "write"}
)
"""What a method needs at an address."""
_CARRIES: Final = (b"authorization", b"x-api-key")
_REALM: Final = 'Bearer realm="safeconduct"'


def needed(path: str, method: str = "GET") -> KeyScope | None:
    """Return the scope that an address of the service needs, ``None`` if it is open always.

    >>> needed("/v1/wanted"), needed("/v1/screen"), needed("/healthz")
    ('read', 'screen', None)
    >>> needed("/v1/records", "POST")
    'write'
    """
    special = _OF_METHODS.get(("GET" if method == "HEAD" else method, path))
    if special is not None:
        return special
    if path in _FREE or path.startswith(_FREE_BELOW):
        return None
    return next(
        (one for start, one in _NEEDS.items() if path == start or path.startswith(f"{start}/")),
        "read",
    )


def writer_of(scope: Scope) -> str:
    """Return the id of a key that may write; raises a problem where none is shown.

    Where the service has no keys, nobody writes.
    """
    shown = scope.get(PRESENTED)
    if shown is None or shown.key is None or "write" not in shown.key.scopes:
        detail = "a key with the scope `write` is needed here, and none is shown"
        challenge = f'{_REALM}, scope="write"'
        raise ProblemError("key-needed", detail, headers={"WWW-Authenticate": challenge})
    return str(shown.key.id)


def key_of(scope: Scope) -> str | None:
    """Return the id of the key that a request shows, which is no secret; ``None`` for none."""
    shown = scope.get(PRESENTED)
    return shown.key.id if shown is not None and shown.key is not None else None


class Access:
    """ASGI middleware: says whose request it is, and refuses what its key does not allow.

    ``keyring``: the keys, ``None`` if there are none. ``anybody``: the scopes that need no key.
    What is refused is noted in the request's scope and answered further inside, where every answer
    gets its headers. Headers with a key go no further.
    """

    def __init__(
        self, app: ASGIApp, keyring: Keyring | None, anybody: Collection[KeyScope]
    ) -> None:
        self._app = app
        self._keyring = keyring
        self._anybody = anybody

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with what is known of it."""
        if scope["type"] != "http" or self._keyring is None:
            await self._app(scope, receive, send)
            return
        shown = self._shown(self._keyring, scope["headers"])
        wanted = needed(scope["path"].removeprefix(prefix_of(scope)), scope["method"])
        if shown is not None:
            scope[PRESENTED] = shown
            scope["headers"] = [one for one in scope["headers"] if one[0] not in _CARRIES]
        if scope["method"] != "OPTIONS":  # browsers ask what is possible without a key
            refused = self._refusal(shown, wanted)
            if refused is not None:
                scope[REFUSED] = refused
        closed = wanted is not None and wanted not in self._anybody
        await self._app(scope, receive, _for_one_caller(send) if closed else send)

    def _shown(
        self, keyring: Keyring, headers: Iterable[tuple[bytes, bytes]]
    ) -> PresentedKey | None:
        texts = {text for name, value in headers for text in _keys_in(name, value)}
        if len(texts) > 1:
            return PresentedKey(None, "more than one key is shown")
        if not texts:
            return None
        shown = keyring.show(texts.pop().decode("latin-1"))
        keyring.note_later()
        return shown

    def _refusal(self, shown: PresentedKey | None, wanted: KeyScope | None) -> ProblemError | None:
        """Return why a request is not answered, if so."""
        if shown is not None and shown.key is None:  # whoever shows a key wants to know
            challenge = f'{_REALM}, error="invalid_token"'
            return ProblemError("wrong-key", shown.why, headers={"WWW-Authenticate": challenge})
        if wanted is None or wanted in self._anybody:
            return None
        if shown is None or shown.key is None:
            detail = f"a key with the scope `{wanted}` is needed here, and none is shown"
            challenge = f'{_REALM}, scope="{wanted}"'
            return ProblemError("key-needed", detail, headers={"WWW-Authenticate": challenge})
        if wanted not in shown.key.scopes:
            has = ", ".join(shown.key.scopes)
            detail = f"this key lacks the scope `{wanted}`; it has: {has}"
            challenge = f'{_REALM}, error="insufficient_scope", scope="{wanted}"'
            return ProblemError("scope-missing", detail, headers={"WWW-Authenticate": challenge})
        return None


def _keys_in(name: bytes, value: bytes) -> Iterable[bytes]:
    """Yield the key in a header; what else stands in `Authorization` is for somebody else."""
    if name == b"x-api-key":
        yield value.strip()[:100]
    elif name == b"authorization":
        scheme, _, rest = value[:200].partition(b" ")
        if scheme.lower() == b"bearer" and rest.strip().startswith(b"sc_"):
            yield rest.strip()[:100]


def _for_one_caller(send: Send) -> Send:
    """Return what sends an answer so that nobody between here and the caller gives it to others."""

    async def private(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": list(message["headers"])}
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Authorization, X-API-Key")
            headers["Cache-Control"] = f"private, {headers.get('cache-control', 'no-cache')}"
        await send(message)

    return private
