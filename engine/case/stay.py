"""A stay of several days: what holds on each, and the worst of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from pydantic import Field

from ..base.errors import InputError
from ..base.frozen import Part
from .periods import stretches, worst_first
from .query import Query
from .reasoner import Reasoner
from .terms import Outcome

LONGEST: Final = 366
"""How many days after the first one a stay may end."""


class StayStep(Part):
    """Days of a stay on which the answer is the same, ``[since, until)``."""

    since: date
    until: date
    outcome: Outcome
    contested: bool | None
    grounds: tuple[str, ...]
    opened_by: tuple[str, ...] = Field(description="what changed on the first of them, by id")


class Stay(Part):
    """A stay of several days; the answer beside it is that of ``worst``, its worst day."""

    since: date
    until: date = Field(description="the last day")
    worst: date
    steps: tuple[StayStep, ...]


def stay_of(reasoner: Reasoner, query: Query, until: date) -> Stay:
    """Return the steps from ``query.on`` to ``until`` (the last day) and the worst day.

    The worst day is the first one with the most severe outcome. Raises `InputError` about
    ``until`` if it cannot be the last day, or if anything is assumed.
    """
    check_last_day(query.on, until)
    if query.given.assumed:
        message = "cannot be combined with assumptions, which may not be possible on every day"
        raise InputError("until", until.isoformat(), message)
    end = until + timedelta(days=1)
    found = stretches(reasoner, query, query.on, end)
    order = worst_first(reasoner)
    worst = min(found, key=lambda one: (order.index(one.outcome), one.contested is not False))
    steps = tuple(
        StayStep(
            since=one.since,
            until=one.until or end,
            outcome=one.outcome,
            contested=one.contested,
            grounds=one.grounds,
            opened_by=tuple(record.id for record in one.opened_by),
        )
        for one in found
    )
    return Stay(since=query.on, until=until, worst=worst.since, steps=steps)


def check_last_day(first: date, last: date) -> None:
    """Raise `InputError` about ``until`` if it cannot be the last day of a stay."""
    if last < first:
        allowed = (f"{first.isoformat()} or later",)
        raise InputError("until", last.isoformat(), "lies before the first day", allowed)
    if (last - first).days > LONGEST:
        allowed = (f"at most {LONGEST} days",)
        raise InputError("until", last.isoformat(), "makes the stay too long", allowed)
