"""What a file of cases says: a question in words, as put to the engine, and the answer expected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..assessment import Outcome
from ..errors import SourceFilesError
from ..lang.model import Location
from ..records.yaml12 import Document

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
    profile: Text = "icc"
    known_on: Text | None = None
    assume: dict[str, bool | str] = {}
    positions: dict[str, str] = {}


class Expected(_Written):
    """What the answer has to be; what is left out is not checked.

    ``grounds`` and ``turns_on`` are complete lists; ``qualifications`` and ``unknown`` must be
    among those given, and those in ``without`` must not be. ``under``: the outcome under other
    profiles; ``by_position``: the outcome with another position on one issue; ``states``: the
    outcome for each State with a role there.
    """

    outcome: Outcome
    contested: bool | None = None
    reason: Text | None = None
    duty: Text | None = None
    power: Text | None = None
    surrender: Text | None = None
    exposure: Text | None = None
    grounds: tuple[Text, ...] | None = None
    qualifications: tuple[Text, ...] = ()
    without: tuple[Text, ...] = ()
    turns_on: tuple[Text, ...] | None = None
    unknown: tuple[Text, ...] = ()
    under: dict[str, Outcome] = {}
    by_position: dict[str, dict[str, Outcome]] = {}
    states: dict[str, Outcome] = {}


class Case(_Written):
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


class NotPut(_Written):
    """A worked question that this engine is not asked, because it is another question."""

    id: Id
    title: Text
    asks: Text
    reason: Text


@dataclass(frozen=True)
class WrittenCase:
    """A case and the document in which it stands."""

    case: Case
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

    cases: tuple[WrittenCase, ...]
    not_put: tuple[NotPut, ...]
