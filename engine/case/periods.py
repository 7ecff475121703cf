"""Stretches of days on which an answer stays the same, with what opened each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from pydantic import Field

from ..base.frozen import Frozen
from ..records.reference import RecordRef
from ..rulebase.wording import Exposure
from ..timeline.place import changes, roles
from ..timeline.steps import NEVER
from .determinations import StateDetermination
from .query import Query
from .reasoner import Reasoner
from .terms import Outcome

BEGINNING: Final = date(2002, 7, 1)
"""Entry into force of the Rome Statute (art. 126(1)); nothing can change before it."""


class AnswerPeriod(Frozen):
    """Days on which the answer stays the same, ``[since, until)``; ``until`` null: no end known.

    ``opened_by``: the records that changed on its first day; none for the first stretch.
    """

    since: date
    until: date | None
    outcome: Outcome
    reason: str | None
    contested: bool | None
    grounds: tuple[str, ...]
    exposure: Exposure
    state: str = Field(description="the State that answers; empty if there is none")
    opened_by: tuple[RecordRef, ...]


def stretches(
    reasoner: Reasoner, query: Query, since: date = BEGINNING, until: date | None = None
) -> tuple[AnswerPeriod, ...]:
    """Return the stretches from ``since`` to ``until`` (exclusive; ``None``: without end).

    ``query.on`` does not matter. Nothing may be assumed: what can be on one day cannot on another.
    """
    end = until.toordinal() if until else NEVER
    inner = [day for day in edges(reasoner, query) if since.toordinal() < day < end]
    first, *later = _closed(_told(reasoner, query, (since.toordinal(), *inner)), until)
    return (first.model_copy(update={"opened_by": ()}), *later)


def ahead(
    reasoner: Reasoner, query: Query, of_state: StateDetermination
) -> tuple[AnswerPeriod, ...]:
    """Return the stretches that begin after the asked day; ``of_state``: that of the day."""
    days = [day for day in reasoner.timeline(query).starts if day > query.on.toordinal()]
    return _closed(_told(reasoner, query, days, _signature(of_state)), None)


def worst_first(reasoner: Reasoner) -> tuple[str, ...]:
    """Return the outcomes by severity; one that is open may be the worst, so it comes second."""
    worst, *others = reasoner.inference.question.severity
    return (worst, Outcome.UNDETERMINED.value, *others)


def edges(reasoner: Reasoner, query: Query) -> tuple[int, ...]:
    """Return every day (ordinal) on which a fact or the State that answers changes, in order."""
    found = set(changes(query.place))
    for role in {role for day in (1, *found) for role in roles(query.place, day)}:
        found.update(reasoner.subject(query, role).changes())
    return tuple(sorted(found))


def _signature(first: StateDetermination) -> Mapping[str, Any]:
    """Return what must stay the same for a stretch to go on."""
    return {
        "outcome": first.determination.outcome,
        "reason": first.determination.reason,
        "contested": first.determination.contested,
        "grounds": first.determination.grounds,
        "exposure": first.determination.exposure,
        "state": first.role.state,
    }


def _told(
    reasoner: Reasoner, query: Query, days: Sequence[int], last: Mapping[str, Any] | None = None
) -> Iterator[AnswerPeriod]:
    """Yield a stretch, as yet without end, for each of ``days`` on which the answer changes."""
    for day in days:
        on = date.fromordinal(day)
        first = reasoner.determinations(query._replace(on=on))[0]
        signature = _signature(first)
        if signature != last:
            last = signature
            opened_by = first.subject.records_at(day)
            yield AnswerPeriod(since=on, until=None, opened_by=opened_by, **signature)


def _closed(found: Iterable[AnswerPeriod], until: date | None) -> tuple[AnswerPeriod, ...]:
    """Return stretches that end where the next one begins, the last one with ``until``."""
    every = tuple(found)
    ends = (*(one.since for one in every[1:]), until)
    return tuple(
        one if end is None else one.model_copy(update={"until": end})
        for one, end in zip(every, ends, strict=False)
    )
