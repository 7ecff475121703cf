"""Notices on their way: which are due, which arrived, which are given up, which are sent again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import func, or_, select, update

from .database import WatchDatabase
from .model import Watch
from .tables import DELIVERIES, NOTICES, WATCHES

WAITING: Final = "waiting"
DONE: Final = "done"
DEAD: Final = "dead"
LONGEST_WAIT: Final = 86_400.0
"""Seconds; nothing is made to wait longer."""


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice to be sent; ``attempts``: how often that was tried, this time included.

    ``body``: the JSON as it is kept, which is sent byte for byte whenever it is sent. What is
    secret is not shown.
    """

    seq: int
    id: str
    body: str = field(repr=False)
    hook: str = field(repr=False)
    secret: str = field(repr=False)
    attempts: int


class WatchOutbox:
    """The notices of watches that have a receiver, in the database of a `WatchStore`.

    All times are seconds since 1970.
    """

    def __init__(self, database: WatchDatabase) -> None:
        self._database = database

    def take(self, now: float, lease: float, limit: int = 20) -> tuple[DueNotice, ...]:
        """Return notices that are due, and keep others from sending them for ``lease`` seconds.

        So one that was taken is due again then, unless it is told before what became of it. One
        that is due later than any is made to wait is due as well: the clock was set back since.
        """
        later = now + max(lease, LONGEST_WAIT)
        due = (
            select(DELIVERIES.c.notice)
            .where(DELIVERIES.c.state == WAITING)
            .where(or_(DELIVERIES.c.due <= now, DELIVERIES.c.due > later))
            .order_by(DELIVERIES.c.due, DELIVERIES.c.notice)
            .limit(limit)
        )
        with self._database.changing() as connection:
            taken = connection.execute(due).scalars().all()
            if not taken:
                return ()
            connection.execute(
                update(DELIVERIES)
                .where(DELIVERIES.c.notice.in_(taken))
                .values(due=now + lease, attempts=DELIVERIES.c.attempts + 1)
            )
            rows = connection.execute(
                select(
                    NOTICES.c.seq,
                    NOTICES.c.id,
                    NOTICES.c.body,
                    WATCHES.c.document,
                    WATCHES.c.secret,
                    DELIVERIES.c.attempts,
                )
                .join(WATCHES, WATCHES.c.id == NOTICES.c.watch)
                .join(DELIVERIES, DELIVERIES.c.notice == NOTICES.c.seq)
                .where(NOTICES.c.seq.in_(taken))
                .order_by(NOTICES.c.seq)
            ).all()
        return tuple(
            DueNotice(
                row.seq,
                row.id,
                row.body,
                Watch.model_validate_json(row.document).hook or "",
                row.secret,
                row.attempts,
            )
            for row in rows
        )

    def arrived(self, notice: int) -> None:
        """Note that a notice arrived: it is not sent again."""
        self._set(notice, state=DONE, error="")

    def failed(self, notice: int, error: str, again: float | None) -> None:
        """Note that a notice did not arrive: it is due ``again`` then, or given up (``None``)."""
        if again is None:
            self._set(notice, state=DEAD, error=error[:300])
        else:
            self._set(notice, due=again, error=error[:300])

    def _set(self, notice: int, **values: object) -> None:
        with self._database.changing() as connection:
            connection.execute(
                update(DELIVERIES).where(DELIVERIES.c.notice == notice).values(**values)
            )

    def replay(self, watch: str, now: float, after: int | None = None) -> int:
        """Have notices of a watch sent again at once, from the first attempt; return how many.

        ``after``: all whose number is greater; by default those that were given up.
        """
        wanted = select(NOTICES.c.seq).where(NOTICES.c.watch == watch)
        change = update(DELIVERIES).values(state=WAITING, attempts=0, due=now, error="")
        if after is None:
            change = change.where(DELIVERIES.c.state == DEAD)
        else:
            wanted = wanted.where(NOTICES.c.seq > after)
        with self._database.changing() as connection:
            return connection.execute(change.where(DELIVERIES.c.notice.in_(wanted))).rowcount

    def counts(self, watches: Iterable[str] | None = None) -> dict[str, int]:
        """Return how many notices are in each state, of all watches or of these."""
        query = select(DELIVERIES.c.state, func.count()).group_by(DELIVERIES.c.state)
        if watches is not None:
            query = query.join(NOTICES, NOTICES.c.seq == DELIVERIES.c.notice).where(
                NOTICES.c.watch.in_(list(watches))
            )
        with self._database.reading() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in (WAITING, DONE, DEAD)}
