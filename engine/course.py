"""A person at a place over time: stretches of days on which nothing that matters changes."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dates import FIRST_DAY
from .errors import Contradiction, InputError
from .finding import Finding
from .roles import Role
from .subject import Subject

if TYPE_CHECKING:
    from .judge import Query


@dataclass(frozen=True, slots=True)
class Judgement:
    """What follows for one State with a role at the place, during a stretch of days."""

    role: Role
    subject: Subject
    finding: Finding


Judgements = tuple[Judgement, ...]
"""One for each State with a role at the place, the deciding one first."""


class Course:
    """What follows for a person at a place from day to day; each stretch is judged when asked for.

    ``query``: what it is about, on any day. ``starts``: the first day (ordinal) of each stretch,
    the first one before any day that can be asked about. ``judge`` takes a day and returns the
    judgements on it; ``recall`` returns them if nothing is left to judge for them, else ``None``.
    """

    __slots__ = ("_findings", "_judge", "_judged", "_recall", "query", "starts")

    def __init__(
        self,
        query: Query,
        starts: Iterable[int],
        judge: Callable[[int], Judgements],
        recall: Callable[[int], Judgements | None] | None = None,
    ) -> None:
        self.query = query
        # A world has 150,000 stretches and no question is like the one before: days stand together
        # in memory, and the finding that every answer needs is found without the rest.
        self.starts = array("i", starts)
        self._judge = judge
        self._recall = recall
        self._judged: list[Judgements | None] = [None] * len(self.starts)
        self._findings: list[Finding | None] = [None] * len(self.starts)

    def index(self, day: int) -> int:
        """Return the number of the stretch in which ``day`` (ordinal) lies."""
        return bisect_right(self.starts, day) - 1

    def finding(self, index: int) -> Finding:
        """Return the finding that decides in the stretch with that number; raises like `judged`."""
        found = self._findings[index]
        if found is None:
            found = self._findings[index] = self.judged(index)[0].finding
        return found

    def judged(self, index: int) -> Judgements:
        """Return what follows in the stretch with that number.

        Raises `InputError` if what is assumed cannot be so, and `Contradiction`.
        """
        found = self._judged[index]
        if found is None:
            found = self._judged[index] = self._judge(self.starts[index])
            self._remember()
        return found

    def _remember(self) -> None:
        """Take over, once, what is known of the other stretches: most are like those elsewhere."""
        recall, self._recall = self._recall, None
        if recall is not None:
            for index, start in enumerate(self.starts):
                if self._judged[index] is None:
                    self._judged[index] = recall(start)

    def at(self, day: int) -> Judgements:
        """Return what follows on ``day``; raises like `judged`."""
        return self.judged(bisect_right(self.starts, day) - 1)

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
            first = self.judged(index)[0]
        except (Contradiction, InputError) as error:  # what is assumed cannot be so on other days
            return None, str(error)
        return first.role, first.finding.signature
