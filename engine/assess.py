"""Puts the answer together: settle, contest, prove, and say what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .assessment import (
    Absent,
    Assessment,
    Assumption,
    Defeated,
    Ground,
    Lacking,
    Named,
    Outcome,
    PositionOutcome,
    Qualification,
    Reading,
    RecordRef,
    StateAnswer,
    Step,
    TurnsOn,
    WarrantAnswer,
)
from .assumptions import check_assumptions
from .basis import Basis
from .describe import describe, state_name
from .errors import Contradiction
from .given import PRESENCE, PURPOSE, Given
from .inference.contest import Contest, contest
from .inference.inference import Inference, Verdict
from .inference.joint import Completion, Settled
from .lang.model import Assignment, Atom, AtomKind, Issue, Profile
from .lang.readings import Readings
from .practice import practice_of, precedents_of
from .proof import Prover
from .records.models import Confidence, Person, Place
from .records.world import World
from .roles import Role, roles
from .subject import Subject
from .timeline.timeline import Timelines, Variable
from .unknowns import unknown_facts
from .validity import validity

Node = Step | Ground | Absent | Reading

_WEIGHT = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}


@dataclass(frozen=True)
class Query:
    """A question with everything resolved.

    ``positions``: readings chosen instead of the profile's, by issue.
    """

    person: Person
    place: Place
    on: date
    given: Given
    profile: Profile
    positions: Mapping[str, str]


@dataclass(frozen=True)
class _Answer:
    """What follows for one State with a role at the place."""

    role: Role
    subject: Subject
    settled: Settled
    contest: Contest

    @property
    def shown(self) -> Completion:
        """A completion that has the outcome given (the first if it is undetermined)."""
        wanted = self.settled.outcome
        return next(
            (one for one in self.settled.completions if one.outcome == wanted),
            self.settled.completions[0],
        )

    @property
    def decisive(self) -> tuple[int, ...]:
        """The indices of the warrants that decide the outcome."""
        shown = self.shown
        return tuple(
            index
            for index, verdict in enumerate(shown.verdicts)
            if verdict.outcome == shown.outcome
        )


class Assessor:
    """Answers questions about one world under one rule base."""

    def __init__(self, world: World, inference: Inference) -> None:
        self._world = world
        self._inference = inference
        self._rulebase = inference.rulebase
        self._readings = Readings(inference.rulebase, world.known_on)
        self._timelines = Timelines(world, inference.rulebase)

    def assess(self, query: Query) -> Assessment:
        """Return the full answer to a question."""
        positions = self._positions(query)
        day = query.on.toordinal()
        answers = [self._answer(query, role, day, positions) for role in roles(query.place, day)]
        first = answers[0]
        decisive = first.decisive
        warrants = tuple(
            self._warrant(first, index, day, positions)
            for index in range(len(first.shown.verdicts))
        )
        verdict = first.shown.verdicts[decisive[0]] if decisive else first.shown.verdicts[0]
        outcome = Outcome(first.settled.outcome)
        settled = outcome is not Outcome.UNDETERMINED
        proof = tuple(node for index in decisive for node in warrants[index].proof)
        leaves = _unique(_grounds(proof))
        weakest = _weakest(leaves)
        reach = self._world.reach
        until = reach["record"].until
        if self._world.known_on is not None:
            until = min(until, self._world.known_on)
        qualifications = self._qualifications(first)
        if query.on > until:
            qualifications.append("projected")
        if weakest and weakest[0].confidence is Confidence.LOW:
            qualifications.append("low_confidence_record")
        grades = self._inference.question.exposure[outcome.value]
        return Assessment(
            person=Named(id=query.person.id, name=query.person.name),
            place=Named(id=query.place.id, name=query.place.name),
            on=query.on,
            presence=query.given.asked[PRESENCE],
            purpose=query.given.asked[PURPOSE],
            profile=query.profile.id,
            known_on=self._world.known_on,
            outcome=outcome,
            reason=_reason(verdict, outcome),
            duty=verdict.parts["duty"] if settled else "unresolved",
            power=verdict.parts["power"] if settled else "unknown",
            surrender=verdict.parts["surrender"] if settled else "none",
            grounds=_merge(_sources(first.shown.verdicts[i]) for i in decisive) if settled else (),
            contested=first.contest.contested,
            turns_on=self._turns(first.contest, positions),
            exposure=grades[first.contest.contested is not False],
            qualifications=tuple(qualifications),
            qualified_by=tuple(self._qualified_by(first, day, positions, qualifications)),
            states=tuple(self._state(answer) for answer in answers if answer.role.state),
            decisive=tuple(first.subject.warrants[index].id for index in decisive),
            warrants=warrants,
            confidence=weakest[0].confidence if weakest else Confidence.HIGH,
            weakest=weakest,
            proof=proof,
            practice=practice_of(self._world, query.person.id, first.role.state, query.on),
            precedents=precedents_of(self._world, query.person.id, first.role.state),
            national_law=tuple(
                describe(self._world, law)
                for law in self._world.legislation_of(first.role.state)
                if law.public_on <= query.on
            ),
            valid=validity(
                first.subject,
                query.place,
                day,
                self._signature(first.subject, positions),
            ),
            unknown=unknown_facts(
                self._rulebase,
                first.settled,
                self._reasons(first, day),
                contested_unknown=first.contest.contested is None,
            ),
            assumptions=self._assumptions(leaves),
            reaches={kind: one.until for kind, one in reach.items()},
            world=self._world.digest,
            rules=self._rulebase.digest,
        )

    def settle(self, query: Query, role: Role, positions: Assignment) -> Settled:
        """Return what follows for one State, without the proof."""
        subject = self._subject(query, role)
        return subject.joint(self._inference, query.on.toordinal()).settle(positions)

    def _positions(self, query: Query) -> Assignment:
        """Return the profile's positions, with those chosen in the question in their place."""
        inherited = self._readings.positions(query.profile)
        return tuple(
            [position.id for position in issue.positions].index(query.positions[issue.id])
            if issue.id in query.positions
            else inherited[index]
            for index, issue in enumerate(self._rulebase.issues)
        )

    def _subject(self, query: Query, role: Role) -> Subject:
        return Subject.of(
            self._world,
            self._rulebase,
            self._timelines,
            query.person,
            query.place,
            role.state,
            query.given,
        )

    def _answer(self, query: Query, role: Role, day: int, positions: Assignment) -> _Answer:
        subject = self._subject(query, role)
        if query.given.assumed:
            for timeline in subject.timelines:
                check_assumptions(self._rulebase, query.given, timeline.at(day))
        joint = subject.joint(self._inference, day)
        settled = joint.settle(positions)
        return _Answer(role, subject, settled, contest(self._readings, joint, positions, settled))

    def _signature(self, subject: Subject, positions: Assignment) -> _Signature:
        return _Signature(subject, self._inference, positions)

    def _warrant(
        self, answer: _Answer, index: int, day: int, positions: Assignment
    ) -> WarrantAnswer:
        shown = answer.shown
        verdict = shown.verdicts[index]
        outcomes = {one.verdicts[index].outcome for one in answer.settled.completions}
        outcome = Outcome(outcomes.pop()) if len(outcomes) == 1 else Outcome.UNDETERMINED
        prover = self._prover(answer, index, day, positions)
        proof = tuple(prover.holds(verdict.row.when)) if verdict.row else ()
        return WarrantAnswer(
            warrant=answer.subject.warrants[index].id,
            says=describe(self._world, answer.subject.warrants[index]).says,
            outcome=outcome,
            reason=_reason(verdict, outcome),
            duty=verdict.parts["duty"],
            power=verdict.parts["power"],
            surrender=verdict.parts["surrender"],
            grounds=_sources(verdict),
            qualifications=verdict.qualifications,
            proof=proof,
        )

    def _qualifications(self, answer: _Answer) -> list[str]:
        """Return the labels that hold in every completion, of the warrants that decide."""
        per_completion = [
            set(_merge(one.verdicts[index].qualifications for index in answer.decisive))
            for one in answer.settled.completions
        ]
        labels = self._inference.question.qualifications.values()
        return [label for label in labels if all(label in found for found in per_completion)]

    def _qualified_by(
        self, answer: _Answer, day: int, positions: Assignment, labels: Sequence[str]
    ) -> Iterator[Qualification]:
        """Yield the rules behind each label, for the first deciding warrant that has it."""
        for name, label in self._inference.question.qualifications.items():
            if label not in labels:
                continue
            for index in answer.decisive:
                if label in answer.shown.verdicts[index].qualifications:
                    prover = self._prover(answer, index, day, positions)
                    atom = Atom(AtomKind.CONCLUSION, name)
                    yield Qualification(qualification=label, proof=tuple(prover.holds(atom)))
                    break

    def _prover(self, answer: _Answer, index: int, day: int, positions: Assignment) -> Prover:
        joint = answer.subject.joint(self._inference, day)
        known = dict(zip(answer.settled.unknowns, answer.shown.values, strict=True))
        assignment = joint.assign(index, known) + positions
        return answer.subject.prover(index, day, assignment, self._inference)

    def _state(self, answer: _Answer) -> StateAnswer:
        settled = answer.settled.outcome != Outcome.UNDETERMINED
        verdicts = [answer.shown.verdicts[index] for index in answer.decisive]
        return StateAnswer(
            state=answer.role.state,
            name=state_name(self._world, answer.role.state),
            role=answer.role.name,
            outcome=Outcome(answer.settled.outcome),
            duty=verdicts[0].parts["duty"] if settled and verdicts else "unresolved",
            grounds=_merge(map(_sources, verdicts)) if settled else (),
        )

    def _turns(self, found: Contest, positions: Assignment) -> tuple[TurnsOn, ...]:
        issues = self._rulebase.issues
        return tuple(
            TurnsOn(
                issue=issues[turn.issue].id,
                question=issues[turn.issue].question,
                positions=tuple(
                    self._position(issues[turn.issue], index, outcome, positions[turn.issue])
                    for index, outcome in turn.outcomes.items()
                ),
                given={
                    issues[issue].id: issues[issue].positions[position].id
                    for issue, position in turn.given
                },
            )
            for turn in found.turns_on
        )

    def _position(self, issue: Issue, index: int, outcome: str, chosen: int) -> PositionOutcome:
        position = issue.positions[index]
        return PositionOutcome(
            position=position.id,
            title=position.title,
            standing=self._readings.standing(position).value,
            holders=position.holders,
            outcome=Outcome(outcome),
            chosen=index == chosen,
        )

    def _reasons(self, answer: _Answer, day: int) -> Mapping[Variable, str]:
        reasons = {}
        for timeline in answer.subject.timelines:
            for index, variable in enumerate(timeline.variables):
                if variable in answer.settled.unknowns:
                    reasons[variable] = timeline.holding(index, day).reason
        return reasons

    def _assumptions(self, leaves: Sequence[Ground]) -> tuple[Assumption, ...]:
        return tuple(
            Assumption(
                fact=leaf.fact,
                value=leaf.value,
                says=leaf.says,
                basis=leaf.basis,
                reason=leaf.reason,
            )
            for leaf in leaves
            if leaf.basis in (Basis.PRESUMED, Basis.ASSUMED)
        )


@dataclass(frozen=True)
class _Signature:
    """What must stay the same for an answer to stay the same: outcome and grounds."""

    subject: Subject
    inference: Inference
    positions: Assignment

    def __call__(self, day: int) -> object:
        try:
            settled = self.subject.joint(self.inference, day).settle(self.positions)
        except Contradiction as error:  # what is assumed cannot be so on that other day
            return str(error)
        return frozenset(
            (one.outcome, _merge(_sources(verdict) for verdict in one.verdicts))
            for one in settled.completions
        )


def _sources(verdict: Verdict) -> tuple[str, ...]:
    """Return where the duty comes from; nothing if something bars it."""
    return verdict.grounds if verdict.parts["duty"] == "yes" else ()


def _reason(verdict: Verdict, outcome: Outcome) -> str | None:
    return verdict.parts["reason"] if outcome is Outcome.NO_WARRANT_IN_FORCE else None


def _merge(groups: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _grounds(nodes: Sequence[object]) -> Iterator[Ground]:
    for node in nodes:
        match node:
            case Ground():
                yield node
            case Step():
                yield from _grounds(node.because)
                yield from _grounds(node.held_off)
            case Absent():
                yield from _grounds(node.rebutted_by)
                yield from _grounds(node.lacking)
            case Lacking():
                yield from _grounds(node.fails)
            case Reading() | Defeated():
                pass


def _unique(grounds: Iterator[Ground]) -> tuple[Ground, ...]:
    return tuple({(ground.fact, ground.says): ground for ground in grounds}.values())


def _weakest(grounds: Sequence[Ground]) -> tuple[RecordRef, ...]:
    """Return the least certain records behind a proof, all of one confidence."""
    records = {record.id: record for ground in grounds for record in ground.records}
    if not records:
        return ()
    least = min(_WEIGHT[record.confidence] for record in records.values())
    return tuple(record for record in records.values() if _WEIGHT[record.confidence] == least)
