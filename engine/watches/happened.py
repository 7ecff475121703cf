"""What has happened since somebody looked last: days, records, rules, journeys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from ..engine import Engine
from .journeys import known_journeys
from .model import WatchEvent

MOST_DAYS: Final = 400
"""How many days are caught up one by one; what passed before is seen on the first of them."""


@dataclass(frozen=True)
class Seen:
    """What was seen: day, digests of records and rules, and the journeys on record."""

    day: date
    world: str
    rules: str
    journeys: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, engine: Engine) -> Seen:
        """Return what is to be seen of an engine now."""
        journeys = known_journeys(engine.world)
        return cls(engine.clock(), engine.world.digest, engine.rulebase.digest, journeys)

    def same_as(self, other: Seen) -> bool:
        """Whether nothing has happened; of a clock that was put back nothing is made."""
        same = (self.world, self.rules) == (other.world, other.rules)
        return same and other.day <= self.day


def happened(before: Seen, now: Seen, last: int) -> Iterator[WatchEvent]:
    """Yield what happened between two looks, oldest first, numbered on from ``last``.

    Days that passed unseen are looked at one by one, each with the records and rules of now; what
    is new in those is of today.
    """
    day = max(before.day, now.day)

    def event(kind: str, on: date, what: str, **said: str) -> WatchEvent:
        nonlocal last
        last += 1
        return WatchEvent.model_validate(
            {
                "seq": last,
                "key": f"{kind}:{what}:{last}",
                "kind": kind,
                "day": on,
                "world": now.world,
                "rules": now.rules,
                **said,
            }
        )

    passed = min((now.day - before.day).days, MOST_DAYS)
    for ago in reversed(range(passed)):
        on = now.day - timedelta(days=ago)
        yield event("day_passed", on, on.isoformat())
    if now.rules != before.rules:
        yield event("rules_changed", day, now.rules[:12], before=before.rules)
    if now.world != before.world:
        yield event("world_changed", day, now.world[:12], before=before.world)
    for id_, print_ in now.journeys.items():
        if before.journeys.get(id_) != print_:
            yield event("journey_recorded", day, f"{id_[:200]}:{print_}", journey=id_)
