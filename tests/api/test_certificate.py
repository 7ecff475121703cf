"""The certificate over HTTP, and the way from an answer to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import httpx
from fastapi import FastAPI

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.authoring.verification.certificate import as_markdown, stored

Request = Callable[..., httpx.Response]
QUESTION = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
LINK = '</v1/certificate>; rel="describedby"'


def test_the_certificate_is_the_one_that_is_shipped(get: Request, engine: Engine) -> None:
    """With the digests of the running records and rules beside its own."""
    answer = get("/v1/certificate")
    assert answer.status_code == 200
    found = stored()
    assert found is not None
    body = answer.json()
    assert body["certificate"] == found.model_dump(mode="json")
    assert body["certificate"]["rules"] == body["rules"] == engine.rulebase.digest


def test_it_can_be_had_as_markdown(get: Request) -> None:
    """JSON if in doubt; each form has an entity tag of its own."""
    page = get("/v1/certificate", Accept="text/markdown")
    found = stored()
    assert found is not None
    assert page.text == as_markdown(found)
    assert page.headers["content-type"] == "text/markdown; charset=utf-8"
    either = get("/v1/certificate", Accept="text/markdown, */*")
    assert either.headers["content-type"] == "application/json"
    assert either.headers["etag"] != page.headers["etag"]
    assert get("/v1/certificate", If_None_Match=page.headers["etag"]).status_code == 200
    tag = either.headers["etag"]
    assert get("/v1/certificate", If_None_Match=tag).status_code == 304


def test_answers_lead_to_the_certificate(get: Request) -> None:
    """Every answer of certified rules carries the link."""
    for path, asked in (("/v1/travel-risk", QUESTION), ("/v1/rules", None), ("/nowhere", None)):
        assert get(path, asked).headers["link"] == LINK


def test_other_rules_have_no_certificate(engine: Engine) -> None:
    """The certificate of other rules is not shown for these, and no answer leads to it."""
    other = replace(engine.rulebase, digest="0" * 64)
    app = create_app(Engine(engine.world, other), Settings())
    answer = _get(app, "/v1/certificate")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/no-certificate"
    assert "no certificate for these rules" in answer.json()["detail"]
    assert "link" not in _get(app, "/v1/rules").headers


def _get(app: FastAPI, path: str) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    return asyncio.run(send())


def test_parameters_are_refused(get: Request) -> None:
    """It takes none."""
    assert get("/v1/certificate", {"rules": "x"}).status_code == 400
