"""The shape of files beside the rules: what may be cited, and how rules are worded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .source_inputs import RuleId, Text

UnitName = Literal["article", "rule", "regulation", "paragraph", "section"]
Length = Annotated[int, Field(ge=1)]


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Unit(_Source):
    """What an instrument is divided into: numbers from 1 to ``last``.

    ``also``: numbers put in between (``8 bis``); ``paragraphs``: how many numbered paragraphs the
    unit of that number has, where that is known.
    """

    last: Annotated[int, Field(ge=1)]
    also: tuple[Text, ...] = ()
    paragraphs: dict[str, Annotated[int, Field(ge=0)]] = {}

    def has(self, number: str) -> bool:
        """Return whether there is a unit of that number, given in Arabic numerals."""
        return number in self.also or (number.isdigit() and 1 <= int(number) <= self.last)


class Instrument(_Source):
    """A treaty, a resolution, rules of court, or custom (which has no units).

    ``id`` begins the ids of rules that state its provisions; ``also``: further names.
    """

    id: RuleId
    name: Text
    also: tuple[Text, ...] = ()
    url: str = ""
    units: dict[UnitName, Unit] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is cited by."""
        return (self.name, *self.also)


class Statement(_Source):
    """What a government said: ``position`` (``issue/position``) has its sources."""

    name: Text
    position: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z][a-z0-9_]*$")]


class InstrumentsSource(_Source):
    """The file ``instruments.yaml``."""

    instruments: tuple[Instrument, ...] = ()
    statements: tuple[Statement, ...] = ()


class Limits(_Source):
    """How long a title, a sentence and a whole text may be."""

    title_characters: Length = 90
    sentence_words: Length = 38
    text_words: Length = 60


class Heavy(_Source):
    """A word or phrase to avoid, and what to write instead.

    A final hyphen stands for any ending.
    """

    word: Text
    plain: Text


class WordingSource(_Source):
    """The file ``wording.yaml``."""

    limits: Limits | None = None
    plain: tuple[Heavy, ...] = ()
    passive: tuple[Heavy, ...] = ()
