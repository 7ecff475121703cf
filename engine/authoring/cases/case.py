"""What a file of cases says: a question in words, as put to the engine, and the answer expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ...base.errors import SourceFilesError
from ...base.yaml12 import Document
from ...case.question import Question
from ...case.terms import Outcome
from ...rulebase.model import Location

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^(Q\d+(-[a-z0-9]+)*|[a-z0-9]+(-[a-z0-9]+)*)$")]
"""``Q43``, ``Q43-under-another-reading``, or words with hyphens."""


class CasesError(SourceFilesError):
    """Files of cases are not well-formed, or name what does not exist."""

    code = "cases-invalid"


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QuestionPut(_Written):
    """The question as `Engine.travel_risk` takes it.

    ``on`` has no default, so that no answer changes with the day on which the case is run.
    """

    person: Text
    place: Text
    on: Text
    presence: Text = "ground"
    purpose: Text = "unspecified"
    profile: Text | None = None
    known_on: Text | None = None
    assume: dict[str, bool | str] = {}
    positions: dict[str, str] = {}

    def asked(
        self, profile: str | None = None, positions: Mapping[str, str] | None = None
    ) -> Question:
        """Return the question, under another profile or with other positions if given."""
        parts = dict(self)
        if profile is not None:
            parts["profile"] = profile
        return Question(**parts | {"positions": {**self.positions, **(positions or {})}})


class Expected(_Written):
    """What the answer has to be; what is left out is not checked.

    There is an ``outcome``; or ``holds`` names properties of the rules that have to hold here: of
    a case that shows how they do not, until somebody says what the answer should be; or
    ``impossible`` names the constraint for which the question must be refused, because what it
    supposes cannot be, and nothing else is expected.
    ``grounds``, ``turns_on`` and ``states`` are complete; ``qualifications`` and ``unknown`` must
    be among those given, and those in ``without`` must not be. ``under``: the outcome under other
    profiles; ``by_position``: the outcome with another position on one issue; ``states``: the
    outcome for each State with a role there.
    """

    outcome: Outcome | None = None
    holds: tuple[Text, ...] = ()
    impossible: Text | None = None
    contested: bool | None = None
    reason: Text | None = None
    duty: Text | None = None
    power: Text | None = None
    surrender: Text | None = None
    execution: Text | None = None
    exposure: Text | None = None
    grounds: tuple[Text, ...] | None = None
    qualifications: tuple[Text, ...] = ()
    without: tuple[Text, ...] = ()
    turns_on: tuple[Text, ...] | None = None
    unknown: tuple[Text, ...] = ()
    under: dict[str, Outcome] = {}
    by_position: dict[str, dict[str, Outcome]] = {}
    states: dict[str, Outcome] = {}

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.impossible is not None and len(self.model_fields_set) > 1:
            raise ValueError("what is `impossible` has no answer: expect nothing else")
        if self.outcome is None and not self.holds and self.impossible is None:
            raise ValueError("say the `outcome`, a property that `holds`, or what is `impossible`")
        return self


class WorkedCase(_Written):
    """One worked question.

    ``rules``: ids that must be told of in the proof or behind a qualification: as applied, as
    overcome or as lacking something. ``why``: the reason in words; ``rests_on``: the provisions,
    decisions and readings behind it, by their keys.
    """

    id: Id
    title: Text
    question: QuestionPut
    expect: Expected
    rules: tuple[Text, ...] = ()
    why: Text
    rests_on: tuple[Text, ...] = Field(min_length=1)


class ExpectedOfFacts(_Written):
    """What follows from facts alone; what is left out is not checked.

    ``parts``: what the further tables of the question say. ``grounds``, ``qualifications`` and
    ``rules`` (that apply) must be among those found; ``holds`` names properties of the rules.
    """

    outcome: Text | None = None
    parts: dict[str, Text] = {}
    conclusions: dict[str, Literal["established", "not_established", "unresolved"]] = {}
    grounds: tuple[Text, ...] = ()
    qualifications: tuple[Text, ...] = ()
    rules: tuple[Text, ...] = ()
    holds: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("say something that is expected")
        return self


class FactsCase(_Written):
    """A case without persons and places: facts, readings of the law, and what follows.

    ``facts``: values by name, several for a fact of which it is not known which holds; what is
    not said is as without a record. ``asks``: the question, by default the one the rules have.
    ``profile``: by default the first; ``positions`` takes another one on single issues.
    """

    id: Id
    title: Text
    facts: dict[str, bool | str | tuple[bool | str, ...]]
    asks: Text | None = None
    profile: Text | None = None
    positions: dict[str, Text] = {}
    expect: ExpectedOfFacts
    why: Text
    rests_on: tuple[Text, ...] = ()


class ExpectedOfPut(_Written):
    """What the answer has to be; what is left out is not checked.

    What is none of these is a part of the question's answer. ``grounds`` and ``turns_on`` are
    complete; ``qualifications``, ``unknown`` and ``rules`` must be among those given, and those in
    ``without`` must not be. ``under``: the outcome under other profiles; ``by_position``: with
    another position on one issue. ``impossible``: the constraint for which it must be refused.
    """

    outcome: Text | None = None
    impossible: Text | None = None
    contested: bool | None = None
    grounds: tuple[Text, ...] | None = None
    turns_on: tuple[Text, ...] | None = None
    qualifications: tuple[Text, ...] = ()
    without: tuple[Text, ...] = ()
    unknown: tuple[Text, ...] = ()
    rules: tuple[Text, ...] = ()
    under: dict[str, Text] = {}
    by_position: dict[str, dict[str, Text]] = {}
    parts: dict[str, Text] = {}

    @model_validator(mode="before")
    @classmethod
    def _parts(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        known = cls.model_fields
        parts = {name: it for name, it in value.items() if name not in known}
        rest = {name: it for name, it in value.items() if name in known}
        return rest | {"parts": {**parts, **rest.get("parts", {})}} if parts else rest

    @model_validator(mode="after")
    def _something(self) -> Self:
        if (self.outcome is None) == (self.impossible is None):
            raise ValueError("say the `outcome`, or for which constraint it is `impossible`")
        return self


class PutCase(_Written):
    """A worked case of the question ``asks``; ``question``: its inputs, and what all may say."""

    id: Id
    title: Text
    asks: Text
    question: dict[str, Any]
    expect: ExpectedOfPut
    why: Text
    rests_on: tuple[Text, ...] = Field(min_length=1)


class NotPut(_Written):
    """A worked question that this engine is not asked, because it is another question."""

    id: Id
    title: Text
    asks: Text
    reason: Text


C = TypeVar("C", WorkedCase, FactsCase, PutCase)


@dataclass(frozen=True)
class WrittenCase(Generic[C]):
    """A case and the document in which it stands."""

    case: C
    document: Document
    index: int

    @property
    def section(self) -> str:
        """The name of the file, without its ending."""
        return PurePath(self.document.file).stem

    def at(self, *path: str | int) -> Location:
        """Return where the part at ``path`` stands (its parent if the part has no line)."""
        return Location(self.document.file, self.document.line(self.index, *path))


@dataclass(frozen=True)
class Suite:
    """All cases of a directory, by file name and then in the order written."""

    cases: tuple[WrittenCase[WorkedCase], ...]
    of_facts: tuple[WrittenCase[FactsCase], ...]
    not_put: tuple[NotPut, ...]
    put: tuple[WrittenCase[PutCase], ...] = ()
