"""What a caller likes best, and which methods there are where several routes lie at a path."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.api.media import liked

Request = Callable[..., httpx.Response]
JSON, TEXT, MARKDOWN = OFFERED = "application/json", "text/plain", "text/markdown"
CASE = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/plain", TEXT),
        ("TEXT/Plain ; Q=0.4", TEXT),
        ("text/*", TEXT),
        ("text/plain, application/json", JSON),
        ("application/json;q=0.9, text/plain", TEXT),
        ("text/plain;q=0.5, text/markdown;q=0.6", MARKDOWN),
        ("application/json;q=0, */*", TEXT),
        ("text/*;q=0.9, text/plain;q=0.1, application/json;q=0.2", MARKDOWN),
        ("text/plain;q=much, application/json;q=0.1", JSON),
        ("text/plain;charset=utf-8;q=0.7", TEXT),
        ("text/plain;quality=0, application/json;q=0.9", TEXT),
        ("image/png", None),
        ("*/*;q=0", None),
        (",;q=1,;", None),
    ],
)
def test_weights_count(accept: str, best: str | None) -> None:
    """The most specific range has the word; equals go to what is offered first."""
    assert liked(accept, OFFERED) == best


@given(st.text(st.sampled_from("abq/*;=,. 01")))
def test_any_header_is_read(accept: str) -> None:
    """Whatever stands in it, one of those offered is liked, or none."""
    assert liked(accept, OFFERED) in {*OFFERED, None}


@pytest.mark.parametrize(
    ("accept", "told"),
    [
        ("application/json;q=0.1, text/plain;q=0.9", "text/plain"),
        ("text/plain;q=0, application/json", "application/json"),
        ("text/markdown, text/plain;q=0.2", "text/markdown"),
    ],
)
def test_an_answer_comes_as_it_is_liked(get: Request, accept: str, told: str) -> None:
    """By weight, and not by what is named first."""
    response = get("/v1/travel-risk", CASE, Accept=accept)
    assert response.headers["content-type"].partition(";")[0] == told


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/html, application/json;q=0.9", 200),
        ("application/json, text/html;q=0.1", 303),
        ("*/*", 200),
    ],
)
def test_a_page_leads_programs_on_by_weight(get: Request, accept: str, status: int) -> None:
    """Who likes JSON better than the page of a person is led to the record."""
    assert get("/persons/vladimir-putin", Accept=accept).status_code == status


def test_a_program_is_led_on_with_all_that_it_asked(get: Request) -> None:
    """A day that is dropped on the way would be answered about another one."""
    led = get("/wanted?on=2020-01-01", Accept=JSON)
    assert led.headers["location"] == "/v1/wanted?on=2020-01-01"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/travel-risk", "GET, HEAD, OPTIONS, POST"),
        ("/v1/questions/jurisdiction", "GET, HEAD, OPTIONS, POST"),
        ("/v1/screen", "OPTIONS, POST"),
        ("/v1/persons/vladimir-putin", "GET, HEAD, OPTIONS"),
        ("/openapi.json", "GET, HEAD, OPTIONS"),
    ],
)
def test_all_methods_of_a_path_are_named(request_: Request, path: str, methods: str) -> None:
    """By OPTIONS, and where another method is refused; several routes may lie at a path."""
    asked = request_("OPTIONS", path)
    assert (asked.status_code, asked.headers["allow"], asked.content) == (204, methods, b"")
    refused = request_("PUT", path)
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)
    assert methods in refused.json()["detail"]


def test_options_of_nothing_is_not_found(request_: Request) -> None:
    """No method is possible where there is nothing."""
    assert request_("OPTIONS", "/v1/nothing").status_code == 404
