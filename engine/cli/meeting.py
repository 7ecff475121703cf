"""Venues, guests and summits on a terminal."""

from __future__ import annotations

from rich.text import Text

from ..answers.venues.model import STANDINGS, Reception, Venues
from ..base.words import CONTESTED, YES, day, label, sentence
from ..engine import Engine
from ..records.describe import describe
from ..records.organisations import find_summits, in_order
from .output import COLOURS, print_json, print_table, say, table


def print_venues(found: Venues, *, as_json: bool) -> None:
    """Print the venues in their order, with what follows for each guest."""
    if as_json:
        print_json(found.to_dict())
        return
    say(f"{sentence(found.headline)}\n", "bold")
    made = table("Rank", "Place", "Days", "Together", *(one.name for one in found.guests))
    for one in found.venues:
        online = " (online)" if one.online else ""
        cells = [
            Text(f"{found.words(it.outcome)}, {CONTESTED[it.contested]}", COLOURS[it.outcome.value])
            for it in one.guests
        ]
        together = STANDINGS[one.standing]
        made.add_row(str(one.rank), one.place.name, found.days(one) + online, together, *cells)
    print_table(made)
    for id_ in found.left_out:
        say(f"\nNot a place on record: {sentence(found.records[id_].says)}")
    for one in found.venues:
        for it in one.guests:
            if it.way_there is not None:
                say(f"\n{it.person.name} {found.said_of_way(it.way_there)}.")
    say(f"\nOrder: {found.criterion}\n\n{found.way}")
    _caveats(found)


def print_reception(found: Reception, *, as_json: bool) -> None:
    """Print everybody who is wanted, the worst first."""
    if as_json:
        print_json(found.to_dict())
        return
    say(f"{sentence(found.headline)}\n", "bold")
    made = table("Person", "Outcome", "Contested", "Bound")
    for one in found.guests:
        outcome = Text(found.words(one.outcome), COLOURS[one.outcome.value])
        made.add_row(
            one.person.name, outcome, YES[one.contested], ", ".join(map(label, one.grounds))
        )
    print_table(made)
    say(f"\nOrder: {found.criterion}")
    _caveats(found)


def _caveats(found: Venues | Reception) -> None:
    for told in found.caveats():
        say(f"\n{told}", "dim")


def print_summits(engine: Engine, organisation: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Print the meetings on record, by their days; raises `UnknownName`."""
    world = engine.world
    found = sorted(world.summits, key=in_order)
    if organisation is not None:
        found = [*find_summits(world, organisation)]
    if as_json:
        told = {"world": world.digest, "total": len(found)}
        print_json(told | {"items": [one.model_dump(mode="json") for one in found]})
        return
    made = table("Meeting", "Host", "Days", "Announced", "Confidence", "Sources")
    for one in found:
        days = day(one.starts) + (
            f" to {day(one.ends)}" if one.ends not in {None, one.starts} else ""
        )
        made.add_row(
            one.name,
            f"{one.city}, {world.places[one.place].name}" + (" (online)" if one.online else ""),
            days,
            f"by {day(one.public_on)}",
            one.confidence.value,
            "; ".join(source.title for source in describe(world, one).sources),
        )
    print_table(made)
    say(f"\n{world.reach['summits'].note}" if "summits" in world.reach else "", "dim")
