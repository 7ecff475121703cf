"""Pages, styles and scripts are sent compressed to whoever takes them so."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST: Final = 1000
_KINDS: Final = ("text/html", "text/css", "text/javascript", "image/svg+xml")
_KEPT: Final = 256


class Compressed:
    """ASGI middleware; what has an entity tag is compressed once and kept for a while.

    It lies outside of everything that keeps answers, which keeps them as they are. Answers for
    programs go as they are: they are streamed, or small.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress an answer that comes in one piece, if its kind is worth it."""
        if scope["type"] != "http" or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def compressed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_worth_it(message):
                start = message
                return
            if start is not None:
                first, start = start, None
                if not message.get("more_body") and len(message.get("body", b"")) >= SMALLEST:
                    first, message = self._packed(first, message)
                await send(first)
            await send(message)

        await self._app(scope, receive, compressed)

    def _packed(self, start: Message, message: Message) -> tuple[Message, Message]:
        start = {**start, "headers": list(start["headers"])}  # the other may be kept elsewhere
        headers = MutableHeaders(raw=start["headers"])
        tag = headers.get("etag", "")
        body = self._kept.get(tag) if tag else None
        if body is None:
            body = gzip.compress(message["body"], 6, mtime=0)
            if tag:
                self._kept[tag] = body
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        start["headers"] = headers.raw
        return start, {**message, "body": body}


def _is_worth_it(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "").partition(";")[0]
    return kind in _KINDS and "content-encoding" not in headers and start["status"] != 304
