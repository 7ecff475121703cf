"""The kinds of values in rule files, and the shape of how a question's file says it is put."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
Value = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
HeadText = Annotated[str, StringConstraints(pattern=r"^(not )?[a-z][a-z0-9_]*$")]


def word(value: object) -> object:
    """Return a Boolean as a word."""
    # In YAML `false` is a Boolean; as the name of what holds without a record it is a word.
    return "false" if value is False else "true" if value is True else value


Said = Annotated[Value, BeforeValidator(word), WithJsonSchema({"type": ["string", "boolean"]})]
"""The value of a fact, where `true` and `false` may be written as Booleans."""


def several(value: object) -> object:
    """Return a list of what may be written as one value."""
    return value if isinstance(value, list | tuple) else (value,)


class RuleFileModel(BaseModel):
    """What all parts of rule files share."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class InputSource(RuleFileModel):
    """One part of a question: of which kind of record it is, or a day, or which fact it settles."""

    of: Value | None = None
    fact: FactName | None = None
    many: bool = False
    required: bool = False
    default: Value | None = None
    not_before: Value | None = None
    excludes: Value | None = None
    says: Text | None = None
    means: Text | None = None
    asks: Text | None = None
    examples: tuple[Text, ...] = ()
    words: dict[Value, Text] = {}

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.of is None) == (self.fact is None):
            raise ValueError("say `of:` (state, person, place, day) or `fact:` with its name")
        if self.default is not None and (self.of, self.default) != ("day", "today"):
            raise ValueError("only a day has a default, `today`")
        if self.not_before is not None and self.of != "day":
            raise ValueError("`not_before` belongs to a day")
        if self.excludes is not None and self.fact is None:
            raise ValueError("`excludes` belongs to a fact that is true or false")
        return self


class OriginSource(RuleFileModel):
    """Where a fact of a case comes from: one of `relation`, `since`, `several` and `claims`."""

    relation: Value | None = None
    view: dict[Value, Value] = Field(default={}, alias="with")
    told: dict[Literal["*"] | Said, Said] = Field(default={}, alias="as")
    since: date | None = None
    until: date | None = None
    several: Value | None = None
    claims: dict[Value, Value] | None = None
    others: Value | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        dated = self.since is not None or self.until is not None
        told = (self.relation is not None, dated, self.several is not None, self.claims is not None)
        if told.count(True) != 1:
            raise ValueError("say one of `relation`, `since` (and `until`), `several` and `claims`")
        if (self.view or self.told or self.others) and self.relation is None:
            raise ValueError("`with`, `as` and `others` belong to a `relation`")
        return self
