"""What is wrong with a call: a refusal like the service's, and never a traceback."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from mcp import Client
from mcp.types import CallToolResult

from safeconduct import Engine
from safeconduct.api.mcp.server import AgentServer
from safeconduct.api.settings import Settings

from .conftest import Call
from .test_tools import PUTIN, text_of

TOOLS = ("assess", "explain", "compare", "map", "search", "jurisdiction")


def refused(result: CallToolResult) -> Any:
    """Return the problem document."""
    assert result.is_error
    problem = result.structured_content
    assert problem["detail"] in text_of(result)
    assert "Traceback" not in text_of(result)
    assert problem["type"] != "/problems/internal-error"
    return problem


def mistakes(result: CallToolResult) -> list[tuple[str, str]]:
    return [(one["field"], one["code"]) for one in refused(result)["errors"]]


def test_an_unknown_name_is_refused_with_suggestions(call: Call) -> None:
    result = call("assess", {**PUTIN, "place": "Mongolai"})
    problem = refused(result)
    assert problem["type"] == "/problems/unknown-name"
    assert problem["detail"] == "'Mongolai' is not a place on record. Did you mean Mongolia?"
    (mistake,) = problem["errors"]
    assert [near["id"] for near in mistake["suggestions"]] == ["MNG"]
    assert "`MNG` is Mongolia" in text_of(result)
    assert "Nothing was chosen" in text_of(result)


def test_nobody_is_told_where_it_is_listed_who_is(call: Call) -> None:
    problem = refused(call("assess", {**PUTIN, "person": "Angela Merkel"}))
    assert problem["detail"].endswith("safeconduct://wanted lists who is")


def test_every_mistake_is_told_at_once(call: Call) -> None:
    bad = {"person": "Putni", "wher": "MNG", "on": "2024-02-30", "presence": "by boat"}
    assert sorted(mistakes(call("assess", bad))) == [
        ("on", "invalid-value"),
        ("person", "unknown-name"),
        ("place", "missing-value"),
        ("presence", "invalid-value"),
        ("wher", "unknown-parameter"),
    ]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "value",
    [
        pytest.param(3, id="number"),
        pytest.param(True, id="truth"),
        pytest.param(1.5, id="fraction"),
        pytest.param(["a"], id="list"),
        pytest.param({"a": {"b": []}}, id="object"),
        pytest.param("", id="empty"),
        pytest.param(" \t", id="blank"),
        pytest.param("x" * 201, id="long"),
        pytest.param("x" * 70_000, id="very long"),
        pytest.param("pu\x00tin", id="nul"),
        pytest.param("pu\x1btin\x7f", id="control"),
        pytest.param("\ud800", id="surrogate"),
        pytest.param(2**70, id="large"),
        pytest.param("<script>", id="markup"),
    ],
)
def test_what_cannot_be_used_is_refused(call: Call, tool: str, value: object) -> None:
    """Of whatever type, length or character it is."""
    field = {"search": "q", "jurisdiction": "territory"}.get(tool, "person")
    given: Mapping[str, Any] = {
        "search": {},
        "jurisdiction": {"crime": "war_crimes", "on": "2024-09-02"},
        "map": {},
    }.get(tool, {"place": "MNG"})
    if tool == "search" and value == "<script>":
        assert not call(tool, {"q": value}).is_error
        return
    problem = refused(call(tool, {**given, field: value}))
    assert problem["status"] in (400, 404, 413)


@pytest.mark.parametrize("tool", TOOLS)
def test_an_argument_that_there_is_not_is_refused(call: Call, tool: str) -> None:
    found = mistakes(call(tool, {"self": "x", "perso": "y"}))
    assert {("self", "unknown-parameter"), ("perso", "unknown-parameter")} <= {*found}


@pytest.mark.parametrize("tool", TOOLS)
def test_arguments_may_not_be_too_many_or_too_deep(call: Call, tool: str) -> None:
    many = {f"n{number}": "x" for number in range(1000)}
    assert refused(call(tool, many))["type"] == "/problems/too-many-values"
    deep: Any = "x"
    for _ in range(150):
        deep = [deep]
    assert refused(call(tool, {"person": deep}))["status"] == 400


def test_suppositions_are_checked(call: Call) -> None:
    bad = {**PUTIN, "assume": {"person.offic": "none"}, "positions": {"personal-immunity": "x"}}
    assert mistakes(call("assess", bad)) == [
        ("assume.person.offic", "unknown-fact"),
        ("positions.personal-immunity", "invalid-value"),
    ]
    assert mistakes(call("assess", {**PUTIN, "assume": "none"})) == [("assume", "invalid-value")]


def test_nothing_to_compare_with_is_refused(call: Call) -> None:
    assert "other_place" in refused(call("compare", PUTIN))["detail"]


def test_what_the_service_refuses_is_refused_alike(call: Call, engine: Engine) -> None:
    """Both have the same mistakes, told in the same words."""
    httpx = pytest.importorskip("httpx")
    from safeconduct.api.app import create_app

    bad = {"person": "Putni", "place": "Mongolai", "on": "2024-02-30", "assume": {"x": "y"}}

    async def posted() -> Any:
        transport = httpx.ASGITransport(app=create_app(engine, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.post("/v1/travel-risk", json=bad)).json()

    here, there = refused(call("assess", bad)), asyncio.run(posted())
    assert {**here, "instance": ""} == {**there, "instance": ""}


def test_what_fails_is_logged_and_not_shown(
    engine: Engine, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr("safeconduct.api.mcp.tools.words_of_assessment", fails)
    result = _called(engine, Settings())
    assert result.is_error
    assert result.structured_content["type"] == "/problems/internal-error"
    assert "secret" not in str(result)
    (record,) = (one for one in caplog.records if one.levelno >= logging.ERROR)
    assert "the secret" in str(record.exc_info)


def test_work_ends_when_its_time_is_over(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from safeconduct.base import OutOfTime

    def slow(*_: object) -> None:
        raise OutOfTime("the answer took longer than 1 second")

    monkeypatch.setattr("safeconduct.api.mcp.tools.words_of_assessment", slow)
    problem = refused(_called(engine, Settings(work_seconds=1)))
    assert problem["type"] == "/problems/out-of-time"


def test_what_would_wait_behind_too_many_is_told_to_come_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the event loop answers it while others are at work."""
    going, go = threading.Barrier(3), threading.Event()

    def waits(*_: object) -> str:
        going.wait(20)
        assert go.wait(20)
        return "done"

    monkeypatch.setattr("safeconduct.api.mcp.tools.words_of_assessment", waits)
    served = AgentServer(engine, Settings(working=2, waiting=1))

    async def together() -> tuple[CallToolResult, list[CallToolResult]]:
        async with Client(served.made()) as client:
            tasks = [asyncio.create_task(client.call_tool("assess", PUTIN)) for _ in range(2)]
            await asyncio.to_thread(going.wait, 20)
            going.reset()
            waiting = asyncio.create_task(client.call_tool("search", {"q": "Putin"}))
            while served._turns.inside < 3:  # noqa: ASYNC110  # nothing else tells it
                await asyncio.sleep(0)
            refusal = await client.call_tool("search", {"q": "Putin"})
            go.set()
            return refusal, [await one for one in (*tasks, waiting)]

    refusal, others = asyncio.run(together())
    assert refused(refusal)["type"] == "/problems/busy"
    assert not any(one.is_error for one in others)


def _called(engine: Engine, settings: Settings) -> CallToolResult:
    async def called() -> CallToolResult:
        async with Client(AgentServer(engine, settings).made()) as client:
            return await client.call_tool("assess", PUTIN)

    return asyncio.run(called())
