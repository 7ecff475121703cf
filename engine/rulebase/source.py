"""The shape of rule files: pydantic models, from which the published JSON Schema is made."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from ..base.dates import PartialDate
from .model import Changeability, Standing
from .source_inputs import (
    FactName,
    HeadText,
    InputSource,
    OriginSource,
    RuleId,
    Said,
    Text,
    Value,
    several,
    word,
)

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

_ONE_OR_MORE: dict[str, Any] = {
    "anyOf": [
        {"type": ["string", "boolean"]},
        {"type": "array", "minItems": 1, "items": {"type": ["string", "boolean"]}},
    ]
}

TargetSource = str | Annotated[dict[Value, Value], Field(min_length=1, max_length=1)]
"""A conclusion, a table, or a table with a value: ``{outcome: must_arrest}``."""


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class AbsenceSource(_Source):
    """What holds of a fact when no record speaks of it, and why."""

    holds: Annotated[
        Literal["false", "presumed", "unknown"],
        BeforeValidator(word),
        WithJsonSchema({"enum": [False, "presumed", "unknown"]}),
    ]
    value: Annotated[
        Value | None,
        BeforeValidator(word),
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
    becomes: dict[Value, tuple[Said, ...]] = {}
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
    rulings: tuple[RuleId, ...] = ()
    court: tuple[CourtLineSource, ...] = ()


class NewIssue(_Source):
    """An issue whose id stands elsewhere."""

    question: Text
    positions: Annotated[tuple[PositionSource, ...], Field(min_length=2)]


class IssueSource(NewIssue):
    """A question of law on which authorities differ."""

    id: RuleId


class ProfileSource(_Source):
    """One position per issue; what is not chosen is inherited.

    ``default``: this one is followed where a question names none.
    """

    id: RuleId
    title: Text
    default: bool = False
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


class NewRule(_Source):
    """A rule whose id stands elsewhere."""

    title: Text
    cite: Text | None = None
    url: str = ""
    says: Text | None = None
    if_: ConditionSource = Field(default=(), alias="if")
    then: HeadText
    kind: Literal["defeasible", "definition", "defeater"] = "defeasible"
    defeats: tuple[RuleId, ...] = ()


class RuleSource(NewRule):
    """One rule of law."""

    id: RuleId


class RowSource(_Source):
    """One row of a decision table; without ``if`` it always holds."""

    value: Value
    if_: ConditionSource = Field(default=(), alias="if")
    says: str = ""


class GradesSource(_Source):
    """Grades of an outcome when uncontested and when contested."""

    uncontested: Value
    contested: Value


class OutcomeWordingSource(_Source):
    """An outcome in words: as a label, and as a clause about a day."""

    label: Text
    today: Text
    past: Text
    supposed: Text


class InsteadSource(_Source):
    """A clause in place of an outcome's, where the answer is as ``if`` says."""

    if_: dict[Value, Value] = Field(alias="if", min_length=1)
    today: Text
    past: Text


class BriefSource(_Source):
    """An outcome in two or three words, as on a map."""

    today: Text
    past: Text


class AnswerWordingSource(_Source):
    """What answers to a question say; each text is checked to be needed, and none to be missing."""

    outcome: dict[Value, OutcomeWordingSource] = {}
    instead: list[InsteadSource] = []
    brief: dict[Value, BriefSource] = {}
    reason: dict[Value, Text] = {}
    execution: dict[Value, Text] = {}
    parts: dict[Value, dict[Value, Text]] = {}
    grounds: dict[Value, Text] = {}
    qualifications: dict[Value, Text] = {}
    blocks: dict[Value, Text] = {}
    conditions: dict[Value, Text] = {}
    about_the_answer: dict[Value, Text] = {}
    exposure: dict[Value, Text] = {}
    visit: dict[FactName, dict[Value, Text]] = {}


class QuestionSource(_Source):
    """The files ``questions/*.yaml``."""

    id: RuleId
    title: Text
    inputs: dict[Value, InputSource] = {}
    day: Value | None = None
    until: Value | None = None
    cases: tuple[Value, ...] = ()
    facts: dict[FactName, OriginSource] = {}
    outcome: Annotated[tuple[RowSource, ...], Field(min_length=1)]
    severity: Annotated[tuple[Value, ...], Field(min_length=1)]
    parts: dict[Value, tuple[RowSource, ...]] = {}
    grounds: dict[Value, Value] = {}
    qualifications: dict[Value, Value] = {}
    exposure: dict[Value, GradesSource] = {}
    wording: AnswerWordingSource | None = None


class ChangeSource(_Source):
    """How one fact, or the position on one issue, changes; without ``from`` it had any value."""

    before: Annotated[
        tuple[Said, ...] | None,
        BeforeValidator(lambda value: None if value is None else several(value)),
        WithJsonSchema(_ONE_OR_MORE),
        Field(alias="from"),
    ] = None
    after: Annotated[
        tuple[Said, ...],
        BeforeValidator(several),
        WithJsonSchema(_ONE_OR_MORE),
        Field(alias="to", min_length=1),
    ]


class NeverSource(_Source):
    """What a change never does: one of the three, to a conclusion or to what a table says."""

    creates: TargetSource | None = None
    removes: TargetSource | None = None
    changes: TargetSource | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("say one of `creates`, `removes` and `changes`")
        return self


class MonotonicitySource(_Source):
    """A change of facts that never has an effect, whatever else is the case."""

    id: RuleId
    says: Text
    question: RuleId | None = None
    when: ConditionSource = ()
    change: Annotated[dict[str, ChangeSource], Field(min_length=1)]
    never: NeverSource
    reason: Text


class AlwaysSource(_Source):
    """Where ``if`` is established ``then`` is as well."""

    if_: ConditionSource = Field(alias="if")
    then: ConditionSource


class InvariantSource(_Source):
    """What is so in every case: one of the three, over conclusions, tables, facts and positions."""

    id: RuleId
    says: Text
    question: RuleId | None = None
    when: ConditionSource = ()
    never: ConditionSource | None = None
    always: AlwaysSource | None = None
    equivalent: Annotated[tuple[ConditionSource, ...], Field(min_length=2)] | None = None
    reason: Text

    @model_validator(mode="after")
    def _one(self) -> Self:
        if [self.never, self.always, self.equivalent].count(None) != 2:
            raise ValueError("say one of `never`, `always` and `equivalent`")
        return self


class LeftOpenSource(_Source):
    """Conclusions that rules leave unresolved on purpose."""

    id: RuleId
    conclusions: Annotated[tuple[Value, ...], Field(min_length=1)]
    when: ConditionSource = ()
    reason: Text


class WaiverSource(_Source):
    """Subjects of a property of the rule base that may fail it."""

    id: RuleId
    property: RuleId
    subjects: Annotated[tuple[Text, ...], Field(min_length=1)]
    reason: Text


class PropertiesSource(_Source):
    """The file ``properties.yaml``: what is declared about the rules, and is no rule."""

    invariants: tuple[InvariantSource, ...] = ()
    monotonicities: tuple[MonotonicitySource, ...] = ()
    left_open: tuple[LeftOpenSource, ...] = ()
    waivers: tuple[WaiverSource, ...] = ()


class PropertiesParts(_Source):
    """The file ``properties.yaml`` before its parts are read, so that each is judged alone."""

    invariants: tuple[Any, ...] = ()
    monotonicities: tuple[Any, ...] = ()
    left_open: tuple[Any, ...] = ()
    waivers: tuple[Any, ...] = ()
