"""What a journey is to avoid: how it is said, and which places it means on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from ..answers.assessor import Assessor
from ..answers.mistakes import Mistakes
from ..base.errors import InputError, UnknownName, text_of, wrong_type
from ..base.words import nearest
from ..case.periods import worst_first
from ..geography.claims import HIGH_SEAS
from ..records.organisations import FULL, find_organisation, members
from ..timeline.place import roles
from ..timeline.treaty import party_on
from .asked import PLACE, ItineraryQuestion
from .model import PARTIES

HEAVIEST: Final = 1_000.0
"""More than this for a kilometre over what is avoided is as good as to forbid it."""
LANDING_KM: Final = (100.0, 10_000.0)
"""How far an airport may at least and at most be allowed to be."""
MOST_AVOIDED: Final = 300
MOST_STOPS_AROUND: Final = 4
"""Each leg is a search of its own."""


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
    given: object = question.avoiding
    if not isinstance(given, tuple | list):
        mistakes.add(wrong_type("avoiding", given, "a list of what to avoid"))
        return None
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
    found: dict[str, set[str]] = defaultdict(set)
    for number, one in enumerate(given):
        field = f"avoiding.{number}"
        kind = mistakes.attempt(partial(_meant, engine, one, outcomes, field))
        if kind is None:
            continue
        if kind[0] == "outcomes" and question.person is None:
            told = "is what would follow for somebody, and no person is named"
            mistakes.add(InputError(field, one, told, (PARTIES, "a place", "an organisation")))
        found[kind[0]].add(kind[1])
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
        raise InputError(field, str(value)[:40], "is out of range", valid)


def _meant(
    engine: Assessor, given: object, outcomes: Collection[str], field: str
) -> tuple[str, str]:
    right = (PARTIES, *outcomes, "a place", "an organisation")
    said = text_of(given, field, right).strip()
    word = said.casefold().replace(" ", "_")
    if word == PARTIES:
        return PARTIES, word
    if word in outcomes:
        return "outcomes", word
    name = said[len(PLACE) :].strip() if said.casefold().startswith(PLACE) else said
    if name == said:
        try:
            return "organisations", find_organisation(engine.world, said)
        except UnknownName:
            pass
    try:
        place = engine.lookup.place_named(name, field)
    except UnknownName as error:
        known = nearest(word, (PARTIES, *outcomes), alike=0.75)
        valid = (*known, *(f"{PLACE}{one.id}" for one in error.suggestions)) or right
        told = "is none of what can be avoided, or may mean several" if error.suggestions else ""
        told = told or "is none of what can be avoided"
        raise InputError(field, said, told, valid, code=error.code) from None
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
