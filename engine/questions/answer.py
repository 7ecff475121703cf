"""The answer to any question whose file says how it is put, as frozen models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from pydantic import Field

from ..answers.document import DISCLAIMER
from ..answers.forms.steps import SourceList, steps_of
from ..base.frozen import Frozen, Table
from ..base.words import STANDINGS, YES, day, label, sentence
from ..case.proof.leaves import Assumption
from ..case.proof.nodes import Node, Step, walk
from ..inference.inference import UNDETERMINED
from ..records.reference import Named, RecordRef
from ..rulebase.wording import Worded


class PositionTaken(Frozen):
    """The outcome if this position on an issue were taken."""

    position: str
    title: str
    standing: str
    holders: tuple[str, ...]
    outcome: str
    chosen: bool


class IssueTurned(Frozen):
    """An issue on which the outcome depends, with every position and its outcome."""

    issue: str
    question: str
    positions: tuple[PositionTaken, ...]
    given: dict[str, str] = Field(
        description="positions on other issues without which this one does not matter"
    )


class Labelled(Frozen):
    """A label beside the outcome, told in a sentence, with the rules that add it."""

    qualification: str
    says: str
    proof: tuple[Node, ...]


class OpenFact(Frozen):
    """A fact that is not known and decides the answer, with what to ask."""

    fact: str
    question: str
    why: str
    outcomes: dict[str, tuple[str, ...]] = Field(
        description="for each value it may have the outcomes that remain possible"
    )


class UnsettledPoint(Frozen):
    """Rules that stand against each other: no fact settles which of them holds.

    ``supporting`` and ``opposing``: the ids of the rules for a conclusion, and against it.
    """

    conclusion: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    says: str


class CaseDecision(Frozen):
    """What follows in one of the cases that the answer joins; ``of``: what tells it apart."""

    of: dict[str, Named]
    outcome: str
    parts: dict[str, str]
    grounds: tuple[str, ...]
    qualifications: tuple[str, ...]
    decides: bool
    proof: tuple[Node, ...]


class OutcomePeriod(Frozen):
    """Days on which the answer stays the same, ``[since, until)``; null: no such day on record."""

    since: date | None
    until: date | None
    outcome: str
    contested: bool | None
    parts: dict[str, str]
    grounds: tuple[str, ...]
    opened_by: tuple[RecordRef, ...] = Field(
        description="the records that changed on its first day"
    )


class ContraryPosition(Frozen):
    """A position by which the answer would be another one."""

    issue: str
    position: str
    standing: str
    outcome: str


class QuestionSummary(Worded):
    """The answer to a question in short; `QuestionAnswer` is the whole."""

    question: str
    headline: str = Field(description="the answer in one sentence")
    inputs: dict[str, tuple[Named, ...]]
    on: date
    until: date | None
    known_on: date | None
    profile: str
    positions: dict[str, str]
    outcome: str
    contested: bool | None
    contested_by: tuple[ContraryPosition, ...] = Field(description="at most three of them")
    parts: dict[str, str]
    grounds: tuple[str, ...]
    qualifications: tuple[str, ...]
    exposure: str | None
    ask: tuple[str, ...] = Field(description="what is not known and decides, to be found out")
    unsettled: tuple[str, ...] = Field(
        description="why no fact settles it: rules that stand against each other"
    )
    since: date | None = Field(description="since when the answer is the same; null: always")
    to: date | None = Field(description="the day from which it is another one; null: none known")
    world: str
    rules: str
    disclaimer: str

    def to_json(self) -> str:
        """Return it as JSON."""
        return self.model_dump_json()

    def table(self) -> Table:
        """Return the headline and the parts of the answer."""
        rows = [
            ("contested", YES[self.contested]),
            *((label(name), self.wording.part_of(name, it)) for name, it in self.parts.items()),
            ("to ask", self.ask),
            ("left open", self.unsettled),
        ]
        return Table(self.headline, ("part", "answer"), rows)


_BOTH: Final = (
    *("question", "headline", "inputs", "on", "until", "known_on", "profile", "positions"),
    *("outcome", "contested", "parts", "grounds", "exposure", "world", "rules", "disclaimer"),
)
"""The members that a short answer has as the whole one has them."""


class QuestionAnswer(Worded):
    """The answer to a question, with its proof and sources, and the contrary readings."""

    question: str = Field(description="the id of the question", examples=["jurisdiction"])
    title: str
    headline: str = Field(description="the answer in one sentence")
    inputs: dict[str, tuple[Named, ...]] = Field(description="what was asked, by input")
    on: date = Field(
        description="the day on which facts are taken; of a span, the one answered for"
    )
    until: date | None = Field(description="the last day of a span; null: one day was asked about")
    past: bool = Field(description="whether the day is over")
    known_on: date | None
    profile: str
    positions: dict[str, str] = Field(description="readings chosen instead of the profile's")
    outcome: str
    contested: bool | None = Field(
        description="whether another current reading gives another outcome; null: unknown"
    )
    parts: dict[str, str]
    grounds: tuple[str, ...]
    qualifications: tuple[Labelled, ...]
    exposure: str | None
    turns_on: tuple[IssueTurned, ...]
    unknown: tuple[OpenFact, ...] = Field(description="what is not known and decides")
    unsettled: tuple[UnsettledPoint, ...] = Field(
        description="rules that stand against each other, so that no fact settles the answer"
    )
    assumptions: tuple[Assumption, ...]
    cases: tuple[CaseDecision, ...]
    valid: OutcomePeriod = Field(description="the days on which the answer stays the same")
    steps: tuple[OutcomePeriod, ...] = Field(description="of a span: what follows within it")
    records: dict[str, RecordRef] = Field(description="every record named above, by its id")
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER

    @property
    def proof(self) -> tuple[Node, ...]:
        """The proof of the first case that decides."""
        return next((one.proof for one in self.cases if one.decides), self.cases[0].proof)

    @property
    def label(self) -> str:
        """The outcome in a few words."""
        return self.words(self.outcome)

    @property
    def ask(self) -> tuple[str, ...]:
        """What to find out, each question once."""
        return tuple(dict.fromkeys(one.question for one in self.unknown))

    @property
    def summary(self) -> QuestionSummary:
        """What a reader needs first: no proof, no records."""
        contrary = [
            ContraryPosition(
                issue=issue.issue,
                position=one.position,
                standing=one.standing,
                outcome=one.outcome,
            )
            for issue in self.turns_on
            for one in issue.positions
            if one.outcome != self.outcome and not one.chosen
        ]
        return QuestionSummary(
            **{name: getattr(self, name) for name in _BOTH},
            qualifications=tuple(one.qualification for one in self.qualifications),
            contested_by=tuple(contrary[:_MOST_SHOWN]),
            ask=self.ask[:_MOST_SHOWN],
            unsettled=tuple(one.says for one in self.unsettled[:_MOST_SHOWN]),
            since=self.valid.since,
            to=self.valid.until,
        ).told_in(self.wording)

    def to_dict(self) -> dict[str, object]:
        """Return the whole answer as plain data."""
        return self.model_dump(mode="json")

    def table(self) -> Table:
        """Return the headline and the parts of the answer."""
        return self.summary.table()

    def explain(self, *, full: bool = True) -> str:
        """Return it as readable text; ``full``: with every reading, label, record and source."""
        sources = SourceList(self.records, past=self.past)
        blocks = [self.headline]
        for title, lines in self._blocks(sources, full=full):
            if lines:
                blocks.append("\n".join([f"{title}:", *(f"  {line}" for line in lines)]))
        blocks.append(self.disclaimer)
        return "\n\n".join(blocks)

    def screen(self) -> Iterator[str]:
        """Yield the lines of an answer in short: what it is, who disputes it, why, what to ask."""
        yield self.headline
        for name, value in self._parts({n: v for n, v in self.parts.items() if v not in _NOTHING}):
            yield f"{name}: {value}."
        others = [
            f"{STANDINGS.get(one.standing, one.standing)}, {label(issue.issue)} ({one.title}): "
            f"{self.words(one.outcome)}"
            for issue in self.turns_on
            for one in issue.positions
            if one.outcome != self.outcome and not one.chosen
        ]
        if others:
            yield "By other readings:"
            yield from (f"  - {one}" for one in others[:_MOST_SHOWN])
        if self.ask:
            yield "To be found out:"
            yield from (f"  - {one}" for one in self.ask[:_MOST_SHOWN])
        if self.unsettled:
            yield "Left open by the rules:"
            yield from (f"  - {one.says}" for one in self.unsettled[:_MOST_SHOWN])
        cited = [
            f"{sentence(part.title)} ({part.cite})"
            for part in walk(self.proof)
            if isinstance(part, Step) and part.cite
        ]
        if cited and self.outcome != UNDETERMINED:
            yield "Why:"
            yield from (f"  - {one}" for one in dict.fromkeys(cited[-_MOST_SHOWN:]))
        if self.steps:
            yield "Within the days asked about:"
            yield from (f"  - {_period(one, self.words)}" for one in self.steps)
        yield _valid(self.valid)
        yield "--full tells the whole: the proof, every reading, sources."

    def _blocks(self, sources: SourceList, *, full: bool) -> Iterator[tuple[str, list[str]]]:
        parts = {name: value for name, value in self.parts.items() if value not in _NOTHING}
        yield "In short", [f"{name}: {value}" for name, value in self._parts(parts)]
        yield "Within the days asked about", [_period(one, self.words) for one in self.steps]
        yield "To be found out", list(self.ask)
        yield "Left open by the rules", [one.says for one in self.unsettled]
        yield "Readings", list(self._readings())
        for one in self.cases if full else [one for one in self.cases if one.decides][:1]:
            of = "; ".join(f"{label(name)} {it.name}" for name, it in one.of.items())
            title = f"Why ({of}: {self.words(one.outcome)})" if len(self.cases) > 1 else "Why"
            yield title, steps_of(one.proof, sources)
        yield "Beside this", [one.says for one in self.qualifications]
        if full:
            yield (
                "Taken to be so",
                [sentence(f"{one.says}; {one.reason}") for one in self.assumptions],
            )
        yield "How long", [_valid(self.valid)]
        yield "Sources", sources.lines() if full else []

    def _parts(self, parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in parts.items():
            yield label(name).capitalize(), self.wording.part_of(name, value)

    def _readings(self) -> Iterator[str]:
        for issue in self.turns_on:
            yield issue.question
            for one in issue.positions:
                taken = " (followed here)" if one.chosen else ""
                held = STANDINGS.get(one.standing, one.standing)
                yield f"  - {one.title}, {held}: {self.words(one.outcome)}{taken}"


_MOST_SHOWN: Final = 3
"""How many questions to ask and contrary readings are told in short."""

_NOTHING: Final = {"none", "nothing", "undetermined"}
"""Values by which a part says that there is nothing to say."""


def days_of(one: OutcomePeriod) -> str:
    """Return the days of a period in words."""
    since = f"from {day(one.since)}" if one.since else "from the beginning"
    return f"{since} to before {day(one.until)}" if one.until else f"{since} on"


def _period(one: OutcomePeriod, words: object) -> str:
    assert callable(words)
    return f"{days_of(one)}: {words(one.outcome)}"


def _valid(one: OutcomePeriod) -> str:
    return sentence(f"The answer is the same {days_of(one)}")
