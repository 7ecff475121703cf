"""Tells what was settled: each part of an assessment, made when it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from ..case.determination import Determination, grounds_of, reason_of
from ..case.determinations import StateDetermination
from ..case.query import Query
from ..case.reasoner import Reasoner
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
"""For how many determinations it is kept, in words, what they turn on."""


class PracticeSource(Protocol):
    """What happened and what courts decided, apart from the law."""

    def practice(self, query: Query, of_state: StateDetermination) -> Practice:
        """Return what is recorded of the person there, of journeys like it, and what was said."""
        ...

    def precedents(self, query: Query, of_state: StateDetermination) -> tuple[Precedent, ...]:
        """Return the rulings most like the case."""
        ...


class Untold:
    """A past of which nothing is told."""

    def __init__(self, reasoner: Reasoner) -> None:
        """Take the reasoner of the questions, and leave it."""

    def practice(self, query: Query, of_state: StateDetermination) -> Practice:
        """Return nothing that happened."""
        del query, of_state
        return Practice()

    def precedents(self, query: Query, of_state: StateDetermination) -> tuple[Precedent, ...]:
        """Return no ruling."""
        del query, of_state
        return ()


class Parts:
    """Tells what was settled about one world under one rule base: each part of an assessment.

    ``past``: what happened and what courts decided.
    """

    def __init__(self, reasoner: Reasoner, past: PracticeSource) -> None:
        self.reasoner = reasoner
        self.world = reasoner.world
        self.rulebase = reasoner.inference.rulebase
        self.past = past
        self.reaches: Mapping[str, date] = {
            kind: one.until for kind, one in reasoner.world.reach.items()
        }
        self._question = reasoner.inference.question
        self.wording = self._question.wording
        self._turns: dict[Determination, tuple[TurnsOn, ...]] = {}

    def national_law(self, state: str, on: date) -> tuple[RecordRef, ...]:
        """Return the laws of a State on cooperation with the Court that were public by ``on``."""
        return tuple(
            describe(self.world, law)
            for law in self.world.legislation_of(state)
            if law.public_on <= on
        )

    def unknown(self, of_state: StateDetermination, day: int) -> tuple[UnknownFact, ...]:
        """Return the unknown facts that decide, the most decisive first."""
        return unknown_facts(of_state, day)

    def warrant(self, of_state: StateDetermination, index: int, day: int) -> WarrantAnswer:
        """Return the answer for one warrant, with its proof on ``day`` (ordinal)."""
        determination = of_state.determination
        verdict = determination.shown.verdicts[index]
        outcomes = {one.verdicts[index].outcome for one in determination.settled.completions}
        outcome = Outcome(outcomes.pop()) if len(outcomes) == 1 else Outcome.UNDETERMINED
        prover = self.reasoner.prover(of_state, index, day)
        warrant = of_state.subject.warrants[index]
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
        self, query: Query, determination: Determination, weakest: Sequence[RecordRef]
    ) -> tuple[str, ...]:
        """Return the labels that rules add, then those about the records."""
        found = determination.qualifications(self._question.qualifications.values())
        until = self.world.reach["record"].until
        if self.world.known_on is not None:
            until = min(until, self.world.known_on)
        if query.on > until:
            found.append("projected")
        if weakest and weakest[0].confidence is Confidence.LOW:
            found.append("low_confidence_record")
        return tuple(found)

    def qualified_by(
        self, of_state: StateDetermination, day: int, labels: Sequence[str]
    ) -> Iterator[Qualification]:
        """Yield the rules behind each label, for the first deciding warrant that has it."""
        for name, label in self._question.qualifications.items():
            if label not in labels:
                continue
            for index in of_state.determination.decisive:
                if label in of_state.determination.shown.verdicts[index].qualifications:
                    prover = self.reasoner.prover(of_state, index, day)
                    atom = Atom(AtomKind.CONCLUSION, name)
                    yield Qualification(qualification=label, proof=tuple(prover.holds(atom)))
                    break

    def state(self, of_state: StateDetermination) -> StateAnswer:
        """Return what follows for the State of a determination."""
        determination = of_state.determination
        return StateAnswer(
            state=of_state.role.state,
            name=state_name(self.world, of_state.role.state),
            role=of_state.role.name,
            outcome=determination.outcome,
            duty=determination.duty,
            grounds=determination.grounds,
        )

    def turns(self, determination: Determination) -> tuple[TurnsOn, ...]:
        """Return the issues on which a determination turns, with every position and its outcome."""
        found = self._turns.get(determination)
        if found is None:
            found = tuple(self._tell_turns(determination))
            if len(self._turns) >= _KEPT:
                self._turns.clear()
            self._turns[determination] = found
        return found

    def _tell_turns(self, determination: Determination) -> Iterator[TurnsOn]:
        issues = self.rulebase.issues
        for turn in determination.contest.turns_on:
            issue, chosen = issues[turn.issue], determination.positions[turn.issue]
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
            standing=self.reasoner.readings.standing(position).value,
            holders=position.holders,
            outcome=Outcome(outcome),
            chosen=chosen,
        )
