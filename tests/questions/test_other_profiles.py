"""The question of travel by rules whose profiles are called otherwise, through every door."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.cli.app import app as command
from safeconduct.itineraries import ItineraryQuestion
from safeconduct.rulebase.layers import embedded
from safeconduct.screening import Screener

from ..api.conftest import Client

NAME = "chambers"
ASKED = {"person": "putin", "place": "MNG", "on": "2024-09-02"}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our rules as a base of its own, the default profile under another name and not the first."""
    where = tmp_path_factory.mktemp("base") / "theirs"
    shutil.copytree(str(embedded()["safeconduct"]), where, ignore=shutil.ignore_patterns("__*"))
    shutil.rmtree(where / "jurisdiction")
    path = where / "issues.yaml"
    text = re.sub(r"\bicc\b(?=$)", NAME, path.read_text("utf-8"), flags=re.MULTILINE)
    head, profiles = text.split("profiles:\n")
    first, *others = re.split(r"(?m)^(?=  - id: )", profiles)[1:]
    path.write_text(f"{head}profiles:\n{''.join(others)}{first}", "utf-8")
    return where


@pytest.fixture(scope="module")
def theirs(rules: Path) -> Engine:
    """An engine on them."""
    return Engine.load(rules=rules, today=lambda: date(2026, 11, 24))


@pytest.fixture(scope="module")
def client(theirs: Engine) -> Client:
    """A service on them."""
    return Client(create_app(theirs, Settings()))


@pytest.mark.slow
def test_the_library_follows_their_default(theirs: Engine, engine: Engine) -> None:
    """Each method answers as ours does under the profile that is called `icc` there."""
    assert "icc" not in theirs.rulebase.profiles
    assert theirs.profile().id == NAME
    answer = theirs.travel_risk(**ASKED)
    assert (answer.profile, answer.outcome) == (NAME, engine.travel_risk(**ASKED).outcome)
    who, where = ASKED["person"], ASKED["place"]
    assert theirs.map(who, on="2024-09-02").profile == NAME
    assert len(theirs.timeline(who, where).stretches) == len(engine.timeline(who, where).stretches)
    assert theirs.changes(**ASKED) is not None
    assert theirs.why_not(who, where, "may_arrest", on="2024-09-02") is not None
    assert len(theirs.upcoming(who)) == len(engine.upcoming(who))
    assert theirs.venues([who], places=["MNG", "KAZ"], on="2024-09-02").profile == NAME
    assert theirs.reception("MNG", on="2024-09-02").profile == NAME
    assert Screener(theirs)._profile == NAME
    assert ItineraryQuestion(stops=("UBN", "SVO")).profile is None
    assert theirs.itinerary(["UBN", "SVO"], person=who, on="2024-09-02").profile == NAME


@pytest.mark.parametrize(
    "address",
    [
        "/v1/travel-risk?person=putin&place=MNG&on=2024-09-02",
        "/v1/travel-risk?person=putin&place=MNG&on=2024-09-02&profile=chambers",
        "/v1/travel-risk/map?person=putin&on=2024-09-02",
        "/v1/travel-risk/timeline?person=putin&place=MNG",
        "/v1/travel-risk/changes?person=putin&place=MNG&on=2024-09-02",
        "/v1/travel-risk/compare?person=putin&place=MNG&on=2024-09-02&other_place=KAZ",
        "/v1/travel-risk/compare?profiles=true&person=putin&place=MNG&on=2024-09-02",
        "/v1/reception?place=MNG&on=2024-09-02",
        "/v1/issues",
        "/?person=putin&place=MNG&on=2024-09-02",
        "/?person=putin&profile=african-union",
        "/memo?person=putin&place=MNG&on=2024-09-02",
        "/venues?guests=putin&places=MNG,KAZ&on=2024-09-02",
        "/itinerary?person=putin&from=SVO&to=UBN&on=2024-09-02",
        "/itinerary",
        "/issues",
        "/?person=nobody",
    ],
)
def test_the_service_and_its_pages_do(client: Client, address: str) -> None:
    """Nothing breaks, and `icc` is not offered."""
    answer = client.get(address)
    assert answer.status_code == (404 if "nobody" in address else 200), answer.text[:500]
    assert not re.search(r"""["'=]icc["'&]""", answer.text)


def test_the_openapi_document_names_their_default(client: Client) -> None:
    """As the default and among the values."""
    paths = client.get("/openapi.json").json()["paths"]
    parameters = paths["/v1/travel-risk"]["get"]["parameters"]
    (profile,) = (one for one in parameters if one["name"] == "profile")
    assert profile["schema"]["default"] == NAME
    assert NAME in profile["schema"]["enum"]
    refused = client.get("/v1/travel-risk?person=putin&place=MNG&profile=icc")
    assert refused.status_code == 400
    assert NAME in refused.text


@pytest.mark.slow
def test_commands_do(rules: Path) -> None:
    """Answer, compare, check, and an error that names their profiles."""

    def run(*words: str) -> str:
        done = CliRunner().invoke(command, [*words, "--rules", str(rules)])
        return f"{done.exit_code} {done.output}"

    day = ("--on", "2024-09-02")
    found = run("travel-risk", "putin", "MNG", *day, "--json")
    assert json.loads(found.partition(" ")[2])["profile"] == NAME
    assert run("compare", "putin", "MNG", *day, "--profiles").startswith("0 ")
    assert NAME in run("travel-risk", "putin", "MNG", "--profile", "icc")
    assert CliRunner().invoke(command, ["rules", "check", str(rules)]).exit_code == 0
