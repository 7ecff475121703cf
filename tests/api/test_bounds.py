"""Every bound: what is beyond it is told so, and costs nothing."""

from __future__ import annotations

import asyncio
import pickle
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Scope

from safeconduct import Engine
from safeconduct.api import apart as apart_module
from safeconduct.api import connections, lookout
from safeconduct.api.apart import apart
from safeconduct.api.app import create_app
from safeconduct.api.bounds import BODY, Bounds
from safeconduct.api.problems import ProblemError
from safeconduct.api.settings import PREFIX, Settings
from safeconduct.api.turns import Turns
from safeconduct.base import OutOfTime, TimeAllowed
from safeconduct.base.time_allowed import check_time

ROOT = Path(__file__).parents[2]
QUESTION = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}


@pytest.fixture(scope="module")
def bounded(engine: Engine) -> FastAPI:
    return create_app(engine, Settings(parameters=12, members=30, mistakes=3))


def send(app: FastAPI, method: str, path: str, **how: Any) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **how)

    return asyncio.run(ask())


BEYOND: list[tuple[str, str, dict[str, Any], str]] = [
    ("GET", "/v1/travel-risk", {"params": {f"p{n}": "x" for n in range(13)}}, "13 parameters"),
    ("GET", "/", {"params": [("on", "x")] * 13}, "13 parameters"),
    ("GET", "/nowhere", {"params": {f"p{n}": "" for n in range(5000)}}, "5000 parameters"),
    ("POST", "/v1/travel-risk", {"json": {f"p{n}": "x" for n in range(31)}}, "31 members"),
    (
        "POST",
        "/v1/travel-risk",
        {"json": {**QUESTION, "assume": {f"p{n}": True for n in range(5000)}}},
        "assume has 5000 members; at most 30 are read",
    ),
    (
        "POST",
        "/v1/travel-risk/changes",
        {"json": {**QUESTION, "positions": {f"p{n}": "x" for n in range(31)}}},
        "positions has 31 members",
    ),
    (
        "POST",
        "/v1/travel-risk/compare",
        {"json": {**QUESTION, "other_assume": {f"p{n}": True for n in range(31)}}},
        "other_assume has 31 members",
    ),
]


@pytest.mark.parametrize(("method", "path", "how", "told"), BEYOND)
def test_more_values_than_are_read_are_refused(
    bounded: FastAPI, method: str, path: str, how: dict[str, Any], told: str
) -> None:
    """None of them is looked at."""
    found = send(bounded, method, path, **how)
    assert found.status_code == 413, found.text
    assert told in found.json()["detail"]
    assert len(found.content) < 3000


def test_some_mistakes_are_told_and_the_others_counted(bounded: FastAPI) -> None:
    """An answer does not grow with what is wrong."""
    assume = {f"no.fact{n}": True for n in range(30)}
    found = send(bounded, "POST", "/v1/travel-risk", json={**QUESTION, "assume": assume})
    assert found.status_code == 400
    assert len(found.json()["errors"]) == 3
    assert found.json()["detail"].startswith("30 mistakes: (1) ")
    assert found.json()["detail"].endswith("; and 27 more")


def test_all_settings_are_documented_and_read() -> None:
    """Each is in the table, with its default if it is a number, and can be set."""
    table = (ROOT / "docs" / "http.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        variable = f"{PREFIX}{name.upper()}"
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{variable}`")]
        assert field.description
        if isinstance(field.default, int):
            assert f"default {field.default:,}" in row
            assert getattr(Settings.from_environment({variable: "7"}), name) == 7


def request_of(receive: Callable[[], Any], method: str = "GET", **scope: Any) -> Request:
    return Request({"type": "http", "method": method, **scope}, receive)


async def waiting() -> Message:
    await asyncio.sleep(20)
    return {"type": "http.disconnect"}


def test_who_would_have_to_wait_too_long_is_sent_away() -> None:
    """So many work, so many wait, and the next one is told when to come again."""
    turns, go = Turns("tried", 1, 1, 20), threading.Event()

    async def ask() -> None:
        first = [
            asyncio.create_task(turns.take(request_of(waiting), lambda: go.wait(20)))
            for _ in range(2)
        ]
        await asyncio.sleep(0.05)
        with pytest.raises(ProblemError) as raised:
            await turns.take(request_of(waiting), lambda: None)
        assert raised.value.code == "busy"
        assert raised.value.headers == {"Retry-After": "2"}
        go.set()
        assert [await one for one in first] == [True, True]
        assert await turns.take(request_of(waiting), lambda: 5) == 5
        assert turns.inside == 0

    asyncio.run(ask())


def _work() -> None:
    while True:
        check_time()
        time.sleep(0.001)


def test_work_has_an_end() -> None:
    """The time that is allowed for it, after which the caller is told."""

    async def ask() -> None:
        turns = Turns("tried", 1, 0, 0.05)
        with pytest.raises(ProblemError, match="out-of-time"):
            await turns.take(request_of(waiting), _work)
        assert turns.inside == 0

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("method", "scope", "ends"),
    [("GET", {}, True), ("POST", {BODY: None}, True), ("POST", {}, False)],
)
def test_work_ends_when_nobody_waits_for_it(
    method: str,
    scope: dict[str, Any],
    ends: bool,  # noqa: FBT001
) -> None:
    """But a body that has not been read is not taken for a caller who has gone."""
    if scope:
        scope = {BODY: type("Read", (), {"whole": True})}
    received = 0

    async def gone() -> Message:
        nonlocal received
        received += 1
        return {"type": "http.disconnect"}

    async def ask() -> None:
        turns = Turns("tried", 1, 0, 0.3 if not ends else 20)
        error: Any = ClientDisconnect if ends else ProblemError
        with pytest.raises(error):
            await turns.take(request_of(gone, method, **scope), _work)

    asyncio.run(ask())
    assert received == int(ends)


def test_the_engine_looks_at_the_time(engine: Engine) -> None:
    """What is not kept yet is not begun, and nothing false is kept."""
    question = {"person": "omar-al-bashir", "place": "KEN", "on": "2011-05-03"}
    other = Engine(engine.world, engine.rulebase, today=engine.clock)
    with TimeAllowed(0), pytest.raises(OutOfTime, match="longer than the 0 seconds allowed"):
        other.travel_risk(**question)
    assert other.travel_risk(**question).explain() == engine.travel_risk(**question).explain()


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    """Neither for the next byte nor for the whole."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass

    async def dripping() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    scope = {"type": "http", "method": "POST", "query_string": b"", "path": "/"}
    for receive, idle, body in ((waiting, 0.05, 20), (dripping, 20, 0.05)):
        settings = Settings.model_construct(idle_seconds=idle, body_seconds=body)  # type: ignore[arg-type]
        with pytest.raises(ProblemError, match="too-slow"):
            asyncio.run(Bounds(app, settings)(dict(scope), receive, sent.append))  # type: ignore[arg-type]


def test_addresses_that_mean_the_same_are_kept_once(engine: Engine) -> None:
    """What no address takes does not make another answer, and a long address counts."""
    app = create_app(engine, Settings(kept_bytes=100_000))
    kept = app.state.metrics._state.kept
    (name,) = [one for one in engine_files(app) if one.endswith(".css")][:1]
    for number in range(2):
        query = {"x": f"{number}" + "a" * 5000}
        assert send(app, "GET", f"/static/{name}", params=query).status_code == 200
        assert send(app, "GET", "/problems/busy", params=query).status_code == 200
    assert kept["answers"] == 0
    for number in range(20):
        headers = {"Accept": f"x/{number}" + "a" * 5000}
        assert send(app, "GET", "/v1/travel-risk", params=QUESTION, headers=headers).is_success
    assert 5 < kept["answers"] < 20
    assert 50_000 < kept["bytes"] <= 100_000


def engine_files(app: FastAPI) -> list[str]:
    return [one.partition("/")[2] for one in app.state.service.files.files if "static/" in one]


def test_work_apart_is_the_same_work() -> None:
    """In a process of its own, or here if it cannot be sent there or fails there."""
    assert apart(sorted, [3, 1, 2]) == [1, 2, 3]
    assert apart(lambda: 5) == 5  # it cannot be sent
    with pytest.raises(ZeroDivisionError):
        apart(divmod, 1, 0)


def test_work_apart_ends_with_the_service() -> None:
    """Nobody waits for it any more."""
    threading.Timer(0.3, apart_module.end_all).start()
    begun = time.monotonic()
    with pytest.raises(OutOfTime):
        apart(time.sleep, 20)
    assert time.monotonic() - begun < 5
    assert pickle.loads(pickle.dumps(OutOfTime("x"))).args == ("x",)


def test_a_wrong_address_does_not_make_the_whole_description(engine: Engine) -> None:
    """It takes a second, for which all others would wait."""
    app = create_app(engine, Settings())
    assert "/v1/travel-risk" in send(app, "GET", "/v1/travel-risc").json()["detail"]
    assert app.openapi_schema is None


def test_the_longest_time_that_can_be_set_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel counts milliseconds, and not so many."""
    settings = Settings.from_environment({f"{PREFIX}IDLE_SECONDS": "9" * 15})
    monkeypatch.setattr(connections, "settings", lambda: settings)
    with socket.socket() as made:
        connections._bound_kernel(made)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            there = made.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            assert there == 2**31 - 1


def test_a_look_that_does_not_end_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database may not answer."""
    looked, answered = threading.Event(), threading.Event()

    def look() -> None:
        looked.set()
        answered.wait()

    monkeypatch.setattr(lookout, "_ENDS", 0.01)
    following = lookout.Lookout({"records": look})
    following.begin()
    assert looked.wait(60)
    following.end()
    answered.set()
