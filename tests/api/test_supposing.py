"""POST /v1/travel-risk: assumptions, chosen positions, and what is wrong with a body."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

PUTIN = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}


def post(
    app: FastAPI,
    body: object = None,
    *,
    content: bytes | None = None,
    path: str = "/v1/travel-risk",
) -> httpx.Response:
    """Return the answer to a body."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            if content is not None:
                return await client.post(path, content=content)
            return await client.post(path, json=body)

    return asyncio.run(send())


def answered(app: FastAPI, **body: Any) -> Any:
    response = post(app, {**PUTIN, "include": "all", **body})
    assert response.status_code == 200, response.text
    return response.json()


def errors(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.headers["Content-Type"] == "application/problem+json"
    return [(one["field"], one["code"]) for one in response.json()["errors"]]


def test_without_assumptions_it_is_the_same_question(app: FastAPI) -> None:
    """The body and the query string give one answer."""

    async def get() -> Any:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get("/v1/travel-risk", params=PUTIN | {"include": "all"})).json()

    assert answered(app) == asyncio.run(get())


def test_out_of_office_nothing_is_contested(app: FastAPI) -> None:
    """Without the office there is no immunity to argue about; the proof marks the assumption."""
    found = answered(app, assume={"person.office": "none"})
    assert (found["outcome"], found["contested"]) == ("must_arrest", False)


def test_an_assumption_is_told(app: FastAPI) -> None:
    """What was assumed stands among the assumptions, as such."""
    found = answered(app, assume={"host.status": "never"})
    assert found["outcome"] == "may_arrest"
    told = {one["fact"]: one["basis"] for one in found["assumptions"]}
    assert told["host.status"] == "assumed"


def test_a_chosen_position_is_followed(app: FastAPI) -> None:
    """One issue can be read differently without another profile."""
    found = answered(app, positions={"personal-immunity": "council_waiver"})
    assert (found["outcome"], found["profile"]) == ("must_not_arrest", "icc")
    (chosen,) = [one for one in found["turns_on"][0]["positions"] if one["chosen"]]
    assert chosen["position"] == "council_waiver"


def test_an_impossible_assumption_says_what_else_to_assume(app: FastAPI) -> None:
    """Hungary cannot have left after proceedings began while it is a party."""
    response = post(app, {**PUTIN, "assume": {"proceedings.began_before_exit": True}})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["code"] == "impossible-assumption"
    assert "exit-before-proceedings" in error["message"]
    assert "host.status=withdrawn and proceedings.examined_before_exit=true" in error["allowed"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"person": None}, [("person", "missing-value")]),
        ({"person": "Putim"}, [("person", "unknown-name")]),
        ({"place": 7}, [("place", "invalid-value")]),
        ({"wher": "MNG"}, [("wher", "unknown-parameter")]),
        ({"assume": {"host.statsu": "party"}}, [("assume.host.statsu", "unknown-fact")]),
        ({"assume": {"host.status": "member"}}, [("assume.host.status", "invalid-value")]),
        ({"assume": {"host.status": ["party"]}}, [("assume.host.status", "invalid-value")]),
        ({"assume": {"visit.presence": "port"}}, [("assume", "invalid-value")]),
        ({"assume": ["host.status"]}, [("assume", "invalid-value")]),
        ({"positions": {"immunity": "court"}}, [("positions", "invalid-value")]),
        (
            {"positions": {"personal-immunity": "courts"}},
            [("positions.personal-immunity", "invalid-value")],
        ),
        (
            {"place": "Mongolai", "on": "2024-02-30", "presence": "boat"},
            [("place", "unknown-name"), ("on", "invalid-value"), ("presence", "invalid-value")],
        ),
    ],
)
def test_every_mistake_is_named(
    app: FastAPI, change: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    """Field and kind of each mistake, all at once."""
    response = post(app, {**PUTIN, **change})
    assert response.status_code in (400, 404)
    assert errors(response) == found


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "invalid-body"),
        (b"{", 400, "invalid-body"),
        (b"[]", 400, "invalid-body"),
        (b'"\xff"', 400, "invalid-body"),
        (b" " * 70_000, 413, "body-too-large"),
    ],
)
def test_a_body_that_is_none(app: FastAPI, content: bytes, status: int, code: str) -> None:
    """What cannot be read at all is one clear problem."""
    response = post(app, content=content)
    assert response.status_code == status
    assert response.json()["type"] == f"/problems/{code}"


def test_the_questions_can_be_answered(app: FastAPI) -> None:
    """Each answer to what is asked is taken, and settles whether it is contested."""
    question = {"person": "benjamin-netanyahu", "place": "FRA", "on": "2026-11-24"}
    question["include"] = "unknown"
    (asked,) = post(app, question).json()["unknown"]
    assert asked["question"] == (
        "Which office of a State does Benjamin Netanyahu hold on that day?"
    )
    for value in asked["values"]:
        found = post(app, {**question, "assume": {asked["fact"]: value}}).json()
        assert found["outcome"] in asked["outcomes"][value]
        assert found["contested"] == asked["contested"][value]
        assert found["unknown"] == []


def test_what_would_change_an_assumed_case(app: FastAPI) -> None:
    """What is assumed stays; the rest is told."""

    async def send() -> Any:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            body = {**PUTIN, "place": "CHN", "assume": {"host.status": "party"}}
            return (await client.post("/v1/travel-risk/changes", json=body)).json()

    found = asyncio.run(send())
    assert found["outcome"] == "must_arrest"
    assert found["facts"]
    assert "host.status" not in {fact["fact"] for one in found["facts"] for fact in one["facts"]}


_OTHERWISE = frozenset(("/v1/records", "/v1/reports", "/v1/screen"))
"""No live records are kept here; and rows are no question."""


def test_a_member_given_twice_is_refused_on_every_address(app: FastAPI) -> None:
    """Of two days neither is silently taken; every other mistake is told with it."""
    paths = [
        path
        for path, methods in app.openapi()["paths"].items()
        if "application/json" in methods.get("post", {}).get("requestBody", {}).get("content", {})
        and path not in _OTHERWISE
    ]
    assert len(paths) > 2
    for path in paths:
        content = b'{"person":"putin","place":"MNG","on":"2024-11-05","on":"2024-12-01","plce":"x"}'
        response = post(app, content=content, path=path)
        assert response.status_code == 400
        found = errors(response)
        if "travel-risk" in path:
            assert found == [("on", "repeated-parameter"), ("plce", "unknown-parameter")]
        assert found[0] == ("on", "repeated-parameter")
        assert ("plce", "unknown-parameter") in found
        told = response.json()["errors"][0]["message"]
        assert told.startswith('member \'on\' is given 2 times ("2024-11-05", "2024-12-01")')
        nested = (
            b'{"person":"putin","place":"MNG","assume":{"host.status":"never","host.status":"x"}}'
        )
        response = post(app, content=nested, path=path)
        assert ("assume.host.status", "repeated-parameter") in errors(response)


def test_what_stands_in_the_address_beside_a_body_is_refused(app: FastAPI) -> None:
    """It would be overlooked, and the question answered for another day."""
    response = post(app, PUTIN, path="/v1/travel-risk?on=2025-01-01&known_on=2025-01-01")
    assert response.status_code == 400
    assert errors(response) == [(name, "unknown-parameter") for name in ("on", "known_on")]
    assert "put it there" in response.json()["detail"]
