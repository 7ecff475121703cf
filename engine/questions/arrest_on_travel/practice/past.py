"""Practice and precedent beside one answer; what does not depend on the question is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from ....answers.document import Practice, Precedent, VisitRef
from ....base.dates import last_day
from ....case.determinations import StateDetermination
from ....case.inputs import PRESENCE
from ....case.query import Query
from ....case.reasoner import Reasoner
from ....records.models import Stance
from ....records.world import World
from .comparable import Comparables, visit_ref
from .offices import OfficeGroup, group_asked
from .precedents import Precedents

_NOTE: Final = (
    "Recorded journeys and announcements. They are incomplete, show what was done and not what the "
    "law asks, and predict nothing."
)
_KEPT: Final = 4096
"""For how many pairs of a person and a State the journeys are kept."""


class Past:
    """The past of one world under one rule base; look-ups are built when first used and kept."""

    def __init__(self, reasoner: Reasoner) -> None:
        self._world = reasoner.world
        self._comparables = Comparables(reasoner)
        self._precedents = Precedents(reasoner.world, reasoner.inference.rulebase)
        self._stances = Stances(reasoner.world)
        self._visits: dict[tuple[str, str], tuple[VisitRef, ...]] = {}

    def practice(self, query: Query, of_state: StateDetermination) -> Practice:
        """Return what is recorded of the person there, of journeys like it, and what was said.

        Never raises for a question that could be judged: where nothing can be compared,
        ``comparable`` is ``None`` or empty.
        """
        state = of_state.role.state
        visits = self.journeys(query.person.id, state)
        stances = self._stances.in_force(state, query.person.id, query.on)
        group, comparable = _compared(query, of_state), None
        if group is not None:
            comparable = self._comparables.of(
                of_state.determination.outcome,
                of_state.determination.positions,
                query.profile,
                query.on,
                serving_head=group is OfficeGroup.HEAD,
            )
        told = visits or stances or comparable
        return Practice(
            visits=visits,
            stances=stances,
            note=_NOTE if told else "",
            comparable=comparable,
        )

    def happening(self, query: Query, of_state: StateDetermination) -> Iterator[int]:
        """Yield the days (ordinals) on which any of this may come to say more."""
        state, determination = of_state.role.state, of_state.determination
        yield from self._stances.days(state, query.person.id)
        group = _compared(query, of_state)
        if group is not None:
            yield from self._comparables.days(
                determination.outcome,
                determination.positions,
                query.profile,
                serving_head=group is OfficeGroup.HEAD,
            )
        yield from self._precedents.days(query, of_state)

    def at_once(self, query: Query, of_state: StateDetermination) -> bool:
        """Return whether what compares with it is known already."""
        group = _compared(query, of_state)
        if group is None:
            return True
        determination, serving_head = of_state.determination, group is OfficeGroup.HEAD
        return self._comparables.at_once(
            determination.outcome, determination.positions, serving_head=serving_head
        )

    def precedents(self, query: Query, of_state: StateDetermination) -> tuple[Precedent, ...]:
        """Return the rulings most like the case, at most five, the most alike first."""
        return self._precedents.of(query, of_state)

    def journeys(self, person: str, state: str) -> tuple[VisitRef, ...]:
        """Return the person's recorded journeys to the State."""
        key = person, state
        found = self._visits.get(key)
        if found is None:
            found = tuple(
                visit_ref(self._world, visit)
                for visit in self._world.visits_of(person)
                if visit.state == state
            )
            if len(self._visits) < _KEPT:
                self._visits[key] = found
        return found


def _compared(query: Query, of_state: StateDetermination) -> OfficeGroup | None:
    """Return whose journeys compare with it: those on the ground of persons of such an office."""
    return group_asked(of_state, query.on) if query.given.asked[PRESENCE] == "ground" else None


class Stances:
    """The stances of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept: dict[tuple[str, str], tuple[tuple[date, str, str], ...]] = {}

    def in_force(self, state: str, person: str, on: date) -> tuple[str, ...]:
        """Return the ids of each body's latest stance of ``state`` on ``person``, oldest first.

        A stance known to the month counts from the last day on which it may have been taken.
        """
        latest: dict[str, str] = {}
        for day, body, stance in self._of(state, person):
            if day <= on:
                # Taken out and put back, so that the order stays that of the days.
                latest.pop(body, None)
                latest[body] = stance
        return tuple(latest.values())

    def days(self, state: str, person: str) -> Iterator[int]:
        """Yield the days (ordinals) from which there is another one."""
        return (day.toordinal() for day, _, _ in self._of(state, person))

    def _of(self, state: str, person: str) -> tuple[tuple[date, str, str], ...]:
        found = self._kept.get((state, person))
        if found is None:
            stances = sorted(
                self._world.stances_of(state, person), key=lambda one: (last_day(one.on), one.id)
            )
            found = tuple((last_day(one.on), body_of(one), one.id) for one in stances)
            if found:
                self._kept[state, person] = found
        return found


def body_of(stance: Stance) -> str:
    """Return the body that spoke: the record's words up to a person's name.

    ``prime minister De Croo`` and ``prime minister`` are one body, whoever holds the office.
    """
    words = stance.by.split()
    name = next((i for i, word in enumerate(words) if i and word[:1].isupper()), len(words))
    # A body whose own name is capitalised (a federal office) is kept whole.
    office = words if words and words[0][:1].isupper() else words[:name]
    return " ".join(office).casefold()
