"""Puts the answer together: proves what was settled and says what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .assessment import (
    Assessment,
    Named,
    Outcome,
    PositionOutcome,
    Qualification,
    RecordRef,
    StateAnswer,
    TurnsOn,
    WarrantAnswer,
)
from .describe import describe, state_name
from .freshness import stale_of
from .given import PRESENCE, PURPOSE
from .judge import Judge, Judgement, Query, Signature, grounds_of, reason_of
from .lang.model import Atom, AtomKind, Issue
from .leaves import assumptions_of, leaves_of, weakest_of
from .practice import Past
from .records.models import Confidence
from .unknowns import unknown_facts
from .validity import validity


class Assessor:
    """Answers questions about one world under one rule base, with proof."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._world = judge.world
        self._inference = judge.inference
        self._rulebase = judge.inference.rulebase
        self._past = Past(judge)

    def assess(self, query: Query) -> Assessment:
        """Return the full answer to a question."""
        world, day = self._world, query.on.toordinal()
        judgements = self._judge.judgements(query)
        first = judgements[0]
        outcome, settled = first.outcome, first.outcome is not Outcome.UNDETERMINED
        warrants = tuple(
            self._warrant(first, index, day) for index in range(len(first.shown.verdicts))
        )
        proof = tuple(node for index in first.decisive for node in warrants[index].proof)
        leaves = leaves_of(proof)
        weakest = weakest_of(leaves)
        qualifications = self._qualifications(query, first, weakest)
        parts = first.leading.parts
        return Assessment(
            person=Named(id=query.person.id, name=query.person.name),
            place=Named(id=query.place.id, name=query.place.name),
            on=query.on,
            presence=query.given.asked[PRESENCE],
            purpose=query.given.asked[PURPOSE],
            profile=query.profile.id,
            known_on=world.known_on,
            outcome=outcome,
            reason=first.reason,
            duty=first.duty,
            power=parts["power"] if settled else "unknown",
            surrender=parts["surrender"] if settled else "none",
            grounds=first.grounds,
            contested=first.contest.contested,
            turns_on=tuple(self._turns(first)),
            exposure=self._judge.exposure(first),
            qualifications=qualifications,
            qualified_by=tuple(self._qualified_by(first, day, qualifications)),
            states=tuple(self._state(one) for one in judgements if one.role.state),
            decisive=tuple(first.subject.warrants[index].id for index in first.decisive),
            warrants=warrants,
            confidence=weakest[0].confidence if weakest else Confidence.HIGH,
            weakest=weakest,
            proof=proof,
            practice=self._past.practice(query, first),
            precedents=self._past.precedents(query, first),
            national_law=tuple(
                describe(world, law)
                for law in world.legislation_of(first.role.state)
                if law.public_on <= query.on
            ),
            valid=validity(
                first.subject,
                query.place,
                day,
                Signature(first.subject, self._inference, first.positions),
            ),
            unknown=unknown_facts(first, day),
            assumptions=assumptions_of(leaves),
            stale=stale_of(self._judge, query, first, leaves),
            reaches={kind: one.until for kind, one in world.reach.items()},
            world=world.digest,
            rules=self._rulebase.digest,
        )

    def _warrant(self, judgement: Judgement, index: int, day: int) -> WarrantAnswer:
        verdict = judgement.shown.verdicts[index]
        outcomes = {one.verdicts[index].outcome for one in judgement.settled.completions}
        outcome = Outcome(outcomes.pop()) if len(outcomes) == 1 else Outcome.UNDETERMINED
        prover = self._judge.prover(judgement, index, day)
        warrant = judgement.subject.warrants[index]
        return WarrantAnswer(
            warrant=warrant.id,
            says=describe(self._world, warrant).says,
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
                else prover.clashes(row.when for row in self._inference.question.outcome)
            ),
        )

    def _qualifications(
        self, query: Query, judgement: Judgement, weakest: Sequence[RecordRef]
    ) -> tuple[str, ...]:
        """Return the labels that rules add, then those about the records."""
        found = judgement.qualifications(self._inference.question.qualifications.values())
        until = self._world.reach["record"].until
        if self._world.known_on is not None:
            until = min(until, self._world.known_on)
        if query.on > until:
            found.append("projected")
        if weakest and weakest[0].confidence is Confidence.LOW:
            found.append("low_confidence_record")
        return tuple(found)

    def _qualified_by(
        self, judgement: Judgement, day: int, labels: Sequence[str]
    ) -> Iterator[Qualification]:
        """Yield the rules behind each label, for the first deciding warrant that has it."""
        for name, label in self._inference.question.qualifications.items():
            if label not in labels:
                continue
            for index in judgement.decisive:
                if label in judgement.shown.verdicts[index].qualifications:
                    prover = self._judge.prover(judgement, index, day)
                    atom = Atom(AtomKind.CONCLUSION, name)
                    yield Qualification(qualification=label, proof=tuple(prover.holds(atom)))
                    break

    def _state(self, judgement: Judgement) -> StateAnswer:
        return StateAnswer(
            state=judgement.role.state,
            name=state_name(self._world, judgement.role.state),
            role=judgement.role.name,
            outcome=judgement.outcome,
            duty=judgement.duty,
            grounds=judgement.grounds,
        )

    def _turns(self, judgement: Judgement) -> Iterator[TurnsOn]:
        issues = self._rulebase.issues
        for turn in judgement.contest.turns_on:
            issue, chosen = issues[turn.issue], judgement.positions[turn.issue]
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
            standing=self._judge.readings.standing(position).value,
            holders=position.holders,
            outcome=Outcome(outcome),
            chosen=chosen,
        )
