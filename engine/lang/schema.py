"""The published JSON Schemas of rule files, for editors and other people's checkers."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter

from .source import (
    CONDITION_MARK,
    CONDITION_SCHEMA,
    ConstraintSource,
    FactSource,
    IssuesSource,
    QuestionSource,
    RuleSource,
)

_SHAPES: Final[dict[str, Any]] = {
    "rules": list[RuleSource],
    "facts": list[FactSource],
    "constraints": list[ConstraintSource],
    "issues": IssuesSource,
    "question": QuestionSource,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (2020-12) of each kind of rule file, by name."""
    result = {}
    for name, shape in _SHAPES.items():
        schema = _refer(TypeAdapter(shape).json_schema(by_alias=True))
        schema.setdefault("$defs", {})["condition"] = CONDITION_SCHEMA
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = f"safeconduct {name}"
        result[name] = schema
    return result


def _refer(part: Any) -> Any:  # any piece of JSON
    """Return the schema with a reference wherever a condition may stand."""
    if isinstance(part, list):
        return [_refer(item) for item in part]
    if isinstance(part, dict):
        if CONDITION_MARK in part:
            return {"$ref": "#/$defs/condition"}
        return {key: _refer(value) for key, value in part.items()}
    return part
