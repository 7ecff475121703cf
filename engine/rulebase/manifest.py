"""The shape of `rulebase.yaml`: what a directory of rules stands on, and what it changes there."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import BaseModel, Field, model_validator

from .source import (
    BriefSource,
    GradesSource,
    NewIssue,
    NewRule,
    OutcomeWordingSource,
    PositionSource,
    RowSource,
)
from .source_inputs import RuleFileModel, RuleId, Text, Value

MANIFEST: Final = "rulebase.yaml"

SAFECONDUCT: Final = "safeconduct"
"""What a directory extends that stands on the embedded rules."""

NOTHING: Final = "none"
"""What a directory extends that is a rule base of its own."""


class PositionAmendment(RuleFileModel):
    """A position added to the issue ``id``."""

    what: Literal["position"]
    id: RuleId
    add: PositionSource
    reason: Text


class IssueAmendment(RuleFileModel):
    """The issue ``id``, added; profiles that do not choose take its ``usual`` position."""

    what: Literal["issue"]
    id: RuleId
    add: NewIssue
    usual: Value
    reason: Text


class ChoiceAmendment(RuleFileModel):
    """Other positions that the profile ``id`` takes."""

    what: Literal["choice"]
    id: RuleId
    choose: Annotated[dict[RuleId, Value], Field(min_length=1)]
    reason: Text


class DefaultAmendment(RuleFileModel):
    """The profile ``id`` is followed where a question names none, and no longer another one."""

    what: Literal["default"]
    id: RuleId
    reason: Text


class RuleAmendment(RuleFileModel):
    """The rule ``id``, withdrawn or replaced."""

    what: Literal["rule"]
    id: RuleId
    withdraw: Literal[True] | None = None
    replace: NewRule | None = None
    reason: Text

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.withdraw is None) == (self.replace is None):
            raise ValueError("say `withdraw: true`, or `replace:` with the rule in its place")
        return self


class NewValueSource(RuleFileModel):
    """What has to be said of a value that a table has not had.

    ``words``: those of an outcome, or of another table's value its sentence. Of an outcome alone:
    ``above``, the outcome that is the next less severe (without it the new one is the least),
    ``exposure``, its grades, and ``brief``, its words on a map.
    """

    words: OutcomeWordingSource | Text | None = None
    above: Value | None = None
    exposure: GradesSource | None = None
    brief: BriefSource | None = None


class RowAmendment(RuleFileModel):
    """A row of a table of the question ``id``.

    ``row`` is the value of a row that is there: the new one goes before the first of that value, or
    in its place, or it goes away. ``new`` says what belongs to a value that the table has not had.
    """

    what: Literal["row"]
    id: RuleId
    table: Value = "outcome"
    row: Value
    add: RowSource | None = None
    replace: RowSource | None = None
    withdraw: Literal[True] | None = None
    new: NewValueSource | None = None
    reason: Text

    @model_validator(mode="after")
    def _one(self) -> Self:
        if [self.add, self.replace, self.withdraw].count(None) != 2:
            raise ValueError(
                "say one of `add:` (a row before that one), `replace:` and `withdraw: true`"
            )
        return self


class QualificationAmendment(RuleFileModel):
    """A label that answers to the question ``id`` have where ``if`` is established."""

    what: Literal["qualification"]
    id: RuleId
    label: Value
    if_: Value = Field(alias="if")
    says: Text
    reason: Text


Amendment = Annotated[
    PositionAmendment
    | IssueAmendment
    | ChoiceAmendment
    | DefaultAmendment
    | RuleAmendment
    | RowAmendment
    | QualificationAmendment,
    Field(discriminator="what"),
]

AMENDMENTS: Final[dict[str, type[BaseModel]]] = {
    get_args(one.model_fields["what"].annotation)[0]: one
    for one in get_args(get_args(Amendment)[0])
}
"""The shape of each kind of amendment, by its ``what``."""


class RuleBaseSource(RuleFileModel):
    """The file ``rulebase.yaml``.

    ``extends``: ``safeconduct``, ``none``, or the path of another directory of rules, seen from
    this one; without it the directory extends what is named before it, or else ``safeconduct``.
    ``records``: the path of a directory of records that go with these rules.
    """

    extends: Text | None = None
    records: Text | None = None
    amends: tuple[Amendment, ...] = ()


class RuleBaseParts(RuleBaseSource):
    """The file ``rulebase.yaml`` before its amendments are read, so that each is judged alone."""

    amends: tuple[Any, ...] = ()
