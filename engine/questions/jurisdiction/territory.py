"""The State on whose territory conduct took place, found by its name or that of a place in it.

A territory to which title is disputed (Western Sahara) stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from ...base.errors import InputError
from ...base.words import day, the
from ...case.resolve import Lookup
from ...records.describe import state_name
from ...records.models import Situation
from ...records.names import fold
from ...records.world import World
from ..kinds import STANDARD
from .statehood import title_disputed

_STATE: Final = STANDARD["state"]


def _find(lookup: Lookup, text: str, field: str, on: date) -> str:
    """Return the State; a place to which it did not extend the Statute does not stand for it.

    What is known of that place would be lost with its name, and the answer would be about the rest
    of the State: so the question has to say it. A territory to which title is disputed stands for
    itself, and not for the State that claims it.
    """
    area = _areas(lookup.world).get(fold(text))
    if area is not None and len(area.states) == 1:
        return area.states[0]
    place = lookup.place_named(text, field)
    if title_disputed(place):
        return place.id
    if place.kind == "international" and not place.claimants:
        told = "belongs to no State; leave it out, and say `outside_territory`"
        raise InputError(field, text, f"{told}, or the State of registration and `aboard`")
    state = _STATE.find(lookup, text, field, on)
    if place.id == state:
        return state
    if any(
        (one.start or date.min) <= on < (one.until or date.max) and one.applies != "yes"
        for one in place.statute
    ):
        told = (
            f"is territory of {the(state_name(lookup.world, state))} to which the Statute did not, "
            f"or may not, extend on {day(on)}; name the State, and say `included`"
        )
        raise InputError(field, text, told, (state,))
    return state


def _tells(lookup: Lookup, text: str) -> Mapping[str, str]:
    """Return whether a text names a place in the part of a State that the Council referred."""
    if fold(text) in _areas(lookup.world):
        return {"council.area": "true"}
    elsewhere = fold(text) in _named(lookup.world, "outside_area")
    return {"council.area": "false"} if elsewhere else {}


def _areas(world: World) -> Mapping[str, Situation]:
    """Return the situations that the Council referred by the names of places in their area."""
    return _named(world, "in_area")


def _named(world: World, column: str) -> Mapping[str, Situation]:
    return {
        fold(name): one
        for one in world.situations.values()
        if one.area and one.trigger == "unsc_referral"
        for name in getattr(one, column).split(",")
    }


def _name(world: World, id_: str) -> str:
    return _STATE.name(world, id_) if id_ in world.states else world.places[id_].name


def _within(world: World, id_: str) -> str:
    return the(_name(world, id_))


def _every(world: World, on: date) -> Iterator[str]:
    yield from _STATE.every(world, on)
    yield from (one.id for one in world.places.values() if title_disputed(one))


TERRITORY: Final = replace(
    _STATE, find=_find, name=_name, within=_within, every=_every, tells=_tells
)
