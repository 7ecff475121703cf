"""How often one address may ask: others are not told off for it, and this machine never."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.types import Message

from safeconduct import Engine
from safeconduct.api import rates
from safeconduct.api.app import create_app
from safeconduct.api.rates import Rates
from safeconduct.api.settings import Settings

Asked = tuple[int, dict[str, str]]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def ask(app: Any, client: tuple[str, int] | None, path: str = "/healthz/no", **scope: Any) -> Asked:
    """Send a request from an address; return status and headers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asked = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [],
        "client": client,
        "root_path": "",
        **scope,
    }
    asyncio.run(app(asked, receive, send))
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers


@pytest.fixture(scope="module")
def service(engine: Engine) -> FastAPI:
    return create_app(engine, Settings(rate=30))


async def _empty(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def limited(service: FastAPI, most: int, clock: Clock) -> Any:
    one = Rates(_empty, most, {"X-Content-Type-Options": "nosniff"}, clock)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await one({**scope, "app": service}, receive, send)

    return app


def test_requests_come_back_by_and_by(service: FastAPI) -> None:
    """So many at once, then as many as a minute has, and the headers say so."""
    clock = Clock()
    app = limited(service, 6, clock)
    found = [ask(app, ("192.0.2.1", 1)) for _ in range(8)]
    assert [status for status, _ in found] == [200] * 6 + [429] * 2
    assert [one["ratelimit-remaining"] for _, one in found] == [*"543210", "0", "0"]
    assert {one["ratelimit-limit"] for _, one in found} == {"6"}
    assert [one["ratelimit-reset"] for _, one in found[:6]] == ["10", "20", "30", "40", "50", "60"]
    refused = found[-1][1]
    assert refused["retry-after"] == "10"
    assert refused["content-type"] == "application/problem+json"
    assert refused["x-content-type-options"] == "nosniff"
    clock.now += 9.9
    assert ask(app, ("192.0.2.1", 2))[0] == 429
    clock.now += 0.2
    assert [ask(app, ("192.0.2.1", 2))[0] for _ in range(2)] == [200, 429]
    clock.now += 3600
    assert [ask(app, ("192.0.2.1", 2))[0] for _ in range(7)] == [200] * 6 + [429]


@pytest.mark.parametrize(
    "client", [("127.0.0.1", 1), ("127.9.9.9", 1), ("::1", 1), ("testclient", 1), None]
)
def test_this_machine_is_not_counted(service: FastAPI, client: tuple[str, int] | None) -> None:
    """Nor whoever has no address."""
    app = limited(service, 1, Clock())
    found = [ask(app, client) for _ in range(3)]
    assert [status for status, _ in found] == [200] * 3
    assert not any("ratelimit-limit" in one for _, one in found)


def test_what_watches_the_service_is_always_answered(service: FastAPI) -> None:
    """Below a path of another application as well."""
    app = limited(service, 1, Clock())
    paths = ("/healthz", "/readyz", "/metrics", "/law/healthz")
    for path in (*paths, *paths):
        root = "/law" if path.startswith("/law") else ""
        assert ask(app, ("192.0.2.1", 1), path, root_path=root)[0] == 200


def test_others_are_not_told_off(service: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses are told apart; those of one network are one caller's; memory is bounded."""
    monkeypatch.setattr(rates, "MOST_ADDRESSES", 3)
    app = limited(service, 1, Clock())
    asked = [
        "192.0.2.1",
        "192.0.2.1",
        "192.0.2.2",
        "2001:db8::1",
        "2001:db8::ffff",
        "2001:db8:1::1",
    ]
    assert [ask(app, (one, 1))[0] for one in asked] == [200, 429, 200, 200, 429, 200]
    assert ask(app, ("192.0.2.1", 1))[0] == 200  # forgotten, in its favour
    assert ask(app, ("2001:db8:1::2", 1))[0] == 429


def test_kept_answers_are_counted_and_keep_no_headers(service: FastAPI) -> None:
    """What one address has left is not told to another."""
    path = "/v1/persons/vladimir-putin"
    remaining = [
        ask(service, (address, 1), path)[1].get("ratelimit-remaining")
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "127.0.0.1")
    ]
    assert remaining == ["29", "28", "29", None]
    found = [ask(service, ("192.0.2.3", 1), path) for _ in range(31)]
    assert [status for status, _ in found] == [200] * 30 + [429]
    assert found[-1][1]["access-control-allow-origin"] == "*"
    assert found[-1][1]["content-security-policy"].startswith("default-src 'none'")
