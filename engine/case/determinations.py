"""A person at a place over time: stretches of days on which nothing that matters changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..base.dates import FIRST_DAY
from ..base.errors import Contradiction, InputError
from ..timeline.roles import Role
from .determination import Determination
from .matter import Matter
from .query import Query


@dataclass(frozen=True, slots=True)
class StateDetermination:
    """What follows for one State with a role at the place, during a stretch of days."""

    role: Role
    subject: Matter
    determination: Determination


StateDeterminations = tuple[StateDetermination, ...]
"""One for each State with a role at the place, the deciding one first."""


Line: TypeAlias = list[Any]
"""A course as a question needs it: the first day (ordinal) of each stretch, then the determination
that decides in each, ``None`` if it is not known yet, and at the end the course.

A world has 150,000 stretches and no question is like the one before: what is not together in memory
takes longer to fetch than all that is done with it. Course and line hold each other: the garbage
collector frees them.
"""


class DeterminationTimeline:
    """What follows for a person at a place from day to day; each stretch is judged when asked for.

    ``query``: what it is about, on any day. ``starts``: the first day (ordinal) of each stretch,
    the first one before any day that can be asked about. ``determine`` takes a day and returns
    what follows on it; ``recall`` returns the same if nothing is left to determine for it, else
    ``None``. ``line``: to be read only.
    """

    __slots__ = ("_determine", "_determined", "_recall", "line", "query", "starts")

    def __init__(
        self,
        query: Query,
        starts: Iterable[int],
        determine: Callable[[int], StateDeterminations],
        recall: Callable[[int], StateDeterminations | None] | None = None,
    ) -> None:
        self.query = query
        self.starts = tuple(starts)
        self.line: Line = [*self.starts, *(None for _ in self.starts), self]
        self._determine = determine
        self._recall = recall
        self._determined: list[StateDeterminations | None] = [None] * len(self.starts)

    def determination(self, index: int) -> Determination:
        """Return what decides in the stretch with that number; raises like `determined`."""
        found = self.determined(index)[0].determination
        self.line[len(self.starts) + index] = found  # it may have been moved without it
        return found

    def moved(self) -> Line:
        """Return the line, which from now on is elsewhere in memory."""
        self.line = self.line.copy()
        return self.line

    def determined(self, index: int) -> StateDeterminations:
        """Return what follows in the stretch with that number.

        Raises `InputError` if what is assumed cannot be so, and `Contradiction`.
        """
        found = self._determined[index]
        if found is None:
            found = self._keep(index, self._determine(self.starts[index]))
            self._remember()
        return found

    def _keep(self, index: int, found: StateDeterminations) -> StateDeterminations:
        self.line[len(self.starts) + index] = found[0].determination
        self._determined[index] = found
        return found

    def _remember(self) -> None:
        """Take over, once, what is known of the other stretches: most are like those elsewhere."""
        recall, self._recall = self._recall, None
        if recall is not None:
            for index, start in enumerate(self.starts):
                if self._determined[index] is None and (found := recall(start)) is not None:
                    self._keep(index, found)

    def at(self, day: int) -> StateDeterminations:
        """Return what follows on ``day``; raises like `determined`."""
        return self.determined(bisect_right(self.starts, day) - 1)

    def around(self, index: int) -> tuple[int | None, int | None]:
        """Return the days ``[since, until)`` around a stretch on which the answer stays the same.

        The same: the State that answers, the possible outcomes and the sources of the duty.
        ``None``: no such day after the adoption of the Statute.
        """
        here = self._signature(index)
        first, last = index, index + 1
        while self.starts[first] > FIRST_DAY and self._signature(first - 1) == here:
            first -= 1
        while last < len(self.starts) and self._signature(last) == here:
            last += 1
        return (
            self.starts[first] if self.starts[first] > FIRST_DAY else None,
            self.starts[last] if last < len(self.starts) else None,
        )

    def _signature(self, index: int) -> tuple[Role | None, object]:
        try:
            first = self.determined(index)[0]
        except (Contradiction, InputError) as error:  # what is assumed cannot be so on other days
            return None, str(error)
        return first.role, first.determination.signature
