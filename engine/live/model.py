"""What is said of a record that is changed, what is kept of it, and what may go wrong with it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from ..base.errors import SafeconductError, SeveralMistakes
from ..base.frozen import Frozen
from .apply import RecordStep


class LiveFailed(SafeconductError):
    """The log of live records cannot be read or written, or was damaged."""

    code = "live-failed"


class LiveBusy(SafeconductError):
    """Others wrote so often meanwhile that a change could not be checked against the last one."""

    code = "live-busy"


class RecordRefused(SeveralMistakes):
    """A change of records is not accepted; ``mistakes`` has an error for each reason."""

    code = "record-refused"


class ReportsFull(SafeconductError):
    """As many reports wait to be read as may."""

    code = "reports-full"


Action = Literal["add", "correct", "retract"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]

MOST_EXAMPLES: Final = 100
"""So many answers that an entry changed are kept with it."""


class RecordChange(Frozen):
    """A record that is added, put in the place of one that was wrong, or taken out."""

    action: Action = Field(description="add, correct or retract")
    kind: str = Field(
        max_length=60,
        description="its kind, as the files of records are called",
        examples=["warrants"],
    )
    id: str = Field("", max_length=200, description="its id; needed where there is no record")
    record: dict[str, Any] | None = Field(
        None, description="the whole record, with its sources; none to retract"
    )
    sources: tuple[dict[str, Any], ...] = Field(
        (), max_length=20, description="sources that are new, as in sources.csv"
    )
    reason: Text = Field(min_length=1, description="why, for whoever reads the log")
    wrong: Text = Field("", description="what was wrong; needed to correct and to retract")
    since: date | None = Field(
        None, description="since when it was wrong in these records; null: not known"
    )
    report: str = Field("", max_length=36, description="the id of the report that led to it")


class AnswerBrief(Frozen):
    """What of an answer is compared; null where there was none."""

    outcome: str | None
    contested: bool | None
    grounds: tuple[str, ...] = ()


class ChangedAnswer(Frozen):
    """An answer that another record gives; ``ruling``: of the docket, whose question it is."""

    person: str
    place: str
    on: date
    purpose: str
    ruling: str = ""
    before: AnswerBrief
    after: AnswerBrief


class RecordImpact(Frozen):
    """Which answers a change of records changes.

    Asked are the questions of the docket and, about everybody in every place, today's: as many as
    the time allows, those first whom the record names.
    """

    asked: int = Field(description="how many questions were put")
    possible: int = Field(description="how many there are to put")
    changed: int = Field(description="how many of the answers changed")
    docket: int = Field(description="how many of these are of the docket")
    outcomes: dict[str, int] = Field(description="how often which outcome became which")
    examples: tuple[ChangedAnswer, ...] = Field(max_length=MOST_EXAMPLES)


class LiveEntry(Frozen):
    """A change of the records as it is kept; entries are never changed.

    ``before`` is the record that it took the place of. ``base``: the digest of the packaged records
    below all entries, ``world`` of all records from then on. ``hash`` covers the entry and, by
    ``previous``, all entries before it.
    """

    seq: int = Field(ge=1)
    id: str = Field(description="UUID, version 7")
    at: str = Field(description="when it was accepted, UTC", examples=["2026-11-29T10:00:31.5Z"])
    who: str = Field(description="the id of the key with which it was written")
    action: Action
    kind: str
    record_id: str
    record: dict[str, Any] | None
    before: dict[str, Any] | None
    sources: tuple[dict[str, Any], ...]
    reason: str
    wrong: str
    since: date | None
    report: str
    impact: RecordImpact
    base: str
    world: str
    version: str = Field(description="that of safeconduct")
    previous: str
    hash: str

    @property
    def step(self) -> RecordStep:
        """What it does to records."""
        return RecordStep(self.kind, self.record_id, self.record, self.sources)


class CheckedChange(Frozen):
    """What a change would do, were it accepted."""

    action: Action
    kind: str
    record_id: str
    record: dict[str, Any] | None
    before: dict[str, Any] | None
    world: str = Field(description="the digest that all records would have")
    impact: RecordImpact


class MistakeReport(Frozen):
    """A mistake that somebody reported; it is public when an entry answers it."""

    id: str
    at: str
    about: str = Field(description="what it is about: a page, a record")
    text: str
    source: str = Field(description="where it can be looked up, if that was said")
    entry: int | None = Field(description="the entry that answers it")
