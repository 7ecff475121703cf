"""The page about a journey: what follows along it, the riskiest first, drawn and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode

from safeconduct import Engine
from safeconduct.base import CONTESTED, counted, day, label, listing, the
from safeconduct.geography import geographical_sources, sources_of
from safeconduct.itineraries import CRUISE_KMH, Crossing, Itinerary, Leg, PointAnswer, Stop

from .thing import Cell, Section, Thing, rows

_MOST: Final = 40
"""How many airports for a diversion a page names."""
_EXAMPLES: Final = (
    ("Tel Aviv to New York", {"person": "netanyahu", "from": "TLV", "to": "JFK"}),
    (
        "Tel Aviv to New York around all States Parties",
        {"person": "netanyahu", "from": "TLV", "to": "JFK", "avoiding": "parties"},
    ),
    ("Moscow to Anchorage", {"person": "putin", "from": "VKO", "to": "ANC"}),
    ("Moscow to Buenos Aires", {"person": "putin", "from": "VKO", "to": "EZE"}),
)
_SHORTEST: Final = (
    "The line between two stops is the shortest there is, and nobody's route: real flights follow "
    "airways, winds and permissions."
)


def empty_thing() -> Thing:
    """Return the page before anything was asked."""
    links = [Cell(name, f"itinerary?{urlencode(given)}") for name, given in _EXAMPLES]
    return Thing(
        kicker="The way there",
        title="What would follow along a flight?",
        lead="Name where it begins and ends: what lies below the shortest line, and what follows "
        "there by law, is told and drawn.",
        sections=(Section("For example", rows(links)),),
    )


def itinerary_thing(engine: Engine, found: Itinerary, query: str) -> Thing:
    """Return the page of an itinerary; ``query``: the query of its address."""
    first, last = found.stops[0], found.stops[-1]
    who = f"{found.person.name}: " if found.person else ""
    between = f" via {', '.join(map(_short, found.stops[1:-1]))}" if found.legs[1:] else ""
    legs = [
        Section(
            f"Leg {number}: {_short(found.stops[number - 1])} to {_short(found.stops[number])}",
            list(_crossings(engine, found, leg)),
            (
                *("place", "km", "minutes"),
                *(("flown over", "after a landing") if found.person else ()),
                "held or claimed by others",
            ),
            note=f"{leg.kilometres:,.0f} km, {_duration(leg)}. "
            f"{leg.around.says if leg.around else _SHORTEST if number == 1 else ''}",
        )
        for number, leg in enumerate(found.legs, 1)
    ]
    return Thing(
        kicker="The way there",
        title=f"{who}{_short(first)} to {_short(last)}{between}",
        lead=found.headline,
        facts=tuple(_facts(engine, found)),
        sections=(
            Section(
                "The riskiest point first",
                [_point(found, one) for one in found.points],
                ("place", "what follows", "how", "where", "day"),
                note="Where an arrest can be carried out before where it cannot, then by outcome, "
                "then what is not contested before what is.",
            ),
            *legs,
            Section(
                "Airports near the way",
                list(_diversions(found)),
                ("airport", "place", "km off", *(("after a landing",) if found.person else ())),
                note=f"The worst first, then the nearest; at most {_MOST} are named here.",
            ),
            Section("What the method cannot tell", rows(map(Cell, found.limits))),
            Section("Sources", rows(_sources(engine, found))),
        ),
        json=f"v1/itineraries{query}",
        marks=tuple(worst_points(found)) or tuple(places_on_the_way(found)),
        ways=tuple(lines_of(found)),
        counts="point",
    )


def worst_points(found: Itinerary) -> Mapping[str, PointAnswer]:
    """Return for each place on the way the answer that comes first: the riskiest."""
    worst: dict[str, PointAnswer] = {}
    for one in found.points:
        worst.setdefault(one.place.id, one)
    return worst


def places_on_the_way(found: Itinerary) -> Iterator[str]:
    """Yield every place once: those of the stops, then what is flown over."""
    stops = [one.place.id for one in found.stops]
    yield from dict.fromkeys(
        [*stops, *(one.place.id for leg in found.legs for one in leg.crossings)]
    )


def lines_of(found: Itinerary) -> Iterator[tuple[tuple[float, float], ...]]:
    """Yield the lines, cut where they cross ±180 degrees."""
    for feature in found.geojson()["features"]:
        if feature["geometry"]["type"] == "MultiLineString":
            yield from map(tuple, feature["geometry"]["coordinates"])


def answer_address(found: Itinerary, one: PointAnswer) -> str:
    """Return the address of the answer at a point; of a place, where no address can ask for it."""
    if found.state_aircraft or found.person is None:
        return f"places/{one.place.id}"
    asked = {
        "person": found.person.id,
        "place": one.place.id,
        "on": one.on.isoformat(),
        "presence": one.presence,
        "purpose": one.purpose,
        "profile": found.profile,
    }
    known = {"known_on": found.known_on.isoformat()} if found.known_on else {}
    return f"?{urlencode({**asked, **known})}"


def _point(found: Itinerary, one: PointAnswer) -> list[Cell | list[Cell]]:
    return [
        Cell(one.place.name, f"places/{one.place.id}"),
        Cell(CONTESTED[one.contested], answer_address(found, one), outcome=one.outcome.value),
        Cell(label(one.presence)),
        [Cell(where) for where in one.at],
        Cell(day(one.on)),
    ]


def _crossings(engine: Engine, found: Itinerary, leg: Leg) -> Iterator[list[Cell]]:
    for one in leg.crossings:
        yield [
            Cell(f"{one.place.name}{' (sea)' if one.sea and one.place.id != 'high-seas' else ''}"),
            Cell(f"{one.kilometres:,.0f}"),
            Cell(_told(one.minutes)),
            *(_both(one) if found.person else ()),
            Cell(_others(engine, one)),
        ]


def _both(one: Crossing) -> Iterator[Cell]:
    for outcome in (one.outcome, one.if_landed):
        yield Cell("", outcome=outcome.value) if outcome else Cell("")


def _others(engine: Engine, one: Crossing) -> str:
    """Return who else holds or claims what is flown over."""
    names = {id_: place.name for id_, place in engine.world.places.items()}
    held = one.controller if one.controller != one.place.id else None
    told = [f"held by {the(names[held])}"] if held else []
    claims = [the(names[who]) for who in one.claimants]
    return "; ".join([*told, *([f"claimed by {listing(claims)}"] if claims else [])])


def _duration(*legs: Leg) -> str:
    """Return how long legs take; no page is asked about a track, which alone may have times."""
    minutes = sum(one.minutes for leg in legs for one in leg.crossings)
    return f"about {_told(minutes)} minutes at {CRUISE_KMH} km/h"


def _told(minutes: float) -> str:
    return f"{minutes:,.0f}" if minutes >= 1 else "under 1"


def _diversions(found: Itinerary) -> Iterator[list[Cell]]:
    near = [one for leg in found.legs for one in leg.diversions]
    near.sort(
        key=lambda one: (
            found.severity.index(one.outcome) if one.outcome else 0,
            one.kilometres,
        )
    )
    for one in list(dict.fromkeys(near))[:_MOST]:
        row = [Cell(f"{one.name} ({one.airport})"), Cell(one.place.name, f"places/{one.place.id}")]
        after = [Cell("", outcome=one.outcome.value)] if one.outcome else []
        yield [*row, Cell(f"{one.kilometres:,.0f}"), *after]


def _facts(engine: Engine, found: Itinerary) -> Iterator[tuple[str, list[Cell]]]:
    yield "Length", [Cell(f"{found.kilometres:,.0f} km")]
    yield "In the air", [Cell(_duration(*found.legs))]
    led = [leg.around for leg in found.legs if leg.around is not None]
    if led:
        longer = sum(one.extra_km for one in led)
        yield "Longer than the shortest line by", [Cell(f"{longer:,.0f} km")]
        over = sum(one.avoided_km for one in led)
        yield "Over what was to be avoided", [Cell(f"{over:,.0f} km" if over else "nothing")]
    yield "Day", [Cell(_days(found.stops[0].on, found.stops[-1].on))]
    yield "Flown over", [Cell(counted(len(_crossed(found)), "place"))]
    if found.person:
        yield "Who", [Cell(found.person.name, f"persons/{found.person.id}")]
        yield "Reading", [Cell(engine.profile(found.profile).title)]
        yield "Aircraft", [Cell("of the traveller's State" if found.state_aircraft else "any")]
        if found.known_on:
            yield "As it was known on", [Cell(day(found.known_on))]
        told = [one for one in found.points if one.contested is not False]
        yield "Contested", [Cell(f"{len(told)} of {counted(len(found.points), 'point')}")]


def _short(stop: Stop) -> str:
    return stop.airport or stop.name


def _crossed(found: Itinerary) -> set[str]:
    return {one.place.id for leg in found.legs for one in leg.crossings}


def _days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _sources(engine: Engine, found: Itinerary) -> Iterator[Cell]:
    yield Cell(found.airspace)
    yield Cell("Airports: the table of the package airportsdata, with corrections on record.")
    areas = {one.area for leg in found.legs for one in leg.crossings}
    own, others = geographical_sources(), engine.world.sources
    for id_ in sources_of(sorted(areas)):
        one = own.get(id_) or others.get(id_)
        if one is not None:  # records of one's own may lack it
            yield Cell(one.title, one.url or "", outside=bool(one.url))
    if found.person:
        yield Cell("Each answer leads to its page, which names its law, its records and sources.")
