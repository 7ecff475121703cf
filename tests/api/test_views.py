"""Timeline, map and what is upcoming, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Get = Callable[..., httpx.Response]


def test_the_timeline(get: Get) -> None:
    """Stretches in order, each with the records that opened it."""
    asked = {"person": "putin", "place": "Armenia"}
    found: Any = get("/v1/travel-risk/timeline", asked).json()
    assert (found["person"]["id"], found["place"]["id"]) == ("vladimir-putin", "ARM")
    assert [one["outcome"] for one in found["stretches"]] == [
        "no_warrant_in_force",
        "may_arrest",
        "must_arrest",
    ]
    assert found["stretches"][-1]["opened_by"][0]["sources"]


def test_the_map(get: Get) -> None:
    """Every place, with counts by outcome and by source of the duty."""
    found: Any = get("/v1/travel-risk/map", {"person": "putin", "on": "2023-09-18"}).json()
    assert sum(found["outcomes"].values()) == len(found["places"])
    assert found["grounds"]["as_party"] > 123


def test_what_is_upcoming(get: Get) -> None:
    """For one person, or for everybody."""
    one: Any = get("/v1/upcoming", {"person": "putin"}).json()
    everybody: Any = get("/v1/upcoming").json()
    assert one["total"] == len(one["items"]) > 0
    assert everybody["total"] > one["total"]
    assert {item["person"]["id"] for item in one["items"]} == {"vladimir-putin"}


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("timeline", {"person": "putin"}, "place"),
        ("timeline", {"person": "putin", "place": "Mongolai"}, "place"),
        ("timeline", {"person": "putin", "place": "MNG", "on": "2024-01-01"}, "on"),
        ("map", {"person": "putin", "on": "2024-02-30"}, "on"),
        ("map", {"person": "putin", "presence": "boat"}, "presence"),
        ("map", {"person": "putin", "known_on": "2030-01-01"}, "known_on"),
    ],
)
def test_mistakes_are_named(get: Get, path: str, asked: dict[str, str], field: str) -> None:
    """A problem document with the field."""
    response = get(f"/v1/travel-risk/{path}", asked)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert field in {one["field"] for one in response.json()["errors"]}


def test_answers_have_entity_tags(get: Get) -> None:
    """Who has an answer already is told so."""
    first = get("/v1/travel-risk/timeline", {"person": "putin", "place": "MNG"})
    again = get(
        "/v1/travel-risk/timeline",
        {"person": "vladimir-putin", "place": "Mongolia"},
        If_None_Match=first.headers["ETag"],
    )
    assert again.status_code == 304
