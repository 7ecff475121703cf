"""Live records at the terminal: tried, kept, listed, taken back and written as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine
from safeconduct.cli.app import app
from safeconduct.records import check_records

from ..live.conftest import WARRANT, retraction


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFECONDUCT_LIVE", f"sqlite:///{tmp_path}/live.sqlite")
    monkeypatch.setattr("safeconduct.live.impact.SECONDS", 0)


def records(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["records", *arguments])


@pytest.mark.slow
def test_from_a_file_to_files(tmp_path: Path, engine: Engine) -> None:
    record: dict[str, Any] = engine.world.warrants[WARRANT].model_dump(mode="json")
    file = tmp_path / "warrant.json"
    file.write_text(json.dumps({**record, "note": "As it was read again."}))
    said = ("--reason", "read again", "--wrong", "the note", "--since", "2026-01-01")
    tried = records("add", "warrants", str(file), *said, "--check")
    assert tried.exit_code == 0, tried.output
    assert "Nothing was kept." in tried.stdout
    kept = records("add", "warrants", str(file), *said, "--who", "somebody", "--json")
    assert kept.exit_code == 0, kept.output
    entry = json.loads(kept.stdout)
    assert (entry["seq"], entry["action"], entry["who"]) == (1, "correct", "somebody")
    visit = retraction(engine)
    gone = records("retract", "visits", visit.id, "--reason", "r", "--wrong", "w")
    assert f"visits {visit.id}: kept." in gone.stdout
    listed = json.loads(records("log", "--json").stdout)
    assert [one["action"] for one in listed] == ["retract", "correct"]
    assert "2 entries in all" in records("log").stdout
    for arguments, digest in (
        ((), listed[0]["world"]),
        (("--world", entry["base"]), entry["base"]),
    ):
        folder = tmp_path / digest
        done = records("export", str(folder), *arguments)
        assert digest in done.stdout.replace("\n", "")
        assert check_records(folder) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "must have one record"),
        ("id: a\nkind: x\n", "record.person: is missing"),
        ("- id: a\n  nothing: 1\n", "record.nothing: is not a field here"),
        ("a: b: c", "warrant.yaml:1"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "warrant.yaml"
    file.write_text(text)
    done = records("add", "warrants", str(file), "--reason", "r")
    assert done.exit_code in {1, 2}
    assert told in done.stderr.replace("\n", " ")


def test_without_a_database_it_is_said_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAFECONDUCT_LIVE")
    done = records("log")
    assert done.exit_code == 2
    assert "SAFECONDUCT_LIVE" in done.stderr
    missing = records("log", "--live", "sqlite:////nowhere/at/all.sqlite")
    assert missing.exit_code != 0
    assert "is not there" in missing.stderr
