"""Which conditions an event meets, and where a journey stands: decided in two ways that must agree.

`PlainJoins` is the meaning, in plain Python. `durable_joins.DurableJoins` decides the same with
rulesets, a statechart and timers of durable-rules. Where the library is there, both do and
`watcher.WitnessedJoins` compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Protocol

JourneyStage = Literal["ahead", "waiting", "arrested", "overdue"]
"""Not over; over, with time left to record an arrest; arrested in time; neither in time."""

TESTS: Final[Mapping[str, tuple[tuple[str, int], ...]]] = {
    "becomes": (("wants_becomes", 1), ("was", 0), ("is", 1)),
    "leaves": (("wants_leaves", 1), ("was", 1), ("is", 0)),
    "changes": (("wants_changes", 1), ("known", 1), ("other", 1)),
    "contested": (("wants_contested", 1), ("known", 1), ("otherwise_contested", 1)),
    "journey_announced": (("wants_journey_announced", 1), ("ahead", 1), ("is", 1)),
}
"""By condition what must be so: each property with the value it must have."""

PROPERTIES: Final = tuple(sorted({name for tests in TESTS.values() for name, _ in tests}))


@dataclass(frozen=True, slots=True)
class JourneyCase:
    """A journey as it is seen on ``today``: its last day, the day of an arrest, the days allowed.

    All days are ordinals (`date.toordinal`).
    """

    end: int
    days: int
    arrest: int | None
    today: int

    @classmethod
    def of(cls, end: date, days: int, arrest: date | None, today: date) -> JourneyCase:
        """Return the case of days."""
        day = None if arrest is None else arrest.toordinal()
        return cls(end.toordinal(), days, day, today.toordinal())


class Joins(Protocol):
    """What decides; ``name`` is told where two differ."""

    name: str

    def met(self, properties: Mapping[str, int]) -> frozenset[str]:
        """Return the conditions met; ``properties``: all of `PROPERTIES`, each 0 or 1."""

    def stage(self, case: JourneyCase) -> JourneyStage:
        """Return where a journey stands."""


class PlainJoins:
    """The meaning, in plain Python."""

    name = "plain"

    def met(self, properties: Mapping[str, int]) -> frozenset[str]:
        """Return the conditions all of whose tests hold.

        >>> said = dict.fromkeys(PROPERTIES, 0) | {"wants_becomes": 1, "is": 1}
        >>> sorted(PlainJoins().met(said))
        ['becomes']
        """
        return frozenset(
            name
            for name, tests in TESTS.items()
            if all(properties[one] == value for one, value in tests)
        )

    def stage(self, case: JourneyCase) -> JourneyStage:
        """Return where a journey stands; an arrest counts up to the last day allowed.

        >>> PlainJoins().stage(JourneyCase(end=100, days=3, arrest=None, today=104))
        'overdue'
        """
        deadline = case.end + case.days
        if case.arrest is not None and case.arrest <= min(deadline, case.today):
            return "arrested"
        if case.today > deadline:
            return "overdue"
        return "waiting" if case.today > case.end else "ahead"
