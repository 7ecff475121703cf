"""One person in all places on a terminal: numbers first, then the names, by region."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Final

from rich.text import Text

from ..answers.map import Atlas, Spot
from ..base.words import day, label, listing
from ..records.names import fold
from .output import COLOURS, print_json, print_table, say, table

_ELSEWHERE: Final = "Elsewhere"
_KEY: Final = (
    "Contested: another reading of the law that the Court or States hold today gives another "
    "outcome. Not known: facts that are not on record decide whether one does."
)


def print_map(found: Atlas, *, as_json: bool) -> None:
    """Print how many places there are of each outcome, then their names."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    say(f"{found.person.name} on {day(found.on)}: {len(found.places)} places\n", "bold")
    made = table("Outcome", "Places", "Contested", "Not contested", "Not known")
    for outcome, count in found.outcomes.items():
        spots = [spot for spot in found.places if spot.outcome == outcome]
        name = Text(found.words(outcome), COLOURS[outcome.value])
        made.add_row(name, str(count), *_contests(spots))
    if len(found.outcomes) > 1:
        made.add_row("all", str(len(found.places)), *_contests(found.places))
    print_table(made)
    say(f"\n{_KEY}")
    if found.grounds:
        told = listing([f"{label(name)} {count}" for name, count in found.grounds.items()])
        say(f"Bound: {told}.")
    for outcome, count in found.outcomes.items():
        say(f"\n{found.words(outcome).capitalize()}: {count}", COLOURS[outcome.value])
        spots = [spot for spot in found.places if spot.outcome == outcome]
        for region, names in by_region(spots).items():
            lead = f"{region}: " if region else ""
            say(f"  {lead}{'; '.join(names)}")  # some names have a comma


def _contests(spots: Iterable[Spot]) -> tuple[str, ...]:
    """Return how often the answer is contested, is not, and it is not known."""
    counts = Counter(spot.contested for spot in spots)
    return tuple(str(counts[contested] or "-") for contested in (True, False, None))


def by_region(spots: Sequence[Spot]) -> Mapping[str, Sequence[str]]:
    """Return the names of places by region of the world, both in order of the alphabet.

    Places without a code are elsewhere, as are all where no table of regions is installed: then
    there is one group without a name.
    """
    regions = _regions()
    groups: dict[str, list[str]] = {}
    for spot in spots:
        groups.setdefault(regions.get(spot.code or "", _ELSEWHERE), []).append(spot.place.name)
    if not regions:
        return {"": sorted((name for names in groups.values() for name in names), key=fold)}
    order = sorted(groups, key=lambda region: (region == _ELSEWHERE, region))
    return {region: sorted(groups[region], key=fold) for region in order}


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, str]:
    """Return the region (UN M49) of each code: the widest that the table of regions names."""
    written = resources.files("safeconduct.fixtures") / "names" / "regions.csv"
    if not written.is_file():
        return {}
    rows = csv.DictReader(written.read_text(encoding="utf-8").splitlines())
    return {row["place"]: row["regions"].partition("|")[0] for row in rows}
