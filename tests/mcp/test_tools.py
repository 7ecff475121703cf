"""Every tool over MCP, by the client of the SDK in memory: what it is given and what it answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, TextContent, Tool

from safeconduct import Engine, Question
from safeconduct.answers import DISCLAIMER
from safeconduct.api.mcp.resources import COLLECTIONS, WHOLES
from safeconduct.case import question_parts

from .conftest import Ask, Call

PUTIN = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}


def text_of(result: CallToolResult) -> str:
    (part,) = result.content
    assert isinstance(part, TextContent)
    return part.text


def answered(result: CallToolResult) -> Any:
    assert not result.is_error, text_of(result)
    return result.structured_content


@pytest.fixture(scope="module")
def tools(ask: Ask) -> dict[str, Tool]:
    async def listed(client: Client) -> list[Tool]:
        return (await client.list_tools()).tools

    return {one.name: one for one in ask(listed)}


def test_the_tools_are_the_five_and_every_question_by_its_file(
    tools: dict[str, Tool], engine: Engine
) -> None:
    own = ["assess", "explain", "compare", "map", "search"]
    assert list(tools) == [*own, *engine.questions]


def test_tools_only_read_and_say_so(tools: dict[str, Tool]) -> None:
    for tool in tools.values():
        hints = tool.annotations
        assert hints is not None
        assert hints.read_only_hint
        assert hints.idempotent_hint
        assert not hints.open_world_hint


def test_inputs_are_the_parts_of_the_question_with_their_words(tools: dict[str, Tool]) -> None:
    """Nothing of a schema is written a second time."""
    properties = tools["assess"].input_schema["properties"]
    parts = question_parts(Question)
    assert list(properties) == list(parts)
    for name, part in parts.items():
        assert properties[name]["description"] == part.description
    assert tools["assess"].input_schema["required"] == ["person", "place"]
    assert "person.office" in properties["assume"]["properties"]
    assert set(tools["jurisdiction"].input_schema["required"]) == {"on", "crime"}


def test_schemas_are_schemas(tools: dict[str, Tool]) -> None:
    for tool in tools.values():
        for schema in (tool.input_schema, tool.output_schema):
            assert schema is not None
            jsonschema.Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"


def test_the_description_of_all_tools_fits_a_conversation(tools: dict[str, Tool]) -> None:
    """What facts there are is listed once."""
    given = [len(str(tool.input_schema)) + len(tool.description or "") for tool in tools.values()]
    assert sum(given) < 30_000


def test_an_assessment_is_the_short_answer_with_its_records(call: Call, engine: Engine) -> None:
    result = call("assess", PUTIN)
    found = answered(result)
    summary = engine.travel_risk(**PUTIN).summary.model_dump(mode="json")
    records = found.pop("records")
    assert found == summary
    assert "vladimir-putin-2023-03-17" in {one["id"] for one in records}
    assert all(source["title"] for one in records for source in one["sources"])
    for said in (summary["headline"], *(one["says"] for one in records), DISCLAIMER):
        assert said in text_of(result)


def test_what_is_supposed_changes_the_answer(call: Call) -> None:
    supposed = answered(call("assess", {**PUTIN, "assume": {"person.office": "none"}}))
    assert (supposed["outcome"], supposed["contested"]) == ("must_arrest", False)


def test_a_surname_is_told_as_taken(call: Call) -> None:
    found = answered(call("assess", {"person": "Bashir", "place": "ZA", "on": "2015-06-14"}))
    assert (found["person"]["id"], found["taken"]) == ("omar-al-bashir", "Bashir")


@pytest.mark.parametrize("form", ["text", "paragraph", "markdown", "mermaid"])
def test_an_explanation_is_the_whole_in_each_form(call: Call, engine: Engine, form: Any) -> None:
    result = call("explain", {**PUTIN, "form": form})
    found = answered(result)
    answer = engine.travel_risk(**PUTIN)
    assert text_of(result) == found["text"] == answer.explain(form)
    assert found["headline"] == answer.summary.headline
    assert found["disclaimer"] == DISCLAIMER


def test_an_explanation_is_text_where_nothing_else_is_said(call: Call) -> None:
    assert answered(call("explain", PUTIN))["form"] == "text"


def test_a_comparison_says_on_what_the_answers_turn(call: Call) -> None:
    result = call("compare", {**PUTIN, "other_place": "KAZ"})
    found = answered(result)
    assert [one["outcome"] for one in found["sides"]] == ["must_arrest", "may_arrest"]
    (fact,) = [one["fact"] for one in found["differing_facts"] if one["relied_on"]]
    assert fact == "host.status"
    for said in (found["says"], *(one["says"] for one in found["sides"]), DISCLAIMER):
        assert said in text_of(result)
    assert "https://" in text_of(result)


def test_a_comparison_takes_another_supposition(call: Call) -> None:
    other = {"personal-immunity": "council_waiver"}
    found = answered(call("compare", {**PUTIN, "other_positions": other}))
    assert [one["outcome"] for one in found["sides"]] == ["must_arrest", "must_not_arrest"]


def test_a_map_has_every_place(call: Call, engine: Engine) -> None:
    result = call("map", {"person": "Putin", "on": "2024-09-02"})
    found = answered(result)
    assert {one["place"]["id"] for one in found["places"]} == {*engine.world.places}
    assert sum(found["outcomes"].values()) == len(found["places"])
    assert found["disclaimer"] == DISCLAIMER
    assert "Mongolia [MNG] (contested)" in text_of(result)
    assert DISCLAIMER in text_of(result)


def test_a_search_suggests_and_chooses_nothing(call: Call) -> None:
    result = call("search", {"q": "Mongolai"})
    found = answered(result)
    assert [(one["id"], one["exact"]) for one in found["items"]] == [("MNG", False)]
    assert "none was chosen" in text_of(result)


def test_a_search_says_what_is_exactly_so_named(call: Call) -> None:
    found = answered(call("search", {"q": "Владимир Путин", "kind": "person"}))
    assert [(one["id"], one["exact"]) for one in found["items"]] == [("vladimir-putin", True)]


def test_a_search_is_bounded_and_counts_the_rest(call: Call) -> None:
    found = answered(call("search", {"q": "a"}))
    assert found["total"] > len(found["items"]) == 40


def test_a_search_that_finds_nothing_says_so(call: Call) -> None:
    result = call("search", {"q": "Qwxzqwxz"})
    assert answered(result)["items"] == []
    assert "Nobody and nothing on record" in text_of(result)


def test_another_question_is_a_tool_of_its_own(call: Call) -> None:
    said = {
        "territory": ["Ukraine"],
        "nationality": "Russia",
        "crime": "war_crimes",
        "on": "2024-09-02",
    }
    result = call("jurisdiction", said)
    found = answered(result)
    assert found["inputs"]["territory"] == [{"id": "UKR", "name": "Ukraine"}]
    assert found["records"]
    assert found["headline"] in text_of(result)
    assert found["disclaimer"] in text_of(result)


def test_there_is_no_other_tool(ask: Ask) -> None:
    """A tool that there is not is an error of the protocol; the nearest is named."""

    async def misspelt(client: Client) -> None:
        with pytest.raises(MCPError, match="there is no tool 'asess'; did you mean 'assess'"):
            await client.call_tool("asess", PUTIN)
        with pytest.raises(MCPError, match="there is no tool 'qqqqq'; there are assess, explain"):
            await client.call_tool("qqqqq", {})

    ask(misspelt)


def test_the_guide_names_every_tool_and_address(tools: dict[str, Tool]) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "agents.md").read_text("utf-8")
    rows = [line.partition("|")[2].partition("|")[0] for line in guide.splitlines()]
    named = {name for row in rows for name in re.findall("`([^`]+)`", row)}
    addresses = {one.uri for one in WHOLES} | {one.template for one in COLLECTIONS}
    assert named == {*tools, *addresses}
