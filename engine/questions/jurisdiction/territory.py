"""The State on whose territory conduct took place, found by its name or that of a place in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from ...base.errors import InputError
from ...base.words import day, the
from ...case.resolve import Lookup
from ...records.describe import state_name
from ..kinds import STANDARD

_STATE: Final = STANDARD["state"]


def _find(lookup: Lookup, text: str, field: str, on: date) -> str:
    """Return the State; a place to which it did not extend the Statute does not stand for it.

    What is known of that place would be lost with its name, and the answer would be about the rest
    of the State: so the question has to say it.
    """
    state = _STATE.find(lookup, text, field, on)
    place = lookup.place_named(text, field)
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


TERRITORY: Final = replace(_STATE, find=_find)
