"""How often one address may ask: others are not told off for it, and this machine never."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.types import Message

from safeconduct import Engine
from safeconduct.api import rates
from safeconduct.api.access import PRESENTED
from safeconduct.api.app import create_app
from safeconduct.api.frame import Frame
from safeconduct.api.keyring import PresentedKey
from safeconduct.api.keys import new_key
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
    one = Rates(Frame(_empty, {}), most, 2 * most, clock)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await one({**scope, "app": service}, receive, send)

    return app


def test_requests_come_back_by_and_by(service: FastAPI) -> None:
    """So many at once, then as many as a minute has, and the headers say so."""
    clock = Clock()
    app = limited(service, 6, clock)
    found = [ask(app, ("192.0.2.1", 1)) for _ in range(8)]
    assert [status for status, _ in found] == [200] * 6 + [429] * 2
    told = ["5;t=10", "4;t=20", "3;t=30", "2;t=40", "1;t=50", "0;t=60", "0;t=60", "0;t=60"]
    assert [one["ratelimit"] for _, one in found] == [f'"address";r={one}' for one in told]
    assert {one["ratelimit-policy"] for _, one in found} == {'"address";q=6;w=60'}
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
    "client", [("127.0.0.1", 1), ("127.9.9.9", 1), ("::1", 1), ("::ffff:127.0.0.1", 1), None]
)
def test_this_machine_is_not_counted(service: FastAPI, client: tuple[str, int] | None) -> None:
    """Nor whoever has no address; with a key or without."""
    app = limited(service, 1, Clock())
    shown = {PRESENTED: PresentedKey(new_key("tests", ("read",))[0])}
    found = [ask(app, client) for _ in range(3)] + [ask(app, client, **shown) for _ in range(3)]
    assert [status for status, _ in found] == [200] * 6
    assert not any("ratelimit" in one for _, one in found)


def test_a_key_is_counted_wherever_it_is_used(service: FastAPI) -> None:
    """By itself and not by its address, which others share; a wrong one by its address."""
    app = limited(service, 1, Clock())
    right, wrong = (
        PresentedKey(new_key("tests", ("read",))[0]),
        PresentedKey(None, "this key is not known"),
    )
    asked = [("192.0.2.1", right), ("192.0.2.2", right), ("192.0.2.3", right)]
    found = [ask(app, (address, 1), **{PRESENTED: shown}) for address, shown in asked]
    assert [status for status, _ in found] == [200, 200, 429]
    assert {one["ratelimit-policy"] for _, one in found} == {'"key";q=2;w=60'}
    assert [ask(app, ("192.0.2.1", 1), **{PRESENTED: wrong})[0] for _ in range(2)] == [200, 429]


def test_what_watches_the_service_is_always_answered(service: FastAPI) -> None:
    """Below a path of another application as well."""
    app = limited(service, 1, Clock())
    paths = ("/healthz", "/readyz", "/metrics", "/law/healthz")
    for path in (*paths, *paths):
        root = "/law" if path.startswith("/law") else ""
        assert ask(app, ("192.0.2.1", 1), path, root_path=root)[0] == 200


def test_others_are_not_told_off(service: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses are told apart; those of one network are one caller's; memory is bounded."""
    monkeypatch.setattr(rates, "MOST_CALLERS", 3)
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


def test_addresses_are_told_apart_however_they_are_written(service: FastAPI) -> None:
    """Those of IPv4 within IPv6 are not one network; what is no address is counted as it is."""
    app = limited(service, 1, Clock())
    asked = ["::ffff:192.0.2.1", "::ffff:192.0.2.2", "192.0.2.2", "unknown", "unknown"]
    assert [ask(app, (one, 1))[0] for one in asked] == [200, 200, 429, 200, 429]


def test_kept_answers_are_counted_and_keep_no_headers(service: FastAPI) -> None:
    """What one address has left is not told to another."""
    path = "/v1/persons/vladimir-putin"
    left = [
        ask(service, (address, 1), path)[1].get("ratelimit", "").partition(";t=")[0]
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "127.0.0.1")
    ]
    assert left == ['"address";r=29', '"address";r=28', '"address";r=29', ""]
    origin = {"headers": [(b"origin", b"https://a.example")]}
    found = [ask(service, ("192.0.2.3", 1), path, **origin) for _ in range(31)]
    assert [status for status, _ in found] == [200] * 30 + [429]
    assert found[-1][1]["access-control-allow-origin"] == "*"
    assert found[-1][1]["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "counted"),
    [
        (("127.0.0.1/32",), "127.0.0.1", "192.0.2.7", "192.0.2.7"),
        (("127.0.0.1/32",), "127.0.0.1", "127.0.0.1, 192.0.2.7", "192.0.2.7"),
        (("127.0.0.1/32", "10.0.0.0/8"), "127.0.0.1", "1.2.3.4, 192.0.2.7, 10.1.2.3", "192.0.2.7"),
        (("127.0.0.1/32",), "192.0.2.1", "192.0.2.7", "192.0.2.1"),
        ((), "127.0.0.1", "192.0.2.7", None),
        (("127.0.0.1/32",), "127.0.0.1", "", None),
        (("127.0.0.1/32",), "127.0.0.1", "rubbish", "rubbish"),
    ],
)
def test_a_proxy_that_is_trusted_says_who_asks(
    engine: Engine, trusted: tuple[str, ...], peer: str, forwarded: str, counted: str | None
) -> None:
    """The last address before a trusted one counts; of others what they say is not believed."""
    service = create_app(engine, Settings(rate=1, trusted_proxies=trusted))
    headers = {"headers": [(b"x-forwarded-for", forwarded.encode())]}
    statuses = [ask(service, (peer, 1), "/nowhere", **headers)[0] for _ in range(2)]
    assert statuses == [404, 404 if counted is None else 429]
    if counted is not None:
        service = create_app(engine, Settings(rate=1, trusted_proxies=()))
        ask(service, (counted, 1), "/nowhere")
        assert ask(service, (counted, 1), "/nowhere")[0] == 429
