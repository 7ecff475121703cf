"""Venues, receptions and summits over HTTP and on pages; all that is wrong is told at once."""

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

from safeconduct import Engine

Get = Callable[..., httpx.Response]
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
BRICS = {"guests": "putin,netanyahu", "organisation": "BRICS", "on": "2027-01-01"}


@pytest.fixture
def post(app: FastAPI) -> Callable[[Any], httpx.Response]:
    """Post a body to the venues; what is no text is written as JSON."""

    async def send(content: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/v1/venues", content=content)

    def posted(body: Any) -> httpx.Response:
        return asyncio.run(send(body if isinstance(body, str) else json.dumps(body)))

    return posted


def test_the_same_as_from_python(
    get: Get, post: Callable[[Any], httpx.Response], engine: Engine
) -> None:
    """By address and by body, digests included; a second time it is not sent."""
    told = engine.venues("putin,netanyahu", organisation="BRICS", on="2027-01-01")
    first = get("/v1/venues", BRICS)
    assert first.json() == told.to_dict()
    again = get("/v1/venues", BRICS, if_none_match=first.headers["etag"])
    assert again.status_code == 304
    body = {**BRICS, "guests": ["putin", "netanyahu"], "until": None}
    assert post(body).json() == told.to_dict()
    between = engine.venues(
        "putin,netanyahu", organisation="BRICS", on="2027-01-01", overflown=True
    )
    assert get("/v1/venues", {**BRICS, "overflown": "true"}).json() == between.to_dict()
    assert post({**body, "overflown": True}).json() == between.to_dict()


def test_whom_a_place_could_not_receive(get: Get, engine: Engine) -> None:
    """The reverse."""
    found = get("/v1/reception", {"place": "Hungary", "on": "2026-11-01"})
    assert found.json() == engine.reception("HUN", on="2026-11-01").to_dict()


def test_meetings_are_listed(get: Get, engine: Engine) -> None:
    """All of them, and one by id."""
    found: Any = get("/v1/summits").json()
    assert found["total"] == len(engine.world.summits)
    one: Any = get("/v1/summits/summit-sco-2025").json()
    assert (one["summit"]["place"], one["summit"]["city"]) == ("CHN", "Tianjin")
    assert get("/v1/summits/summit-sco-1925").status_code == 404


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({}, ["guests", "places"]),
        ({"guest": "putin", **BRICS}, ["guest"]),
        ({**BRICS, "guests": "putinn,Netanyahoo"}, ["guests", "guests"]),
        ({**BRICS, "places": "MNG"}, ["organisation"]),
        ({**BRICS, "on": "2027-02-30", "until": "x"}, ["on", "until"]),
        ({"guests": "putin", "summits": "SCO", "on": "2024-01-01"}, ["on"]),
        ({**BRICS, "overflown": "perhaps"}, ["overflown"]),
        ({**BRICS, "presence": "swimming", "profile": "none"}, ["presence", "profile"]),
    ],
)
def test_every_mistake_is_told(get: Get, asked: dict[str, str], fields: list[str]) -> None:
    """With its field and its value, all at once."""
    response = get("/v1/venues", asked)
    assert 400 <= response.status_code < 500
    told: Any = response.json()
    assert [one["field"] for one in told["errors"]] == fields


@pytest.mark.parametrize(
    ("body", "status", "fields"),
    [
        ({"guests": ["putin"] * 51, "organisation": "BRICS"}, 413, ["guests"]),
        ({"guests": ["p"] * 10_000, "organisation": "BRICS"}, 413, ["guests"]),
        ({"guests": ["putin", 7, None], "organisation": "BRICS"}, 400, ["guests", "guests"]),
        ({"guests": ["putin", "Putin"], "organisaton": "BRICS"}, 400, None),
        ({"guests": {}, "organisation": ["BRICS"], "on": 5, "presence": []}, 400, None),
        ('{"guests": ["putin"], "guests": ["kony"], "places": ["MNG"]}', 400, ["guests"]),
        ("[]", 400, []),
        ("", 400, []),
    ],
)
def test_a_body_that_is_wrong_is_told(
    post: Callable[[Any], httpx.Response], body: Any, status: int, fields: list[str] | None
) -> None:
    """Too many names, a name twice, other types, a member twice, no object."""
    response = post(body)
    told: Any = response.json()
    assert response.status_code == status
    if fields is not None:
        assert [one["field"] for one in told["errors"]] == fields
    assert len(told["detail"]) < 5000


def test_the_page_ranks_and_leads_on(get: Get) -> None:
    """What is asked stands in the form; each answer leads to its own page, and to the JSON."""
    text = get("/venues", BRICS, accept=BROWSER).text
    assert "8 of 10 members of BRICS could receive" in text
    assert 'value="putin,netanyahu"' in text
    names = re.findall(r'<td role="cell"[^>]*data-name="place"><a href="\./places/(\w+)"', text)
    assert names[-2:] != names[:2]
    whole = re.search(r'href="\./(v1/venues\?[^"]+)"', text)
    assert whole
    assert get(f"/{unescape(whole[1])}").status_code == 200
    assert "frame-ancestors *" in get("/embed/venues", BRICS).headers["content-security-policy"]
    assert "<form" not in get("/embed/venues", BRICS, accept=BROWSER).text


def test_many_guests_fit_the_page(get: Get, engine: Engine) -> None:
    """Of more than a few, those who must be arrested are listed."""
    guests = ",".join(one.person.id for one in engine.wanted()[:9])
    asked = {"guests": guests, "places": "MNG,CHN", "on": "2026-11-01"}
    text = get("/venues", asked, accept=BROWSER).text
    assert 'data-name="must be arrested"' in text
    assert "and 6 others" in text


def test_an_empty_form_is_the_page_by_default(get: Get) -> None:
    """What a form sends without having been filled in says nothing; what others add neither."""
    empty = {"guests": "", "organisation": "", "on": "", "utm_source": "x"}
    plain = get("/venues", accept=BROWSER)
    assert get("/venues", empty, accept=BROWSER).text == plain.text
    assert "BRICS summit 2023" in plain.text


@pytest.mark.parametrize(
    ("path", "status", "says", "leads"),
    [
        ("/venues?guests=putinn,kony&organisation=BRICS", 404, "putinn", "vladimir-putin%2Ckony"),
        ("/venues?guests=putin&organisation=BRIX", 404, "BRIX", "organisation=BRICS"),
        ("/venues?guest=putin", 400, "guests", ""),
        ("/venues?guests=putin&guests=kony", 400, "twice", ""),
        ("/reception?place=Hungray", 404, "Hungray", "place=HUN"),
        ("/reception?place=HUN&on=2024-02-30", 400, "does not exist", ""),
    ],
)
def test_a_slip_leads_to_what_was_meant(
    get: Get, path: str, status: int, says: str, leads: str
) -> None:
    """Nothing that was typed beside it is lost."""
    response = get(path, accept=BROWSER)
    text = unescape(response.text)
    assert (response.status_code, says in text) == (status, True)
    assert leads in text


def test_a_program_is_sent_to_the_same(get: Get) -> None:
    """With the query."""
    response = get("/venues", BRICS, accept="application/json")
    assert response.status_code == 303
    assert response.headers["location"].startswith("/v1/venues?guests=putin")


@pytest.mark.parametrize("path", ["/venues/card.png", "/reception/card.png", "/summits/card.png"])
def test_a_picture_goes_with_the_link(get: Get, path: str) -> None:
    """A PNG, by default as well."""
    response = get(path)
    assert response.headers["content-type"] == "image/png"
    assert response.content[:4] == b"\x89PNG"
