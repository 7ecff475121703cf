"""What surrounds every answer: HEAD, security headers, digests, and the last line of defence."""

from __future__ import annotations

import errno
import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .media import header_of, takes_gzip
from .mounted import prefix_of
from .problems import REFUSED, ProblemError, respond_to
from .service import SERVICE

_LOG: Final = logging.getLogger(__name__)

# A page may run our own script and read our own answers, and nothing else.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": f"{_POLICY}'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",  # pictures may be shown anywhere
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SECURE: Final[Mapping[str, str]] = {"Strict-Transport-Security": "max-age=31536000"}
"""Where the public reaches the service by https."""

_POLICY_NAME: Final = b"content-security-policy"
_ENCODING: Final = b"accept-encoding"

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How a full disk is told, a quota, and the largest file that may be."""


class Cors(CORSMiddleware):
    """Says which pages may read answers; what is asked beforehand has security headers, too.

    ``secure``: headers besides `HEADERS`.
    """

    def __init__(self, app: ASGIApp, /, *, secure: Mapping[str, str], **options: Any) -> None:
        super().__init__(app, **options)
        self._secure = secure

    def preflight_response(self, request_headers: Headers) -> Response:
        """Return whether a page may send what it asks about."""
        response = super().preflight_response(request_headers)
        response.headers.update({**HEADERS, **self._secure})
        return response


class Compressed(GZipMiddleware):
    """Compresses for whoever takes gzip, and not for who only names it, with the weight 0."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer, compressed or not."""
        if scope["type"] == "http":
            encodings = header_of(scope, _ENCODING)
            if encodings and not takes_gzip(encodings):
                scope["headers"] = [one for one in scope["headers"] if one[0] != _ENCODING]
        await super().__call__(scope, receive, send)


class HeadAsGet:
    """ASGI middleware: HEAD is answered as GET, without the body, whose length is so told.

    Where the length is not known, as of a stream, the answer ends with its headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        ended = False

        async def bodiless(message: Message) -> None:
            nonlocal ended
            if ended:
                return
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)
            if message["type"] == "http.response.start":
                ended = all(name != b"content-length" for name, _ in message["headers"])
                if ended:
                    await send({"type": "http.response.body", "body": b""})

        await self._app({**scope, "method": "GET"}, receive, bodiless)


class Frame:
    """ASGI middleware; ``digests`` are sent as headers of every answer.

    So are ``secure``, and a link to the certificate if it is about the rules that answer.
    ``embedded_by``: which sites may show what lies below ``/embed/``.
    """

    def __init__(
        self,
        app: ASGIApp,
        embedded_by: Sequence[str] = (),
        secure: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._app = app
        # Digits, letters and what an address needs: a setting cannot open another policy.
        sites = [site for site in embedded_by if not set(site) & set("; ,'")]
        self._embed_policy = _POLICY + (" ".join(sites) or "'none'")
        self._headers = [_raw(*one) for one in {**HEADERS, **secure}.items()]

    def _framed(self, headers: Iterable[tuple[bytes, bytes]], scope: Scope) -> list[Any]:
        """Return the headers of an answer with those of every answer in place of its own."""
        added = [*self._headers, *_of_service(scope)]
        if scope["path"].removeprefix(prefix_of(scope)).startswith("/embed/"):
            added = [one for one in added if one[0] != _POLICY_NAME]
            added.append((_POLICY_NAME, self._embed_policy.encode("latin-1")))
        names = {name for name, _ in added}
        return [*(one for one in headers if one[0] not in names), *added]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an exception that nobody expected becomes a problem document."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def framed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": self._framed(message["headers"], scope)}
            await send(message)

        if REFUSED in scope:
            await respond_to(scope, receive, framed, scope[REFUSED])
            return
        try:
            await self._app(scope, receive, framed)
        except ClientDisconnect:
            pass  # nobody waits for an answer
        except Exception as error:
            if started:
                raise
            await respond_to(scope, receive, framed, _problem(error, scope["path"]))


def _raw(name: str, value: str) -> tuple[bytes, bytes]:
    return name.lower().encode(), value.encode("latin-1")


def _of_service(scope: Scope) -> Iterator[tuple[bytes, bytes]]:
    """Yield the headers that say which records and rules answer, and how these were checked."""
    service = scope.get(SERVICE)
    if service is not None:
        yield b"safeconduct-world", service.world.encode()
        yield b"safeconduct-rules", service.rules.encode()
        if service.certificate is not None:
            yield _raw("link", f'<{prefix_of(scope)}/v1/certificate>; rel="describedby"')


def _problem(error: Exception, path: str) -> ProblemError:
    if isinstance(error, ProblemError):  # of a middleware
        return error
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        _LOG.error("%s: there is no room for it: %s", path, error.strerror)
        detail = "there is no room for what is kept while this is worked on; try again later"
        return ProblemError("no-room", detail, headers={"Retry-After": "60"})
    reference = secrets.token_hex(4)
    _LOG.error("reference %s: %s", reference, path, exc_info=error)
    detail = f"the log of the service has the particulars under reference {reference}"
    return ProblemError("internal-error", detail)
