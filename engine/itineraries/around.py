"""The way around: which places a journey is to avoid, and what is told of the way that does."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from ..answers.assessor import Assessor
from ..answers.mistakes import Mistakes
from ..base.errors import InputError, UnknownName, text_of, wrong_type
from ..base.words import counted, listing, sentence, the
from ..case.periods import worst_first
from ..geography.airports import airport
from ..geography.airspace import Airspace
from ..geography.arcs import vectors
from ..geography.claims import HIGH_SEAS
from ..geography.detour import Detour, way_around
from ..geography.enclosure import enclosure_of
from ..geography.near import AirportsOutside
from ..records.organisations import FULL, find_organisation, members
from ..records.reference import Named
from ..timeline.roles import roles
from ..timeline.treaty import party_on
from .asked import PLACE, ItineraryQuestion
from .model import PARTIES, How, WayAround

HEAVIEST: Final = 1_000.0
"""More than this for a kilometre over what is avoided is as good as to forbid it."""
LANDING_KM: Final = (50.0, 10_000.0)
"""How far an airport may at least and at most be allowed to be."""
MOST_AVOIDED: Final = 300
MOST_STOPS_AROUND: Final = 4
"""Each leg is a search of its own."""
_LEAST_EXPOSED: Final = 100.0
"""What a kilometre over an avoided place costs beside its length, where no way avoids them all."""
_NAMED: Final = 8


@dataclass(frozen=True)
class Avoided:
    """What is to be avoided: parties to the Statute, places, and members of organisations, by id.

    ``outcomes``: where one of them would follow after a landing.
    """

    parties: bool
    outcomes: frozenset[str]
    places: frozenset[str]
    organisations: frozenset[str]


def avoided_by(engine: Assessor, question: ItineraryQuestion, mistakes: Mistakes) -> Avoided | None:
    """Return what is to be avoided, None for nothing; each mistake goes to ``mistakes``."""
    given = question.avoiding
    bounds = (
        ("exposure_weight", question.exposure_weight, (0.01, HEAVIEST), ""),
        ("landing_within_km", question.landing_within_km, LANDING_KM, " of kilometres"),
    )
    for field, value, (least, most), unit in bounds:
        if value is None:
            continue
        mistakes.attempt(partial(_check, value, field, least, most, unit))
        if not given:
            told = "says how to avoid places, and `avoiding` names none"
            mistakes.add(InputError(field, f"{value}", told, ("avoiding as well",)))
    if given and len(question.stops) > MOST_STOPS_AROUND:
        told = f"are {len(question.stops)}; a journey around places has {MOST_STOPS_AROUND} at most"
        mistakes.add(InputError("stops", None, told))
    if given and question.track is not None:
        told = "cannot be led around anything: it is a line as it was flown"
        mistakes.add(InputError("track", None, told, ("stops in place of it",)))
    if len(given) > MOST_AVOIDED:
        told = f"are {len(given):,}; at most {MOST_AVOIDED} can be given"
        mistakes.add(InputError("avoiding", None, told))
        return None
    outcomes = worst_first(engine.reasoner)
    found: dict[str, set[str]] = {"outcomes": set(), "places": set(), "organisations": set()}
    for number, one in enumerate(given):
        field = f"avoiding.{number}"
        kind = mistakes.attempt(partial(_meant, engine, one, outcomes, field))
        if kind is None:
            continue
        if kind[0] == "outcomes" and question.person is None:
            told = "is what would follow for somebody, and no person is named"
            mistakes.add(InputError(field, one, told, (PARTIES, "a place", "an organisation")))
        found.setdefault(kind[0], set()).add(kind[1])
    if not given:
        return None
    return Avoided(
        parties=PARTIES in found,
        outcomes=frozenset(found["outcomes"]),
        places=frozenset(found["places"]),
        organisations=frozenset(found["organisations"]),
    )


def _check(value: object, field: str, least: float, most: float, unit: str) -> None:
    """Raise `InputError` about ``field`` for what is no number between these."""
    valid = (f"a number{unit}, {least:g} to {most:g}",)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_type(field, value, valid[0])
    if not least <= value <= most:
        raise InputError(field, f"{value:g}", "is out of range", valid)


def _meant(
    engine: Assessor, given: object, outcomes: Collection[str], field: str
) -> tuple[str, str]:
    right = (PARTIES, *outcomes, "a place", "an organisation")
    said = text_of(given, field, right).strip()
    if said == PARTIES:
        return PARTIES, said
    if said in outcomes:
        return "outcomes", said
    try:
        return "organisations", find_organisation(engine.world, said)
    except UnknownName:
        pass
    try:
        place = engine.lookup.place_named(said.removeprefix(PLACE), field)
    except UnknownName as error:
        told = f"is nothing to avoid: neither {listing(right, 'nor')} of that name"
        raise replace(error, why=error.why or told) from None
    if place.id == HIGH_SEAS:
        raise InputError(field, said, "cannot be avoided: no way would be left", right)
    return "places", place.id


def places_to_avoid(
    engine: Assessor, asked: Avoided, on: date, outcome_at: Callable[[str], str]
) -> frozenset[str]:
    """Return the places that are meant, on a day; ``outcome_at`` a place tells what follows there.

    Whoever has a role at a place counts: the State whose territory it is, and one that controls it.
    """
    day, found = on.toordinal(), set(asked.places)
    states: set[str] = set()
    for body in asked.organisations:
        states.update(one.state for one, _, _ in members(engine.world, body, FULL, on, on))
    if asked.parties:
        states.update(state for state in engine.world.states if party_on(engine.world, state, day))
    for place in engine.world.places.values():
        if place.id == HIGH_SEAS or place.id in found:
            continue
        theirs = {role.state for role in roles(place, day)}
        if theirs & states or (asked.outcomes and outcome_at(place.id) in asked.outcomes):
            found.add(place.id)
    return frozenset(found)


def lead(
    engine: Assessor,
    ends: tuple[tuple[float, float], tuple[float, float]],
    at: tuple[str, str],
    places: frozenset[str],
    weight: float | None,
    landing_km: float | None,
) -> tuple[Detour, WayAround] | None:
    """Return the way between two positions around places, and what is told of it.

    ``at``: the places of both ends. None: even the least exposed way keeps no airport within reach.
    Raises `InputError` if no airport is left outside.
    """
    sky = Airspace.load()
    allowed = places & set(at)
    areas = sky.areas_in(places - allowed)
    found = way_around(*ends, areas, weight=weight, landing_within_km=landing_km)
    how: How = "around" if weight is None else "weighed"
    shut = None
    if found is None and weight is None:
        how = "least_exposed"
        shut = next(
            (
                (place, region.by)
                for end, place in zip(reversed(ends), reversed(at), strict=True)
                if (region := enclosure_of(end, areas)) is not None
            ),
            None,
        )
        found = way_around(*ends, areas, weight=_LEAST_EXPOSED, landing_within_km=landing_km)
    if found is None:
        return None
    return found, _told(engine, found, how, (places - allowed, allowed), shut, areas)


def _told(
    engine: Assessor,
    found: Detour,
    how: How,
    places: tuple[frozenset[str], frozenset[str]],
    shut: tuple[str, tuple[str, ...]] | None,
    areas: frozenset[str],
) -> WayAround:
    named = [_named(engine, one) for one in places]
    enclosed = _named(engine, {shut[0]})[0] if shut else None
    sky = Airspace.load()
    around = _named(engine, {sky.place_of(area) for area in shut[1]}) if shut else ()
    outside = AirportsOutside(areas, field="avoiding")
    far, which = outside.nearest(vectors(*np.array(found.points).T))
    worst = int(far.argmax())
    extra = found.kilometres - found.direct_km
    percent = 100 * extra / found.direct_km if found.direct_km else 0.0
    told = WayAround(
        how=how,
        avoided=named[0],
        allowed=named[1],
        direct_km=round(found.direct_km, 1),
        extra_km=round(extra, 1),
        extra_percent=round(percent, 1),
        avoided_km=round(found.avoided_km, 1),
        turns=found.turns,
        enclosed=enclosed,
        enclosed_by=around,
        landing_km=round(float(far[worst])),
        landing_airport=outside.code(int(which[worst])),
        landing_at_km=round(found.kilometres * worst / max(len(far) - 1, 1)),
        says="",
    )
    return told.model_copy(update={"says": _says(told, found)})


def _says(way: WayAround, found: Detour) -> str:
    """Return what the way costs, or why there is none, and where an aircraft could land."""
    what = _places(way.avoided, "place to avoid", "places to avoid")
    cost = (
        f"{way.extra_km:,.0f} km ({way.extra_percent:g} %) longer than the shortest line"
        if way.extra_km >= 0.5
        else "no longer than the shortest line"
    )
    if way.how == "least_exposed":
        if way.enclosed is None:
            told = [f"No way that passes over none of {what} was found, which proves nothing"]
        else:
            by = listing([the(one.name) for one in way.enclosed_by])
            told = [f"There is no way around {what}: {the(way.enclosed.name)} is enclosed by {by}"]
        told.append(f"the least exposed way has {way.avoided_km:,.0f} km over them and is {cost}")
    elif way.avoided_km:
        told = [
            f"A way weighed against {what} has {way.avoided_km:,.0f} km over them, and is {cost}"
        ]
    else:
        told = [f"The shortest way around {what} has {found.kilometres:,.0f} km, {cost}"]
    if way.allowed:
        told.append(f"{listing([the(one.name) for one in way.allowed])} cannot be avoided, as an "
                    "end of the way lies there")  # fmt: skip
    told.append(
        f"an airport outside of them is never farther than {way.landing_km:,.0f} km "
        f"({airport(way.landing_airport).name})"
    )
    return " ".join(map(sentence, told)) + (
        " It is a line that a search has found, not a route: airways, permissions, winds and what "
        "an aircraft can reach are not looked at."
    )


def _named(engine: Assessor, places: Collection[str]) -> tuple[Named, ...]:
    known = engine.world.places
    found = (Named(id=one, name=known[one].name) for one in places)
    return tuple(sorted(found, key=lambda one: one.name))


def _places(places: Collection[Named], one: str, many: str) -> str:
    if 0 < len(places) <= _NAMED:
        return listing([the(place.name) for place in places], "or")
    return f"the {counted(len(places), one, many)}"
