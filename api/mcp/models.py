"""What tools answer, where it is not what the engine answers by itself."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from safeconduct import Atlas
from safeconduct.answers import DISCLAIMER, Form, Summary
from safeconduct.base import Frozen
from safeconduct.questions import QuestionSummary
from safeconduct.records import RecordRef

_RECORDS: Final = "the records that the proof rests on, each told in a sentence, with its sources"


class SourcedSummary(Summary):
    """The answer in short, with the records that its proof rests on."""

    records: tuple[RecordRef, ...] = Field(description=_RECORDS)


class SourcedQuestionSummary(QuestionSummary):
    """The answer to a question in short, with the records that it rests on."""

    records: tuple[RecordRef, ...] = Field(description=_RECORDS)


class Explanation(Frozen):
    """The whole of an answer in words."""

    headline: str = Field(description="the answer in one sentence")
    form: Form
    text: str = Field(description="the whole answer, with proof, readings, records and sources")
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER


class DisclaimedAtlas(Atlas):
    """What follows in every place; `assess` has the proof and the sources of each."""

    disclaimer: str = DISCLAIMER


class SuggestedName(Frozen):
    """A person or a place that a text may mean."""

    kind: Literal["person", "place"]
    id: str = Field(description="what to put into a question")
    name: str
    exact: bool = Field(description="whether the text is a name of this one and of no other")


class Suggestions(Frozen):
    """Persons and places that a text may mean: suggestions, none of which was chosen."""

    q: str
    total: int = Field(description="how many there are, told here or not")
    items: tuple[SuggestedName, ...]
    world: str = Field(description="digest of the records")
