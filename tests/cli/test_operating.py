"""The commands for those who run the service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from safeconduct import Engine, Question
from safeconduct.api.settings import Settings
from safeconduct.cli import operating
from safeconduct.cli.app import app


def test_every_setting_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its value, and a mark where it is from the environment; what is none is told."""
    monkeypatch.setenv("SAFECONDUCT_SCREEN_ROWS", "12345")
    monkeypatch.setenv("SAFECONDUCT_SCREN_BYTES", "1")
    done = CliRunner().invoke(app, ["config"])
    assert done.exit_code == 0
    assert "* SAFECONDUCT_SCREEN_ROWS = 12,345  (" in done.stdout
    assert "  SAFECONDUCT_WORKING = 4  (" in done.stdout
    assert done.stdout.count("SAFECONDUCT_") == len(Settings.model_fields)
    assert "SAFECONDUCT_SCREN_BYTES is not a setting; did you mean `SAFECONDUCT_SCREEN_BYTES`?" in (
        done.stderr
    )
    found = json.loads(CliRunner().invoke(app, ["config", "--json"]).stdout)
    assert found["unknown"] == ["SAFECONDUCT_SCREN_BYTES"]
    assert {one["from"] for one in found["settings"]} == {"default", "environment"}


def test_a_password_in_an_address_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever setting it stands in."""
    monkeypatch.setenv("SAFECONDUCT_ADDRESS", "https://anna:" + "hunter2@law.example/")
    for form in ([], ["--json"]):
        done = CliRunner().invoke(app, ["config", *form])
        assert "https://anna:…@law.example/" in done.stdout
        assert "hunter2" not in done.stdout + done.stderr


def test_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the service would tell it, with what would be right."""
    monkeypatch.setenv("SAFECONDUCT_LOG", "xml")
    done = CliRunner().invoke(app, ["config"])
    assert done.exit_code == 2
    assert "is not a form of logs; valid: off, text, json" in done.stderr


def test_a_doctor_says_that_all_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thing that answers rest on is looked at."""
    monkeypatch.setenv("SAFECONDUCT_CACHE", str(tmp_path / "none"))
    done = CliRunner().invoke(app, ["doctor", "--json"])
    assert done.exit_code == 0, done.stdout
    found = {one["what"]: one for one in json.loads(done.stdout)}
    assert {"settings", "open files", "records and rules", "evaluators", "a question"} <= set(found)
    assert "wrong" not in {one["state"] for one in found.values()}
    assert "has no index of these records" in found["cache of screening"]["seen"]


def test_a_doctor_finds_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It falls ill of nothing itself, tells all at once, and the exit code says so."""
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    monkeypatch.setenv("SAFECONDUCT_CACHE", str(tmp_path / "open"))
    monkeypatch.setenv("SAFECONDUCT_WORKING", "none")
    monkeypatch.setattr(operating, "_OLD", -1)
    monkeypatch.setattr(operating, "_FILES", 10**9)
    monkeypatch.setattr(operating, "_SPACE", 10**18)
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "wrong  settings: InputError: SAFECONDUCT_WORKING 'none': is not a whole" in done.stdout
    assert "others may write to its directory (mode 0777; chmod go-w mends it)" in done.stdout
    for what in ("age of the records", "open files", "temporary files"):
        assert f"look   {what}: " in done.stdout


def test_a_doctor_finds_rules_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that rests on them is looked at then."""
    (tmp_path / "law.yaml").write_text("- id: [", "utf-8")
    monkeypatch.setenv("SAFECONDUCT_RULES", str(tmp_path))
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "wrong  records and rules: " in done.stdout
    assert "yaml-syntax" in done.stdout
    assert "a question" not in done.stdout


def test_a_doctor_looks_at_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from safeconduct.bundles import make_bundle, new_key

    key, path = new_key(tmp_path / "key"), tmp_path / "bundle"
    path.write_bytes(make_bundle(Engine.load(), key))
    monkeypatch.setenv("SAFECONDUCT_BUNDLE", str(path))
    monkeypatch.setenv("SAFECONDUCT_BUNDLE_KEYS", str(tmp_path / "key.pub"))
    assert "well   records and rules: " in CliRunner().invoke(app, ["doctor"]).stdout
    path.write_bytes(path.read_bytes()[:-9])
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "wrong  bundle: it is not a whole archive" in done.stdout
    assert "safeconduct bundle verify FILE --key KEY" in done.stdout
    monkeypatch.delenv("SAFECONDUCT_BUNDLE_KEYS")
    done = CliRunner().invoke(app, ["doctor"])
    assert "wrong  settings: InputError: SAFECONDUCT_BUNDLE" in done.stdout


def test_a_doctor_looks_at_the_decision_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    """Whether it is there, of this version, and whether its last rows are as they were written."""
    from safeconduct.decisions import DecisionLog, travel_entry

    url = f"sqlite:///{tmp_path}/log.sqlite"

    def seen() -> operating.Examination:
        return operating._decisions()

    assert (seen().state, seen().seen) == ("well", "none is kept")
    monkeypatch.setenv("SAFECONDUCT_DECISIONS", "ids")
    monkeypatch.setenv("SAFECONDUCT_DECISIONS_URL", url)
    assert seen().state == "look"
    assert "is not there" in seen().seen
    assert not (tmp_path / "log.sqlite").exists()
    question = Question(person="putin", place="MNG", on="2024-09-02")
    entry = travel_entry(engine, question, engine.assess(question), whole=False)
    with DecisionLog.open(url) as log:
        for _ in range(5):
            log.record(entry)
        assert log.verify_end(2).rows == 2
        assert log.verify_end(2).faults == ()
    assert seen().state == "well"
    assert "the last 5 decisions are as they were written" in seen().seen
    made = sa.create_engine(url)
    with made.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER decisions_no_update"))
        connection.execute(sa.text("UPDATE decisions SET outcome = 'no_power' WHERE seq = 3"))
    assert seen().state == "wrong"
    assert "row 3 is not what its hash was made of" in seen().seen
    with DecisionLog.open(url) as log:
        assert log.verify_end(2).faults == ()
        assert log.verify_end(3).faults
    with made.begin() as connection:
        connection.execute(sa.text("DROP TABLE decision_log_version"))
    made.dispose()
    assert seen().state == "wrong"
    assert "has no decision log of this version" in seen().seen
