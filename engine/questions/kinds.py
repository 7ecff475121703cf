"""The kinds of records that an input of a question may name: found by a text, told by a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from ..base.errors import InputError, UnknownName
from ..base.words import day, listing, near, the
from ..case.resolve import Lookup
from ..records.describe import state_name
from ..records.models import Place
from ..records.world import World
from ..timeline.place import holds


@dataclass(frozen=True)
class Kind:
    """A kind of record that an input may name.

    ``find`` takes what resolves names, a text, the name of the input and the day of the question,
    and returns an id or raises `InputError` or `UnknownName`. ``name`` tells an id by its name,
    ``within`` as it stands within a sentence. ``every`` returns all ids on a day. ``tells`` returns
    the values of facts that a text settles beside naming a record.
    """

    find: Callable[[Lookup, str, str, date], str]
    name: Callable[[World, str], str]
    within: Callable[[World, str], str]
    every: Callable[[World, date], Iterable[str]]
    tells: Callable[[Lookup, str], Mapping[str, str]] = lambda _lookup, _text: {}


def _state(lookup: Lookup, text: str, field: str, on: date) -> str:
    """Return the State that a text means: itself, or the one whose territory a place is."""
    place, world = lookup.place_named(text, field), lookup.world
    states = [one.state for one in place.responsible if holds(one, on.toordinal())]
    if len(states) == 1 and (states[0] == place.id or place.id not in world.states):
        return states[0]
    others = dict.fromkeys((*states, *place.claimants))
    names = [state_name(world, one) for one in others]
    if place.id in world.states:
        beyond = f"; its territory was that of {listing([the(one) for one in names])}"
        told = f"was not a State of its own on {day(on)}{beyond if names else ''}"
        raise InputError(field, text, told, tuple(states))
    if place.kind == "disputed" and not states:
        claimed = f", and {listing([the(one) for one in names])} claims it" if names else ""
        raise InputError(field, text, f"is not a State: title to it is disputed{claimed}")
    claimed = f"; it is claimed by {listing([the(one) for one in names])}" if names else ""
    told = f"is not the territory of one State{claimed}: name a State"
    raise InputError(field, text, told, tuple(others))


def _existing(world: World, on: date) -> Iterable[str]:
    return (one for one in world.states if _exists(world.places.get(one), on))


def _exists(place: Place | None, on: date) -> bool:
    """Whether the State with that place of its own had it on a day."""
    return place is None or any(
        one.state == place.id and holds(one, on.toordinal()) for one in place.responsible
    )


def _situation(lookup: Lookup, text: str, field: str, _on: date) -> str:
    known = lookup.world.situations
    if text in known:
        return text
    by_name = {one.name.casefold(): id_ for id_, one in known.items()}
    if text.strip().casefold() in by_name:
        return by_name[text.strip().casefold()]
    hint = near(text, known)
    raise InputError(
        field, text, "is not a situation" + (f"; {hint}" if hint else ""), tuple(known)
    )


def _person_named(lookup: Lookup, text: str, field: str, _on: date) -> str:
    try:
        return lookup.person(text).id
    except (InputError, UnknownName) as error:
        error.field = field
        raise


STANDARD: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "state": Kind(
            _state, state_name, lambda world, id_: the(state_name(world, id_)), _existing
        ),
        "place": Kind(
            lambda lookup, text, field, _: lookup.place_named(text, field).id,
            lambda world, id_: world.places[id_].name,
            lambda world, id_: the(world.places[id_].name),
            lambda world, _: world.places,
        ),
        "person": Kind(
            _person_named,
            lambda world, id_: world.persons[id_].name,
            lambda world, id_: world.persons[id_].name,
            lambda world, _: world.persons,
        ),
        "situation": Kind(
            _situation,
            lambda world, id_: world.situations[id_].name,
            lambda world, id_: world.situations[id_].name,
            lambda world, _: world.situations,
        ),
    }
)
"""The kinds that every question may use; a binding may bring others."""
