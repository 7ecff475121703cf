"""What an answer says from the start: the question as it was resolved, and what was settled."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from ..case.determinations import DeterminationTimeline, StateDetermination
from ..case.inputs import PRESENCE, PURPOSE
from ..case.query import Query
from ..case.stay import Stay
from ..case.terms import Outcome
from ..inference.types import Derivation
from ..records.reference import Named
from .parts import Parts


class SettledAnswer:
    """The question as it was resolved, and what was settled: nothing of it has to be told.

    ``on``: the day asked about; of a stay, its worst day. ``stay``: all of it, if there is one.
    ``taken``: the surname that was taken to mean the person, though others bear it.
    """

    def __init__(
        self,
        parts: Parts,
        timeline: DeterminationTimeline,
        on: date,
        stay: Stay | None = None,
        taken: str | None = None,
    ) -> None:
        """Take what follows over time for the person and the place, and the day asked about.

        Raises `InputError` if what is assumed cannot be so on that day.
        """
        self._parts = parts
        self._timeline = timeline
        self.on = on
        self._index = timeline.index(on.toordinal())
        self._determinations = timeline.determined(self._index)
        self._determination = self._determinations[0].determination
        self.stay = stay
        self.taken = taken

    @cached_property
    def _query(self) -> Query:
        return self._timeline.query._replace(on=self.on)

    @property
    def _first(self) -> StateDetermination:
        return self._determinations[0]

    @property
    def _day(self) -> int:
        return self.on.toordinal()

    @cached_property
    def person(self) -> Named:
        """Who travels."""
        return Named(id=self._timeline.query.person.id, name=self._timeline.query.person.name)

    @cached_property
    def place(self) -> Named:
        """Where to."""
        return Named(id=self._timeline.query.place.id, name=self._timeline.query.place.name)

    @property
    def presence(self) -> str:
        """How the person is there."""
        return self._timeline.query.given.asked[PRESENCE]

    @property
    def purpose(self) -> str:
        """What the journey is for."""
        return self._timeline.query.given.asked[PURPOSE]

    @property
    def profile(self) -> str:
        """Which readings of the law were followed."""
        return self._timeline.query.profile.id

    @property
    def known_on(self) -> date | None:
        """The day to whose knowledge the records are restricted, if they are."""
        return self._parts.world.known_on

    @property
    def outcome(self) -> Outcome:
        """What the law, as recorded, says about an arrest."""
        return self._determination.outcome

    @property
    def reason(self) -> str | None:
        """Why no warrant is in force; else ``None``."""
        return self._determination.reason

    @property
    def duty(self) -> str:
        """Whether the State is bound to arrest: yes, no or unresolved."""
        return self._determination.duty

    @property
    def power(self) -> str:
        """Whether it has the power: yes, no, national_law or unknown."""
        return self._determination.power

    @property
    def surrender(self) -> str:
        """What is owed after an arrest: due, postponable, barred or none."""
        return self._determination.surrender

    @property
    def execution(self) -> str:
        """Whether an arrest can be carried out there: possible, blocked, impossible or none."""
        return self._determination.execution

    @property
    def grounds(self) -> tuple[str, ...]:
        """The sources of the duty, if there is one."""
        return self._determination.grounds

    @property
    def contested(self) -> bool | None:
        """Whether another current reading gives another outcome; ``None``: unknown facts decide."""
        return self._determination.contested

    @property
    def exposure(self) -> str:
        """The travel-risk grade, in law only."""
        return self._determination.exposure

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """What follows for each warrant: which rules apply and which conclusions stand.

        The proof tells it with the records of the case; of unknown facts it takes the completion
        that is shown.
        """
        return self._determination.derivations

    @property
    def today(self) -> date:
        """The day on which the question was answered (UTC)."""
        return self._parts.reasoner.today()

    @property
    def past(self) -> bool:
        """Whether the day is over: then the answer is told in the past tense."""
        return self._parts.reasoner.past(self.on)
