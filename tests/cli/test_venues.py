"""The commands about meetings: what they print, the JSON of the service, and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine
from safeconduct.cli.app import app

BRICS = ("--organisation", "BRICS", "--on", "2027-01-01")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Callable[..., Result]:
    """Run a command on the engine of the tests."""
    monkeypatch.setattr(Engine, "load", lambda **_: engine)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_venues_are_ranked(run: Callable[..., Result]) -> None:
    """A line for each, those with a duty last, then the criterion and what is left open."""
    result = run("venues", "--guests", "putin,netanyahu", *BRICS)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith("8 of 10 members of BRICS could receive Vladimir")
    assert lines[3].startswith("1     Russia")
    assert lines[12].startswith("9     South Africa")
    assert "somebody must be arrested" in lines[12]
    for part in ("Order: Places where nobody", "of the host alone", "A warrant is an allegation"):
        assert part in result.output


def test_json_is_that_of_the_engine(run: Callable[..., Result], engine: Engine) -> None:
    """Names may be repeated or stand with commas between them."""
    told = engine.venues("putin,netanyahu", organisation="BRICS", on="2027-01-01").to_dict()
    apart = ("--guests", "putin", "--guests", "netanyahu")
    assert json.loads(run("venues", *apart, *BRICS, "--json").output) == told
    assert json.loads(run("venues", "--guests", "putin,netanyahu", *BRICS, "--json").output) == told
    found = json.loads(run("reception", "HUN", "--on", "2026-11-01", "--json").output)
    assert found == engine.reception("HUN", on="2026-11-01").to_dict()


def test_whom_a_place_could_not_receive(run: Callable[..., Result]) -> None:
    """The worst first."""
    lines = run("reception", "Mongolia", "--on", "2024-09-02").output.splitlines()
    assert lines[0].endswith("must be arrested in Mongolia on 2 September 2024.")
    assert lines[3].startswith("Vladimir Vladimirovich Putin")


def test_meetings_are_listed_with_their_sources(run: Callable[..., Result], engine: Engine) -> None:
    """All, those of one organisation, and those that were known on a day."""
    every = json.loads(run("summits", "--json").output)
    assert every["total"] == len(engine.world.summits)
    ours = run("summits", "Shanghai Cooperation Organisation").output
    assert "Tianjin, China" in ours
    assert "Qazinform" in ours
    assert "Johannesburg" not in ours
    early = json.loads(run("summits", "--known-on", "2023-06-01", "--json").output)
    assert [one["id"] for one in early["items"]] == ["summit-sco-2023"]
    wrong = run("summits", "NATO")
    assert wrong.exit_code == 2
    assert "there are: APEC, BRICS" in wrong.output


def test_everything_wrong_is_told_with_its_option(run: Callable[..., Result]) -> None:
    """As the command line calls it, all at once."""
    result = run("venues", "--guests", "putinn", "--places", "MNG,Mongolia", "--on", "2024-02-30")
    assert result.exit_code == 2
    told = result.output.splitlines()
    assert told[0] == (
        "error: 'putinn' is not a person on record. Did you mean Vladimir Vladimirovich Putin?"
    )
    assert told[1].startswith("error: --on '2024-02-30': this day does not exist")
    assert told[2].startswith("error: --places 'Mongolia': means Mongolia, named before")
    neither = run("venues", "--guests", "putin")
    assert "valid: --places, --organisation, --summits" in neither.output
    twice = run("venues", "--guests", "putin", *BRICS, "--on", "2027-01-02")
    assert "--on is given 2 times" in twice.output
