"""Worlds: parts of a world of real records, and invented ones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from hypothesis import strategies as st

from ....base.dates import STATUTE_ADOPTED
from ....records.tables import Tables
from ....records.world import World
from .synthetic import small_worlds

__all__ = ["known_days", "parts_of", "restrict", "small_worlds", "worlds"]


def worlds(world: World) -> st.SearchStrategy[World]:
    """Draw worlds: invented ones, and parts of ``world``."""
    return small_worlds() | parts_of(world)


def known_days(world: World) -> st.SearchStrategy[date]:
    """Draw days to which what was public can be restricted, from the Statute's adoption on."""
    return st.dates(STATUTE_ADOPTED, world.reach["record"].until)


def parts_of(world: World, most: int = 5) -> st.SearchStrategy[World]:
    """Draw parts of a world: some of its persons and places, as known on some day or today.

    At most ``most`` persons and as many places are kept, with everything that speaks of them.
    """
    persons, places = sorted(world.persons), sorted(world.places)

    @st.composite
    def parts_of(draw: st.DrawFn) -> World:
        kept = [
            draw(st.lists(st.integers(0, len(ids) - 1), min_size=1, max_size=most, unique=True))
            for ids in (persons, places)
        ]
        chosen = restrict(world.tables, {persons[i] for i in kept[0]}, {places[i] for i in kept[1]})
        part = World(chosen, world.known_on)
        day = draw(st.none() | known_days(world))
        return part if day is None else part.as_known_on(day)

    return parts_of()


def restrict(tables: Tables, persons: Collection[str], places: Collection[str]) -> Tables:
    """Return the records about these persons and places, with States and all they did."""
    change: dict[str, tuple[Any, ...]] = {
        "persons": tuple(one for one in tables.persons if one.id in persons),
        "places": tuple(one for one in tables.places if one.id in places),
    }
    for kind in ("offices", "warrants", "custody", "visits", "visits_without_finding"):
        change[kind] = tuple(one for one in getattr(tables, kind) if one.person in persons)
    change["stances"] = tuple(
        one for one in tables.stances if one.person is None or one.person in persons
    )
    change["rulings"] = tuple(
        ruling.model_copy(update={"persons": tuple(p for p in ruling.persons if p in persons)})
        for ruling in tables.rulings
    )
    visits = {visit.id for visit in change["visits"]}
    change["visits_without_finding"] = tuple(
        one.model_copy(update={"visits": tuple(v for v in one.visits if v in visits)})
        for one in change["visits_without_finding"]
    )
    return tables.model_copy(update=change)
