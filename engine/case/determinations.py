"""A person at a place over time: periods of days on which nothing that matters changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..base.dates import FIRST_DAY
from ..base.errors import Contradiction, InputError
from ..timeline.place import Role
from .determination import Determination
from .matter import Matter
from .query import Query


@dataclass(frozen=True, slots=True)
class StateDetermination:
    """What follows for one State with a role at the place, during a period."""

    role: Role
    subject: Matter
    determination: Determination


StateDeterminations = tuple[StateDetermination, ...]
"""One for each State with a role at the place, the deciding one first."""


class DeterminationTimeline:
    """What follows for a person at a place from day to day; each period is judged when asked for.

    ``query``: what it is about, on any day. ``starts``: the first day (ordinal) of each period,
    the first one before any day that can be asked about. ``determine`` takes a day and returns
    what follows on it; ``recall`` returns the same if nothing is left to determine for it, else
    ``None``.
    """

    __slots__ = ("_determine", "_determined", "_recall", "query", "starts")

    def __init__(
        self,
        query: Query,
        starts: Iterable[int],
        determine: Callable[[int], StateDeterminations],
        recall: Callable[[int], StateDeterminations | None] | None = None,
    ) -> None:
        self.query = query
        self.starts = tuple(starts)
        self._determine = determine
        self._recall = recall
        self._determined: list[StateDeterminations | None] = [None] * len(self.starts)

    def index(self, day: int) -> int:
        """Return the number of the period to which ``day`` belongs."""
        return bisect_right(self.starts, day) - 1

    def determined(self, index: int) -> StateDeterminations:
        """Return what follows in the period with that number.

        Raises `InputError` if what is assumed cannot be so, and `Contradiction`.
        """
        found = self._determined[index]
        if found is None:
            found = self._determined[index] = self._determine(self.starts[index])
            self._remember()
        return found

    def is_determined(self, index: int) -> bool:
        """Return whether nothing has to be derived for the period with that number."""
        return self._determined[index] is not None

    def _remember(self) -> None:
        """Take over, once, what is known of the other periods: most are like those elsewhere."""
        recall, self._recall = self._recall, None
        if recall is not None:
            for index, start in enumerate(self.starts):
                self._determined[index] = self._determined[index] or recall(start)

    def at(self, day: int) -> StateDeterminations:
        """Return what follows on ``day``; raises like `determined`."""
        return self.determined(self.index(day))

    def around(self, index: int) -> tuple[int | None, int | None]:
        """Return the days ``[since, until)`` around a period on which the answer stays the same.

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
