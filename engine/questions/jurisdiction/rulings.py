"""What the Court found about its own jurisdiction, as questions with the answer it gave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...base.dates import first_day
from ...records.world import World
from ..binding import RuledAnswer

_WITHIN: Final = ("within_jurisdiction",)
_NOT_WITHIN: Final = ("within_if_referred", "outside_jurisdiction")


def ruled(world: World) -> Iterator[RuledAnswer]:
    """Yield each conduct of which a decision on record says whether the Court has jurisdiction."""
    for ruling in sorted(world.rulings, key=lambda one: (first_day(one.on), one.id)):
        for found in ruling.found:
            yield RuledAnswer(
                ruling=ruling.id,
                said={
                    "territory": list(found.territory) or None,
                    "nationality": list(found.nationality) or None,
                    "on": found.on,
                    "crime": found.crime,
                    **found.given,
                },
                outcomes=_WITHIN if found.within else _NOT_WITHIN,
                parts={"basis": found.basis} if found.basis else {},
            )
