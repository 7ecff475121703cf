"""The answer as a page tells it: the only place that reads the parts of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from safeconduct import Assessment
from safeconduct.base import DISPUTED, PLAUSIBILITIES, STANDINGS, day, label, sentence

from .proof import ProofNode, proof_view

_MOST: Final = 6
"""How many changes of each kind a page tells."""
_ORDER: Final = {"primary": 0, "secondary": 1, "general_knowledge": 2}


@dataclass(frozen=True)
class ReadingLine:
    """A reading of the law and what follows from it."""

    title: str
    standing: str
    holders: Sequence[str]
    outcome: str
    tone: str
    chosen: bool
    current: bool


@dataclass(frozen=True)
class IssueReadings:
    """A question of law with its readings, side by side."""

    id: str
    question: str
    readings: Sequence[ReadingLine]
    given: Sequence[str]


@dataclass(frozen=True)
class SourceLine:
    """A source, by the number under which it is cited."""

    number: int
    title: str
    kind: str
    url: str | None


@dataclass(frozen=True)
class RecordLine:
    """A record in a sentence, with the numbers of its sources."""

    id: str
    says: str
    sources: Sequence[int]


@dataclass(frozen=True)
class AnswerView:
    """An answer in the order of a story."""

    headline: str
    person: Any
    place: Any
    outcome: str
    tone: str
    dispute: str
    contested: bool | None
    exposure: str
    exposure_says: str
    past: bool
    happened: Sequence[RecordLine]
    age: Sequence[str]
    ask: Sequence[str]
    issues: Sequence[IssueReadings]
    proof: Sequence[ProofNode]
    notes: Sequence[str]
    assumed: Sequence[tuple[str, str]]
    changes: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    changes_note: str
    law: Sequence[tuple[str, str, str]]
    practice: str
    caveat: str
    journeys: Sequence[RecordLine]
    stances: Sequence[RecordLine]
    rulings: Sequence[tuple[RecordLine, str]]
    since: str
    until: str
    sources: Sequence[SourceLine]
    disclaimer: str
    world: str
    rules: str


class _Records:
    """Tells records by the id by which an answer names them, with the numbers of their sources."""

    def __init__(self, records: Mapping[str, Any]) -> None:
        self._table = records
        self._named = {source.id: source for one in records.values() for source in one.sources}
        ranked = sorted(self._named.values(), key=lambda one: _ORDER.get(str(one.kind), 9))
        self._numbers = {source.id: number for number, source in enumerate(ranked, 1)}

    def says(self, id_: str) -> str:
        """Return a record in a sentence."""
        return sentence(self._table[id_].says)

    def line(self, id_: str) -> RecordLine:
        """Return a record as a line."""
        told = self._table[id_]
        numbers = sorted(self._numbers[source.id] for source in told.sources)
        return RecordLine(told.id, sentence(told.says), numbers)

    def lines(self, ids: Sequence[str]) -> list[RecordLine]:
        """Return records as lines."""
        return [self.line(id_) for id_ in ids]

    def sources(self) -> list[SourceLine]:
        """Return every source that the answer rests on, the primary ones first."""
        return [
            SourceLine(number, one.title, label(str(one.kind)), one.url)
            for number, one in ((n, self._named[id_]) for id_, n in self._numbers.items())
        ]


def answer_view(assessment: Assessment) -> AnswerView:
    """Return an answer as a page tells it."""
    whole: Any = assessment.document
    short: Any = assessment.summary
    records = _Records(whole.records)
    visits = {records.says(one.record): one.record for one in whole.practice.visits}
    happened = [records.line(visits[says]) for says in short.happened if says in visits]
    proof = proof_view(whole.proof, records.line)
    comparable = whole.practice.comparable
    return AnswerView(
        headline=short.headline,
        person=short.person,
        place=short.place,
        outcome=short.outcome.value,
        tone=whole.wording.briefs(past=whole.past)[short.outcome.value],
        dispute=DISPUTED[short.contested],
        contested=short.contested,
        exposure=short.exposure,
        exposure_says=whole.wording.exposure.get(short.exposure, ""),
        past=whole.past,
        happened=happened,
        age=short.age[:2],
        ask=short.ask,
        issues=[_issue(turn, whole.wording.briefs()) for turn in whole.turns_on],
        proof=proof,
        notes=[
            whole.wording.qualification_of(one, past=whole.past) for one in whole.qualifications
        ],
        assumed=[(sentence(one.says), one.reason) for one in whole.assumptions],
        changes=list(_changes(assessment)),
        changes_note=assessment.changes.note,
        law=list(_law(proof)),
        practice=comparable.says if comparable else "",
        caveat=comparable.caveat if comparable else whole.practice.note,
        journeys=records.lines([one.record for one in comparable.listed] if comparable else ()),
        stances=records.lines(whole.practice.stances),
        rulings=[(records.line(one.record), one.decided) for one in whole.precedents],
        since=day(whole.valid.since) if whole.valid.since else "",
        until=day(whole.valid.until) if whole.valid.until else "",
        sources=records.sources(),
        disclaimer=short.disclaimer,
        world=short.world,
        rules=short.rules,
    )


def _issue(turn: Any, tones: Mapping[str, str]) -> IssueReadings:
    readings = [
        ReadingLine(
            title=one.title,
            standing=STANDINGS[one.standing],
            holders=one.holders,
            outcome=one.outcome.value,
            tone=tones[one.outcome.value],
            chosen=one.chosen,
            current=one.standing in ("court_current", "states"),
        )
        for one in turn.positions
    ]
    given = [f"{label(issue)}: {label(position)}" for issue, position in turn.given.items()]
    return IssueReadings(turn.issue, turn.question, readings, given)


def _changes(assessment: Assessment) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield what would change the answer, each kind with its ways and their outcomes."""
    found: Any = assessment.changes
    if found.scheduled:
        yield (
            "What is already set to change",
            [(f"From {day(one.since)}.", one.outcome.value) for one in found.scheduled[:_MOST]],
        )
    kinds: dict[str, list[tuple[str, str]]] = {}
    for one in found.facts[:_MOST]:
        kinds.setdefault(one.plausibility.value, []).append((one.says, one.outcome.value))
    for kind, ways in kinds.items():
        yield PLAUSIBILITIES[kind], ways
    if found.readings:
        yield (
            "Other readings of the law",
            [(one.says, one.outcome.value) for one in found.readings[:_MOST]],
        )


def _law(nodes: Sequence[ProofNode]) -> Iterator[tuple[str, str, str]]:
    """Yield each rule of a proof once: citation, title, id."""
    seen = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        if node.rule and node.cite and node.rule not in seen:
            seen.add(node.rule)
            yield node.cite, node.title, node.rule
        waiting.extend(node.children)
