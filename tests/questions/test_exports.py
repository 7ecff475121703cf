"""A rule base of somebody else's on another matter, with two profiles, through every door."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.authoring.base import load_base
from safeconduct.base.errors import InputError
from safeconduct.cli.app import app as command
from safeconduct.questions import QuestionsEngine

from ..api.conftest import Client

RULES = Path(__file__).parent / "exports"
ASKED = {"destination": "BLR", "category": "listed", "transit": True, "on": "2024-01-01"}


@pytest.fixture(scope="module")
def base() -> QuestionsEngine:
    """The rules with their records."""
    return load_base(None, RULES)


@pytest.fixture(scope="module")
def client(base: QuestionsEngine) -> Client:
    """A service on them."""
    return Client(create_app(base, Settings()))


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rules are named by the environment."""
    monkeypatch.delenv("SAFECONDUCT_RULES", raising=False)


def run(*words: str) -> str:
    """Return what a command says about these rules, on one line."""
    done = CliRunner().invoke(command, [*words, "--rules", str(RULES)])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def answered(*words: str) -> Any:
    """Return what the question is answered with, as JSON."""
    asked = ("--destination", "BLR", "--category", "listed", "--transit")
    return json.loads(run("answer", "export-licence", *asked, *words, "--json"))


def test_the_default_is_what_the_rules_say(base: QuestionsEngine) -> None:
    """It is not the first; a profile of ours is refused with those that there are."""
    put = base.question("export-licence")
    assert list(put.profiles) == ["carriers", "office"]
    answer = put.answer(**ASKED)
    assert (answer.profile, answer.outcome, answer.contested) == ("office", "prohibited", True)
    assert put.answer(**ASKED, profile="carriers").outcome == "free"
    with pytest.raises(InputError, match="carriers, office"):
        put.answer(**ASKED, profile="icc")
    first = {**ASKED, "transit": False}
    assert put.compare(first, {"destination": "CHE"}).second.profile == "office"


@pytest.mark.slow
def test_commands_follow_it() -> None:
    """Answers, views, the help, cases and mutants."""
    day = ("--on", "2024-01-01")
    assert answered(*day)["outcome"] == "prohibited"
    assert answered(*day, "--profile", "carriers")["outcome"] == "free"
    assert answered("--timeline")["profile"] == "office"
    assert {one["outcome"] for one in answered(*day, "--map", "destination")["rows"]} == {
        "prohibited"
    }
    assert answered(*day, "--changes")["readings"]
    assert answered(*day, "--why-not", "free")
    assert "the default: The licensing office" in run("answer", "export-licence", "--help")
    assert "3 of 3 cases" in run("cases", str(RULES / "cases"))
    assert "mutants are caught" in run("rules", "mutate", "--cases", str(RULES / "cases"))
    assert "13 properties" in run("verify")
    assert "No answer changes" in run("verify", "--against", str(RULES))
    assert "Profiles: office." in run("rules", "book")


def test_the_service_follows_it(client: Client) -> None:
    """Answers, views and the OpenAPI document; what is wrong is told."""
    at = "/v1/questions/export-licence"
    asked = "destination=BLR&category=listed&transit=true&on=2024-01-01"
    assert client.get(f"{at}?{asked}").json()["profile"] == "office"
    assert client.get(f"{at}?{asked}&profile=carriers").json()["outcome"] == "free"
    for view in ("timeline?", "changes?", "map?over=destination&", "why-not?outcome=free&"):
        told = client.get(f"{at}/{view}{asked.replace('&on=2024-01-01', '')}")
        assert told.status_code == 200, told.text
    parameters = client.get("/openapi.json").json()["paths"][at]["get"]["parameters"]
    (profile,) = (one for one in parameters if one["name"] == "profile")
    assert (profile["schema"]["default"], profile["schema"]["enum"][0]) == ("office", "carriers")
    refused = client.get(f"{at}?{asked}&profile=icc")
    assert refused.status_code == 400
    assert "office" in refused.text
