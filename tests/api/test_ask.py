"""Plain questions over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from safeconduct import Engine
from safeconduct.ask import ask

Get = Callable[..., httpx.Response]

QUESTION = "Could Putin be arrested if he goes to Brazil in July 2025?"


def test_a_plain_question(get: Get, engine: Engine) -> None:
    """The answer is the engine's, with how it was understood and the digests."""
    response = get("/v1/ask", {"q": QUESTION})
    found: Any = response.json()
    assert response.status_code == 200
    assert found == ask(engine, QUESTION).model_dump(mode="json")
    assert found["understood"]["place"]["id"] == "BRA"
    assert found["world"] == response.headers["Safeconduct-World"]


def test_the_same_question_is_not_sent_twice(get: Get) -> None:
    """The entity tag leads to 304; another question has another one."""
    tag = get("/v1/ask", {"q": QUESTION}).headers["ETag"]
    again = get("/v1/ask", {"q": QUESTION}, if_none_match=tag)
    other = get("/v1/ask", {"q": "Who is wanted today?"}, if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_a_question_that_is_not_understood(get: Get) -> None:
    """A problem document: what was understood, what is lacking, what can be asked."""
    response = get("/v1/ask", {"q": "Could Puttin be arrested in Mongolia?"})
    problem: Any = response.json()
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["type"] == "/problems/question-not-understood"
    assert "place 'Mongolia': Mongolia" in problem["detail"]
    (mistake,) = problem["errors"]
    assert (mistake["field"], mistake["code"]) == ("q", "question-not-understood")
    assert [near["id"] for near in mistake["suggestions"]] == ["vladimir-putin"]
    assert len(mistake["allowed"]) == 3
    for question in mistake["allowed"]:
        assert get("/v1/ask", {"q": question}).status_code == 200
    assert get(problem["type"]).status_code == 200


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "missing-value"),
        ({"q": " "}, "missing-value"),
        ({"question": QUESTION}, None),
        ({"q": "Putin " * 200}, "question-not-understood"),
        ({"q": "???"}, "question-not-understood"),
    ],
)
def test_mistakes_are_named(get: Get, asked: dict[str, str], code: str | None) -> None:
    """A missing, misnamed, empty or overlong question is a mistake, and says so."""
    response = get("/v1/ask", asked)
    assert response.status_code == 400
    codes = {one["code"] for one in response.json()["errors"]}
    assert codes == ({code} if code else {"unknown-parameter", "missing-value"})


def test_an_answer_to_every_example(get: Get) -> None:
    """The examples in the OpenAPI document are answered."""
    (parameter,) = get("/openapi.json").json()["paths"]["/v1/ask"]["get"]["parameters"]
    for one in parameter["examples"].values():
        assert get("/v1/ask", {"q": one["value"]}).status_code == 200, one
