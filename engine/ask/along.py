"""What would follow along a flight, in words: what it passes over, where it ends, what it meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..base.words import counted, listing, the
from ..case.terms import Outcome
from ..engine import Engine
from ..itineraries.model import Itinerary
from ..timeline.roles import roles
from .groups import statute
from .model import Understanding

_SHORTEST: Final = (
    "All of this is told of the shortest line between the airports, which is nobody's route."
)


def along(engine: Engine, asked: Understanding) -> Mapping[str, Any]:
    """Return the itinerary, and what would follow along it in words."""
    assert asked.person is not None  # INVARIANT: the kind needs one
    found = engine.itinerary(
        asked.way,
        person=asked.person.id,
        on=asked.since,
        purpose=asked.purpose,  # type: ignore[arg-type]  # it was read as one of the values
    )
    told = [found.headline, *_passed(found), *_contested(found)]
    told += [*around(engine, asked, found), _SHORTEST]
    return {"itinerary": found, "says": " ".join(told)}


def around(engine: Engine, asked: Understanding, found: Itinerary) -> Iterator[str]:
    """Yield what there is to say of a way around what the flight is to avoid, in sentences.

    The one place where it is decided: of the direct way it is told what has to be avoided, and
    that no other way was looked for.
    """
    if asked.avoiding is None:
        return
    met = list(_met(engine, asked, found))
    what = {
        "members": "a party to the Rome Statute",
        "duties": "a place in which an arrest would be owed after a landing",
    }[asked.avoiding]
    if not met:
        yield f"It does not pass over {what}."
        return
    yield (
        f"So it would not avoid {what}: it passes over {listing([the(name) for name in met])}. "
        "Whether another way would was not looked for."
    )


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


def _met(engine: Engine, asked: Understanding, found: Itinerary) -> Iterator[str]:
    """Yield the names of the places flown over that are to be avoided, once each, in order.

    The ends are not among them: whoever flies there does not avoid them.
    """
    world, on = engine.world, asked.since.toordinal()
    parties = {"party"}
    ends = {found.stops[0].place.id, found.stops[-1].place.id}
    over = {
        one.place.id: one for leg in found.legs for one in leg.crossings if one.place.id not in ends
    }
    for id_, one in over.items():
        states = [role.state for role in roles(world.places[id_], on) if role.state]
        party = any(statute(world, state).at(on).values == parties for state in states)
        owed = Outcome.MUST_ARREST in (one.outcome, one.if_landed)
        if party if asked.avoiding == "members" else owed:
            yield one.place.name
