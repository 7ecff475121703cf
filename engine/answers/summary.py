"""The answer in short: what a reader needs, within a screen and two kilobytes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final

from pydantic import Field

from ..base.dates import first_day, last_day
from ..base.frozen import Part as Member
from ..base.frozen import Shown, Table
from ..base.json_text import written
from ..base.words import YES, sentence
from ..case.proof.nodes import Part, Reading, Step, children
from ..case.terms import DUTY, EXECUTION, POWER, SURRENDER, Outcome
from ..records.reference import Named
from ..rulebase.model import Standing
from ..rulebase.readings import COUNTED, OPEN_COUNTED
from ..rulebase.wording import Execution, Exposure
from .document import DISCLAIMER, AssessmentDocument, VisitRef
from .forms.text import aged, headline_of_day

_MOST: Final = 3
"""How many questions to ask, other readings and old premises are told in short."""


PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "readings": ("turns_on",),
        "proof": ("proof", "qualifications", "qualified_by", "assumptions"),
        "unknown": ("unknown", "stale"),
        "stay": ("stay",),
        "states": ("states", POWER, "national_law"),
        "warrants": ("warrants", "decisive"),
        EXECUTION: ("national_execution",),
        "next": ("next_steps",),
        "practice": ("practice",),
        "precedents": ("precedents",),
        "sources": ("confidence", "weakest", "valid", "gaps", "reaches"),
    }
)
"""What the whole answer has beside the short one, in parts that can be asked for: the members of
`AssessmentDocument` in each."""


class ContraryReading(Member):
    """A reading that the Court or States hold today and that gives another outcome."""

    issue: str
    position: str
    standing: str
    outcome: Outcome


class Days(Member):
    """Days on which the answer stays the same, ``[since, until)``; ``None``: no such day."""

    since: date | None
    until: date | None


class Summary(Shown):
    """The answer to a travel-risk question, in short; `AssessmentDocument` is the whole."""

    headline: str = Field(description="the answer in one sentence")
    person: Named
    taken: str | None = Field(
        description="the surname taken to mean the person, though others bear it; null: none was"
    )
    place: Named
    on: date = Field(description="the day asked about; of a stay, its worst day")
    until: date | None = Field(description="the last day of a stay; null: one day was asked about")
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    outcome: Outcome
    reason: str | None = Field(description="why no warrant is in force; else null")
    contested: bool | None = Field(
        description="whether another current reading gives another outcome; null: unknown"
    )
    contested_by: tuple[ContraryReading, ...] = Field(description=f"at most {_MOST} of them")
    exposure: Exposure
    duty: str = Field(examples=["yes", "no", "unresolved"])
    grounds: tuple[str, ...] = Field(description="the sources of the duty, if there is one")
    surrender: str = Field(examples=["due", "postponable", "not_yet", "barred", "none"])
    execution: Execution = Field(examples=["possible", "blocked", "none"])
    happened: tuple[str, ...] = Field(
        description="what is on record of the person there on these days: practice, not law"
    )
    ask: tuple[str, ...] = Field(description="what is not on record and decides, to be found out")
    valid: Days
    age: tuple[str, ...] = Field(
        description="what is known to be missing, or known only up to an earlier day"
    )
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER

    def to_json(self) -> str:
        """Return it as JSON."""
        return written(self).decode()

    def table(self) -> Table:
        """Return the headline and the parts of the answer."""
        rows = [
            ("contested", YES[self.contested]),
            ("exposure", self.exposure),
            (DUTY, self.duty),
            (SURRENDER, self.surrender),
            (EXECUTION, self.execution),
            ("happened", self.happened),
        ]
        return Table(self.headline, ("part", "answer"), rows)


class ToldSummary:
    """A short answer, told as well of other days on which nothing else of it is different."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary

    def of_day(self, on: date) -> Summary:
        """Return the answer about a day."""
        told = self._summary
        if on == told.on:
            return told
        return told.model_copy(update={"headline": headline_of_day(on, self._rest), "on": on})

    def json(self, on: date) -> bytes:
        """Return the answer about a day as JSON, which is mostly written already."""
        if on == self._summary.on:
            return written(self._summary)
        before, after = self._written
        headline = written(headline_of_day(on, self._rest))
        return b'{"headline":%b,%b,"on":%b,%b}' % (headline, before, written(on), after)

    @cached_property
    def _rest(self) -> str:
        """The headline without the day."""
        return self._summary.headline.removeprefix(headline_of_day(self._summary.on, ""))

    @cached_property
    def _written(self) -> tuple[bytes, bytes]:
        """The members between the headline and the day, and those after it."""
        _, *members = vars(self._summary).items()
        day = [name for name, _ in members].index("on")
        before, after = (written(dict(some))[1:-1] for some in (members[:day], members[day + 1 :]))
        return before, after


def summary(
    answer: AssessmentDocument, headline: str, valid: Days, journeys: Iterable[VisitRef]
) -> Summary:
    """Return the answer in short.

    ``headline``: the answer in one sentence. ``valid``: on which days it stays the same.
    ``journeys``: the person's to that State.
    """
    return Summary(
        headline=headline,
        person=answer.person,
        taken=answer.taken,
        place=answer.place,
        on=answer.on,
        until=answer.stay.until if answer.stay else None,
        presence=answer.presence,
        purpose=answer.purpose,
        profile=answer.profile,
        known_on=answer.known_on,
        outcome=answer.outcome,
        reason=answer.reason,
        contested=answer.contested,
        contested_by=tuple(_others(answer))[:_MOST],
        exposure=answer.exposure,
        duty=answer.duty,
        grounds=answer.grounds,
        surrender=answer.surrender,
        execution=answer.execution,
        happened=tuple(_happened(answer, journeys))[:_MOST],
        ask=tuple(fact.question for fact in answer.unknown[:_MOST]),
        valid=valid,
        age=tuple(aged(answer))[:_MOST],
        world=answer.world,
        rules=answer.rules,
        disclaimer=answer.disclaimer,
    )


def turns(journeys: Iterable[VisitRef]) -> Iterator[int]:
    """Yield the days (ordinals) on which a journey comes to be one that happened, or no longer."""
    for visit in journeys:
        begins, ends = visit.start or visit.end, visit.end or visit.start
        if begins and ends:
            yield from (first_day(begins).toordinal(), last_day(ends).toordinal() + 1)


def _others(answer: AssessmentDocument) -> Iterator[ContraryReading]:
    """Yield the readings by which the answer is contested, those of the Court first."""
    for standing in Standing:
        for turn in answer.turns_on:
            spoken = any(one.standing == Standing.COURT_CURRENT for one in turn.positions)
            counts = standing in (COUNTED if spoken else OPEN_COUNTED)
            for one in turn.positions if counts else ():
                if one.standing == standing and one.outcome != answer.outcome:
                    yield ContraryReading(
                        issue=turn.issue,
                        position=one.position,
                        standing=standing,
                        outcome=one.outcome,
                    )


def _happened(answer: AssessmentDocument, journeys: Iterable[VisitRef]) -> Iterator[str]:
    """Yield what is on record of the person in that State on the days asked about."""
    first = answer.stay.since if answer.stay else answer.on
    last = answer.stay.until if answer.stay else answer.on
    for visit in journeys:
        begins = visit.start or visit.end
        ends = visit.end or visit.start
        if begins and ends and first_day(begins) <= last and last_day(ends) >= first:
            yield sentence(answer.records[visit.record].says)


def why(answer: AssessmentDocument) -> tuple[tuple[str, str], ...]:
    """Return what the answer rests on first of all, at most three: titles and citations.

    The rule nearest to the outcome, the reading followed, then further rules; rules without a
    citation only gather others.
    """
    rules: dict[tuple[str, str], None] = {}
    readings: dict[tuple[str, str], None] = {}
    waiting: deque[Part] = deque(answer.proof)
    while waiting:
        node = waiting.popleft()
        if isinstance(node, Step) and node.cite:
            rules[node.title, node.cite] = None
        elif isinstance(node, Reading):
            readings[f"Reading followed: {node.title}", ""] = None
        waiting.extend(children(node))
    first, *further = rules or [("", "")]
    return tuple(one for one in (first, *readings, *further) if one[0])[:_MOST]
