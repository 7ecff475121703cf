"""`rules explain`: a rule with everything it interacts with, for people and for programs."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine
from safeconduct.authoring.cases.case import Suite
from safeconduct.authoring.citations.resolve import Library
from safeconduct.authoring.draft.exercise import suites_in
from safeconduct.authoring.draft.explain import explain
from safeconduct.authoring.draft.told import as_markdown, as_text
from safeconduct.authoring.lint.sources import read_sources
from safeconduct.cli.app import app
from safeconduct.rulebase.load import load_rules

ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["rules", "explain", *map(str, arguments)])


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("SAFECONDUCT_RULES", raising=False)


@cache
def engine() -> Engine:
    return Engine.load(today=lambda: date(2026, 11, 24))


@cache
def library() -> Library:
    return read_sources((), engine().world).library


@cache
def suites() -> tuple[Suite, ...]:
    return suites_in([ROOT / "tests" / "cases"])


def explained(rule: str) -> dict[str, Any]:
    """Return a rule as --json prints it."""
    return explain(engine(), library(), rule, suites()).model_dump(mode="json")


def ids(named: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in named]


@pytest.mark.parametrize("rule", [rule.id for rule in load_rules().rules])
def test_every_rule_can_be_explained(rule: str) -> None:
    """Law, condition and effect of each of our rules are there, in words and with a source."""
    found = explain(engine(), library(), rule)
    assert found.needs
    assert found.law or rule in {"duty", "blocked"}
    for one in found.law:
        assert one.url or one.sources or one.decisions or "ustom" in one.text, one
    assert as_text(found).startswith(f"{rule}: ")
    assert as_markdown(found).startswith("# ")


@pytest.mark.slow
def test_a_rule_is_told_with_all_it_touches() -> None:
    """Law, condition in words, defeat, use, readings, cases and rulings; JSON has the same."""
    out = run("scr-1593-2").stdout
    for part in (
        "scr-1593-2: The Council's order to the leader's own State takes immunity away.",
        "ICC Pre-Trial Chamber II, DRC, 9 April 2014, ICC-02/05-01/09-195",
        "- The Security Council ordered the person's own State to cooperate fully.",
        "- At least one of these:",
        "the reading followed is “Immunity stands unless the Security Council lifted it”",
        "It overcomes:\n  - cil-rp-opposable: ",
        "It is built on by:\n  - rs-98-1: ",
        "It cannot apply under icc, african-union, host-conference, agreements-broad and",
        "own-state-same-order",
        "Worked cases that name it:",
        "law/immunities.yaml, line",
        "Rulings on record in whose case it applies, on some reading:",
        "icc-sdn-harun-kushayb-2010",
    ):
        assert " ".join(part.split()) in " ".join(out.split()), part
    assert "\x1b" not in out
    assert json.loads(run("scr-1593-2", "--json").stdout) == explained("scr-1593-2")


@pytest.mark.slow
def test_the_parts_are_those_of_the_rule_base() -> None:
    """The relations told are the ones that inference uses."""
    found = explained("rs-98-1")
    assert found["concludes"] == "not duty_to_arrest"
    assert ids(found["defeats"]) == ["duty"]
    assert "icc-bashir-cod-2014" in ids(found["exercise"]["rulings"])
    assert found["defeated_by"] == []
    assert ids(found["allies"]) == [
        *("rs-16", "rs-98-2", "rpe-188", "icc-art97-peace-2026", "host-immunity-bar"),
        *("unc-103", "unclos-27-bar", "rs-82-3"),
    ]
    assert [one["conclusion"] for one in found["feeds_on"]] == [
        *("immunity_opposable", "mission_immunity_opposable"),
    ]
    assert {"personal-immunity", "immune-offices", "mission-immunity"} <= set(
        ids(found["turns_on"])
    )
    assert {"question": "arrest-on-travel", "part": "outcome", "value": "must_arrest"} in found[
        "asked_by"
    ]
    duty = explained("duty")
    assert "rs-98-1" in ids(duty["defeated_by"])
    assert duty["feeds_on"][0]["conclusion"] == "arrest_owed_as_party"


@pytest.mark.slow
def test_a_reading_switches_a_rule_on_and_off() -> None:
    """Profiles are sorted by what the positions in the condition let through."""
    found = explained("rs-98-2-broad")
    (switch,) = found["switches"]
    assert (switch["issue"], switch["position"], switch["negated"]) == (
        *("agreements-98-2", "broad", False),
    )
    assert switch["profiles"] == found["can_apply_under"] == ["agreements-broad"]
    assert set(found["cannot_apply_under"]) == set(load_rules().profiles) - {"agreements-broad"}


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    """A mistyped id leads to the ids that may have been meant."""
    result = run("rs-98-01")
    assert result.exit_code == 2
    assert "'rs-98-01' is not a rule. Did you mean rs-98-1" in result.stderr


@pytest.mark.slow
def test_a_rule_of_a_layer_and_its_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules of one's own are explained with the cases beside them; elsewhere none is looked at."""
    own = tmp_path / "mine"
    own.mkdir()
    (own / "own.yaml").write_text(
        "- {id: own, title: Own rule, cite: custom, says: So., kind: defeater, "
        "if: [{not: {host.status: party}}, {not: host.in_control}], then: not duty_to_arrest}\n"
    )
    monkeypatch.chdir(tmp_path)
    text = run("own", "--rules", own).stdout
    assert "A defeater: it only blocks" in text
    assert "- It is not so that the Rome Statute is in force for the State." in text
    assert "- The place is not held by the State." in text
    assert "Neither cases nor rulings were looked at" in text
    assert "mine/own.yaml, line 1" in text
    cases = ("--cases", ROOT / "tests" / "cases")
    assert "Worked cases in which it applies" in run("own", "--rules", own, *cases).stdout
    idle = own / "idle.yaml"
    idle.write_text(
        (own / "own.yaml")
        .read_text()
        .replace("id: own", "id: idle")
        .replace("{not: host.in_control}", "person.visiting_forces")
    )
    assert "No worked case names it" in run("idle", "--rules", own, *cases).stdout


def test_markdown_links_the_law() -> None:
    """A page for a wiki: headings, lists, links."""
    page = as_markdown(explain(engine(), library(), "rs-98-2-narrow"))
    assert page.startswith("# A person whom the other State sent is covered by the agreement\n")
    assert "](https://www.icc-cpi.int/" in page
    assert "## It applies if\n\n- The State has a non-surrender agreement" in page
    assert "\n    - the journey is an official visit\n" in page


def test_what_cannot_be_asked_is_told(tmp_path: Path) -> None:
    """Two formats at once, and cases that are not there."""
    assert "--json and --markdown exclude each other" in run("duty", "--json", "--markdown").stderr
    assert "is not a directory" in run("duty", "--cases", tmp_path / "nowhere").stderr


def test_what_a_layer_amended_is_told(tmp_path: Path) -> None:
    """A rule that was replaced says so, with the reason; one that is gone, by whom and why."""
    (tmp_path / "rulebase.yaml").write_text(
        "extends: safeconduct/jurisdiction\n"
        "amends:\n"
        "  - {what: rule, id: rs-26-age, withdraw: true, reason: For the sake of trying.}\n"
        "  - what: rule\n"
        "    id: rs-5\n"
        "    replace: {title: Only genocide, cite: 'Rome Statute, art. 6', "
        "if: [{conduct.crime: genocide}], then: crime_is_the_courts}\n"
        "    reason: A court of our own.\n",
        "utf-8",
    )
    told = run("rs-5", "--rules", str(tmp_path)).stdout
    assert "Layers changed:" in told
    assert "A court of our own." in told
    gone = run("rs-26-age", "--rules", str(tmp_path))
    assert gone.exit_code == 2
    assert "withdrawn" in gone.stderr
    assert "For the sake of trying" in gone.stderr
