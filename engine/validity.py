"""From when until when an answer stays the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .assessment import Validity
from .dates import FIRST_DAY
from .records.models import Place
from .roles import changes, roles
from .subject import Subject


def validity(
    subject: Subject, place: Place, day: int, signature: Callable[[int], object]
) -> Validity:
    """Return the stretch around ``day`` (ordinal) in which ``signature`` keeps its value.

    ``signature`` gives what must stay the same; it is asked only for days on which some fact or
    the State that answers changes, so the cost does not grow with the length of the stretch.
    """
    here = signature(day)
    role = roles(place, day)[0]

    def same(other: int) -> bool:
        return roles(place, other)[0] == role and signature(other) == here

    edges = sorted({*subject.changes(), *changes(place)})
    since: int | None = None
    for edge in reversed([edge for edge in edges if FIRST_DAY < edge <= day]):
        since = edge
        if not same(edge - 1):
            break
    else:
        since = None
    until = next((edge for edge in edges if edge > day and not same(edge)), None)
    return Validity(
        since=date.fromordinal(since) if since else None,
        until=date.fromordinal(until) if until else None,
        opened_by=subject.records_at(since) if since else (),
        closed_by=subject.records_at(until) if until else (),
    )
