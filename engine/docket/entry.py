"""The docket as frozen models: what courts found, and what the engine says beside it.

Duty, compliance and a court's finding are three different things and three fields.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from ..answers.document import DISCLAIMER
from ..base.dates import PartialDate
from ..base.frozen import Frozen, Shown, Table
from ..case.terms import Outcome
from ..records.reference import Named, RecordRef


class Verdict(StrEnum):
    """How an answer compares with a finding."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not_comparable"


class Column(Frozen):
    """One thing compared: what follows from the finding, what the answer says, and why so."""

    verdict: Verdict
    expected: str
    got: str
    why: str = ""


class Comparison(Frozen):
    """The three things compared; the outcome alone would not tell a right reason from luck."""

    outcome: Column
    ground: Column
    immunity: Column

    @property
    def columns(self) -> tuple[Column, Column, Column]:
        """The three columns, in order."""
        return self.outcome, self.ground, self.immunity

    @property
    def agrees(self) -> bool:
        """Whether nothing differs and the outcome agrees."""
        return self.outcome.verdict is Verdict.AGREES and all(
            column.verdict is not Verdict.DIFFERS for column in self.columns
        )


class RulingCase(Frozen):
    """What a ruling was about, as a question to the engine."""

    person: Named
    place: Named
    on: date
    purpose: str
    assumed: dict[str, str] = Field(
        description="what is supposed beside the question: nothing, as for a user who asks"
    )


class Reply(Frozen):
    """What the engine answers on one case."""

    case: RulingCase
    says: str
    outcome: Outcome
    reason: str | None
    duty: str
    grounds: tuple[str, ...]
    contested: bool | None
    immunity: str = Field(
        description="whether immunity stands in the way: no_bar, bar, not_raised, unresolved"
    )
    immunity_rules: tuple[str, ...] = Field(description="the rules that decide on immunity")


class AsKnown(Frozen):
    """The same question from the records public on a day, with the positions of that day.

    ``unanswerable``: why there is no answer; then there are no replies and nothing to compare.
    """

    known_on: date
    replies: tuple[Reply, ...] = ()
    comparison: Comparison | None = None
    unanswerable: str = ""


class CourtFinding(Frozen):
    """What the court found, in the words of the record."""

    obliged_to_arrest: str
    immunity: str
    ground: str
    referred_to: tuple[str, ...]


class DocketEntry(Frozen):
    """One ruling that can be scored."""

    ruling: str
    on: PartialDate
    body: str
    kind: str
    topic: str
    state: str
    question: str
    record: RecordRef
    finding: CourtFinding
    compliance: str = Field(description="whether the State complied, as the court found")
    duty: str = Field(description="whether the State was bound, as the engine says today")
    replies: tuple[Reply, ...]
    today: Comparison
    day_before: AsKnown
    made_the_reading: bool = Field(
        description="whether the answer agrees on the day of the ruling but not on the day before"
    )
    baseline: Comparison
    agrees_under: tuple[str, ...] = Field(
        description="the profiles under which nothing differs, with the positions of today"
    )


class NotScored(Frozen):
    """A ruling that cannot be scored, and why."""

    ruling: str
    on: PartialDate
    body: str
    topic: str
    why: str
    record: RecordRef


class WithoutFinding(Frozen):
    """A journey, or a request for an opinion, on which no court has ruled."""

    id: str
    person: str
    states: tuple[str, ...]
    status: str


class Tally(Frozen):
    """How many rulings agree, differ, or cannot be compared in one column."""

    agrees: int
    differs: int
    not_comparable: int

    @property
    def compared(self) -> int:
        """How many could be compared."""
        return self.agrees + self.differs


class Score(Frozen):
    """The three columns counted."""

    outcome: Tally
    ground: Tally
    immunity: Tally


class ProfileScore(Frozen):
    """How one profile does: which school explains which decisions."""

    profile: str
    title: str
    score: Score
    explains: tuple[str, ...] = Field(description="the rulings with which nothing differs")
    differs: tuple[str, ...] = Field(description="the rulings with another outcome")


class DayBefore(Frozen):
    """A row of the table: what would the engine have said the day before the ruling?"""

    ruling: str
    on: PartialDate
    body: str
    persons: tuple[str, ...]
    state: str
    question: str
    known_on: date
    engine_said: str
    contested: bool | None
    court_found: str
    verdict: Verdict
    made_the_reading: bool


class Docket(Shown):
    """The engine scored against the record of court findings, under one profile."""

    profile: str
    total: int = Field(description="how many rulings are on record, scored or not")
    score: Score = Field(description="with all records and the positions of today")
    day_before: Score = Field(description="as known on the day before each ruling")
    baseline: Score = Field(
        description="the trivial answer: bound by something, so must arrest; else may"
    )
    profiles: tuple[ProfileScore, ...]
    entries: tuple[DocketEntry, ...]
    not_scored: tuple[NotScored, ...]
    without_finding: tuple[WithoutFinding, ...]
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER

    def table(self) -> Table:
        """Return every ruling that is scored, and how the answer of today compares."""
        score = self.score.outcome
        rows = (
            (one.ruling, one.on, one.state, one.question, one.today.outcome.verdict.value)
            for one in self.entries
        )
        return Table(
            f"profile {self.profile}: {score.agrees} of {score.compared} rulings agree",
            ("ruling", "on", "state", "question", "outcome"),
            rows,
        )
