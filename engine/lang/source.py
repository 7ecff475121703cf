"""The shape of rule files: pydantic models, from which the published JSON Schema is made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from ..dates import PartialDate
from .model import Changeability, Standing

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
Value = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
HeadText = Annotated[str, StringConstraints(pattern=r"^(not )?[a-z][a-z0-9_]*$")]

CONDITION_MARK = "x-condition"
"""Stands in the generated schemas where `CONDITION_SCHEMA` belongs."""

ConditionSource = Annotated[Any, WithJsonSchema({CONDITION_MARK: True})]

CONDITION_SCHEMA = {
    "title": "Condition",
    "description": (
        "A yes/no fact or a conclusion; a list (and); any / all / not; a fact or an issue with the "
        "value it must have, or a list of such values."
    ),
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"$ref": "#/$defs/condition"}},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {
                "any": {"type": "array", "items": {"$ref": "#/$defs/condition"}},
                "all": {"type": "array", "items": {"$ref": "#/$defs/condition"}},
                "not": {"$ref": "#/$defs/condition"},
            },
            "additionalProperties": {
                "anyOf": [
                    {"type": "string"},
                    {"type": "boolean"},
                    {"type": "array", "items": {"type": "string"}},
                ]
            },
        },
    ],
}


PartialDay = Annotated[
    PartialDate, WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
]


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _word(value: object) -> object:
    # In YAML `false` is a Boolean; as the name of what holds without a record it is a word.
    return "false" if value is False else "true" if value is True else value


class AbsenceSource(_Source):
    """What holds of a fact when no record speaks of it, and why."""

    holds: Annotated[
        Literal["false", "presumed", "unknown"],
        BeforeValidator(_word),
        WithJsonSchema({"enum": [False, "presumed", "unknown"]}),
    ]
    value: Annotated[
        Value | None,
        BeforeValidator(_word),
        WithJsonSchema({"type": ["string", "boolean", "null"]}),
    ] = None
    reason: Text


class FactSource(_Source):
    """A fact of a case; without ``values`` it is yes/no."""

    name: FactName
    values: tuple[Value, ...] = ()
    meaning: Text
    question: Text
    relation: str = ""
    says: dict[Value, Text] = {}
    changes: Changeability = Changeability.BY_ACT
    absent: AbsenceSource


class ConstraintSource(_Source):
    """A combination of facts that cannot occur."""

    id: RuleId
    never: ConditionSource
    reason: Text


class CourtLineSource(_Source):
    """A stretch of time in which a position was the Court's current case law."""

    since: PartialDay
    until: PartialDay | None = None


class PositionSource(_Source):
    """One published answer to an issue."""

    id: Value
    title: Text
    says: Text
    holders: Annotated[tuple[Text, ...], Field(min_length=1)]
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    published: PartialDay
    standing: Standing
    court: tuple[CourtLineSource, ...] = ()


class IssueSource(_Source):
    """A question of law on which authorities differ."""

    id: RuleId
    question: Text
    positions: Annotated[tuple[PositionSource, ...], Field(min_length=2)]


class ProfileSource(_Source):
    """One position per issue; what is not chosen is inherited."""

    id: RuleId
    title: Text
    inherits: RuleId | None = None
    choices: dict[RuleId, Value]


class IssuesSource(_Source):
    """The file ``issues.yaml``."""

    issues: tuple[IssueSource, ...] = ()
    profiles: tuple[ProfileSource, ...] = ()


class IssuesParts(_Source):
    """The file ``issues.yaml`` before its parts are read, so that each is judged alone."""

    issues: tuple[Any, ...] = ()
    profiles: tuple[Any, ...] = ()


class RuleSource(_Source):
    """One rule of law."""

    id: RuleId
    title: Text
    cite: Text | None = None
    url: str = ""
    says: Text | None = None
    if_: ConditionSource = Field(default=(), alias="if")
    then: HeadText
    kind: Literal["defeasible", "definition", "defeater"] = "defeasible"
    defeats: tuple[RuleId, ...] = ()


class RowSource(_Source):
    """One row of a decision table; without ``if`` it always holds."""

    value: Value
    if_: ConditionSource = Field(default=(), alias="if")
    says: str = ""


class GradesSource(_Source):
    """Grades of an outcome when uncontested and when contested."""

    uncontested: Value
    contested: Value


class QuestionSource(_Source):
    """The files ``questions/*.yaml``."""

    id: RuleId
    title: Text
    outcome: Annotated[tuple[RowSource, ...], Field(min_length=1)]
    severity: Annotated[tuple[Value, ...], Field(min_length=1)]
    parts: dict[Value, tuple[RowSource, ...]] = {}
    grounds: dict[Value, Value] = {}
    qualifications: dict[Value, Value] = {}
    exposure: dict[Value, GradesSource] = {}
