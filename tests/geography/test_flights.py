"""Flights as they were reported: the geometry has them, or it is said why it has not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from safeconduct import Engine
from safeconduct.geography import Airspace, compare_flight, reported_flights

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXPECTED: list[dict[str, Any]] = yaml.safe_load((HERE / "flights.yaml").read_text("utf-8"))
FLIGHTS = {one.id: one for one in reported_flights()}


@pytest.mark.parametrize("one", EXPECTED, ids=lambda one: str(one["flight"]))
def test_the_line_has_what_was_reported(one: dict[str, Any]) -> None:
    """What it passes is that of the file; what it misses or has against the report, too."""
    flight = FLIGHTS[one["flight"]]
    found = compare_flight(flight)
    assert [place for place, _ in found.passed] == one["passed"]
    assert list(found.missed) == one.get("missed", [])
    assert list(found.against) == one.get("against", [])
    low, high = one.get("longer", (-1, 1) if len(flight.way) == 2 else (0, 2000))
    assert low <= found.kilometres - found.direct_km <= high
    ends = {Airspace.load().at(*flight.way[i].position).place for i in (0, -1)}
    told = {*flight.over, *flight.clear_of, *ends}
    assert set(found.beside) == set(one["passed"]) - told


def test_every_flight_is_expected_and_explained(engine: Engine) -> None:
    """Once; of persons, places and journeys on record; nothing is told twice."""
    assert sorted(FLIGHTS) == sorted(one["flight"] for one in EXPECTED)
    assert len(FLIGHTS) == len(reported_flights())
    world = engine.world
    visits = {one.id: one for one in world.tables.visits}
    for one in FLIGHTS.values():
        assert one.explained
        assert one.sources
        assert one.person in world.persons
        assert {*one.over, *one.clear_of} <= set(world.places)
        assert not set(one.over) & set(one.clear_of)
        for id_ in one.visits:
            assert visits[id_].person == one.person
            assert visits[id_].start == one.on.isoformat()


def test_every_overflight_on_record_is_among_them(engine: Engine) -> None:
    """The State of each is reported as passed, or, where it was not made, as what was avoided."""
    kept = {(id_, state) for one in FLIGHTS.values() for id_ in one.visits for state in one.over}
    clear = {
        (id_, state) for one in FLIGHTS.values() for id_ in one.visits for state in one.clear_of
    }
    found = [one for one in engine.world.tables.visits if one.kind == "overflight"]
    assert len(found) >= 14
    for one in found:
        assert (one.id, one.state) in kept | (clear if one.outcome == "not_made" else set())


def test_the_page_is_what_the_tool_writes() -> None:
    """So that it cannot drift from the record."""
    made = subprocess.run(
        [sys.executable, "tools/write_flights.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        check=True,
    )
    assert made.stdout.decode() == (ROOT / "docs" / "flights.md").read_text(encoding="utf-8")
