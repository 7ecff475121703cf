"""What may be put into a question over HTTP: parameters and bodies, made from its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from safeconduct.case import SCHEMAS
from safeconduct.questions import COMMON, MOST, PutQuestion, QuestionInput

from .parameters import Parameter

DAY: Final = SCHEMAS["day"]
TEXT: Final = SCHEMAS["place"]


def parameters_of_put(put: PutQuestion) -> tuple[Parameter, ...]:
    """Return the query parameters of a question: its inputs, readings and the day of knowledge."""
    found = [
        Parameter(
            name,
            _described(put, one),
            _schema(put, one),
            one.required,
            {f"example {number}": it for number, it in enumerate(one.examples, 1)},
            many=one.many,
        )
        for name, one in put.inputs.inputs.items()
    ]
    found.append(
        Parameter(
            "profile",
            COMMON["profile"],
            {"type": "string", "enum": [*put.profiles], "default": put.default_profile.id},
        )
    )
    found.append(Parameter("known_on", COMMON["known_on"], DAY))
    return tuple(found)


def _described(put: PutQuestion, one: QuestionInput) -> str:
    if one.means or not one.fact:
        return one.means
    return put.rulebase.facts[put.rulebase.variables[one.fact]].question


def _schema(put: PutQuestion, one: QuestionInput) -> dict[str, object]:
    if one.fact:
        return {"type": "string", "enum": list(put.values(one.fact))}
    if one.of == "day":
        return dict(DAY)
    return {"type": "array", "items": TEXT, "maxItems": MOST} if one.many else dict(TEXT)


def optional(one: Parameter) -> Parameter:
    """Return a parameter that need not be given."""
    return Parameter(one.name, one.description, one.schema, examples=one.examples, many=one.many)


def _members(put: PutQuestion) -> dict[str, Any]:
    """Return the JSON Schema of each member of a question's body."""
    members: dict[str, Any] = {}
    for one in parameters_of_put(put):
        schema = dict(one.schema)
        declared = put.inputs.inputs.get(one.name)
        if declared is not None and declared.fact and schema["enum"] == ["false", "true"]:
            schema = {"anyOf": [{"type": "boolean"}, schema]}
        elif declared is not None and declared.many:
            schema = {"anyOf": [schema, dict(TEXT)]}
        members[one.name] = {"anyOf": [schema, {"type": "null"}], "description": one.description}
    facts = {fact.name: list(fact.values) for fact in put.rulebase.facts}
    members["assume"] = {
        "type": ["object", "null"],
        "description": COMMON["assume"],
        "additionalProperties": False,
        "properties": {
            name: {"type": "boolean"} if values == ["false", "true"] else {"enum": values}
            for name, values in facts.items()
        },
    }
    members["positions"] = {
        "type": ["object", "null"],
        "description": COMMON["positions"],
        "additionalProperties": False,
        "properties": {
            issue.id: {"enum": [one.id for one in issue.positions]} for issue in put.rulebase.issues
        },
    }
    return members


def _object(put: PutQuestion, members: Mapping[str, Any], *, required: bool) -> dict[str, Any]:
    needed = [name for name, one in put.inputs.inputs.items() if one.required]
    return {
        "type": "object",
        "properties": dict(members),
        "additionalProperties": False,
        **({"required": needed} if required and needed else {}),
    }


def body_of(put: PutQuestion, also: Mapping[str, Any]) -> dict[str, Any]:
    """Return the OpenAPI description of a question as a body; ``also``: further members."""
    schema = _object(put, {**_members(put), **also}, required=True)
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def compared_body(put: PutQuestion) -> dict[str, Any]:
    """Return the OpenAPI description of two questions as a body."""
    members = _members(put)
    schema = {
        "type": "object",
        "required": ["first", "second"],
        "additionalProperties": False,
        "properties": {
            "first": _object(put, members, required=True),
            "second": _object(put, members, required=False),
        },
    }
    return {"required": True, "content": {"application/json": {"schema": schema}}}
