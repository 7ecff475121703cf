"""What follows for each State with a role at a place: settled, contested, but not yet proved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from .assumptions import check_assumptions
from .course import Course, Judgement, Judgements
from .finding import Finding
from .given import Given
from .inference.contest import contest
from .inference.inference import Inference
from .lang.model import Assignment, Profile
from .lang.readings import Readings
from .proof import Prover
from .records.models import Person, Place
from .records.world import World
from .roles import Role, changes, roles
from .subject import Subject
from .timeline.timeline import Timelines


class Query(NamedTuple):
    """A question with everything resolved.

    ``positions``: readings chosen instead of the profile's, by issue.
    """

    person: Person
    place: Place
    on: date
    given: Given
    profile: Profile
    positions: Mapping[str, str]


class Judge:
    """Settles questions about one world under one rule base."""

    def __init__(
        self, world: World, inference: Inference, timelines: Timelines | None = None
    ) -> None:
        self.world = world
        self.inference = inference
        self.readings = Readings(inference.rulebase, world.known_on)
        self.timelines = timelines or Timelines(world, inference.rulebase)
        self._courses: dict[tuple[object, ...], Course] = {}
        self._findings: dict[tuple[object, ...], Finding] = {}

    def course(self, query: Query) -> Course:
        """Return what follows for the person at the place over time; its day does not matter.

        It is kept unless something is assumed or a position is chosen in the question.
        """
        given = query.given
        if given.assumed or query.positions:
            return self._course(query)
        key = query.person.id, query.place.id, query.profile.id, given.key
        found = self._courses.get(key)
        if found is None:
            if len(self._courses) >= _KEPT:
                self._courses.pop(next(iter(self._courses)), None)
            found = self._courses[key] = self._course(query)
        return found

    def judgements(self, query: Query) -> Judgements:
        """Return what follows for each State with a role there, the deciding one first.

        Raises `InputError` if what is assumed cannot be so.
        """
        return self.course(query).at(query.on.toordinal())

    def positions(self, query: Query) -> Assignment:
        """Return the profile's positions, with those chosen in the question in their place."""
        inherited = self.readings.positions(query.profile)
        return tuple(
            [position.id for position in issue.positions].index(query.positions[issue.id])
            if issue.id in query.positions
            else inherited[index]
            for index, issue in enumerate(self.inference.rulebase.issues)
        )

    def exposure(self, finding: Finding) -> str:
        """Return the travel-risk grade of a finding."""
        grades = self.inference.question.exposure[finding.outcome.value]
        return grades[finding.contest.contested is not False]

    def assignment(self, judgement: Judgement, index: int, day: int) -> Assignment:
        """Return the facts and positions of one warrant in the completion that is shown."""
        finding = judgement.finding
        joint = judgement.subject.alike(self.inference, day)
        known = dict(zip(finding.settled.unknowns, finding.shown.values, strict=True))
        return joint.assign(index, known) + finding.positions

    def prover(self, judgement: Judgement, index: int, day: int) -> Prover:
        """Return the prover for one warrant of a judgement on its ``day`` (ordinal)."""
        assignment = self.assignment(judgement, index, day)
        return judgement.subject.prover(index, day, assignment, self.inference)

    def subject(self, query: Query, role: Role) -> Subject:
        """Return the timelines of the person's warrants for one State at the place."""
        return Subject.of(
            self.world,
            self.inference.rulebase,
            self.timelines,
            query.person,
            query.place,
            role.state,
            query.given,
        )

    def finding(self, subject: Subject, day: int, positions: Assignment) -> Finding:
        """Return what follows from the truths of ``day`` (ordinal), each distinct set judged once.

        Raises `TooManyUnknowns`, `Contradiction` and `EvaluatorDisagreement`.
        """
        key = *subject.key(day), positions
        found = self._findings.get(key)
        if found is None:
            joint = subject.alike(self.inference, day)
            settled = joint.settle(positions)
            weigh = partial(contest, self.readings, joint, positions, settled)
            found = Finding(positions, settled, weigh)
            if len(self._findings) >= _KEPT:
                self._findings.clear()
            self._findings[key] = found
        return found

    def _course(self, query: Query) -> Course:
        edges = changes(query.place)
        subjects = {
            role: self.subject(query, role)
            for day in (0, *edges)
            for role in roles(query.place, day)
        }
        starts = {0, *edges}
        if query.given.assumed:
            # What is supposed is supposed of that day, and so is what follows from it.
            starts.add(query.on.toordinal())
        for subject in subjects.values():
            starts.update(subject.changes())
        positions = self.positions(query)

        def judge(day: int) -> Judgements:
            found = []
            for role in roles(query.place, day):
                subject = subjects[role]
                if query.given.assumed:
                    for index in range(len(subject.timelines)):
                        recorded = subject.recorded(index, day)
                        check_assumptions(self.inference.rulebase, query.given, recorded)
                found.append(Judgement(role, subject, self.finding(subject, day, positions)))
            return tuple(found)

        return Course(tuple(sorted(starts)), judge)


_KEPT: Final = 1 << 16
"""How many courses and findings are kept; the world has about 20,000 and 3,000 of them."""
