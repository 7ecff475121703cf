"""What follows for each State with a role at a place: settled, contested, but not yet proved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Final

from ..base.cache import Cache
from ..base.dates import utc_today
from ..inference.contest import contest
from ..inference.inference import Inference
from ..records.checked import first_checked
from ..records.world import World
from ..rulebase.model import Assignment
from ..rulebase.readings import Readings
from ..timeline.place import Role, changes, roles
from ..timeline.relations import RELATIONS
from ..timeline.timeline import Timelines
from .consistency import check_assumptions
from .counterfactual.considered import Considered
from .determination import Determination
from .determinations import DeterminationTimeline, StateDetermination, StateDeterminations
from .matter import Matter
from .proof.prover import Prover
from .query import Query


class Reasoner:
    """Settles questions about one world under one rule base."""

    def __init__(
        self,
        world: World,
        inference: Inference,
        timelines: Timelines | None = None,
        today: Callable[[], date] = utc_today,
    ) -> None:
        self.world = world
        self.today = today
        self.inference = inference
        self.readings = Readings(inference.rulebase, world.known_on)
        self.timelines = Timelines(world, inference.rulebase) if timelines is None else timelines
        self.kept: Cache[tuple[object, ...], DeterminationTimeline] = Cache(_KEPT)
        self.determined: Cache[tuple[object, ...], Determination] = Cache(_KEPT)
        self.considered: Cache[Determination, Considered] = Cache(_KEPT)

    def timeline(self, query: Query) -> DeterminationTimeline:
        """Return what follows for the person at the place over time; its day does not matter.

        It is kept unless something is assumed or a position is chosen in the question.
        """
        if query.given.assumed or query.positions:
            return self._timeline(query)
        key = _key(query)
        return self.kept.get(key) or self.kept.keep(key, self._timeline(query))

    def is_determined(self, query: Query) -> bool:
        """Return whether nothing has to be derived for a question in which nothing is supposed."""
        found = self.kept.get(_key(query))
        return found is not None and found.is_determined(found.index(query.on.toordinal()))

    @cached_property
    def changing(self) -> Mapping[str, tuple[int, ...]]:
        """The facts that are read from records and can become others, by the kind of record."""
        found: dict[str, list[int]] = {}
        for index, fact in enumerate(self.inference.rulebase.facts):
            if fact.relation and any(map(fact.after, fact.values)):
                found.setdefault(RELATIONS[fact.relation].reads, []).append(index)
        return {kind: tuple(indices) for kind, indices in found.items()}

    @cached_property
    def checked(self) -> Mapping[str, date]:
        """By person the first day on which a record about the person was last checked."""
        return {one.id: first_checked(self.world, one) for one in self.world.persons.values()}

    def past(self, on: date) -> bool:
        """Whether a day is over, so that what was owed on it is told in the past tense."""
        return on < self.today()

    def determinations(self, query: Query) -> StateDeterminations:
        """Return what follows for each State with a role there, the deciding one first.

        Raises `InputError` if what is assumed cannot be so.
        """
        return self.timeline(query).at(query.on.toordinal())

    def positions(self, query: Query) -> Assignment:
        """Return the profile's positions, with those chosen in the question in their place."""
        return self.readings.with_choices(query.profile, query.positions)

    def assignment(self, of_state: StateDetermination, index: int, day: int) -> Assignment:
        """Return the facts and positions of one warrant in the completion that is shown."""
        determination = of_state.determination
        joint = of_state.subject.alike(self.inference, day)
        known = dict(zip(determination.settled.unknowns, determination.shown.values, strict=True))
        return joint.assign(index, known) + determination.positions

    def prover(self, of_state: StateDetermination, index: int, day: int) -> Prover:
        """Return the prover for one warrant of a determination on its ``day`` (ordinal)."""
        assignment = self.assignment(of_state, index, day)
        return of_state.subject.prover(index, day, assignment, self.inference)

    def subject(self, query: Query, role: Role) -> Matter:
        """Return the timelines of the person's warrants for one State at the place."""
        return Matter.of(
            self.world,
            self.inference.rulebase,
            self.timelines,
            query.person,
            query.place,
            role.state,
            query.given,
        )

    def determination(self, subject: Matter, day: int, positions: Assignment) -> Determination:
        """Return what follows from the truths of ``day`` (ordinal), each distinct set judged once.

        Raises `TooManyUnknowns`, `Contradiction` and `EvaluatorDisagreement`.
        """
        key = *subject.kind, positions, subject.moment(day)
        known = self.determined.get(key)
        return known or self.determined.keep(key, self._determine(subject, day, positions))

    def recall(self, subject: Matter, day: int, positions: Assignment) -> Determination | None:
        """Return the same as `determination` if it was found before, in whatever matter."""
        return self.determined.get((*subject.kind, positions, subject.moment(day)))

    def _determine(self, subject: Matter, day: int, positions: Assignment) -> Determination:
        joint = subject.alike(self.inference, day)
        settled = joint.settle(positions)
        weigh = partial(contest, self.readings, joint, positions, settled)
        return Determination(positions, settled, weigh, self.inference.question.exposure)

    def _timeline(self, query: Query) -> DeterminationTimeline:
        acting = _Acting(self, query)
        if query.given.assumed:
            # What is supposed is supposed of that day, and so is what follows from it.
            return DeterminationTimeline(
                query, sorted({*acting.starts, query.on.toordinal()}), acting.determine
            )
        return DeterminationTimeline(query, sorted(acting.starts), acting.determine, acting.recall)


def _key(query: Query) -> tuple[object, ...]:
    return query.person.id, query.place.id, query.profile.id, query.given.key


class _Acting:
    """The States that have a role at a place, each with the case of the person before it.

    ``starts``: the days on which something may change.
    """

    def __init__(self, reasoner: Reasoner, query: Query) -> None:
        self._reasoner = reasoner
        self._given = query.given
        self._positions = reasoner.positions(query)
        self._edges = sorted({0, *changes(query.place)})
        self.starts = set(self._edges)
        cases: dict[Role, Matter] = {}
        self._there: list[list[tuple[Role, Matter]]] = []
        for day in self._edges:
            present = roles(query.place, day)
            for role in present:
                if role not in cases:
                    cases[role] = subject = reasoner.subject(query, role)
                    self.starts.update(subject.changes())
            self._there.append([(role, cases[role]) for role in present])

    def determine(self, day: int) -> StateDeterminations:
        """Return what follows on ``day``; raises `InputError` if what is assumed cannot be so."""
        found = []
        for role, subject in self._on(day):
            if self._given.assumed:
                rulebase = self._reasoner.inference.rulebase
                for index in range(len(subject.timelines)):
                    check_assumptions(rulebase, self._given, subject.recorded(index, day))
            determination = self._reasoner.determination(subject, day, self._positions)
            found.append(StateDetermination(role, subject, determination))
        return tuple(found)

    def recall(self, day: int) -> StateDeterminations | None:
        """Return the same if it was all found before, in this case or in others like it."""
        found = []
        for role, subject in self._on(day):
            determination = self._reasoner.recall(subject, day, self._positions)
            if determination is None:
                return None
            found.append(StateDetermination(role, subject, determination))
        return tuple(found)

    def _on(self, day: int) -> list[tuple[Role, Matter]]:
        return self._there[bisect_right(self._edges, day) - 1]


_KEPT: Final = 1 << 16
"""How many timelines and determinations are kept; the world has about 20,000 and 3,000 of them."""
