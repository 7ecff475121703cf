"""Regenerate fixtures/names/regions.csv and demonyms.csv: regions of places, words for nationals.

Development only. Reads two tables of packages: that of countries and territories in
hdx-python-country (regions of UN M49; MIT licence) and the folder of countryinfo (one word for the
people of each; MIT licence). Words that it lacks are in our ``fixtures/names/nationals.csv``.

Usage: python tools/build_regions.py TAXONOMY.CSV COUNTRYINFO-FOLDER
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from safeconduct import Engine

NAMES = Path(__file__).resolve().parent.parent / "fixtures" / "names"
M49 = ("Region Name", "Sub-region Name", "Intermediate Region Name")
# M49 does not list Kosovo; CLDR has it in Southern Europe.
UNLISTED = {"XKX": ("Europe", "Southern Europe")}
# A word for one person that has no plural with s.
ALIKE = ("ese", "ish", "ch", "ss", "x", "z")


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def regions(rows: Iterable[dict[str, str]], known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each place with the regions of M49 that it is in, the widest first."""
    code = "ISO 3166-1 Alpha 3-Codes"
    found = {row[code]: tuple(filter(None, (row[c] for c in M49))) for row in rows}
    for place, names in sorted((found | UNLISTED).items()):
        if place in known and names:
            yield place, "|".join(names)


def words(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each word for the people of a place, with the code of the place."""
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        for word in re.split("[,/]", data.get("demonym") or ""):
            yield word.strip(), data.get("ISO", {}).get("alpha3", "")
    for row in table(NAMES / "nationals.csv"):
        yield row["word"], row["place"]


def demonyms(
    found: Iterable[tuple[str, str]], known: set[str], states: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield each word, also in the plural, with the places meant: of several the States."""
    meant: dict[str, set[str]] = {}
    for word, place in found:
        if word and place in known:
            for written in (word,) if word.endswith((*ALIKE, "s", "men")) else (word, f"{word}s"):
                meant.setdefault(written, set()).add(place)
    for word, places in sorted(meant.items()):
        yield word, "|".join(sorted(places & states or places))


def write(name: str, header: tuple[str, str], rows: Iterable[tuple[str, str]]) -> None:
    """Write one table."""
    with (NAMES / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def main(taxonomy: str, folder: str) -> None:
    """Write both tables."""
    places = Engine.load().world.places.values()
    known = {place.id for place in places}
    states = {place.id for place in places if place.kind == "state"}
    write("regions.csv", ("place", "regions"), regions(table(Path(taxonomy)), known))
    write("demonyms.csv", ("word", "places"), demonyms(words(Path(folder)), known, states))


if __name__ == "__main__":
    main(*sys.argv[1:])
