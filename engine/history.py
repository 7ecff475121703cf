"""An answer over time: every change of outcome for a person and a place, with what caused it."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from .assessment import Named, Outcome, RecordRef
from .given import PRESENCE, PURPOSE
from .judge import Judge, Query
from .roles import changes, roles
from .timeline.steps import NEVER

BEGINNING: Final = date(2002, 7, 1)
"""Entry into force of the Rome Statute (art. 126(1)); nothing can change before it."""


class Stretch(BaseModel):
    """Days on which the answer stays the same, ``[since, until)``; ``until`` null: no end known.

    ``opened_by``: the records that changed on its first day; none for the first stretch.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: date
    until: date | None
    outcome: Outcome
    reason: str | None
    contested: bool | None
    grounds: tuple[str, ...]
    exposure: str
    state: str = Field(description="the State that answers; empty if there is none")
    opened_by: tuple[RecordRef, ...]


class History(BaseModel):
    """Every stretch for a person and a place since the Statute entered into force."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Named
    place: Named
    presence: str
    purpose: str
    profile: str
    stretches: tuple[Stretch, ...]
    world: str
    rules: str


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
    found: list[Stretch] = []
    end = until.toordinal() if until else NEVER
    inner = [day for day in edges(judge, query) if since.toordinal() < day < end]
    for day in (since.toordinal(), *inner):
        stretch = _stretch(judge, query._replace(on=date.fromordinal(day)))
        if found and _same(found[-1], stretch):
            continue
        if found:
            found[-1] = found[-1].model_copy(update={"until": stretch.since})
        found.append(stretch)
    found[-1] = found[-1].model_copy(update={"until": until})
    found[0] = found[0].model_copy(update={"opened_by": ()})
    return tuple(found)


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


def _stretch(judge: Judge, query: Query) -> Stretch:
    first = judge.judgements(query)[0]
    found = first.finding
    return Stretch(
        since=query.on,
        until=None,
        outcome=found.outcome,
        reason=found.reason,
        contested=found.contest.contested,
        grounds=found.grounds,
        exposure=judge.exposure(found),
        state=first.role.state,
        opened_by=first.subject.records_at(query.on.toordinal()),
    )


def _same(one: Stretch, other: Stretch) -> bool:
    kept = {"outcome", "reason", "contested", "grounds", "exposure", "state"}
    return one.model_dump(include=kept) == other.model_dump(include=kept)
