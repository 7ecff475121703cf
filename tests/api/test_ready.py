"""Answers kept as bytes: the same as those made anew, and only where they must be the same."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from safeconduct import Engine
from safeconduct.api import ready
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

from .conftest import Client

QUESTION = {"person": "putin", "place": "MNG", "on": "2024-09-02"}


class Counted:
    """A service that counts how many of its answers were not kept."""

    def __init__(
        self, engine: Engine, monkeypatch: pytest.MonkeyPatch, settings: Settings | None = None
    ) -> None:
        self.made = 0
        original = ready.ReadyAnswers.keep

        def keep(this: ready.ReadyAnswers, *made: object) -> None:
            self.made += 1
            original(this, *made)  # type: ignore[arg-type]

        monkeypatch.setattr(ready.ReadyAnswers, "keep", keep)
        self.client = Client(create_app(engine, settings or Settings()))

    def get(self, params: dict[str, str] = QUESTION, **headers: str) -> httpx.Response:
        return self.client.get("/v1/travel-risk", params, **headers)


@pytest.fixture
def counted(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(engine, monkeypatch)


def without_date(answer: httpx.Response) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, headers, answer.content


def test_a_kept_answer_is_the_same_answer(counted: Counted) -> None:
    """Status, headers and every byte; for JSON and for plain text apart."""
    for accept in ("application/json", "text/plain"):
        first, again = counted.get(Accept=accept), counted.get(Accept=accept)
        assert without_date(first) == without_date(again)
        assert first.headers["content-type"].startswith(accept)
    assert counted.made == 2


def test_a_caller_who_has_it_gets_304(counted: Counted) -> None:
    """From what is kept as from what is made: no body, and the same headers."""
    tag = counted.get().headers["etag"]
    made = counted.get({**QUESTION, "place": "mongolia"}, If_None_Match=tag)
    kept = counted.get(If_None_Match=tag)
    for answer in (made, kept):
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert answer.headers["safeconduct-world"]
    assert counted.get(If_None_Match=f'"other", W/{tag}').status_code == 304
    assert counted.get(If_None_Match='"other"').status_code == 200


@pytest.mark.parametrize("header", ["Origin", "Authorization", "Range"])
def test_other_headers_go_their_way(counted: Counted, header: str) -> None:
    """What may change an answer is not answered from what is kept."""
    counted.get()
    answer = counted.get(**{header: "http://elsewhere.example"})
    assert answer.status_code == 200
    if header == "Origin":
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("Accept", "text/plain", "application/json"),
        ("Accept", "application/json", "text/plain"),
        ("Accept-Encoding", "gzip", "identity"),
        ("Accept-Encoding", "identity", "gzip"),
        ("Accept-Encoding", "gzip;q=0", "identity"),
    ],
)
def test_a_header_given_twice_changes_nothing_for_others(
    counted: Counted, engine: Engine, name: str, first: str, second: str
) -> None:
    """Whichever of both counts: who gives one of them gets what he would get from a new service."""
    asked = {**QUESTION, "include": "all"}
    twice = [(name, first), (name, second)]
    counted.client.request("GET", "/v1/travel-risk", asked, twice)
    for one in (first, second):
        services = counted.client, Client(create_app(engine))
        told = [it.request("GET", "/v1/travel-risk", asked, {name: one}) for it in services]
        assert without_date(told[0]) == without_date(told[1])
        takes = name == "Accept" or "q=0" not in one
        assert takes or "content-encoding" not in told[0].headers


def test_mistakes_and_other_methods_are_not_kept(counted: Counted) -> None:
    """A problem is made anew each time; so is what has no entity tag."""
    for _ in range(2):
        assert counted.get({**QUESTION, "person": "Putim"}).status_code == 404
        assert counted.client.request("HEAD", "/v1/travel-risk", QUESTION, {}).content == b""
        assert counted.client.get("/healthz").status_code == 200
    counted.get()
    assert counted.get({**QUESTION, "person": "Putim"}).status_code == 404


def test_a_new_day_has_new_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is part of a question that names no day."""
    today = [date(2026, 11, 24)]
    counted = Counted(Engine.load(today=lambda: today[0]), monkeypatch)
    asked = {"person": "putin", "place": "MNG"}
    assert counted.get(asked).json()["on"] == "2026-11-24"
    assert counted.get(asked).json()["on"] == "2026-11-24"
    today[0] = date(2026, 11, 25)
    assert counted.get(asked).json()["on"] == "2026-11-25"


def test_no_more_is_kept_than_allowed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not asked for longest goes first."""
    counted = Counted(engine, monkeypatch, Settings(kept_bytes=10_000))
    counted.get()
    for year in ("2023", "2024", "2025"):
        counted.get({**QUESTION, "on": f"{year}-10-01"})
    made = counted.made
    counted.get({**QUESTION, "on": "2025-10-01"})
    assert counted.made == made
    counted.get()
    assert counted.made == made + 1
