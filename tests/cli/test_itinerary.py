"""The command about journeys: what it prints, its JSON, and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine
from safeconduct.cli.app import app

FLIGHT = ("--person", "netanyahu", "--on", "2025-04-03")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Callable[..., Result]:
    """Run a command on the engine of the tests."""
    monkeypatch.setattr(Engine, "load", lambda **_: engine)
    return lambda *arguments: CliRunner().invoke(app, ["itinerary", *arguments])


def test_the_journey_is_told_in_order(run: Callable[..., Result]) -> None:
    """The riskiest first, then stop by stop, then what the method cannot tell."""
    result = run("TLV", "JFK", "--via", "BUD", *FLIGHT)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].endswith("must arrest in Hungary.")
    stops = [line.split("(")[1][:3] for line in lines if line.startswith("  stop")]
    assert stops == ["TLV", "BUD", "JFK"]
    assert "A flight information region is not a State's airspace" in result.output


def test_json_is_that_of_the_engine(run: Callable[..., Result], engine: Engine) -> None:
    """And GeoJSON; not both."""
    told = engine.itinerary(["TLV", "BUD"], person="netanyahu", on="2025-04-03")
    assert json.loads(run("TLV", "BUD", *FLIGHT, "--json").output) == told.model_dump(mode="json")
    drawn = json.loads(run("TLV", "BUD", *FLIGHT, "--geojson").output)
    assert drawn == json.loads(json.dumps(told.geojson()))
    assert run("TLV", "BUD", "--json", "--geojson").exit_code != 0


def test_a_track_is_read_by_its_name(run: Callable[..., Result], tmp_path: Path) -> None:
    """A table of positions; what cannot be read is told."""
    track = tmp_path / "flight.csv"
    track.write_text("time,lat,lon\n2025-04-02T22:00Z,32.0,34.9\n2025-04-03T02:00Z,47.4,19.3\n")
    result = run("--track", str(track), "--person", "netanyahu")
    assert "must arrest in Hungary" in result.output
    track.write_text("nothing")
    assert run("--track", str(track)).exit_code != 0


def test_every_mistake_is_told(run: Callable[..., Result]) -> None:
    """At once, with what would be right."""
    result = run("TLV", "Hungary", "--person", "nobody at all")
    assert result.exit_code != 0
    assert "place:HUN" in result.output
    assert "nobody at all" in result.output
