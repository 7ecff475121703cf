"""An answer over HTTP in the form that is asked for, and for a stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

from .conftest import Client

Get = Callable[..., httpx.Response]
QUESTION = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}


@pytest.mark.parametrize(
    ("accept", "media_type", "start"),
    [
        ("text/plain", "text/plain", "On 2 September 2024"),
        ("text/markdown", "text/markdown", "# On 2 September 2024"),
        ("text/vnd.mermaid", "text/vnd.mermaid", "flowchart TD"),
        ("text/markdown, application/json", "application/json", "{"),
        ("*/*", "application/json", "{"),
        ("text/html", "application/json", "{"),
    ],
)
def test_the_form_is_that_of_the_accept_header(
    get: Get, accept: str, media_type: str, start: str
) -> None:
    """JSON unless another form, and nothing else, is asked for."""
    answer = get("/v1/travel-risk", QUESTION, Accept=accept)
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    assert answer.text.startswith(start)
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_a_text_says_what_would_change_it(get: Get) -> None:
    """The most plausible changes; as data they have a route of their own."""
    for accept, title in (("text/plain", "What would change it:"), ("text/markdown", "## What w")):
        told = get("/v1/travel-risk", {**QUESTION, "include": "all"}, Accept=accept).text
        assert title in told
        assert "If the Court had returned to its reasoning of 9 April 2014" in told


def test_each_form_has_its_own_entity_tag(get: Get) -> None:
    """Who has the text does not have the Markdown."""
    tags = {
        get("/v1/travel-risk", QUESTION, Accept=accept).headers["ETag"]
        for accept in ("text/plain", "text/markdown", "text/vnd.mermaid", "application/json")
    }
    assert len(tags) == 4


def test_a_stay(get: Get) -> None:
    """The worst day's answer, with the steps of the stay."""
    asked = {"person": "putin", "place": "ARM", "on": "2024-01-20", "until": "2024-02-10"}
    asked["include"] = "stay"
    found: Any = get("/v1/travel-risk", asked).json()
    assert (found["on"], found["stay"]["worst"]) == ("2024-02-01", "2024-02-01")
    assert len(found["stay"]["steps"]) == 2
    wrong = get("/v1/travel-risk", {**asked, "until": "2024-01-01"})
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["field"] == "until"


def test_a_text_is_no_longer_the_same_once_its_day_is_over(engine: Engine) -> None:
    """Words tell the past in the past tense; the outcome stays what it is."""
    asked = {**QUESTION, "on": "2026-12-01"}
    later = Engine(
        engine.world,
        engine.rulebase,
        today=lambda: date(2027, 1, 1),
        inference=engine.inference,
    )
    before, after = (Client(create_app(one, Settings())) for one in (engine, later))
    texts = [one.get("/v1/travel-risk", asked, Accept="text/plain") for one in (before, after)]
    assert "Mongolia would have to arrest" in texts[0].text
    assert "Mongolia had to arrest" in texts[1].text
    assert texts[0].headers["etag"] != texts[1].headers["etag"]
    data = [one.get("/v1/travel-risk", asked) for one in (before, after)]
    told = [one.json() for one in data]
    assert told[0].pop("headline") != told[1].pop("headline")
    assert told[0] == told[1]
    assert data[0].headers["etag"] != data[1].headers["etag"]
