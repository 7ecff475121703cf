"""Tells what was settled: each part of an assessment, made when it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from orjson import Fragment

from ..base.cache import Cache
from ..base.json_text import written
from ..case.determination import Determination, grounds_of, reason_of
from ..case.determinations import StateDetermination
from ..case.proof.nodes import Node
from ..case.proof.prover import Prover
from ..case.proof.shape import ProofShape, gap
from ..case.query import Query
from ..case.reasoner import Reasoner
from ..case.terms import DUTY, EXECUTION, POWER, REASON, SURRENDER, Outcome
from ..case.unknowns import UnknownFact, unknown_facts
from ..records.describe import describe, state_name
from ..records.models import Confidence
from ..rulebase.model import Atom, AtomKind, Issue
from .beside import next_steps
from .document import (
    NextAction,
    PositionOutcome,
    Practice,
    Precedent,
    Qualification,
    StateAnswer,
    TurnsOn,
    VisitRef,
    WarrantAnswer,
)
from .lasting import Lasting
from .told import Told, ToldStretch, ToldWarrant

if TYPE_CHECKING:
    from .summary import ToldSummary  # it is told in words

_KEPT: Final = 1 << 14
"""For how many determinations it is kept what is told of them."""
_PERIODS: Final = 1 << 13
"""Of so many periods, of persons and places, it is remembered that they were asked about."""
_KEPT_SHORT: Final = 1 << 14
"""So many short answers are kept, of some 3 kB each, each with the days on which it is the same."""
_KEPT_WHOLE: Final = 1 << 12
"""Of so many whole ones all is kept but what happened before a day, of some 40 kB."""
_KEPT_DAYS: Final = 1 << 10
"""So many whole ones are kept but for the day, of some 80 kB."""


class PracticeSource(Protocol):
    """What happened and what courts decided, apart from the law."""

    def practice(self, query: Query, of_state: StateDetermination) -> Practice:
        """Return what is recorded of the person there, of journeys like it, and what was said."""
        ...

    def precedents(self, query: Query, of_state: StateDetermination) -> tuple[Precedent, ...]:
        """Return the rulings most like the case."""
        ...

    def journeys(self, person: str, state: str) -> tuple[VisitRef, ...]:
        """Return what is recorded of the person there."""
        ...

    def happening(self, query: Query, of_state: StateDetermination) -> Iterable[int]:
        """Return the days (ordinals) on which practice or precedents may come to say more."""
        ...

    def at_once(self, query: Query, of_state: StateDetermination) -> bool:
        """Return whether the journeys that compare with it are known already."""
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

    def journeys(self, person: str, state: str) -> tuple[VisitRef, ...]:
        """Return no journey."""
        del person, state
        return ()

    def happening(self, query: Query, of_state: StateDetermination) -> Iterable[int]:
        """Return no day."""
        del query, of_state
        return ()

    def at_once(self, query: Query, of_state: StateDetermination) -> bool:
        """Return that there is nothing to find out."""
        del query, of_state
        return True


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
        self.kept: Cache[Determination, Told] = Cache(_KEPT)
        self.summaries: Lasting[ToldSummary] = Lasting(_PERIODS, _KEPT_SHORT)
        self.whole: Lasting[ToldStretch] = Lasting(_PERIODS, _KEPT_WHOLE)
        self.of_days: Lasting[ToldStretch] = Lasting(_PERIODS, _KEPT_DAYS)
        self._next_steps: Cache[tuple[tuple[str, ...], ...], tuple[NextAction, ...]] = Cache(_KEPT)
        self._records: dict[str, bytes] = {}

    @property
    def recorded_until(self) -> date:
        """The last day of which anything is on record; what follows is projected."""
        until, known_on = self.world.reach["record"].until, self.world.known_on
        return until if known_on is None else min(until, known_on)

    def national_law(self, state: str, on: date) -> tuple[str, ...]:
        """Return the laws of a State on cooperation with the Court that were public by ``on``."""
        laws = self.world.legislation_of(state)
        return tuple(law.id for law in laws if law.public_on <= on)

    def next_steps(self, **answer: tuple[str, ...]) -> tuple[NextAction, ...]:
        """Return what can be done next after an answer: what it says, as `beside.next_steps`."""
        key = tuple(answer.values())
        found = self._next_steps.get(key)
        if found is None:
            steps = tuple(next_steps(self.world.next_steps, answer))
            found = self._next_steps.keep(key, steps)
        return found

    def unknown(self, of_state: StateDetermination, day: int) -> tuple[UnknownFact, ...]:
        """Return the unknown facts that decide, the most decisive first."""
        return unknown_facts(of_state, day)

    def warrant(self, of_state: StateDetermination, index: int, day: int) -> WarrantAnswer:
        """Return the answer for one warrant, with its proof on ``day`` (ordinal)."""
        prover = self.reasoner.prover(of_state, index, day)
        return WarrantAnswer(
            warrant=of_state.subject.warrants[index].id,
            **self._of_warrant(of_state.determination, index),
            proof=tuple(self._proof(of_state.determination, index, prover)),
        )

    def _of_warrant(self, determination: Determination, index: int) -> dict[str, Any]:
        """Return the members of `WarrantAnswer` that are the same in every case."""
        verdict = determination.shown.verdicts[index]
        outcomes = {one.verdicts[index].outcome for one in determination.settled.completions}
        outcome = Outcome(outcomes.pop()) if len(outcomes) == 1 else Outcome.UNDETERMINED
        return {
            "outcome": outcome,
            REASON: reason_of(verdict, outcome),
            DUTY: verdict.parts[DUTY],
            POWER: verdict.parts[POWER],
            SURRENDER: verdict.parts[SURRENDER],
            EXECUTION: verdict.parts.get(EXECUTION, "unknown"),
            "grounds": grounds_of(verdict),
            "qualifications": verdict.qualifications,
        }

    def _proof(self, determination: Determination, index: int, prover: Prover) -> Iterator[Node]:
        row = determination.shown.verdicts[index].row
        if row:
            return prover.holds(row.when)
        return iter(prover.clashes(one.when for one in self._question.outcome))

    def told(self, of_state: StateDetermination, day: int) -> Told:
        """Return what is told of a determination; ``day``: any on which it holds."""
        determination = of_state.determination
        return self.kept.get(determination) or self.kept.keep(
            determination, self._tell(of_state, day)
        )

    def _tell(self, of_state: StateDetermination, day: int) -> Told:
        determination = of_state.determination
        provers = [
            replace(self.reasoner.prover(of_state, index, day), ground=gap)
            for index in range(len(determination.shown.verdicts))
        ]
        labels = tuple(determination.qualifications(self._question.qualifications.values()))
        turns_on = tuple(self._tell_turns(determination))
        return Told(
            turns_on,
            Fragment(written(turns_on)),
            labels,
            tuple(
                ToldWarrant(
                    prover.assignment,
                    prover.derivation,
                    written(self._of_warrant(determination, index))[1:-1],
                    ProofShape.of(self._proof(determination, index, prover)),
                )
                for index, prover in enumerate(provers)
            ),
            tuple(
                (label, index, ProofShape.of(provers[index].holds(atom)))
                for label, index, atom in self._labels(determination, labels)
            ),
        )

    def records(self, ids: Iterable[str]) -> Fragment:
        """Return records by their ids, as JSON; each is written once."""
        return Fragment(b"{%b}" % b",".join(map(self._record, ids)))

    def _record(self, id_: str) -> bytes:
        found = self._records.get(id_)
        if found is None:
            told = describe(self.world, self.world.records[id_])
            found = self._records[id_] = written({id_: told})[1:-1]
        return found

    def qualifications(
        self, query: Query, of_state: StateDetermination, confidence: Confidence
    ) -> tuple[str, ...]:
        """Return the labels that rules add, then those about the records."""
        found = list(self.told(of_state, query.on.toordinal()).qualifications)
        if query.on > self.recorded_until:
            found.append("projected")
        if confidence is Confidence.LOW:
            found.append("low_confidence_record")
        return tuple(found)

    def qualified_by(
        self, of_state: StateDetermination, day: int, labels: Sequence[str]
    ) -> Iterator[Qualification]:
        """Yield the rules behind each label, for the first deciding warrant that has it."""
        for label, index, atom in self._labels(of_state.determination, labels):
            prover = self.reasoner.prover(of_state, index, day)
            yield Qualification(qualification=label, proof=tuple(prover.holds(atom)))

    def _labels(
        self, determination: Determination, labels: Sequence[str]
    ) -> Iterator[tuple[str, int, Atom]]:
        """Yield each label, the first deciding warrant that has it, and what it is read from."""
        for name, label in self._question.qualifications.items():
            if label not in labels:
                continue
            for index in determination.decisive:
                if label in determination.shown.verdicts[index].qualifications:
                    yield label, index, Atom(AtomKind.CONCLUSION, name)
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
