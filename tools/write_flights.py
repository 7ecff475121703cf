"""Print ``docs/flights.md``: what was reported of flights, beside what the geometry has."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from safeconduct.base import counted, day, listing, the
from safeconduct.geography import FlightComparison, compare_flight, reported_flights
from safeconduct.records import World, load_world

FIXTURES = Path(__file__).parent.parent / "fixtures"
TABLES = ("sources.csv", "sources-places.csv", "geography/sources.csv")
HEAD = """\
# Flights as they were reported

Written by `tools/write_flights.py`. Each flight on record whose way a named source reported,
beside what the shortest line through the points that the source names passes over. The line is
nobody's route: where it differs from the report, that is explained. No answer rests on this page;
it holds the geometry to what happened ([guides/geography.md](guides/geography.md)).
"""


def main() -> None:
    """Print the page."""
    world, sources = load_world(), _sources()
    flights = [compare_flight(one) for one in reported_flights()]
    print(HEAD)
    told = sum(len(one.flight.over) for one in flights)
    missed = sum(len(one.missed) for one in flights)
    kept = sum(len(one.flight.clear_of) for one in flights)
    against = sum(len(one.against) for one in flights)
    print(
        f"Of {counted(told, 'passage')} that were reported on {counted(len(flights), 'flight')}, "
        f"the lines have {told - missed}; of {counted(kept, 'State')} that flights stayed clear "
        f"of, they pass over {against}. Of the other {counted(_others(world), 'journey')} on "
        "record no source is known that names the way.\n"
    )
    for one in sorted(flights, key=lambda one: one.flight.on):
        print("\n".join(_flight(world, sources, one)))


def _flight(world: World, sources: Mapping[str, str], one: FlightComparison) -> Iterator[str]:
    flight = one.flight
    way = flight.way
    yield f"## {world.persons[flight.person].name}, {day(flight.on)}\n"
    yield f"From {way[0].named} to {way[-1].named}{_via(one)}.\n"
    yield "| | |\n|---|---|"
    yield f"| reported on the way | {_names(world, flight.over)} |"
    if flight.clear_of:
        yield f"| stayed clear of, by the report | {_names(world, flight.clear_of)} |"
    passed = [f"{the(world.places[id_].name)} ({km:,.0f} km)" for id_, km in one.passed]
    yield f"| passed by the line | {listing(passed)} |"
    if one.missed:
        yield f"| reported, and not passed by the line | {_names(world, one.missed)} |"
    if one.against:
        yield f"| passed by the line, and kept clear of | {_names(world, one.against)} |"
    if flight.longer_km is not None:
        line = f"; this line {one.kilometres - one.direct_km:,.0f} km" if len(way) > 2 else ""
        yield f"| longer than usual, by the report | about {flight.longer_km:,.0f} km{line} |"
    yield f"\n{flight.explained}\n"
    yield f"Sources: {'; '.join(sources[id_] for id_ in flight.sources)}.\n"


def _via(one: FlightComparison) -> str:
    between = [point.named for point in one.flight.way[1:-1]]
    return f" by {'; '.join(between)}" if between else ""


def _names(world: World, ids: Iterable[str]) -> str:
    return listing([the(world.places[id_].name) for id_ in ids])


def _others(world: World) -> int:
    """Return how many journeys were made whose way is not on record."""
    known = {id_ for one in reported_flights() for id_ in one.visits}
    made = [one for one in world.tables.visits if one.kind in ("visit", "overflight")]
    return sum(one.id not in known for one in made)


def _sources() -> dict[str, str]:
    found = {}
    for name in TABLES:
        with (FIXTURES / name).open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                found[row["id"]] = f"[{row['title']}]({row['url']})" if row["url"] else row["title"]
    return found


if __name__ == "__main__":
    main()
