"""The docket over HTTP: the engine's own, with its digests and entity tag."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import cast

import httpx
import pytest

from safeconduct import Engine
from safeconduct.api import service, warm
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.docket import Docket, docket

Request = Callable[..., httpx.Response]


@pytest.mark.slow
def test_the_docket_is_the_engines(get: Request, engine: Engine) -> None:
    """Without a profile it is scored under `icc`, and carries both digests."""
    answer = get("/v1/docket")
    assert answer.status_code == 200
    assert answer.json() == docket(engine).model_dump(mode="json")
    assert answer.json()["world"] == engine.world.digest


@pytest.mark.slow
def test_another_profile_is_another_docket(get: Request) -> None:
    """The profile changes the columns and the entity tag; the table of profiles stays."""
    ours = get("/v1/docket")
    named = get("/v1/docket", {"profile": "icc"})
    other = get("/v1/docket", {"profile": "african-union"})
    assert named.headers["etag"] == ours.headers["etag"] != other.headers["etag"]
    assert other.json()["profile"] == "african-union"
    assert other.json()["profiles"] == ours.json()["profiles"]
    assert other.json()["score"] != ours.json()["score"]


@pytest.mark.slow
def test_what_the_caller_has_is_not_sent_again(get: Request) -> None:
    """The entity tag sent back gives 304 without a body."""
    tag = get("/v1/docket").headers["etag"]
    again = get("/v1/docket", If_None_Match=tag)
    assert (again.status_code, again.content) == (304, b"")


def test_whoever_waits_for_a_docket_holds_up_nobody(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More wait than there are threads, and other pages are answered meanwhile."""
    scored, made = threading.Event(), []

    def slow(_: Engine, profile: str) -> Docket:
        assert scored.wait(20), "nobody was answered meanwhile"
        made.append(profile)
        return Docket.model_construct(profile=profile)

    monkeypatch.setattr(service, "docket", slow)
    transport = httpx.ASGITransport(app=create_app(engine, Settings()))

    async def ask() -> None:
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            waiting = [
                asyncio.create_task(client.get("/v1/docket", headers={"Accept": f"x/{n}"}))
                for n in range(45)
            ]
            await asyncio.sleep(0.1)
            assert (await client.get("/wanted")).status_code == 200
            assert not any(one.done() for one in waiting)
            scored.set()
            assert {(await one).status_code for one in waiting} == {200}

    asyncio.run(ask())
    assert made == ["icc"]


def test_a_service_scores_its_docket_before_it_is_asked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And again with each new day, so that the page does not wait."""
    made: list[date] = []
    today = [date(2026, 11, 24)]
    monkeypatch.setattr(service, "docket", lambda *_: made.append(today[0]))
    monkeypatch.setattr(warm, "_warm", lambda *_: None)
    monkeypatch.setattr(warm, "_LOOK", 0.005)
    usual = SimpleNamespace(id="usual")
    clocked = SimpleNamespace(clock=lambda: today[0], profile=lambda: usual)
    warmth = warm.Warmth(cast("Engine", clocked), service.Dockets(cast("Engine", clocked)))

    async def serve() -> None:
        async with warmth.running():
            for day in (24, 25):
                today[0] = date(2026, 11, day)
                for _ in range(200):
                    await asyncio.sleep(0.005)
                    if len(made) > day - 24:
                        break

    asyncio.run(serve())
    assert made == [date(2026, 11, 24), date(2026, 11, 25)]


def test_mistakes_are_problems(get: Request) -> None:
    """A profile or parameter that does not exist is told with what is valid, all at once."""
    answer = get("/v1/docket", {"profile": "icj", "ruling": "x"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    errors = {one["field"]: one for one in answer.json()["errors"]}
    assert set(errors) == {"profile", "ruling"}
    assert "icc" in errors["profile"]["allowed"]


def test_the_profiles_are_documented(get: Request, engine: Engine) -> None:
    """The OpenAPI document lists the profiles of the rule base."""
    operation = get("/openapi.json").json()["paths"]["/v1/docket"]["get"]
    (profile,) = operation["parameters"]
    assert profile["schema"]["enum"] == list(engine.rulebase.profiles)


def test_a_new_day_is_a_new_docket() -> None:
    """Today is part of the question: tomorrow's docket has another entity tag."""
    days = [date(2026, 11, 24), date(2026, 11, 25)]
    app = create_app(Engine.load(today=lambda: days[0]), Settings())

    async def tag() -> str:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            response = await client.get("/v1/docket", headers={"If-None-Match": "*"})
            assert response.status_code == 304
            return response.headers["etag"]

    first = asyncio.run(tag())
    days.pop(0)
    assert asyncio.run(tag()) != first
