"""What would follow along a flight, in words: what it passes over, where it ends, what it meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from ..base.words import counted, listing, the
from ..case.terms import Outcome
from ..engine import Engine
from ..itineraries.model import PARTIES, Itinerary
from .model import Avoiding, Understanding

_SHORTEST: Final = (
    "All of this is told of the shortest line between the airports, which is nobody's route."
)
_AVOIDED: Final[Mapping[Avoiding, tuple[str, str]]] = {
    "members": (PARTIES, "a party to the Rome Statute"),
    "duties": (Outcome.MUST_ARREST.value, "a place where an arrest would be owed after a landing"),
}
"""What an itinerary calls what a question wants to avoid, and one of it in words."""


def along(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    """Return the itinerary, and what would follow along it in words.

    If something is to be avoided it is that of the way around it.
    """
    assert asked.person is not None  # INVARIANT: the kind needs one
    flown = partial(
        engine.itinerary,
        asked.way,
        person=asked.person.id,
        on=asked.since,
        purpose=asked.purpose,  # type: ignore[arg-type]  # it was read as one of the values
    )
    if asked.avoiding is None:
        found = flown()
        told = [found.headline, *_passed(found), *_contested(found), _SHORTEST]
    else:
        what, one = _AVOIDED[asked.avoiding]
        found = flown(avoiding=(what,))
        told = [*_around(found, flown(), one), found.headline, *_passed(found), *_contested(found)]
    return {"itinerary": found, "says": " ".join(told)}


def _around(found: Itinerary, direct: Itinerary, one: str) -> Iterator[str]:
    """Yield whether what is to be avoided can be, and what of it the shortest line meets."""
    ways = [leg.around for leg in found.legs if leg.around is not None]
    avoided = {place.id for way in ways for place in way.avoided}
    over = {each.place.id: each.place for leg in direct.legs for each in leg.crossings}
    met = [the(place.name) for id_, place in over.items() if id_ in avoided]
    yield from (way.says for way in ways)
    if met:
        passes = f"The shortest line passes over {listing(met)}, each {one}"
        yield f"{passes}." if len(met) > 1 else f"The shortest line passes over {met[0]}, {one}."
    else:
        yield f"Not even the shortest line passes over {one}, but for its ends."


def _passed(found: Itinerary) -> Iterator[str]:
    """Yield what is flown over, once each, in order with kilometres."""
    far: dict[str, float] = {}
    for leg in found.legs:
        for one in leg.crossings:
            far[one.place.name] = far.get(one.place.name, 0.0) + one.kilometres
    names = [f"{the(name)} ({_kilometres(km)})" for name, km in far.items()]
    yield f"It passes over {counted(len(far), 'place')}: {listing(names)}."


def _contested(found: Itinerary) -> Iterator[str]:
    open_ = dict.fromkeys(the(one.place.name) for one in found.points if one.contested is not False)
    if open_:
        yield f"Contested, or not settled whether it is: {listing(list(open_))}."


def _kilometres(km: float) -> str:
    return f"{km:,.0f} km" if km >= 1 else "under 1 km"
