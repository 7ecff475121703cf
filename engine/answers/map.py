"""One person on one day, everywhere: what would follow in each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from pydantic import Field

from ..base.frozen import Frozen, Table
from ..base.words import YES, day, listing
from ..case.inputs import PRESENCE, PURPOSE
from ..case.query import Query
from ..case.reasoner import Reasoner
from ..case.terms import Outcome
from ..records.models import Place
from ..records.reference import Named
from ..rulebase.wording import Exposure, Worded


class Spot(Frozen):
    """What follows in one place."""

    place: Named
    code: str | None = Field(description="ISO 3166-1 alpha-3, if the place has one")
    outcome: Outcome
    reason: str | None
    contested: bool | None
    exposure: Exposure
    grounds: tuple[str, ...]


class Atlas(Worded):
    """What follows in every place, with counts by outcome and by source of the duty."""

    person: Named
    on: date
    presence: str
    purpose: str
    profile: str
    known_on: date | None
    outcomes: dict[Outcome, int]
    grounds: dict[str, int]
    contested: int = Field(description="how many of the answers are contested")
    uncontested: int = Field(description="how many are not")
    contest_not_known: int = Field(
        description="in how many facts that are not on record decide whether they are"
    )
    places: tuple[Spot, ...]
    world: str
    rules: str

    def table(self) -> Table:
        """Return every place, those with the same outcome together."""
        counts = [f"{self.words(outcome)} {count}" for outcome, count in self.outcomes.items()]
        order = list(self.outcomes)
        rows = (
            (one.place.name, one.code, self.words(one.outcome), YES[one.contested])
            for one in sorted(self.places, key=lambda one: order.index(one.outcome))
        )
        return Table(
            f"{self.person.name} on {day(self.on)}: {listing(counts)}",
            ("place", "code", "outcome", "contested"),
            rows,
        )


def atlas(reasoner: Reasoner, query: Callable[[Place], Query]) -> Atlas:
    """Return what follows in every place, by name; ``query`` makes the question about a place."""
    places = sorted(reasoner.world.places.values(), key=lambda place: place.name)
    queries = [query(place) for place in places]
    found = tuple(_spot(reasoner, one) for one in queries)
    outcomes = Counter(spot.outcome for spot in found)
    grounds = Counter(ground for spot in found for ground in spot.grounds)
    contests = Counter(spot.contested for spot in found)
    first = queries[0]
    return Atlas(
        person=Named(id=first.person.id, name=first.person.name),
        on=first.on,
        presence=first.given.asked[PRESENCE],
        purpose=first.given.asked[PURPOSE],
        profile=first.profile.id,
        known_on=reasoner.world.known_on,
        outcomes=dict(outcomes.most_common()),
        grounds=dict(grounds.most_common()),
        contested=contests[True],
        uncontested=contests[False],
        contest_not_known=contests[None],
        places=found,
        world=reasoner.world.digest,
        rules=reasoner.inference.rulebase.digest,
    ).told_in(reasoner.inference.question.wording)


def _spot(reasoner: Reasoner, query: Query) -> Spot:
    found = reasoner.determinations(query)[0].determination
    return Spot(
        place=Named(id=query.place.id, name=query.place.name),
        code=query.place.alpha3,
        outcome=found.outcome,
        reason=found.reason,
        contested=found.contested,
        exposure=found.exposure,
        grounds=found.grounds,
    )
