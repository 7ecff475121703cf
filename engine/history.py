"""An answer over time: every change of outcome for a person and a place, with what caused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from pydantic import Field

from .assessment import Named, Outcome, RecordRef
from .course import Judgement
from .frozen import YES, Frozen, Shown, Table
from .given import PRESENCE, PURPOSE
from .judge import Judge, Query
from .roles import changes, roles
from .timeline.steps import NEVER
from .words import GRADES, at, label

BEGINNING: Final = date(2002, 7, 1)
"""Entry into force of the Rome Statute (art. 126(1)); nothing can change before it."""


class Stretch(Frozen):
    """Days on which the answer stays the same, ``[since, until)``; ``until`` null: no end known.

    ``opened_by``: the records that changed on its first day; none for the first stretch.
    """

    since: date
    until: date | None
    outcome: Outcome
    reason: str | None
    contested: bool | None
    grounds: tuple[str, ...]
    exposure: str = Field(description=GRADES)
    state: str = Field(description="the State that answers; empty if there is none")
    opened_by: tuple[RecordRef, ...]


class History(Shown):
    """Every stretch for a person and a place since the Statute entered into force."""

    person: Named
    place: Named
    presence: str
    purpose: str
    profile: str
    stretches: tuple[Stretch, ...]
    world: str
    rules: str

    def table(self) -> Table:
        """Return every stretch with what opened it."""
        rows = (
            (
                one.since,
                label(one.outcome.value),
                YES[one.contested],
                tuple(record.says for record in one.opened_by),
            )
            for one in self.stretches
        )
        count = len(self.stretches)
        return Table(
            f"{self.person.name} {at(self.place.name)}, {count} stretch{'es' * (count > 1)}",
            ("since", "outcome", "contested", "because"),
            rows,
        )


def history(judge: Judge, query: Query) -> History:
    """Return every stretch for the person and place of ``query``; its day does not matter."""
    return History(
        person=Named(id=query.person.id, name=query.person.name),
        place=Named(id=query.place.id, name=query.place.name),
        presence=query.given.asked[PRESENCE],
        purpose=query.given.asked[PURPOSE],
        profile=query.profile.id,
        stretches=stretches(judge, query),
        world=judge.world.digest,
        rules=judge.inference.rulebase.digest,
    )


def stretches(
    judge: Judge, query: Query, since: date = BEGINNING, until: date | None = None
) -> tuple[Stretch, ...]:
    """Return the stretches from ``since`` to ``until`` (exclusive; ``None``: without end).

    ``query.on`` does not matter. Nothing may be assumed: what can be on one day cannot on another.
    """
    end = until.toordinal() if until else NEVER
    inner = [day for day in edges(judge, query) if since.toordinal() < day < end]
    first, *later = _closed(_told(judge, query, (since.toordinal(), *inner)), until)
    return (first.model_copy(update={"opened_by": ()}), *later)


def ahead(judge: Judge, query: Query, judgement: Judgement) -> tuple[Stretch, ...]:
    """Return the stretches that begin after the asked day; ``judgement``: that of the day."""
    days = [day for day in edges(judge, query) if day > query.on.toordinal()]
    return _closed(_told(judge, query, days, _signature(judgement)), None)


def worst_first(judge: Judge) -> tuple[str, ...]:
    """Return the outcomes by severity; one that is open may be the worst, so it comes second."""
    worst, *others = judge.inference.question.severity
    return (worst, Outcome.UNDETERMINED.value, *others)


def edges(judge: Judge, query: Query) -> tuple[int, ...]:
    """Return every day (ordinal) on which a fact or the State that answers changes, in order."""
    found = set(changes(query.place))
    for role in {role for day in (1, *found) for role in roles(query.place, day)}:
        found.update(judge.subject(query, role).changes())
    return tuple(sorted(found))


def _signature(first: Judgement) -> Mapping[str, Any]:
    """Return what must stay the same for a stretch to go on."""
    return {
        "outcome": first.finding.outcome,
        "reason": first.finding.reason,
        "contested": first.finding.contested,
        "grounds": first.finding.grounds,
        "exposure": first.finding.exposure,
        "state": first.role.state,
    }


def _told(
    judge: Judge, query: Query, days: Sequence[int], last: Mapping[str, Any] | None = None
) -> Iterator[Stretch]:
    """Yield a stretch, as yet without end, for each of ``days`` on which the answer changes."""
    for day in days:
        on = date.fromordinal(day)
        first = judge.judgements(query._replace(on=on))[0]
        signature = _signature(first)
        if signature != last:
            last = signature
            opened_by = first.subject.records_at(day)
            yield Stretch(since=on, until=None, opened_by=opened_by, **signature)


def _closed(found: Iterable[Stretch], until: date | None) -> tuple[Stretch, ...]:
    """Return stretches that end where the next one begins, the last one with ``until``."""
    every = tuple(found)
    ends = (*(one.since for one in every[1:]), until)
    return tuple(
        one if end is None else one.model_copy(update={"until": end})
        for one, end in zip(every, ends, strict=False)
    )
