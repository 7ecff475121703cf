"""Comparisons over HTTP: two places, two days, all profiles; errors and entity tags."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from safeconduct import Engine, Question
from safeconduct.answers.comparison.compare import compare, two_or_more

Get = Callable[..., httpx.Response]

PATH = "/v1/travel-risk/compare"
MONGOLIA = {"person": "putin", "place": "MNG", "on": "2024-09-02"}


def test_two_places(get: Get, engine: Engine) -> None:
    """The same as from Python, digests included."""
    found: Any = get(PATH, {**MONGOLIA, "other_place": "Kazakhstan"}).json()
    question = Question(person="vladimir-putin", place="MNG", on="2024-09-02")
    told = compare(engine, two_or_more(engine, question, other_place="KAZ"))
    assert found == told.model_dump(mode="json")
    assert (found["world"], found["rules"]) == (engine.world.digest, engine.rulebase.digest)


def test_two_days(get: Get) -> None:
    """Before and after the warrant."""
    found: Any = get(PATH, {**MONGOLIA, "other_on": "2023-03-01"}).json()
    assert [side["outcome"] for side in found["sides"]] == ["must_arrest", "no_warrant_in_force"]
    assert "warrant.issued" in {one["fact"] for one in found["differing_facts"]}


def test_all_profiles(get: Get, engine: Engine) -> None:
    """One side for each, with the positions that make the difference first."""
    found: Any = get(PATH, {**MONGOLIA, "profiles": "true"}).json()
    assert len(found["sides"]) == len(engine.rulebase.profiles)
    assert found["differing_positions"][0]["issue"] == "personal-immunity"


def test_the_day_may_be_left_out(get: Get, engine: Engine) -> None:
    """Then it is today, on both sides."""
    found: Any = get(PATH, {"person": "putin", "place": "MNG", "other_place": "KAZ"}).json()
    assert {side["on"] for side in found["sides"]} == {engine.clock().isoformat()}


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({}, {"other_place"}),
        ({"other_place": "MNG"}, {"other_place"}),
        ({"other_place": "Kazakhstn"}, {"other_place"}),
        ({"other_on": "2024-02-30"}, {"other_on"}),
        ({"other_on": "2024-09-02"}, {"other_on"}),
        ({"profiles": "yes"}, {"profiles"}),
        ({"profiles": "true", "other_place": "KAZ"}, {"profiles"}),
        ({"with_place": "KAZ"}, {"with_place"}),
        ({"other_place": ""}, {"other_place"}),
        ({"other_place": "Kazakhstn", "other_on": "x"}, {"other_place", "other_on"}),
        ({"other_place": "KAZ", "known_on": "2030-01-01"}, {"known_on"}),
        ({"other_place": "KAZ", "presence": "boat"}, {"presence"}),
    ],
)
def test_mistakes_are_named(get: Get, asked: dict[str, str], fields: set[str]) -> None:
    """A problem document with every field that is wrong."""
    response = get(PATH, {**MONGOLIA, **asked})
    assert response.status_code in (400, 404)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert {one["field"] for one in response.json()["errors"]} == fields


def test_a_stay_is_not_compared(get: Get) -> None:
    """What would change the question is refused and not ignored."""
    answer = get(PATH, {**MONGOLIA, "other_place": "KAZ", "until": "2024-09-03"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "unknown-parameter"


def test_a_person_is_needed(get: Get) -> None:
    """What is missing is named."""
    response = get(PATH, {"place": "MNG", "other_place": "KAZ"})
    assert [one["field"] for one in response.json()["errors"]] == ["person"]


def test_a_synonym_is_explained(get: Get) -> None:
    """The words of the command line lead to those of the service."""
    response = get(PATH, {**MONGOLIA, "with_place": "KAZ"})
    assert "did you mean 'other_place'?" in response.text


def test_answers_have_entity_tags(get: Get) -> None:
    """Who has an answer already is told so, whatever the names it was asked by."""
    first = get(PATH, {**MONGOLIA, "other_place": "KAZ"})
    again = get(
        PATH,
        {
            "person": "vladimir-putin",
            "place": "Mongolia",
            "on": "2024-09-02",
            "other_place": "Kazakhstan",
        },
        If_None_Match=first.headers["ETag"],
    )
    assert again.status_code == 304
    other = get(PATH, {**MONGOLIA, "other_place": "ZAF"})
    assert other.headers["ETag"] != first.headers["ETag"]


def test_it_is_in_the_openapi_document(get: Get) -> None:
    """With its parameters and the model of its answer."""
    document: Any = get("/openapi.json").json()
    operation = document["paths"][PATH]["get"]
    names = {one["name"] for one in operation["parameters"]}
    assert names >= {"person", "place", "on", "other_place", "other_on", "profiles"}
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["$ref"].endswith("/TravelRiskComparison")


def post(app: FastAPI, **body: Any) -> httpx.Response:
    """Return the answer to a comparison as a body."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post(PATH, json={**MONGOLIA, **body})

    return asyncio.run(send())


def test_with_and_without_an_assumption(app: FastAPI) -> None:
    """The second question alone supposes it; the fact that differs is marked as assumed."""
    found: Any = post(app, other_assume={"person.deceased": True}).json()
    assert [side["outcome"] for side in found["sides"]] == ["must_arrest", "no_warrant_in_force"]
    assert [side["assume"] for side in found["sides"]] == [{}, {"person.deceased": "true"}]
    (dead,) = [one for one in found["differing_facts"] if one["fact"] == "person.deceased"]
    assert dead["sides"][1]["basis"] == "assumed"


def test_both_sides_may_suppose(app: FastAPI) -> None:
    """Out of office, in two places: no reading of immunity matters any more."""
    found: Any = post(app, other_place="CHN", assume={"person.office": "none"}).json()
    assert [side["contested"] for side in found["sides"]] == [False, False]
    assert found["differing_positions"] == []


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"other_assume": {"person.ofice": "none"}}, {"other_assume.person.ofice"}),
        ({"other_assume": "person.office"}, {"other_assume"}),
        ({"other_positions": {"personal-immunity": 1}}, {"other_positions.personal-immunity"}),
        ({"other_positions": {"immunity": "court"}}, {"other_positions"}),
        ({"assume": {"person.office": "none"}}, {"other_place"}),
        ({"other_assume": {}}, {"other_place"}),
        ({"otherassume": {"person.office": "none"}}, {"otherassume"}),
        ({"other_place": "Kazakhstn", "assume": {"x": "y"}}, {"other_place", "assume.x"}),
    ],
)
def test_mistakes_in_a_body_are_named(app: FastAPI, body: dict[str, Any], fields: set[str]) -> None:
    """A problem document with every field that is wrong."""
    response = post(app, **body)
    assert response.status_code in (400, 404)
    assert {one["field"] for one in response.json()["errors"]} == fields
