"""Answers with an entity tag: the same question on the same records and rules is not sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping

import orjson
from fastapi import Request, Response
from pydantic import BaseModel

from safeconduct import __version__

from .decisions import Entries
from .media import JSON, header_of, liked
from .service import decided, service_of


def answer(
    request: Request,
    key: object,
    body: Callable[[], BaseModel | str | bytes],
    *,
    media_type: str = JSON,
    headers: Mapping[str, str] | None = None,
    entries: Entries | None = None,
) -> Response:
    """Return the body with its entity tag, or 304 if the caller has it already.

    ``key`` is the resolved question, a default of today included: together with the digests of
    records, rules and the files that pages are made of, and the program's version, it determines
    the answer, so that ``body`` is made only when it is sent. ``entries``: what is recorded of it,
    in either case.
    """
    if entries is not None:
        decided(request, entries)
    service = service_of(request)
    digests = (service.world, service.rules, service.files.digest)
    named = repr((__version__, digests, media_type, request.scope["path"], key))
    tag = f'"{hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32]}"'
    send = {"ETag": tag, "Cache-Control": "no-cache", **(headers or {})}
    if _has(header_of(request.scope, b"if-none-match"), tag):
        return Response(status_code=304, headers=send)
    made = body()
    if isinstance(made, BaseModel):
        made = orjson.dumps(made.model_dump(mode="json", by_alias=True))
    return Response(made, headers=send, media_type=media_type)


def of_now(
    model: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an answer about this moment, which nobody may keep."""
    body = orjson.dumps(model.model_dump(mode="json"))
    return Response(body, status, {"Cache-Control": "no-store", **(headers or {})}, JSON)


def preferred(request: Request, offered: Collection[str]) -> str | None:
    """Return the media type besides JSON that the Accept header asks for, or ``None`` for JSON."""
    wanted = liked(header_of(request.scope, b"accept"), (JSON, *offered))
    return None if wanted == JSON else wanted


def _has(condition: str, tag: str) -> bool:
    """Whether If-None-Match names the tag (RFC 9110, 13.1.2: weak comparison)."""
    tags = [one.strip().removeprefix("W/") for one in condition.split(",")]
    return tag in tags or tags == ["*"]
