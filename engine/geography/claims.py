"""Disputed areas and how an answer treats each, and what the method cannot tell: with sources."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from ..base.frozen import Frozen

HIGH_SEAS: Final = "high-seas"
"""The place of the records that is no State's territory."""


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


class GeographicalSource(Frozen):
    """What the geographical records rest on; ``url`` is empty where there is no address."""

    id: str
    title: str
    kind: str
    url: str


@cache
def geographical_sources() -> Mapping[str, GeographicalSource]:
    """Return the sources of geography alone, by id; others are those of the records.

    >>> geographical_sources()["natural-earth-4"].kind
    'secondary'
    """
    found = (
        GeographicalSource(id=row["id"], title=row["title"], kind=row["kind"], url=row["url"])
        for row in rows("sources.csv")
    )
    return MappingProxyType({one.id: one for one in found})


def sources_of(areas: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the ids of the sources of `LIMITS`, and of what is told of disputed ``areas``."""
    claims = territorial_claims()
    told = [row["sources"].split() for row in rows("limits.csv")]
    told += [list(claims[one].sources) for one in areas if one in claims]
    return tuple(dict.fromkeys(source for one in told for source in one))


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


LIMITS: Final = tuple(row["says"] for row in rows("limits.csv"))
"""What the method cannot tell, a sentence each; they belong beside every answer that uses it."""
