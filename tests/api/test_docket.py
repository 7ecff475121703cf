"""The docket over HTTP: the engine's own, with its digests and entity tag."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

import httpx
import pytest

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.docket import docket

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
