"""Itineraries over HTTP: the same as from Python, as GeoJSON, and all that is wrong at once."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.api.pages.projection import NORTH, SOUTH, WIDTH, projected
from safeconduct.api.pages.waymap import way_map
from safeconduct.api.pages.worldmap import drawing
from safeconduct.base import extras

ASKED = {"stops": ["TLV", "BUD"], "person": "netanyahu", "on": "2025-04-03"}
Post = Callable[..., httpx.Response]
Get = Callable[..., httpx.Response]
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
WAY = {"person": "netanyahu", "from": "TLV", "to": "BUD", "on": "2025-04-03"}


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


def test_by_address_it_is_the_same(get: Get, engine: Engine) -> None:
    """With stops on the way in order; positions have commas of their own."""
    told = engine.itinerary(ASKED["stops"], person="netanyahu", on="2025-04-03")
    assert get("/v1/itineraries", WAY).json() == told.model_dump(mode="json")
    lines = get("/v1/itineraries", WAY, accept="application/geo+json")
    assert lines.json() == json.loads(json.dumps(told.geojson()))
    for via in ("VIE;48.2,16.4;ZAG", "VIE,48.2,16.4,ZAG"):
        found: Any = get("/v1/itineraries", {"from": "TLV", "to": "BUD", "via": via}).json()
        assert [one["airport"] for one in found["stops"]] == ["TLV", "VIE", None, "ZAG", "BUD"]


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"from": "TLV"}, ["to"]),
        ({}, ["from", "to"]),
        ({**WAY, "to": "Hungary"}, ["to"]),
        ({**WAY, "from": "QQQ", "via": "BUD;ZZZZ", "person": "nobody"}, ["from", "person", "via"]),
        ({**WAY, "via": ";".join(["VIE"] * 11)}, ["via"]),
        ({**WAY, "purpose": "x", "profile": "y"}, ["profile", "purpose"]),
        (
            {**WAY, "state_aircraft": "yes", "diversions_km": "far"},
            ["diversions_km", "state_aircraft"],
        ),
        ({**WAY, "diversions_km": "501"}, ["diversions_km"]),
        ({**WAY, "origin": "TLV"}, ["origin"]),
        (
            {**WAY, "avoiding": "parties;nowhere", "landing_within_km": "far"},
            ["avoiding", "landing_within_km"],
        ),
        ({**WAY, "exposure_weight": "2"}, ["exposure_weight"]),
    ],
)
def test_mistakes_in_an_address_are_told_by_parameter(
    get: Get, asked: dict[str, str], fields: list[str]
) -> None:
    """Every one, at once, under the name by which it was given."""
    refused = get("/v1/itineraries", asked)
    assert 400 <= refused.status_code < 500
    assert sorted(one["field"] for one in refused.json()["errors"]) == fields


def test_the_page_draws_and_tells_the_way(get: Get, engine: Engine) -> None:
    """The line on the map, places in the tone of their answer, the riskiest first."""
    text = get("/itinerary", {**WAY, "diversions_km": "25"}, accept=BROWSER).text
    found = engine.itinerary(["TLV", "BUD"], person="netanyahu", on="2025-04-03")
    drawn = re.search(r'<path class="flown" d="M([^"]+)"', text)
    assert drawn
    points = [tuple(map(float, one.split())) for one in drawn[1].split("L")]
    for stop, point in zip(found.stops, (points[0], points[-1]), strict=True):
        assert point == pytest.approx(projected(stop.longitude, stop.latitude), abs=0.1)
    tone = re.search(r'data-id="HUN" class="s (\w+)', text)
    assert tone
    assert tone[1] == "must_arrest"
    assert 'data-id="ZAF" class="s plain' in text
    places = re.findall(r'data-name="place"><a href="\./places/([\w-]+)"', text)
    assert places[: len(found.points)] == [one.place.id for one in found.points]
    assert all(limit[:40] in unescape(text) for limit in found.limits)
    assert "Airports near the way" in text
    assert "Natural Earth, Admin 0 countries at 1:10 million, edition 4.1.0" in text
    for link in (r'href="\./(v1/itineraries\?[^"]+)"', r'href="\./(itinerary\.geojson\?[^"]+)"'):
        whole = re.search(link, text)
        assert whole
        assert get(f"/{unescape(whole[1])}").status_code == 200
    answers = re.findall(r'href="\./(\?person=[^"]+presence=overflight[^"]*)"', text)
    assert get(f"/{unescape(answers[0])}", accept=BROWSER).status_code == 200


@pytest.mark.slow
def test_the_page_of_a_way_around(get: Get) -> None:
    """What it costs, the places that it still is over, and the form as it was filled."""
    asked = {"from": "TLV", "to": "BUD", "avoiding": "parties;Türkiye", "on": "2025-04-03"}
    text = unescape(get("/itinerary", asked, accept=BROWSER).text)
    assert "Hungary is enclosed by Austria, Croatia" in text
    assert "Longer than the shortest line by" in text
    assert re.search(r'<input id="avoiding"[^>]* value="parties;Türkiye"', text)
    assert re.search(r'<path class="flown" d="M[^"]+"', text)
    drawn: Any = get("/itinerary.geojson", asked).json()
    assert drawn["features"][-1]["properties"]["around"]["how"] == "least_exposed"


def test_mistakes_stand_beside_their_fields(get: Get) -> None:
    """In the form as it was filled; a near airport leads on with everything else kept."""
    asked = {**WAY, "to": "London", "on": "2025-02-30"}
    page = get("/itinerary", asked, accept=BROWSER)
    assert page.status_code == 400
    for field in ("to", "on"):
        assert re.search(rf'<input id="{field}"[^>]* aria-describedby="wrong-{field}">', page.text)
        assert f'id="wrong-{field}"' in page.text
    assert 'id="wrong-from"' not in page.text
    assert 'value="London"' in page.text
    assert re.search(r'href="\./itinerary\?[^"]*person=netanyahu[^"]*to=LHR', page.text)


def test_without_its_packages_the_page_says_so(
    get: Get, monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    """With the line that installs them."""
    absent = extras.EXTRAS["routes"].packages

    def missing(*_: object, **__: object) -> object:
        monkeypatch.setattr(extras, "is_installed", lambda module: module not in absent)
        extras.require_extra("routes")
        raise AssertionError

    monkeypatch.setattr("safeconduct.api.journey.itinerary", missing)
    page = get("/itinerary", {"from": "TLV", "to": "VIE"}, accept=BROWSER)
    assert page.status_code == 501
    assert extras.install_line("routes") in unescape(page.text)


def test_the_page_can_be_shown_elsewhere(get: Get) -> None:
    """Without the form, and with the policy that lets it."""
    shown = get("/embed/itinerary", WAY, accept=BROWSER)
    assert "frame-ancestors *" in shown.headers["content-security-policy"]
    assert "<form" not in shown.text
    assert 'class="flown"' in shown.text
    assert re.search(r'<a href="\.\./\?person=[^"]*place=HUN[^"]*"[^>]*data-id="HUN"', shown.text)
    assert '<a href="../places/ZAF" tabindex="-1" data-id="ZAF"' in shown.text
    assert get("/itinerary/card.png", WAY).headers["content-type"] == "image/png"


@pytest.mark.parametrize("stops", [["NAN", "SCL"], ["SCL", "NAN"], ["VKO", "ANC"], ["AKL", "HNL"]])
def test_lines_over_the_antimeridian_are_cut(engine: Engine, stops: list[str]) -> None:
    """No stroke runs across the picture, and the parts end at its edge."""
    drawn = way_map(engine.itinerary(stops), engine, "./")
    assert len(drawn.ways) == 2
    for way in drawn.ways:
        xs = [float(point.split()[0]) for point in way.lstrip("M").split("L")]
        ys = [float(point.split()[1]) for point in way.lstrip("M").split("L")]
        steps = [abs(b - a) for a, b in zip(xs, xs[1:], strict=False)]
        assert max(steps) < WIDTH / 2
        assert min(*xs) >= 0
        assert max(*xs) <= WIDTH
        assert all(0 <= y <= NORTH + SOUTH for y in ys)
    assert float(drawn.view.split()[2]) > WIDTH / 2


@given(st.floats(-180, 180), st.floats(-65, 90))
def test_a_projected_point_is_in_the_picture(longitude: float, latitude: float) -> None:
    """East is to the right and north is up."""
    x, y = projected(longitude, latitude)
    world = drawing()
    assert -1 <= x <= world["width"] + 1
    assert -1 <= y <= world["height"] + 1
    assert projected(longitude, latitude - 1)[1] > y
