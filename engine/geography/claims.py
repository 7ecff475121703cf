"""Disputed areas: who controls and who claims each, and how an answer treats it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from ..base.frozen import Frozen

HIGH_SEAS: Final = "high-seas"
"""The place of the records that is no State's territory."""
LIMITS: Final = (
    (
        "Airspace is told as land with the sea within 12 nautical miles of the coast. Straight and "
        "archipelagic baselines are not drawn, so the sea of States that use them (Indonesia, the "
        "Philippines, Canada, Norway and others) is wider than told here."
    ),
    (
        "A State may claim less: Greece and Türkiye 6 nautical miles in the Aegean, where the sea "
        "is told too wide. Of Greece's airspace of 10 miles nothing is told."
    ),
    (
        "A flight information region is not a State's airspace: whoever guides an aircraft need "
        "not be the State whose territory it is over."
    ),
    (
        "Outlines are those of 1:10 million, simplified: within about 1 km of a border either side "
        "may be right, and small islands that they lack (Kastellorizo, Matsu) are told as the sea "
        "that they lie in."
    ),
    (
        "Waters that are no State's territory are told as high seas, the Caspian Sea beyond 12 "
        "miles among them; lakes belong to the land around them; off Antarctica no territorial sea "
        "is told."
    ),
)
"""What the method cannot tell, a sentence each; they belong beside every answer that uses it."""


class TerritorialClaim(Frozen):
    """An area that is held or claimed by others than the State whose territory it is.

    ``place``: what an answer about a point there names, an id of the records. ``drawn``: whether
    points within it are told apart. ``responsible``, ``controller`` and ``claimants`` are States,
    as the records have them on the day of the table; a controller that is no State on record is
    told in ``treatment``, which says how the area is treated.
    """

    area: str
    name: str
    place: str
    drawn: bool
    responsible: str | None
    controller: str | None
    claimants: tuple[str, ...]
    treatment: str
    sources: tuple[str, ...]


@cache
def territorial_claims() -> Mapping[str, TerritorialClaim]:
    """Return the table of claims by area.

    >>> crimea = territorial_claims()["crimea"]
    >>> crimea.responsible, crimea.controller, crimea.claimants
    ('UKR', 'RUS', ('RUS',))
    """
    return MappingProxyType({one.area: one for one in map(_claim, rows("claims.csv"))})


@cache
def not_drawn(place: str) -> tuple[str, ...]:
    """Return the areas that an answer naming ``place`` does not tell apart, though others do.

    Of the high seas nothing is told: what is not in the data may lie anywhere in them.
    """
    if place == HIGH_SEAS:
        return ()
    return tuple(
        one.area
        for one in territorial_claims().values()
        if not one.drawn and one.place == place and (one.controller or one.claimants)
    )


def directory() -> Traversable:
    """Return the directory of geographical records in the package."""
    return files(f"{__package__.partition('.')[0]}.fixtures") / "geography"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table in that directory."""
    text = (directory() / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _claim(row: dict[str, str]) -> TerritorialClaim:
    return TerritorialClaim(
        area=row["area"],
        name=row["name"],
        place=row["place"],
        drawn=row["drawn"] == "yes",
        responsible=row["responsible"] or None,
        controller=row["controller"] or None,
        claimants=tuple(row["claimants"].split()),
        treatment=row["treatment"],
        sources=tuple(row["sources"].split()),
    )
