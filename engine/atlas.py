"""One person on one day, everywhere: what would follow in each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from .assessment import Named, Outcome
from .judge import Judge, Query
from .records.models import Place


class Spot(BaseModel):
    """What follows in one place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Named
    code: str | None = Field(description="ISO 3166-1 alpha-3, if the place has one")
    outcome: Outcome
    reason: str | None
    contested: bool | None
    exposure: str
    grounds: tuple[str, ...]


class Atlas(BaseModel):
    """What follows in every place, with counts by outcome and by source of the duty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Named
    on: date
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    outcomes: dict[Outcome, int]
    grounds: dict[str, int]
    contested: int
    places: tuple[Spot, ...]
    world: str
    rules: str


def spots(judge: Judge, query: Callable[[Place], Query]) -> tuple[Spot, ...]:
    """Return what follows in every place, by name; ``query`` makes the question about a place."""
    places = sorted(judge.world.places.values(), key=lambda place: place.name)
    return tuple(_spot(judge, query(place)) for place in places)


def _spot(judge: Judge, query: Query) -> Spot:
    first = judge.judgements(query)[0]
    grades = judge.inference.question.exposure[first.outcome.value]
    return Spot(
        place=Named(id=query.place.id, name=query.place.name),
        code=query.place.alpha3,
        outcome=first.outcome,
        reason=first.reason,
        contested=first.contest.contested,
        exposure=grades[first.contest.contested is not False],
        grounds=first.grounds,
    )


def counted(found: tuple[Spot, ...]) -> tuple[dict[Outcome, int], dict[str, int]]:
    """Return how many places have each outcome, and each source of a duty."""
    outcomes = Counter(spot.outcome for spot in found)
    grounds = Counter(ground for spot in found for ground in spot.grounds)
    return dict(outcomes.most_common()), dict(grounds.most_common())
