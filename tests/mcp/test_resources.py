"""Records, rules, facts and questions of law, read by their addresses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from safeconduct import Engine
from safeconduct.api.mcp.resources import COLLECTIONS

from .conftest import Ask


def read(ask: Ask, uri: str) -> Any:
    async def looked(client: Client) -> Any:
        (content,) = (await client.read_resource(uri)).contents
        assert content.mime_type == "application/json"
        return json.loads(content.text)

    return ask(looked)


def test_what_can_be_read_is_listed(ask: Ask) -> None:
    async def listed(client: Client) -> tuple[list[str], list[str]]:
        wholes = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        return [one.uri for one in wholes], [one.uri_template for one in templates]

    wholes, templates = ask(listed)
    assert wholes == [f"safeconduct://{one}" for one in ("wanted", "issues", "facts")]
    assert templates == [
        f"safeconduct://{one}s/{{id}}" for one in ("record", "rule", "issue", "fact")
    ]


def test_whoever_is_wanted_is_listed_with_records(ask: Ask, engine: Engine) -> None:
    found = read(ask, "safeconduct://wanted")
    assert found["total"] == len(found["items"]) == len(engine.wanted())


@pytest.mark.parametrize("one", COLLECTIONS, ids=lambda one: one.kind)
def test_one_of_each_kind_is_read_by_its_id(ask: Ask, engine: Engine, one: Any) -> None:
    id_ = next(iter(one.table(engine)))
    # A record is kept under its kind as well, where ids of kinds are alike.
    assert read(ask, one.template.format(id=id_))["id"] == id_.rpartition(":")[2]


def test_lists_have_what_can_be_read_alone(ask: Ask) -> None:
    for kind in ("issue", "fact"):
        first = read(ask, f"safeconduct://{kind}s")[0]
        assert read(ask, f"safeconduct://{kind}s/{first['id']}") == first


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("safeconduct://rules/nowher", "there is no rule with the id 'nowher'"),
        ("safeconduct://facts/person.ofice", "did you mean `person.office`"),
        ("safeconduct://nothing", "there is nothing at 'safeconduct://nothing'; there are"),
        ("file:///etc/passwd", "there is nothing at 'file:///etc/passwd'"),
        ("safeconduct://records/../../x", "there is no record with the id '../../x'"),
        ("safeconduct://records/%00", "there is no record with the id"),
    ],
)
def test_what_there_is_not_is_an_error_that_says_what_there_is(
    ask: Ask, uri: str, told: str
) -> None:
    async def looked(client: Client) -> None:
        with pytest.raises(MCPError) as error:
            await client.read_resource(uri)
        assert told in str(error.value)

    ask(looked)
