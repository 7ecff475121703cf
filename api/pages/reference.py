"""The documentation for programs, made from the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

_SHOWN: Final = ("on", "other_place", "organisation")
"""What an example has though it is not required."""


@dataclass(frozen=True)
class Field:
    """A parameter of a route, a member of a body or of an answer."""

    name: str
    kind: str
    says: str
    required: bool


@dataclass(frozen=True)
class Route:
    """A route as it is told; ``example`` is an address that answers it, where there is one."""

    id: str
    method: str
    path: str
    summary: str
    parameters: Sequence[Field]
    body: Sequence[Field]
    answer: Sequence[Field]
    says: str
    example: str
    shown: str


@dataclass(frozen=True)
class Chapter:
    """The routes about one thing."""

    name: str
    says: str
    routes: Sequence[Route]


def reference(document: Mapping[str, Any]) -> list[Chapter]:
    """Return what an OpenAPI document says, in the order of its tags."""
    return [
        Chapter(tag["name"], tag["description"], list(_routes(document, tag["name"])))
        for tag in document["tags"]
    ]


def _routes(document: Mapping[str, Any], tag: str) -> Iterator[Route]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if tag in operation["tags"]:
                yield _route(document, path, method, operation)


def _route(
    document: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]
) -> Route:
    parameters = operation.get("parameters", ())
    told = operation["responses"].get("201") or operation["responses"]["200"]
    closed = operation.get("security") and {} not in operation["security"]
    content = told.get("content", {}).get("application/json", {})
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    example = content.get("example")
    return Route(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        parameters=[
            Field(
                one["name"],
                _kind(one["schema"]),
                one.get("description", ""),
                one.get("required", False),
            )
            for one in parameters
        ],
        body=_members(document, body.get("schema", {})),
        answer=_members(document, content.get("schema", {})),
        says=told["description"],
        example=_address(path, parameters) if method == "get" and not closed else "",
        shown=json.dumps(example, ensure_ascii=False, indent=2) if example else "",
    )


def _address(path: str, parameters: Sequence[Mapping[str, Any]]) -> str:
    """Return an address of the route with an example for all that is required, or nothing."""
    query = {}
    for one in parameters:
        required = one.get("required", False)
        examples = [example["value"] for example in one.get("examples", {}).values()]
        if required and not examples:
            return ""
        if examples and (required or one["name"] in _SHOWN):
            query[one["name"]] = str(examples[0])
    return path.removeprefix("/") + (f"?{urlencode(query)}" if query else "")


def _members(document: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Field]:
    """Return the members of an object, with its reference followed."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    found = document["components"]["schemas"].get(name, schema)
    required = found.get("required", ())
    return [
        Field(member, _kind(one), one.get("description", ""), member in required)
        for member, one in found.get("properties", {}).items()
    ]


def _kind(schema: Mapping[str, Any]) -> str:
    """Return what a value is, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(str(one) for one in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    kind = schema.get("format") or schema.get("type") or "any"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
