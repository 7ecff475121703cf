"""Any question over HTTP: its routes, parameters and bodies are made from what it declares."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

ADDRESS = "/v1/questions/jurisdiction"
BUCHA = {"territory": "UKR", "nationality": "RUS", "on": "2022-03-20", "crime": "war_crimes"}


@dataclass(frozen=True)
class Asking:
    """Sends requests to the service, in this process."""

    app: FastAPI

    def get(self, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._send("GET", path, options))

    def post(self, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._send("POST", path, options))

    async def _send(self, method: str, path: str, options: Mapping[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(
            transport=transport, base_url="http://service", follow_redirects=True
        )
        async with client:
            return await client.request(method, path, **options)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Asking:
    """Return what sends requests to the service."""
    return Asking(app)


def fields(answer: Any) -> set[tuple[str, str]]:
    """Return field and code of every mistake of a problem document."""
    return {(one["field"], one["code"]) for one in answer.json()["errors"]}


def test_the_list_says_how_each_question_is_put(client: Asking) -> None:
    """Also the one of travel, which has routes of its own."""
    items = {one["id"]: one for one in client.get("/v1/questions").json()["items"]}
    assert set(items) == {"arrest-on-travel", "jurisdiction"}
    assert items["jurisdiction"]["address"] == ADDRESS
    inputs = {one["name"]: one for one in items["jurisdiction"]["inputs"]}
    assert inputs["territory"]["many"]
    assert inputs["crime"]["values"][0] == "genocide"
    assert items["jurisdiction"]["outcomes"]["within_jurisdiction"]


def test_the_short_answer_has_what_a_reader_needs_in_two_kilobytes(client: Asking) -> None:
    """And the whole one its proof and records."""
    short = client.get(ADDRESS, params=BUCHA)
    assert short.status_code == 200
    assert len(short.content) <= 2048
    assert short.json()["headline"].startswith("The Court has jurisdiction over war crimes")
    whole = client.get(ADDRESS, params={**BUCHA, "include": "all"}).json()
    assert whole["outcome"] == short.json()["outcome"]
    assert whole["cases"][0]["proof"]
    assert whole["records"]


def test_several_values_are_given_several_times(client: Asking) -> None:
    """As addresses have lists."""
    asked = [("territory", "MMR"), ("territory", "BGD"), ("nationality", "MMR")]
    asked += [("on", "2017-09-01"), ("crime", "crimes_against_humanity")]
    found = client.get(ADDRESS, params=asked).json()
    assert [one["id"] for one in found["inputs"]["territory"]] == ["MMR", "BGD"]
    assert found["outcome"] == "within_jurisdiction"


@pytest.mark.parametrize(
    ("path", "more", "member"),
    [
        ("/timeline", {}, "periods"),
        ("/map", {"over": "nationality"}, "rows"),
        ("/changes", {}, "facts"),
        ("/why-not", {"outcome": "within_if_referred"}, "lacking"),
        ("/docket", None, "entries"),
        ("/certificate", None, "certificate"),
    ],
)
def test_each_view_has_a_route(
    client: Asking, path: str, more: Mapping[str, str] | None, member: str
) -> None:
    """It answers, and again with the tag that it sent."""
    asked: dict[str, str] = {} if more is None else {**BUCHA, **more}
    if path == "/timeline":
        del asked["on"]
    if path == "/map":
        del asked["nationality"]
    found = client.get(ADDRESS + path, params=asked)
    assert found.status_code == 200, found.text
    assert found.json()[member]
    again = client.get(
        ADDRESS + path, params=asked, headers={"If-None-Match": found.headers["ETag"]}
    )
    assert again.status_code == 304


def test_the_whole_answer_is_not_taken_for_the_short_one(client: Asking) -> None:
    """They have tags of their own."""
    short, whole = (client.get(ADDRESS, params={**BUCHA, **it}) for it in ({}, {"include": "all"}))
    assert short.headers["ETag"] != whole.headers["ETag"]


def test_a_body_may_suppose_and_compare(client: Asking) -> None:
    """Facts, readings, and a second question."""
    body = {**BUCHA, "assume": {"territory.accepted": False}}
    assert client.post(ADDRESS, json=body).json()["outcome"] == "within_if_referred"
    body = {**BUCHA, "territory": ["UKR"], "minor": True}
    assert client.post(ADDRESS, json=body).json()["outcome"] == "outside_jurisdiction"
    found = client.post(f"{ADDRESS}/compare", json={"first": BUCHA, "second": {"territory": "FRA"}})
    assert "grounds" in found.json()["differs"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"crime": "piracy"}, {("crime", "invalid-value")}),
        ({"crime": ""}, {("crime", "missing-value")}),
        ({"on": "2022-02-30"}, {("on", "invalid-value")}),
        ({"terrritory": "UKR"}, {("terrritory", "unknown-parameter")}),
        (
            {"territory": "Narnia", "on": "x"},
            {("territory", "unknown-name"), ("on", "invalid-value")},
        ),
        ({"include": "proof"}, {("include", "invalid-value")}),
        ({"profile": "x", "z": "1"}, {("profile", "invalid-value"), ("z", "unknown-parameter")}),
        ({"known_on": "2999-01-01"}, {("known_on", "invalid-value")}),
    ],
)
def test_what_cannot_be_used_is_told_all_at_once(
    client: Asking, asked: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    """A problem document with field, value and what would be right."""
    found = client.get(ADDRESS, params={**BUCHA, **asked})
    assert found.status_code in {400, 404}
    assert found.headers["Content-Type"] == "application/problem+json"
    assert fields(found) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"[]",
        b"1",
        b'{"on":1e999}',
        b'{"territory":{}}',
        b'{"territory":[[]]}',
        b'{"assume":[]}',
        b'{"positions":1}',
        b'{"crime":true}',
        b'{"on":null}',
        b'{"minor":[]}',
        b'{"territory":"' + b"x" * 70_000 + b'"}',
        b'{"include":1}',
        b'{"profile":{}}',
        json.dumps({**BUCHA, "territory": ["UKR"] * 30}).encode(),
        b'{"known_on":5}',
        b'{"self":1}',
        b"\xff",
    ],
)
@pytest.mark.parametrize("path", ["", "/compare"])
def test_no_body_makes_the_service_fail(client: Asking, body: bytes, path: str) -> None:
    """Each is refused with a problem document."""
    found = client.post(ADDRESS + path, content=body)
    assert 400 <= found.status_code < 500, found.text
    assert found.json()["detail"]


def test_a_question_that_there_is_not_is_not_found(client: Asking) -> None:
    """With the nearest one."""
    for found in (
        client.get("/v1/questions/jurisdicton"),
        client.post("/v1/questions/jurisdicton"),
    ):
        assert found.status_code == 404
        assert "jurisdiction" in found.json()["detail"]


def test_the_first_question_is_led_to_its_own_route(client: Asking) -> None:
    """Whoever asks it like any other gets its answer."""
    asked = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    found = client.get("/v1/questions/arrest-on-travel", params=asked)
    assert found.json()["outcome"] == "must_arrest"


def test_the_openapi_document_says_what_may_be_put(client: Asking) -> None:
    """Every input is a parameter, and a member of the body."""
    paths = client.get("/openapi.json").json()["paths"]
    parameters = {one["name"]: one for one in paths[ADDRESS]["get"]["parameters"]}
    assert parameters["territory"]["schema"]["type"] == "array"
    assert parameters["crime"]["required"]
    schema = paths[ADDRESS]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(schema["required"]) == {"on", "crime"}
    assert parameters.keys() - {"include"} <= schema["properties"].keys()
