"""The record of places: complete, consistent, and right on the reach of the Statute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar

import pytest

from safeconduct.records import World, load_world


class Dated(Protocol):
    """Something that holds in ``[start, until)``."""

    @property
    def start(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


T = TypeVar("T", bound=Dated)


def holding(periods: Iterable[T], day: str) -> list[T]:
    """Return the periods that hold on the day."""
    on = date.fromisoformat(day)
    return [p for p in periods if (p.start or on) <= on < (p.until or date.max)]


@pytest.fixture(scope="module")
def world() -> World:
    """The records that come with the package."""
    return load_world()


def test_every_entry_of_iso_3166_is_a_place(world: World) -> None:
    """There are 249 entries of ISO 3166-1, and Kosovo under its user-assigned code."""
    codes = [p.alpha3 for p in world.places.values() if p.alpha3]
    assert len(codes) == len(set(codes)) == 250
    assert len({p.alpha2 for p in world.places.values() if p.alpha2}) == 250
    assert all(p.id == p.alpha3 for p in world.places.values() if p.alpha3)


def test_every_state_of_the_record_is_a_place_responsible_for_itself(
    world: World,
) -> None:
    """Today each State has a place of its own id for which it is responsible."""
    for id_ in world.states:
        responsible = holding(world.places[id_].responsible, "2026-11-23")
        assert [p.state for p in responsible] == [id_]


def test_roles_name_states_of_the_record(world: World) -> None:
    """Responsible States, controllers and claimants are all in the record of States."""
    for place in world.places.values():
        named = {p.state for p in (*place.responsible, *place.controllers)} | {*place.claimants}
        assert named <= world.states.keys(), place.id


def test_no_two_periods_of_one_role_overlap(world: World) -> None:
    """On no day are there two responsible States, controllers or answers on the Statute."""
    for place in world.places.values():
        for periods in (place.responsible, place.controllers, place.statute):
            for one, other in combinations(periods, 2):
                starts = max(one.start or date.min, other.start or date.min)
                ends = min(one.until or date.max, other.until or date.max)
                assert starts >= ends, place.id


def test_a_controller_is_recorded_only_where_it_differs(world: World) -> None:
    """A controller is never the responsible State itself."""
    for place in world.places.values():
        for day in ("2003-01-01", "2015-01-01", "2026-11-23"):
            responsible = {p.state for p in holding(place.responsible, day)}
            controllers = {p.state for p in holding(place.controllers, day)}
            assert not responsible & controllers, place.id


@pytest.mark.parametrize(
    ("place", "day", "applies"),
    [
        ("GRL", "2004-09-30", "no"),
        ("GRL", "2004-10-01", "yes"),
        ("FRO", "2006-09-01", "no"),
        ("FRO", "2006-10-01", "yes"),
        ("BMU", "2010-01-01", "no"),
        ("BMU", "2010-04-01", "yes"),
        ("akrotiri-and-dhekelia", "2010-03-10", "no"),
        ("akrotiri-and-dhekelia", "2010-03-11", "yes"),
        ("FLK", "2026-01-01", "yes"),
        ("IMN", "2013-01-31", "no"),
        ("IMN", "2013-02-01", "yes"),
        ("GIB", "2015-04-19", "no"),
        ("GIB", "2015-04-20", "yes"),
        ("JEY", "2026-01-01", "unknown"),
        ("GGY", "2026-01-01", "unknown"),
        ("IOT", "2026-01-01", "no"),
        ("TKL", "2026-01-01", "no"),
        ("ABW", "2003-01-01", "yes"),
        ("COK", "2005-01-01", "unknown"),
    ],
)
def test_reach_of_the_statute(world: World, place: str, day: str, applies: str) -> None:
    """Territorial exclusions and later extensions hold from their day."""
    assert [e.applies for e in holding(world.places[place].statute, day)] == [applies]


@pytest.mark.parametrize("place", ["NCL", "PYF", "SJM", "ALA", "CXR", "PRI", "COK", "NIU", "FRA"])
def test_without_an_exception_the_whole_territory_is_meant(world: World, place: str) -> None:
    """Where no declaration is known nothing is recorded, and article 29 of the VCLT applies."""
    assert holding(world.places[place].statute, "2026-01-01") == []


@pytest.mark.parametrize(
    ("place", "day", "responsible", "controllers"),
    [
        ("crimea", "2014-02-26", ["UKR"], []),
        ("crimea", "2014-02-27", ["UKR"], ["RUS"]),
        ("occupied-donetsk", "2026-01-01", ["UKR"], ["RUS"]),
        ("northern-cyprus", "2026-01-01", ["CYP"], ["TUR"]),
        ("transnistria", "2026-01-01", ["MDA"], ["RUS"]),
        ("abkhazia", "2026-01-01", ["GEO"], ["RUS"]),
        ("south-ossetia", "2008-01-01", ["GEO"], []),
        ("east-jerusalem", "2026-01-01", ["PSE"], ["ISR"]),
        ("golan-heights", "2026-01-01", ["SYR"], ["ISR"]),
        ("guantanamo-bay", "2026-01-01", ["CUB"], ["USA"]),
        ("nagorno-karabakh", "2024-01-01", ["AZE"], []),
        ("TWN", "2026-01-01", ["TWN"], []),
        ("ESH", "2026-01-01", [], ["MAR"]),
        ("ATA", "2026-01-01", [], []),
        ("high-seas", "2026-01-01", [], []),
        ("HKG", "2026-01-01", ["CHN"], []),
        ("MAC", "1999-12-19", ["PRT"], []),
        ("SSD", "2011-07-08", ["SDN"], []),
        ("SSD", "2011-07-09", ["SSD"], []),
        ("MNE", "2006-06-02", ["SRB"], []),
        ("PRI", "2026-01-01", ["USA"], []),
        ("un-headquarters-new-york", "2026-01-01", ["USA"], []),
    ],
)
def test_title_and_control(
    world: World, place: str, day: str, responsible: list[str], controllers: list[str]
) -> None:
    """Whose territory a place is and who holds it in fact are two things, each with its days."""
    record = world.places[place]
    assert [p.state for p in holding(record.responsible, day)] == responsible
    assert [p.state for p in holding(record.controllers, day)] == controllers
