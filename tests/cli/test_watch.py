"""The commands about watches."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeconduct.cli.app import app


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = f"sqlite:///{tmp_path / 'state' / 'watches.sqlite'}"
    monkeypatch.setenv("SAFECONDUCT_WATCHES", found)
    return found


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["watch", *words])


def test_a_watch_is_made_listed_and_removed(url: str, tmp_path: Path) -> None:
    """The secret is printed once; the file is nobody else's."""
    assert url
    made = run("add", "putin", "--place", "Armenia", "--hook", "https://a.example/h", "--json")
    assert made.exit_code == 0, made.output
    told = json.loads(made.stdout)
    id_ = told["watch"]["id"]
    assert told["secret"].startswith("whsec_")
    listed = run("list", "--json")
    assert [one["id"] for one in json.loads(listed.stdout)] == [id_]
    assert told["secret"] not in listed.output
    assert "ARM" in run("list").stdout
    file = tmp_path / "state" / "watches.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("run", "--once").stdout == "0 notices\n"
    assert run("deliver", "--once").stdout == "0 notices sent\n"
    assert run("replay", id_).stdout == "0 notices to be sent again\n"
    assert run("remove", id_).exit_code == 0
    assert run("remove", id_).exit_code == 2
    assert run("replay", id_).exit_code == 2
    assert json.loads(run("list", "--json").stdout) == []


def test_mistakes_are_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the watch, and of the database, whose password is not shown."""
    assert url
    wrong = run("add", "putin", "--when", "becom", "--days", "0")
    assert wrong.exit_code == 2
    assert "whole number of days from 1 to 366" in wrong.output
    monkeypatch.setenv("SAFECONDUCT_WATCHES", "mysql://user:hidden@host/name")
    refused = run("list")
    assert refused.exit_code == 2
    assert "hidden" not in refused.output
