"""Errors are problem documents: what was wrong, with which value, and what would be right."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from safeconduct import Engine, EvaluatorDisagreement, TooManyUnknowns
from safeconduct.api.app import create_app
from safeconduct.api.catalogue import KINDS, markdown
from safeconduct.api.settings import Settings

Request = Callable[..., httpx.Response]
QUESTION = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
DOCS = Path(__file__).parents[2] / "docs"


def problem(response: httpx.Response) -> Any:
    assert response.headers["content-type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == response.status_code
    code = found["type"].removeprefix("/problems/")
    assert (found["title"], found["status"]) == (KINDS[code].title, KINDS[code].status)
    return found


def test_all_mistakes_are_reported_at_once(get: Request) -> None:
    """A request with four mistakes is told about all four, each with its own kind."""
    asked = {"person": "Putim", "place": "", "date": "2024-09-02", "profile": "icj"}
    found = problem(get("/v1/travel-risk", asked))
    assert found["status"] == 400
    assert {error["field"]: error["code"] for error in found["errors"]} == {
        "person": "unknown-name",
        "place": "missing-value",
        "date": "unknown-parameter",
        "profile": "invalid-value",
    }


def test_two_unknown_names_are_not_found(get: Request) -> None:
    """Where only names are unknown the status is 404, and each has ranked suggestions."""
    found = problem(get("/v1/travel-risk", {"person": "Putim", "place": "Mongolai"}))
    assert found["status"] == 404
    assert found["type"] == "/problems/unknown-name"
    for error in found["errors"]:
        scores = [near["score"] for near in error["suggestions"]]
        assert scores == sorted(scores, reverse=True)
        assert scores


def test_a_similar_name_is_never_taken(get: Request) -> None:
    """Relatives and namesakes of a wanted person lead to nobody."""
    for name in ("Igor Putin", "Sara Netanyahu"):
        found = problem(get("/v1/travel-risk", {**QUESTION, "person": name}))
        assert found["errors"][0]["suggestions"] == [], name


@pytest.mark.parametrize(
    ("given", "meant"),
    [("date", "on"), ("country", "place"), ("who", "person"), ("prson", "person"), ("On", "on")],
)
def test_the_parameter_that_was_meant_is_named(get: Request, given: str, meant: str) -> None:
    """A parameter of another name, or mistyped, leads to the one that exists."""
    found = problem(get("/v1/travel-risk", {**QUESTION, given: "x"}))
    assert found["errors"][0]["message"].endswith(f"did you mean {meant!r}?")


def test_a_repeated_parameter_is_refused(get: Request) -> None:
    """Of two days, neither is silently taken."""
    found = problem(get("/v1/travel-risk?person=putin&place=MNG&on=2024-09-02&on=2025-01-01"))
    assert [error["code"] for error in found["errors"]] == ["repeated-parameter"]


def test_an_empty_optional_parameter_is_refused(get: Request) -> None:
    """A day that got lost on the way is not taken to be today."""
    found = problem(get("/v1/travel-risk", {**QUESTION, "on": ""}))
    assert found["errors"][0]["field"] == "on"


@pytest.mark.parametrize("limit", ["0", "501", "-1", "1.5", "ten", "٣", "1_0", "9" * 30])
def test_a_limit_out_of_range_is_refused(get: Request, limit: str) -> None:
    """A page has 1 to 500 entries, in plain digits."""
    found = problem(get("/v1/persons", {"limit": limit}))
    assert found["errors"][0]["allowed"] == ["1 to 500"]


@pytest.mark.parametrize("path", ["/v1/rules/x", "/v1/issues/x", "/v1/warrants/x", "/v1/sources/x"])
def test_an_unknown_id_is_not_found(get: Request, path: str) -> None:
    """An id that does not exist is a 404 with a problem document."""
    assert problem(get(path))["type"] == "/problems/unknown-record"


def test_an_unknown_person_in_the_path_gets_suggestions(get: Request) -> None:
    """A person's address with a mistyped name leads to the person."""
    found = problem(get("/v1/persons/putim"))
    assert found["errors"][0]["suggestions"][0]["id"] == "vladimir-putin"


def test_a_wrong_address_names_the_nearest(get: Request) -> None:
    """An address that does not exist is a problem document that names one that does."""
    assert problem(get("/v1/travelrisk"))["detail"].endswith("did you mean /v1/travel-risk?")
    assert problem(get("/static/../app.py"))["status"] == 404


def test_a_wrong_method_names_the_right_ones(request_: Request) -> None:
    """The service is only asked, never told."""
    response = request_("POST", "/v1/wanted")
    assert problem(response)["status"] == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (TooManyUnknowns("a, b"), 409, "a, b"),
        (EvaluatorDisagreement("rules ['x']"), 500, "rules ['x']"),
        (RuntimeError("the secret of the house"), 500, "reference"),
    ],
)
def test_what_goes_wrong_inside_stays_inside(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, told: str
) -> None:
    """Failures of the engine are problem documents; unexpected ones show nothing of the inside."""
    app = create_app(engine, Settings())

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Engine, "assess", fail)
    monkeypatch.setattr(Engine, "at_once", fail)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/v1/travel-risk", params=QUESTION)

    response = asyncio.run(ask())
    found = problem(response)
    assert found["status"] == status
    assert told in found["detail"]
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_of_error_has_a_page(get: Request, code: str) -> None:
    """The type of a problem leads to a page with its title, cause and fix."""
    response = get(f"/problems/{code}")
    assert response.headers["content-type"].startswith("text/html")
    assert KINDS[code].title in response.text
    assert "{" not in response.text


def test_the_handbook_lists_every_kind_of_error() -> None:
    """``docs/errors.md`` is what the catalogue says."""
    assert (DOCS / "errors.md").read_text(encoding="utf-8") == markdown()
