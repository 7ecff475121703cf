"""What follows for each State with a role at a place: settled, contested, but not yet proved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .assessment import Outcome
from .assumptions import check_assumptions
from .errors import Contradiction
from .given import Given
from .inference.contest import Contest, contest
from .inference.inference import Inference, Verdict
from .inference.joint import Completion, Settled
from .lang.model import Assignment, Profile
from .lang.readings import Readings
from .proof import Prover
from .records.models import Person, Place
from .records.world import World
from .roles import Role, roles
from .subject import Subject
from .timeline.timeline import Timelines


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
class Judgement:
    """What follows for one State with a role at the place, on one day."""

    role: Role
    subject: Subject
    positions: Assignment
    settled: Settled
    contest: Contest

    @property
    def outcome(self) -> Outcome:
        """The joint outcome over all warrants."""
        return Outcome(self.settled.outcome)

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

    @property
    def leading(self) -> Verdict:
        """The verdict on the first warrant that decides, or on the first of all."""
        decisive = self.decisive
        return self.shown.verdicts[decisive[0] if decisive else 0]

    @property
    def reason(self) -> str | None:
        """Why no warrant is in force, if that is the outcome."""
        return reason_of(self.leading, self.outcome)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The sources of the duty, if there is one."""
        if self.outcome is Outcome.UNDETERMINED:
            return ()
        return merged(grounds_of(self.shown.verdicts[index]) for index in self.decisive)

    @property
    def duty(self) -> str:
        """Whether there is a duty: yes, no or unresolved."""
        if self.outcome is Outcome.UNDETERMINED:
            return "unresolved"
        return self.leading.parts["duty"]

    def qualifications(self, labels: Iterable[str]) -> list[str]:
        """Return those of ``labels`` that hold in every completion, of the deciding warrants."""
        per_completion = [
            set(merged(one.verdicts[index].qualifications for index in self.decisive))
            for one in self.settled.completions
        ]
        return [label for label in labels if all(label in found for found in per_completion)]


class Judge:
    """Settles questions about one world under one rule base."""

    def __init__(self, world: World, inference: Inference) -> None:
        self.world = world
        self.inference = inference
        self.readings = Readings(inference.rulebase, world.known_on)
        self._timelines = Timelines(world, inference.rulebase)

    def judgements(self, query: Query) -> tuple[Judgement, ...]:
        """Return what follows for each State with a role there, the deciding one first.

        Raises `InputError` if what is assumed cannot be so.
        """
        positions = self.positions(query)
        found = roles(query.place, query.on.toordinal())
        return tuple(self._judge(query, role, positions) for role in found)

    def positions(self, query: Query) -> Assignment:
        """Return the profile's positions, with those chosen in the question in their place."""
        inherited = self.readings.positions(query.profile)
        return tuple(
            [position.id for position in issue.positions].index(query.positions[issue.id])
            if issue.id in query.positions
            else inherited[index]
            for index, issue in enumerate(self.inference.rulebase.issues)
        )

    def exposure(self, judgement: Judgement) -> str:
        """Return the travel-risk grade of a judgement."""
        grades = self.inference.question.exposure[judgement.outcome.value]
        return grades[judgement.contest.contested is not False]

    def assignment(self, judgement: Judgement, index: int, day: int) -> Assignment:
        """Return the facts and positions of one warrant in the completion that is shown."""
        joint = judgement.subject.joint(self.inference, day)
        values = judgement.shown.values
        known = dict(zip(judgement.settled.unknowns, values, strict=True))
        return joint.assign(index, known) + judgement.positions

    def prover(self, judgement: Judgement, index: int, day: int) -> Prover:
        """Return the prover for one warrant of a judgement on its ``day`` (ordinal)."""
        assignment = self.assignment(judgement, index, day)
        return judgement.subject.prover(index, day, assignment, self.inference)

    def subject(self, query: Query, role: Role) -> Subject:
        """Return the timelines of the person's warrants for one State at the place."""
        return Subject.of(
            self.world,
            self.inference.rulebase,
            self._timelines,
            query.person,
            query.place,
            role.state,
            query.given,
        )

    def _judge(self, query: Query, role: Role, positions: Assignment) -> Judgement:
        subject = self.subject(query, role)
        day = query.on.toordinal()
        if query.given.assumed:
            for index in range(len(subject.timelines)):
                recorded = subject.recorded(index, day)
                check_assumptions(self.inference.rulebase, query.given, recorded)
        joint = subject.joint(self.inference, day)
        settled = joint.settle(positions)
        contested = contest(self.readings, joint, positions, settled)
        return Judgement(role, subject, positions, settled, contested)


@dataclass(frozen=True)
class Signature:
    """What must stay the same for an answer to stay the same: outcome and grounds."""

    subject: Subject
    inference: Inference
    positions: Assignment

    def __call__(self, day: int) -> object:
        """Return the signature on ``day`` (ordinal); equal ones mean equal answers."""
        try:
            settled = self.subject.joint(self.inference, day).settle(self.positions)
        except Contradiction as error:  # what is assumed cannot be so on that other day
            return str(error)
        return frozenset(
            (one.outcome, merged(grounds_of(verdict) for verdict in one.verdicts))
            for one in settled.completions
        )


def grounds_of(verdict: Verdict) -> tuple[str, ...]:
    """Return where the duty comes from; nothing if something bars it."""
    return verdict.grounds if verdict.parts["duty"] == "yes" else ()


def reason_of(verdict: Verdict, outcome: Outcome) -> str | None:
    """Return why no warrant is in force, if that is the outcome."""
    return verdict.parts["reason"] if outcome is Outcome.NO_WARRANT_IN_FORCE else None


def merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the items of all groups, each once, in order."""
    return tuple(dict.fromkeys(item for group in groups for item in group))
