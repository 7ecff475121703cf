"""What happened, kept apart from the law: recorded visits, announcements, decisions."""

from __future__ import annotations

from datetime import date

from .assessment import Practice, RecordRef, VisitRef
from .dates import first_day
from .describe import describe
from .records.world import World

_NOTE = (
    "Recorded journeys and announcements. They are incomplete, show what was done and not what the "
    "law asks, and predict nothing."
)


def practice_of(world: World, person: str, state: str, on: date) -> Practice:
    """Return the person's recorded visits to ``state`` and its announcements up to ``on``."""
    visits = tuple(
        VisitRef(
            record=describe(world, visit),
            start=visit.start,
            end=visit.end,
            outcome=visit.outcome,
        )
        for visit in world.visits_of(person)
        if visit.state == state
    )
    stances = tuple(
        describe(world, stance)
        for stance in world.stances_of(state, person)
        if first_day(stance.on) <= on
    )
    return Practice(visits=visits, stances=stances, note=_NOTE if visits or stances else "")


def precedents_of(world: World, person: str, state: str) -> tuple[RecordRef, ...]:
    """Return the decisions on this person that concern this State, oldest first."""
    rulings = [
        ruling for ruling in world.rulings if ruling.state == state and person in ruling.persons
    ]
    return tuple(describe(world, ruling) for ruling in sorted(rulings, key=lambda r: r.on))
