"""Regions of the world and words for who is of a place: tables beside the names of places.

Regions are those of UN M49 (`fixtures/names/regions.csv`); words for nationals stand in
`fixtures/names/demonyms.csv`. `fixtures/README.md` says where both come from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

from ..records.models import Place
from ..records.names import fold
from ..records.world import World

_ADJECTIVES: Final[Mapping[str, str]] = {
    "African": "Africa",
    "American": "Americas",
    "Asian": "Asia",
    "European": "Europe",
    "Caribbean": "Caribbean",
    "Melanesian": "Melanesia",
    "Micronesian": "Micronesia",
    "Polynesian": "Polynesia",
}
_SIDES: Final[Mapping[str, tuple[str, ...]]] = {
    "Northern": ("North", "Northern"),
    "Southern": ("South", "Southern"),
    "Eastern": ("East", "Eastern"),
    "Western": ("West", "Western"),
    "Middle": ("Middle", "Central"),
    "Central": ("Central",),
    "Sub-Saharan": ("Sub-Saharan", "Subsaharan"),
    "South-eastern": ("South-eastern", "South-east", "Southeast", "Southeastern"),
    "South": ("South",),
}
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "Latin America": "Latin America and the Caribbean",
    "Latin American": "Latin America and the Caribbean",
    "North America": "Northern America|Central America|Caribbean",
    "North American": "Northern America|Central America|Caribbean",
    "the Americas": "Americas",
    "Pacific island": "Melanesia|Micronesia|Polynesia",
    "Pacific islands": "Melanesia|Micronesia|Polynesia",
    "South Pacific": "Melanesia|Polynesia",
    "Australasia": "Australia and New Zealand",
}
"""Names that M49 explains otherwise: its North America is the three regions named."""


class Peoples:
    """What words for regions and for nationals mean."""

    def __init__(self) -> None:
        self._of = {place: tuple(names.split("|")) for place, names in _rows("regions.csv")}
        known = {name for names in self._of.values() for name in names}
        self.regions: Mapping[str, str] = {fold(name): value for name, value in _spelt(known)}
        """The region or regions (joined by ``|``) that a folded word means."""
        self.nationals: Mapping[str, str] = {
            fold(word): places for word, places in _rows("demonyms.csv")
        }
        """The place or places (joined by ``|``) whose people a folded word means."""

    def within(self, world: World, region: str) -> frozenset[str]:
        """Return the places in a region; one without a code is where its State is."""
        wanted = set(region.split("|"))
        return frozenset(
            place.id
            for place in world.places.values()
            if any(wanted.intersection(self._of.get(code, ())) for code in _codes(place))
        )


@lru_cache(maxsize=1)
def peoples() -> Peoples:
    """Return the tables that come with the package, read once."""
    return Peoples()


def region_name(region: str) -> str:
    """Return a region as it is told."""
    names = region.split("|")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _spelt(known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield every way in which a region is written: `Western Africa`, `West African` and so on."""
    for name in known:
        yield name, name
        side, _, part = name.rpartition(" ")
        nouns = [part, *(adjective for adjective, noun in _ADJECTIVES.items() if noun == part)]
        nouns += ["American"] if part == "America" else []
        for written in _SIDES.get(side, ()):
            # South Africa is a State.
            if (written, part) != ("South", "Africa"):
                yield from ((f"{written} {noun}", name) for noun in nouns)
        if not side and name != "Americas":
            yield from ((noun, name) for noun in nouns)
    yield from _OTHER_NAMES.items()


def _codes(place: Place) -> tuple[str, ...]:
    if place.alpha3:
        return (place.alpha3,)
    return tuple(period.state for period in place.responsible) or place.claimants


def _rows(name: str) -> Iterator[tuple[str, str]]:
    package = __package__.partition(".")[0]
    file = resources.files(f"{package}.fixtures") / "names" / name
    header, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    assert len(header) == 2
    yield from ((first, second) for first, second in rows)
