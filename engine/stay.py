"""A stay of several days: what holds on each, and the worst of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from .assessment import Stay, StayStep
from .history import Stretch, stretches
from .judge import Judge, Query


def stay_of(judge: Judge, query: Query, until: date) -> Stay:
    """Return the steps from ``query.on`` to ``until`` (the last day) and the worst day.

    The worst day is the first one with the most severe outcome; nothing may be assumed.
    """
    end = until + timedelta(days=1)
    found = stretches(judge, replace(query), query.on, end)
    severity = judge.inference.question.severity
    worst = min(found, key=lambda one: _rank(one, severity))
    steps = tuple(
        StayStep(
            since=one.since,
            until=one.until or end,
            outcome=one.outcome,
            contested=one.contested,
            grounds=one.grounds,
            opened_by=one.opened_by,
        )
        for one in found
    )
    return Stay(since=query.on, until=until, worst=worst.since, steps=steps)


def _rank(stretch: Stretch, severity: Sequence[str]) -> tuple[int, bool]:
    """Return the place of an outcome; an open one counts as the worst but one."""
    order = [severity[0], "undetermined", *severity[1:]]
    return order.index(stretch.outcome), stretch.contested is not False
