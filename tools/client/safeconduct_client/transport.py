"""Sends requests by httpx, and reads what comes: an answer of its type, or an exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar, cast
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from .errors import ProblemError, ServiceUnreachable, UnexpectedAnswer
from .models import Problem
from .problems import KINDS

T = TypeVar("T")

_JSON: Final = "application/json"
_SHOWN: Final = 200
"""So much of what nobody expected is told."""


@dataclass(frozen=True)
class SentRequest:
    """A request as it is sent."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: bytes | None


def sent(method: str, path: str, query: Mapping[str, Any], body: Any) -> SentRequest:
    """Return a request; what is ``None`` is left out."""
    if isinstance(body, Mapping):
        body = {name: value for name, value in body.items() if value is not None}
    pairs = tuple((name, text) for name, value in query.items() for text in _texts(value))
    return SentRequest(method, path, pairs, None if body is None else to_json(body))


def segment(text: str) -> str:
    """Return a text as one part of a path."""
    return quote(text, safe="")


def _texts(value: Any) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    else:
        yield value.isoformat() if isinstance(value, date) else str(value)


class Transport:
    """Sends requests and waits for the answers."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def json(self, request: SentRequest, kind: type[T] | TypeAdapter[T]) -> T:
        """Return an answer of a type; raises `ServiceError`."""
        return read(self._answer(request, _JSON), kind)

    def text(self, request: SentRequest, media_type: str) -> str:
        """Return an answer in words; raises `ServiceError`."""
        return self._answer(request, media_type).text

    def _answer(self, request: SentRequest, accept: str) -> httpx.Response:
        try:
            return checked(self._http.request(**_how(request, accept)))
        except httpx.HTTPError as error:
            raise _unreachable(error) from error


class AsyncTransport:
    """Sends requests, as coroutines."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def json(self, request: SentRequest, kind: type[T] | TypeAdapter[T]) -> T:
        """Return an answer of a type; raises `ServiceError`."""
        return read(await self._answer(request, _JSON), kind)

    async def text(self, request: SentRequest, media_type: str) -> str:
        """Return an answer in words; raises `ServiceError`."""
        return (await self._answer(request, media_type)).text

    async def _answer(self, request: SentRequest, accept: str) -> httpx.Response:
        try:
            return checked(await self._http.request(**_how(request, accept)))
        except httpx.HTTPError as error:
            raise _unreachable(error) from error


def _how(request: SentRequest, accept: str) -> dict[str, Any]:
    headers = {"Accept": accept}
    if request.body is not None:
        headers["Content-Type"] = _JSON
    return {
        "method": request.method,
        # Below the path of the service, which a proxy may show anywhere.
        "url": request.path.removeprefix("/"),
        "params": list(request.query),
        "content": request.body,
        "headers": headers,
    }


def _unreachable(error: httpx.HTTPError) -> ServiceUnreachable:
    return ServiceUnreachable(f"the service was not reached: {error or type(error).__name__}")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def read(response: httpx.Response, kind: type[T] | TypeAdapter[T]) -> T:
    """Return what a response says; raises `UnexpectedAnswer`."""
    adapter = kind if isinstance(kind, TypeAdapter) else _adapter(cast("Any", kind))
    try:
        return adapter.validate_json(response.content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        message = (
            f"the answer is not what this version of the client reads: {place}: {first['msg']}"
        )
        raise UnexpectedAnswer(response.status_code, message) from error


def checked(response: httpx.Response) -> httpx.Response:
    """Return a response that is an answer; raises `ProblemError` or `UnexpectedAnswer`."""
    if response.is_success:
        return response
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError as error:
        shown = " ".join(response.text.split())[:_SHOWN]
        raise UnexpectedAnswer(response.status_code, shown or "nothing was said") from error
    wait = response.headers.get("Retry-After", "")
    kind = KINDS.get(problem.type.rpartition("/")[2], ProblemError)
    raise kind(problem, float(wait) if wait.isdigit() else None)
