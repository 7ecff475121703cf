"""Itineraries over HTTP: the same as from Python, as GeoJSON, and all that is wrong at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from safeconduct import Engine

ASKED = {"stops": ["TLV", "BUD"], "person": "netanyahu", "on": "2025-04-03"}
Post = Callable[..., httpx.Response]


@pytest.fixture
def post(app: FastAPI) -> Post:
    """Post a body to the itineraries."""

    async def send(content: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/v1/itineraries", content=content, headers=headers)

    def posted(body: Any, **headers: str) -> httpx.Response:
        text = body if isinstance(body, str) else json.dumps(body)
        return asyncio.run(send(text, headers))

    return posted


def test_the_same_as_from_python(post: Post, engine: Engine) -> None:
    """And a second time it is not sent."""
    told = engine.itinerary(ASKED["stops"], person="netanyahu", on="2025-04-03")
    first = post(ASKED)
    assert first.status_code == 200, first.text
    assert first.json() == told.model_dump(mode="json")
    again = post(ASKED, **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    drawn = post(ASKED, Accept="application/geo+json")
    assert drawn.headers["content-type"].startswith("application/geo+json")
    assert drawn.json() == json.loads(json.dumps(told.geojson()))
    assert drawn.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({**ASKED, "stops": ["TLV", "Hungary"]}, ["stops.1.at"]),
        ({**ASKED, "stops": ["TLV", "QQQ"], "person": "nobody"}, ["person", "stops.1.at"]),
        ({**ASKED, "stops": ["TLV"] * 51}, ["stops"]),
        ({**ASKED, "stops": "TLV"}, ["stops"]),
        ({**ASKED, "persn": "x"}, ["persn"]),
        ({**ASKED, "on": "2025-02-30", "diversions_km": -1}, ["diversions_km", "on"]),
        ({**ASKED, "avoiding": "parties"}, ["avoiding"]),
        ({**ASKED, "avoiding": ["nowhere", 5, ["x"]]}, [f"avoiding.{one}" for one in range(3)]),
        (
            {**ASKED, "exposure_weight": "2", "landing_within_km": 70},
            ["exposure_weight", "landing_within_km"],
        ),
        ({"track": "nonsense", "track_format": "gpx"}, ["track"]),
        ({"track": "a\n", "track_format": "shp"}, ["format"]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(post: Post, body: Any, fields: list[str]) -> None:
    """A problem document with each field."""
    refused = post(body)
    assert refused.status_code in (400, 404, 422), refused.text
    assert sorted(one["field"] for one in refused.json()["errors"]) == fields


def test_a_way_around_is_led_and_told(post: Post) -> None:
    """What it costs, and the turns, stand with the leg; the line as GeoJSON takes them."""
    asked = {**ASKED, "stops": ["TLV", "CMN"], "avoiding": ["EU", "place:DZA"]}
    (leg,) = post(asked).json()["legs"]
    assert leg["around"]["how"] == "around"
    assert leg["around"]["extra_km"] > 0
    assert not {one["place"]["id"] for one in leg["crossings"]} & {"GRC", "ITA", "ESP", "DZA"}
    drawn = post(asked, Accept="application/geo+json").json()
    assert drawn["features"][-1]["properties"]["around"] == leg["around"]


def test_what_is_no_object_is_a_problem(post: Post) -> None:
    """Never a 500."""
    for body in ("", "[]", "{", '{"stops": [[[["x"]]]]}', '{"stops": ["\\ud800", "BUD"]}'):
        assert 400 <= post(body).status_code < 500, body
