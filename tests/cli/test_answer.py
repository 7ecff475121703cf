"""The command that puts any question: its options are the inputs that the question declares."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from typer.testing import CliRunner, Result

from safeconduct.cli.app import app

BUCHA = ("--territory", "UKR", "--nationality=RUS", "--on", "2022-03-20", "--crime", "war_crimes")
OTHER = ("--position", "article-124=own_acceptance")


def run(*words: str) -> Result:
    """Return what `safeconduct answer` makes of some words."""
    return CliRunner().invoke(app, ["answer", *words])


def test_the_answer_fits_a_screen() -> None:
    """Headline, who disputes it, why, how long, where to read on."""
    done = run("jurisdiction", *BUCHA)
    assert done.exit_code == 0
    assert done.output.startswith("The Court has jurisdiction over war crimes committed in Ukraine")
    assert len(done.output.splitlines()) <= 24
    assert "--full" in done.output


def test_it_can_be_had_whole_and_as_json() -> None:
    """As the service sends it."""
    short = json.loads(run("jurisdiction", *BUCHA, "--json").output)
    whole = json.loads(run("jurisdiction", *BUCHA, "--json", "--full").output)
    assert short["outcome"] == whole["outcome"] == "within_jurisdiction"
    assert "cases" in whole
    assert "Sources" in run("jurisdiction", *BUCHA, "--full").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--timeline",), "21 November 2013"),
        (("--map", "territory"), "Territory"),
        (("--changes",), "What would change the answer"),
        (("--why-not", "within_if_referred"), "What it lacks"),
        (("--with", "territory=FRA"), "Fact"),
        (("--minor",), "whoever refers it"),
        (("--territory", "POL"), "Ukraine and Poland"),
        (("--assume", "territory.accepted=false"), "no jurisdiction"),
        (("--position", "nationals-of-outsiders=consent_of_their_state"), "no jurisdiction"),
        (("--profile", "outsiders"), "no jurisdiction"),
        (("--known-on", "2022-04-01"), "has jurisdiction"),
        (("--until", "2022-04-10"), "Within the days asked about"),
    ],
)
def test_each_option_reaches_the_question(words: tuple[str, ...], told: str) -> None:
    """What is seen is the view asked for."""
    done = run("jurisdiction", *BUCHA, *words)
    assert done.exit_code == 0, done.output
    assert told in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("jurisdicton",), "did you mean `jurisdiction`"),
        (("arrest-on-travel",), "travel_risk"),
        (("jurisdiction", "--terrritory", "UKR"), "did you mean `territory`"),
        (("jurisdiction", "--crime"), "needs a value"),
        (("jurisdiction", "--crime", "a", "--crime", "b"), "given once"),
        (("jurisdiction", "Ukraine"), "belongs to no option"),
        (("jurisdiction", *BUCHA, "--map", "crime"), "is not an input that names records"),
        (("jurisdiction", *BUCHA, "--positions", "article-124=bars"), "valid: --position"),
        (("jurisdiction", *BUCHA, "--known_on", "2012-01-01"), "valid: --known-on"),
        (("jurisdiction", *BUCHA, "--assume", "x"), "is not a name, an equals sign and a value"),
        (
            ("jurisdiction", *BUCHA, *("--position", "article-124=bars") * 2, *OTHER),
            "contradicts article-124=bars",
        ),
        (("jurisdiction", "--on", "2022-03-20", "--crime", "genocide"), "On the territory".lower()),
        (("jurisdiction", *BUCHA, "--docket"), "is not taken with --docket"),
    ],
)
def test_what_is_wrong_is_told(words: tuple[str, ...], told: str) -> None:
    """On standard error, with exit code 2."""
    done = run(*words)
    assert done.exit_code == 2
    assert told in done.output.lower() or told in done.output


@pytest.mark.slow
def test_the_docket_needs_no_inputs() -> None:
    """It puts the questions that courts answered."""
    assert "findings agree" in run("jurisdiction", "--docket").output


VIEWS = (
    ("--timeline",),
    ("--map", "territory"),
    ("--changes",),
    ("--why-not", "within_if_referred"),
    ("--with", "territory=FRA"),
    ("--docket",),
    ("--full",),
)


@pytest.mark.parametrize(("one", "other"), [*combinations(VIEWS, 2)])
def test_two_views_at_once_are_refused_by_name(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    """Whichever comes first; one of them was given in silence."""
    for words in ((*one, *other), (*other, *one)):
        done = run("jurisdiction", *BUCHA, *words)
        assert done.exit_code == 2
        assert "exclude each other; give one of them" in done.output
        assert one[0] in done.output
        assert other[0] in done.output


@pytest.mark.parametrize(
    "words",
    [
        ("answer", "jurisdiction", "--docket", "--known-on", "2020-01-01"),
        ("answer", "jurisdiction", "--docket", "--assume", "territory.accepted=true"),
        ("travel-risk", "putin", "mongolia", "--json", "--form", "text"),
        ("travel-risk", "putin", "mongolia", "--full", "--form", "text"),
        ("verify", "--proofs", "--suggest"),
        ("verify", "--proofs", "--against", "safeconduct"),
        ("verify", "--suggest", "--certificate", "x.json"),
        ("verify", "--against", "safeconduct", "--only", "values-possible"),
        ("verify", "--against", "safeconduct", "--certificate", "x.json"),
        ("rules", "check", "--json", "--sarif"),
        ("rules", "explain", "duty", "--json", "--markdown"),
    ],
)
def test_options_that_exclude_each_other_are_refused_in_every_command(
    words: tuple[str, ...],
) -> None:
    """By name, before anything is done."""
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 2
    told = [one for one in words if one.startswith("--")]
    assert f"{told[0]} and {told[1]} exclude each other" in done.output or (
        f"{told[1]} and {told[0]} exclude each other" in done.output
    )


def test_proofs_are_checked_alone_or_for_a_certificate() -> None:
    """What is for properties is not passed over."""
    done = CliRunner().invoke(app, ["verify", "--proofs", "--only", "values-possible"])
    assert done.exit_code == 2
    assert "--only" in done.output


def test_a_map_over_an_input_that_is_given_shows_the_values_given() -> None:
    """They were passed over in silence; also of an input that else takes one."""
    words = [
        "jurisdiction",
        "--crime",
        "genocide",
        "--on",
        "2022-03-20",
        "--map",
        "territory",
        "--json",
    ]
    done = run(*words, "--nationality", "RUS", "--territory", "Ukraine", "--territory", "CHN")
    assert [one["id"] for one in json.loads(done.stdout)["rows"]] == ["UKR", "CHN"]
    done = run(*words, "--territory", "Ukrania")
    assert done.exit_code == 2
    assert "Ukraine" in done.output


def test_the_help_lists_the_inputs() -> None:
    """With the values that can be chosen, and the readings."""
    told = run("jurisdiction", "--help").output
    assert "--nationality STATE" in told
    assert "crimes_against_humanity" in told
    assert "[required]" in told
    assert "outsiders" in told
