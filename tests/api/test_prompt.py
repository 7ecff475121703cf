"""What is answered at once: the same as its route answers, byte for byte."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine, Question
from safeconduct.api import app as application
from safeconduct.api.prompt import Prompt
from safeconduct.api.settings import Settings

from .conftest import Client

WHERE = "/v1/travel-risk"
KNOWN = {"person": "vladimir-putin", "place": "MNG", "on": "2024-08-02"}
FORMS = ("application/json", "*/*", "text/plain", "text/markdown", "text/html;q=0.9, */*;q=0.1")


def unhurried(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """Return a service of which every question goes to its route."""
    with monkeypatch.context() as patch:
        patch.setattr(application, "prompt_answers", lambda _: {})
        return application.create_app(engine, Settings())


@pytest.fixture(scope="module")
def both(engine: Engine) -> tuple[Client, Client]:
    """A service as it is, and one of which every question goes to its route."""
    with pytest.MonkeyPatch.context() as patch:
        slow = unhurried(engine, patch)
    return Client(application.create_app(engine, Settings())), Client(slow)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were answered at once."""
    found: list[str] = []
    original = Prompt.__call__

    async def call(self: Prompt, scope: Any, receive: Any, send: Any) -> None:
        passed = False

        async def on(*given: Any) -> None:
            nonlocal passed
            passed = True
            await self._app(*given)

        await original(_on(self, on), scope, receive, send)
        if not passed:
            found.append(scope["path"])

    monkeypatch.setattr(Prompt, "__call__", call)
    return found


def _on(prompt: Prompt, app: Any) -> Prompt:
    return Prompt(app, prompt._answers)


def without_date(answer: httpx.Response) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, headers, answer.content


@given(data=st.data())
@settings(max_examples=60)
def test_it_is_the_answer_of_the_route(
    both: tuple[Client, Client], engine: Engine, data: st.DataObject
) -> None:
    """Whatever is asked, in whatever form; and mistakes are told in the same words."""
    draw = data.draw
    prompt, slow = both
    days = st.dates(date(2003, 1, 1), date(2030, 1, 1)).map(str)
    asked = {
        "person": draw(st.sampled_from(["vladimir-putin", "putin", "joseph-kony", "nobody"])),
        "place": draw(st.sampled_from(["MNG", "HUN", "Mongolia", "high-seas", "MMM"])),
        "on": draw(st.one_of(days, st.just("2024-13-01"))),
    }
    optional = {
        "include": st.sampled_from(["all", "proof", "changes", "sources,readings", "nothing"]),
        "profile": st.sampled_from([*engine.rulebase.profiles, "none"]),
        "presence": st.sampled_from([*engine.presences, "dream"]),
        "until": days,
        "unknown": st.just("1"),
    }
    for name in draw(st.sets(st.sampled_from(sorted(optional)), max_size=2)):
        asked[name] = draw(optional[name])
    accept = draw(st.sampled_from(FORMS))
    for _ in range(2):  # the first one may have been told at once or not
        asked["on"] = draw(days) if draw(st.booleans()) else asked["on"]
        found = prompt.get(WHERE, asked, Accept=accept)
        assert without_date(found) == without_date(slow.get(WHERE, asked, Accept=accept))


@pytest.mark.parametrize("include", [{}, {"include": "all"}])
@pytest.mark.parametrize(
    ("told", "asked", "words"),
    [
        ("2024-08-02", "2024-08-04", "4 August 2024"),
        ("2022-05-02", "2022-05-04", "4 May 2022"),  # no warrant, and no journey to compare
    ],
)
def test_what_was_told_of_another_day_is_answered_without_a_thread(
    engine: Engine,
    at_once: list[str],
    monkeypatch: pytest.MonkeyPatch,
    include: dict[str, str],
    told: str,
    asked: str,
    words: str,
) -> None:
    """Short and whole; the first times each goes to its route."""
    client = Client(application.create_app(engine, Settings()))
    for once_more in ({}, {"presence": "ground"}):
        client.get(WHERE, KNOWN | include | {"on": told} | once_more)
    del at_once[:]

    def unexpected(*_: object, **__: object) -> None:
        raise AssertionError("a thread was asked")

    monkeypatch.setattr("safeconduct.api.turns.Turns.take", unexpected)
    answer = client.get(WHERE, KNOWN | include | {"on": asked})
    assert answer.status_code == 200
    assert at_once == [WHERE]
    assert words in answer.json()["headline"]


@pytest.mark.parametrize(
    "asked",
    [
        {"person": "Vladimir Putin"},
        {"place": "Mongolia"},
        {"until": "2024-09-06"},
        {"known_on": "2024-09-06"},
        {"include": "changes", "profile": "nobody"},
        {"on": "soon"},
    ],
)
def test_what_may_take_time_goes_to_its_route(
    engine: Engine, at_once: list[str], asked: dict[str, str]
) -> None:
    """A name that is to be looked for, several days, other records; and what is wrong."""
    client = Client(application.create_app(engine, Settings()))
    client.get(WHERE, KNOWN)
    del at_once[:]
    client.get(WHERE, KNOWN | {"on": "2024-09-05"} | asked)
    assert at_once == []


def test_nothing_is_derived_where_requests_come_in(engine: Engine) -> None:
    """An engine that was asked nothing has no answer at once; one that was has."""
    own = Engine(engine.world, engine.rulebase, today=engine.clock)
    question = Question(person="vladimir-putin", place="MNG", on="2024-09-02")
    assert own.at_once(question) is None
    own.assess(question).to_json()
    assert own.assess(question).summary
    found = own.at_once(question)
    assert found is not None
    assert found.summary == own.assess(question).summary
    assert own.at_once(question, changes=True) is None  # what would change it was not looked for
