"""Does the Court have jurisdiction over this conduct? What that question reads from records."""

from collections.abc import Iterator
from typing import Final

from ...base.dates import first_day
from ...records.world import World
from ...timeline.case import relations_in
from ..binding import Binding, RuledAnswer
from . import acceptance, before_the_court, statehood
from .territory import TERRITORY

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


BINDING = Binding(
    "jurisdiction",
    relations_in(acceptance, before_the_court, statehood),
    {"territory": TERRITORY},
    ruled=ruled,
)
