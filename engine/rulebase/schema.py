"""The published JSON Schemas of rule files, for editors and other people's checkers.

``python -m safeconduct.rulebase.schema rules/schema`` writes them, one file for each kind.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from .aside import InstrumentsSource, WordingSource
from .manifest import RuleBaseSource
from .source import (
    CONDITION_MARK,
    CONDITION_SCHEMA,
    ConstraintSource,
    FactSource,
    IssuesSource,
    PropertiesSource,
    QuestionSource,
    RuleSource,
)

_SHAPES: Final[dict[str, Any]] = {
    "rules": list[RuleSource],
    "facts": list[FactSource],
    "constraints": list[ConstraintSource],
    "issues": IssuesSource,
    "properties": PropertiesSource,
    "question": QuestionSource,
    "instruments": InstrumentsSource,
    "wording": WordingSource,
    "rulebase": RuleBaseSource,
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


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as it is written to a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write(directory: Path) -> None:
    """Write every schema into ``directory``, as ``NAME.json``."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (directory / f"{name}.json").write_text(as_text(schema), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
