"""One question seen whole: over time, over records, beside another, changed; as frozen models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from pydantic import Field

from ..answers.forms.steps import SourceList, steps_of
from ..base.frozen import Frozen, Table
from ..base.words import YES, counted, day, label, listing
from ..case.proof.nodes import Node
from ..records.reference import Named, RecordRef
from ..rulebase.wording import Worded
from .answer import OutcomePeriod, QuestionAnswer, days_of


class QuestionHistory(Worded):
    """Every change of an answer over time; ``periods`` follow one another without gaps."""

    question: str
    inputs: dict[str, tuple[Named, ...]]
    profile: str
    periods: tuple[OutcomePeriod, ...]
    world: str
    rules: str

    def table(self) -> Table:
        """Return the periods."""
        rows = ((days_of(one), self.words(one.outcome), YES[one.contested]) for one in self.periods)
        return Table(
            f"{label(self.question)}: {counted(len(self.periods), 'period')}",
            ("days", "outcome", "contested"),
            rows,
        )


class MapRow(Frozen):
    """What follows for one record in place of an input."""

    id: str
    name: str
    outcome: str
    contested: bool | None
    grounds: tuple[str, ...]


class QuestionMap(Worded):
    """What follows for everything that an input may be, the rest of the question the same."""

    question: str
    over: str
    inputs: dict[str, tuple[Named, ...]]
    on: date
    profile: str
    rows: tuple[MapRow, ...]
    world: str
    rules: str

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each outcome."""
        return dict(Counter(row.outcome for row in self.rows))

    def table(self) -> Table:
        """Return the rows."""
        told = listing([f"{self.words(one)}: {number}" for one, number in self.counts.items()])
        rows = ((one.name, self.words(one.outcome), YES[one.contested]) for one in self.rows)
        return Table(f"On {day(self.on)}: {told}", (self.over, "outcome", "contested"), rows)


class FactDifference(Frozen):
    """A fact that the proofs of two answers rest on, and that is another one in each."""

    fact: str
    first: str | None = Field(description="as a clause; null: the proof does not rest on it")
    second: str | None


class QuestionComparison(Worded):
    """Two answers to one question, and everything in which they differ."""

    question: str
    first: QuestionAnswer
    second: QuestionAnswer
    differs: tuple[str, ...] = Field(description="the members in which the answers differ")
    facts: tuple[FactDifference, ...]

    def table(self) -> Table:
        """Return the facts that differ."""
        told = f"{self.first.label} / {self.second.label}"
        rows = ((one.fact, one.first, one.second) for one in self.facts)
        return Table(told, ("fact", "first", "second"), rows)


class FactChange(Frozen):
    """A fact that would be otherwise."""

    fact: str
    now: str = Field(description="`unknown` where it is not known")
    then: str
    says: str
    changes: str = Field(description="how it may come to be so: by_time, by_act … never")


class OutcomeChange(Frozen):
    """The smallest set of facts, or of positions by issue, that gives another outcome."""

    facts: tuple[FactChange, ...]
    positions: dict[str, str]
    outcome: str
    says: str


class QuestionChanges(Worded):
    """What would change an answer."""

    question: str
    outcome: str
    scheduled: tuple[OutcomePeriod, ...]
    facts: tuple[OutcomeChange, ...]
    readings: tuple[OutcomeChange, ...]
    note: str = Field(description="why nothing was looked for; or empty")
    world: str
    rules: str

    def table(self) -> Table:
        """Return every way to another outcome."""
        rows = [
            *(("scheduled", self.words(one.outcome), days_of(one)) for one in self.scheduled),
            *(("facts", self.words(one.outcome), one.says) for one in self.facts),
            *(("readings", self.words(one.outcome), one.says) for one in self.readings),
        ]
        return Table(
            f"What would change the answer: {self.words(self.outcome)}",
            ("what", "outcome", "how"),
            rows,
        )


class QuestionWhyNot(Worded):
    """What stands between an answer and another outcome."""

    question: str
    outcome: str
    asked: str
    past: bool
    lacking: tuple[Node, ...] = Field(description="what would have to hold for that outcome")
    before: tuple[Node, ...] = Field(description="what holds and decides first, if that is why")
    records: dict[str, RecordRef]
    world: str
    rules: str

    def explain(self) -> str:
        """Return it as readable text."""
        sources = SourceList(self.records, past=self.past)
        blocks = [f"The answer is: {self.words(self.outcome)}. Not: {self.words(self.asked)}."]
        for title, nodes in (("What it lacks", self.lacking), ("What comes first", self.before)):
            if nodes:
                lines = steps_of(nodes, sources)
                blocks.append("\n".join([f"{title}:", *(f"  {line}" for line in lines)]))
        return "\n\n".join(blocks)

    def table(self) -> Table:
        """Return the steps."""
        sources = SourceList(self.records, past=self.past)
        rows = [
            *(("lacks", line) for line in steps_of(self.lacking, sources)),
            *(("comes first", line) for line in steps_of(self.before, sources)),
        ]
        return Table(f"Not {self.words(self.asked)}", ("part", "step"), rows)
