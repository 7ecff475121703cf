"""Tells what was settled: each part of an assessment, made when it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from ..case.course import Judgement
from ..case.finding import Finding, grounds_of, reason_of
from ..case.judge import Judge
from ..case.query import Query
from ..case.terms import Outcome
from ..case.unknowns import UnknownFact, unknown_facts
from ..records.describe import describe, state_name
from ..records.models import Confidence
from ..records.reference import RecordRef
from ..rulebase.model import Atom, AtomKind, Issue
from .document import (
    PositionOutcome,
    Practice,
    Precedent,
    Qualification,
    StateAnswer,
    TurnsOn,
    WarrantAnswer,
)

_KEPT: Final = 1 << 14
"""For how many findings it is kept, in words, what they turn on."""


class Past(Protocol):
    """What happened and what courts decided, apart from the law."""

    def practice(self, query: Query, judgement: Judgement) -> Practice:
        """Return what is recorded of the person there, of journeys like it, and what was said."""
        ...

    def precedents(self, query: Query, judgement: Judgement) -> tuple[Precedent, ...]:
        """Return the rulings most like the case."""
        ...


class Untold:
    """A past of which nothing is told."""

    def __init__(self, judge: Judge) -> None:
        """Take the judge of the questions, and leave it."""

    def practice(self, query: Query, judgement: Judgement) -> Practice:
        """Return nothing that happened."""
        del query, judgement
        return Practice()

    def precedents(self, query: Query, judgement: Judgement) -> tuple[Precedent, ...]:
        """Return no ruling."""
        del query, judgement
        return ()


class Parts:
    """Tells what was settled about one world under one rule base: each part of an assessment.

    ``past``: what happened and what courts decided.
    """

    def __init__(self, judge: Judge, past: Past) -> None:
        self.judge = judge
        self.world = judge.world
        self.rulebase = judge.inference.rulebase
        self.past = past
        self.reaches: Mapping[str, date] = {
            kind: one.until for kind, one in judge.world.reach.items()
        }
        self._question = judge.inference.question
        self._turns: dict[Finding, tuple[TurnsOn, ...]] = {}

    def national_law(self, state: str, on: date) -> tuple[RecordRef, ...]:
        """Return the laws of a State on cooperation with the Court that were public by ``on``."""
        return tuple(
            describe(self.world, law)
            for law in self.world.legislation_of(state)
            if law.public_on <= on
        )

    def unknown(self, judgement: Judgement, day: int) -> tuple[UnknownFact, ...]:
        """Return the unknown facts that decide, the most decisive first."""
        return unknown_facts(judgement, day)

    def warrant(self, judgement: Judgement, index: int, day: int) -> WarrantAnswer:
        """Return the answer for one warrant, with its proof on ``day`` (ordinal)."""
        finding = judgement.finding
        verdict = finding.shown.verdicts[index]
        outcomes = {one.verdicts[index].outcome for one in finding.settled.completions}
        outcome = Outcome(outcomes.pop()) if len(outcomes) == 1 else Outcome.UNDETERMINED
        prover = self.judge.prover(judgement, index, day)
        warrant = judgement.subject.warrants[index]
        return WarrantAnswer(
            warrant=warrant.id,
            says=describe(self.world, warrant).says,
            outcome=outcome,
            reason=reason_of(verdict, outcome),
            duty=verdict.parts["duty"],
            power=verdict.parts["power"],
            surrender=verdict.parts["surrender"],
            grounds=grounds_of(verdict),
            qualifications=verdict.qualifications,
            proof=tuple(
                prover.holds(verdict.row.when)
                if verdict.row
                else prover.clashes(row.when for row in self._question.outcome)
            ),
        )

    def qualifications(
        self, query: Query, finding: Finding, weakest: Sequence[RecordRef]
    ) -> tuple[str, ...]:
        """Return the labels that rules add, then those about the records."""
        found = finding.qualifications(self._question.qualifications.values())
        until = self.world.reach["record"].until
        if self.world.known_on is not None:
            until = min(until, self.world.known_on)
        if query.on > until:
            found.append("projected")
        if weakest and weakest[0].confidence is Confidence.LOW:
            found.append("low_confidence_record")
        return tuple(found)

    def qualified_by(
        self, judgement: Judgement, day: int, labels: Sequence[str]
    ) -> Iterator[Qualification]:
        """Yield the rules behind each label, for the first deciding warrant that has it."""
        for name, label in self._question.qualifications.items():
            if label not in labels:
                continue
            for index in judgement.finding.decisive:
                if label in judgement.finding.shown.verdicts[index].qualifications:
                    prover = self.judge.prover(judgement, index, day)
                    atom = Atom(AtomKind.CONCLUSION, name)
                    yield Qualification(qualification=label, proof=tuple(prover.holds(atom)))
                    break

    def state(self, judgement: Judgement) -> StateAnswer:
        """Return what follows for the State of a judgement."""
        finding = judgement.finding
        return StateAnswer(
            state=judgement.role.state,
            name=state_name(self.world, judgement.role.state),
            role=judgement.role.name,
            outcome=finding.outcome,
            duty=finding.duty,
            grounds=finding.grounds,
        )

    def turns(self, finding: Finding) -> tuple[TurnsOn, ...]:
        """Return the issues on which a finding turns, with every position and its outcome."""
        found = self._turns.get(finding)
        if found is None:
            found = tuple(self._tell_turns(finding))
            if len(self._turns) >= _KEPT:
                self._turns.clear()
            self._turns[finding] = found
        return found

    def _tell_turns(self, finding: Finding) -> Iterator[TurnsOn]:
        issues = self.rulebase.issues
        for turn in finding.contest.turns_on:
            issue, chosen = issues[turn.issue], finding.positions[turn.issue]
            yield TurnsOn(
                issue=issue.id,
                question=issue.question,
                positions=tuple(
                    self._position(issue, index, outcome, chosen=index == chosen)
                    for index, outcome in turn.outcomes.items()
                ),
                given={issues[i].id: issues[i].positions[p].id for i, p in turn.given},
            )

    def _position(self, issue: Issue, index: int, outcome: str, *, chosen: bool) -> PositionOutcome:
        position = issue.positions[index]
        return PositionOutcome(
            position=position.id,
            title=position.title,
            standing=self.judge.readings.standing(position).value,
            holders=position.holders,
            outcome=Outcome(outcome),
            chosen=chosen,
        )
