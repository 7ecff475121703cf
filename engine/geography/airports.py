"""Airports: from a code or a name to where it is, and in which place of the records.

The table is that of the package airportsdata, whose version is pinned, with corrections of our
own in ``fixtures/geography/airports.csv``, each with its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import airportsdata

from ..base.errors import InputError, Suggestion, UnknownName, text_of
from ..base.frozen import Frozen
from ..records.names.fold import fold
from .airspace import Airspace
from .claims import HIGH_SEAS, rows

MAX_LENGTH: Final = 200
"""A longer name is refused."""
PREFIX: Final = "airport:"
"""Says that what follows is an airport, as most codes of three letters are States as well."""
_MOST_SUGGESTED: Final = 8
_FEWEST_LETTERS: Final = 4
_CODE: Final = re.compile(r"[A-Za-z]{3}|[A-Za-z0-9]{4}")
_RIGHT: Final = ("an IATA code such as BUD, an ICAO code such as LHBP, or a name",)


class Airport(Frozen):
    """An airport: its codes (empty: none), its name, its city, where it is.

    ``longitude`` and ``latitude`` are degrees east and north in WGS 84. ``place`` is the id in the
    records of the place whose territory it is on, from its coordinates; where the outlines are too
    coarse for it (an atoll, a pier) from the ``country`` of the table, an ISO 3166-1 code of two
    letters as its makers see it. ``source``: the table, or the source of its correction.
    """

    iata: str
    icao: str
    name: str
    city: str
    country: str
    longitude: float
    latitude: float
    place: str
    source: str = "airportsdata"

    @property
    def code(self) -> str:
        """The IATA code, or the ICAO code of one that has none."""
        return self.iata or self.icao


def airport(text: str, *, field: str = "airport") -> Airport:
    """Return the airport that ``text`` means: an IATA or ICAO code, or a name or a city.

    ``airport:`` may stand in front. A city means its airport if only one there has an IATA code.
    Raises `InputError` for a text that cannot be a name, and `UnknownName` for one that is not
    known or means several, which are suggested.

    >>> budapest = airport("BUD")
    >>> budapest.name, budapest.place, round(budapest.latitude, 1)
    ('Budapest Ferenc Liszt International Airport', 'HUN', 47.4)
    >>> airport("LHBP") == budapest
    True
    """
    asked = text_of(text, field, _RIGHT).strip()
    if len(asked) > MAX_LENGTH:
        message = f"has more than {MAX_LENGTH} characters"
        raise InputError(field, asked[:60] + "…", message, _RIGHT)
    if asked.casefold().startswith(PREFIX):
        asked = asked[len(PREFIX) :].strip()
    if not asked:
        raise InputError(field, text, "is empty", _RIGHT)
    table = _table()
    if _CODE.fullmatch(asked):
        found = table.by_code.get(asked.upper())
        if found is not None:
            return _told(found)
    named = table.named(asked)
    if len(named) == 1:
        return _told(named[0])
    if named:
        raise UnknownName(field, text, _suggested(named, 100.0))
    near = _suggested(table.near(asked), 90.0)
    raise UnknownName(field, text, near, why="is not an airport that is known")


def main_airport(text: str, *, field: str = "airport") -> tuple[Airport, bool]:
    """Return the airport that ``text`` means, and whether it was chosen among those of a city.

    Which is the main airport of a city with several is on record
    (``fixtures/geography/main_airports.csv``); else as `airport`, which raises likewise.

    >>> main, chosen = main_airport("Rome")
    >>> main.code, chosen
    ('FCO', True)
    """
    code = _main_airports().get(fold(text_of(text, field, _RIGHT)[:MAX_LENGTH]))
    return (airport(text, field=field), False) if code is None else (airport(code), True)


def capital_airport(place: str) -> Airport | None:
    """Return the airport of the capital of a place, ``None`` if none is on record.

    The record is ``fixtures/geography/capital_airports.csv``.

    >>> capital_airport("MNG").code
    'UBN'
    """
    code = _capital_airports().get(place)
    return None if code is None else airport(code)


@cache
def _capital_airports() -> Mapping[str, str]:
    return {row["place"]: row["airport"] for row in rows("capital_airports.csv")}


@cache
def _main_airports() -> Mapping[str, str]:
    return {fold(row["city"]): row["airport"] for row in rows("main_airports.csv")}


def airports() -> tuple[str, ...]:
    """Return the codes of all airports with an IATA code, in order."""
    return tuple(sorted(row["iata"] for row in _table().rows if row["iata"]))


@cache
def airport_positions() -> Mapping[str, tuple[float, float]]:
    """Return where the airports with an IATA code are, degrees east and north, by code."""
    rows_ = sorted((row for row in _table().rows if row["iata"]), key=lambda row: row["iata"])
    return {row["iata"]: (float(row["lon"]), float(row["lat"])) for row in rows_}


class _Table:
    """Rows of the package, corrected, by code and by name."""

    def __init__(self) -> None:
        found: dict[str, dict[str, str]] = {
            row["icao"]: {**{k: str(v) for k, v in row.items()}, "source": "airportsdata"}
            for row in airportsdata.load("ICAO").values()
        }
        corrections = rows("airports.csv")
        moved = {row["iata"]: row for row in corrections if not row["same_as"]}
        for row in found.values():  # a code means one airport
            if row["iata"] in moved and row["icao"] != moved[row["iata"]]["icao"]:
                row["iata"] = ""
        for code, correction in moved.items():
            key = correction["icao"] or code
            kept = {name: value for name, value in correction.items() if value}
            empty = dict.fromkeys(("iata", "icao", "name", "city", "country"), "")
            found[key] = {**empty, **found.get(key, {}), **kept}
        self.rows = tuple(found.values())
        self.by_code = {row["icao"]: row for row in self.rows if row["icao"]}
        self.by_code |= {row["iata"]: row for row in self.rows if row["iata"]}
        for row in corrections:
            if row["same_as"]:
                self.by_code[row["iata"]] = self.by_code[row["same_as"]]
        usual = [row for row in self.rows if row["iata"]]
        self._names = _by(usual, "name", "city")
        self._others = _by((row for row in self.rows if not row["iata"]), "name")

    def named(self, asked: str) -> list[dict[str, str]]:
        """Return the airports of that name or city, of those that have an IATA code if any has."""
        key = _bare(asked)
        return self._names.get(key) or ([] if self.near(asked) else self._others.get(key, []))

    def near(self, asked: str) -> list[dict[str, str]]:
        """Return airports with an IATA code that have every word of what was asked in a name."""
        words = set(_bare(asked).split())
        if len("".join(words)) < _FEWEST_LETTERS:
            return []
        return [
            row
            for name, found in self._names.items()
            if words <= set(name.split())
            for row in found
        ]


def _bare(name: str) -> str:
    """Return a name as it is compared: folded, without what most names of airports end in."""
    folded = fold(name)
    for ending in (" airport", " international"):
        folded = folded.removesuffix(ending)
    return folded


def _by(table: Iterable[dict[str, str]], *columns: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in table:
        for key in {_bare(row[column]) for column in columns} - {""}:
            found[key][row["iata"] or row["icao"]] = row
    return {key: list(of.values()) for key, of in found.items()}


@cache
def _table() -> _Table:
    return _Table()


def _suggested(found: Iterable[dict[str, str]], score: float) -> tuple[Suggestion, ...]:
    told = {
        row["iata"]
        or row["icao"]: f"{row['name']} ({row['iata'] or row['icao']}, {row['country']})"
        for row in found
    }
    return tuple(Suggestion(code, name, score) for code, name in [*told.items()][:_MOST_SUGGESTED])


def _told(row: dict[str, str]) -> Airport:
    lon, lat = float(row["lon"]), float(row["lat"])
    return Airport(
        iata=row["iata"],
        icao=row["icao"],
        name=row["name"],
        city=row["city"],
        country=row["country"],
        longitude=lon,
        latitude=lat,
        place=row.get("place") or _place(lon, lat, row["country"]),
        source=row["source"],
    )


def _place(lon: float, lat: float, country: str) -> str:
    found = Airspace.load().at(lon, lat).place
    if found != HIGH_SEAS:
        return found
    return _places_by_code().get(country, HIGH_SEAS)


@cache
def _places_by_code() -> Mapping[str, str]:
    from ..records import load_world

    return {
        place.alpha2: place.id for place in load_world().places.values() if place.alpha2 is not None
    }
