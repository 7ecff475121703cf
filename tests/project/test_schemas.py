"""The published JSON Schemas: current, valid, and met by what they describe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from safeconduct import Engine
from safeconduct.answers.document import AssessmentDocument
from safeconduct.rulebase.schema import as_text, schemas

RULES = Path(__file__).parents[2] / "rules"
KINDS = {
    "facts.yaml": "facts",
    "constraints.yaml": "constraints",
    "issues.yaml": "issues",
    "properties.yaml": "properties",
    "instruments.yaml": "instruments",
    "wording.yaml": "wording",
    "rulebase.yaml": "rulebase",
    "questions": "question",
}


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_file_is_current(name: str) -> None:
    """The file beside the rules is what the loader accepts today (`make generated` writes it)."""
    assert (RULES / "schema" / f"{name}.json").read_text(encoding="utf-8") == as_text(
        schemas()[name]
    )


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_one(name: str) -> None:
    """Each schema is well-formed."""
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize(
    "path", sorted(RULES.rglob("*.yaml")), ids=lambda path: str(path.relative_to(RULES))
)
def test_a_rule_file_meets_its_schema(path: Path) -> None:
    """An editor that checks our rule files by the schema finds nothing."""
    first, *rest = path.relative_to(RULES).parts
    if (RULES / first / "rulebase.yaml").is_file():  # a rule base of its own
        first = rest[0]
    kind = KINDS.get(first, "rules")
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    Draft202012Validator(schemas()[kind]).validate(_as_json(content))


def _as_json(value: object) -> object:
    """Return the content with keys and values as YAML 1.2 reads them (no dates)."""
    return json.loads(json.dumps(value, default=str))


def test_the_schema_of_rules_refuses_a_typo() -> None:
    """A misspelt key is a finding, not an extra."""
    wrong = [{"id": "a", "title": "T", "cite": "C", "iff": [], "then": "x"}]
    assert not Draft202012Validator(schemas()["rules"]).is_valid(wrong)


@pytest.mark.parametrize("place", ["MNG", "CHN", "JOR", "high-seas"])
def test_an_answer_meets_its_schema(place: str) -> None:
    """What is served is what the schema promises."""
    schema: Mapping[str, Any] = AssessmentDocument.model_json_schema(mode="serialization")
    answer = Engine.load().travel_risk("omar-al-bashir", place, on="2017-03-29")
    Draft202012Validator(schema).validate(answer.to_dict())
