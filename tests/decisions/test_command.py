"""`safeconduct decisions`: what is in a log, whether it is whole, whether it still follows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator
from inspect import GEN_CLOSED, getgeneratorstate
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine
from safeconduct.cli.app import app
from safeconduct.decisions import DecisionLog, LoggedDecision

from .conftest import PERSON, Entry


@pytest.fixture
def file(tmp_path: Path, entry: Entry, engine: Engine) -> Path:
    """A log with three decisions."""
    made = tmp_path / "log.sqlite"
    with DecisionLog.open(f"sqlite:///{made}") as log:
        sources = log.keep_sources(engine)
        for place in ("MNG", "KAZ", "MNG"):
            log.record(entry(place, whole=place == "KAZ", sources=sources), "192.0.2.0/24")
    return made


def run(file: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["decisions", *words, "--log", f"sqlite:///{file}"])


def read(file: Path, *words: str) -> Any:
    done = run(file, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_whole_log(file: Path) -> None:
    """What is printed at the end can be given back."""
    done = run(file, "verify")
    assert done.exit_code == 0, done.output
    rows, last = done.stdout.splitlines()
    assert rows == "3 rows: no fault"
    noted = last.removeprefix("last row ")
    assert run(file, "verify", "--noted", noted).exit_code == 0
    wrong = run(file, "verify", "--noted", noted[:-4] + "0000")
    assert wrong.exit_code == 1
    assert "the log was made anew" in wrong.stdout
    assert read(file, "verify")["faults"] == []
    for text in ("1", "0:" + "0" * 64, "x" * 5000):
        done = run(file, "verify", "--noted", text)
        assert done.exit_code == 2
        assert "is not the number and hash of a row" in done.stderr


def test_a_spoiled_log(file: Path) -> None:
    """Each fault is a line, and the exit code is 1."""
    connection = sqlite3.connect(file)
    connection.execute("DROP TRIGGER decisions_no_update")
    connection.execute("UPDATE decisions SET outcome = 'no_power' WHERE seq = 2")
    connection.commit()
    connection.close()
    done = run(file, "verify")
    assert done.exit_code == 1
    assert "]: row 2 is not what its hash was made of" in done.stdout
    assert "3 rows: 1 fault" in done.stdout


def test_what_is_in_a_log(file: Path) -> None:
    """Listed, shown, derived again."""
    assert len(read(file, "list")["items"]) == 3
    page = read(file, "list", "--place", "Mongolia", "--person", "Vladimir Putin", "--limit", "1")
    (one,) = page["items"]
    assert (one["person"], one["place"], one["caller"]) == (PERSON, "MNG", "192.0.2.0/24")
    (other,) = read(file, "list", "--place", "MNG", "--cursor", page["next"])["items"]
    assert other["seq"] < one["seq"]
    done = run(file, "list", "--limit", "2")
    assert "There are more: --cursor" in done.stdout
    assert one["id"] in done.stdout
    assert f"id: {one['id']}" in run(file, "show", one["id"]).stdout
    (whole,) = read(file, "list", "--place", "KAZ")["items"]
    assert read(file, "show", whole["id"])["answer"]["proof"]
    assert "answer: " in run(file, "show", whole["id"]).stdout
    assert run(file, "replay", one["id"]).exit_code == 0


def test_a_decision_that_does_not_follow(file: Path) -> None:
    """The exit code says so."""
    (one, *_) = read(file, "list")["items"]
    for change, code in (("outcome = 'no_power'", 1), ("world = 'x', sources = ''", 3)):
        connection = sqlite3.connect(file)
        connection.execute("DROP TRIGGER IF EXISTS decisions_no_update")
        connection.execute(f"UPDATE decisions SET {change} WHERE id = ?", (one["id"],))
        connection.commit()
        connection.close()
        done = run(file, "replay", one["id"])
        assert done.exit_code == code, done.output


def test_what_is_wrong_is_told(file: Path, tmp_path: Path) -> None:
    """Every mistake, with exit code 2."""
    done = run(file, "list", "--limit", "0", "--since", "never", "--place", "Mongolai")
    assert done.exit_code == 2
    assert done.stderr.count("error:") == 3
    for command in ("show", "replay"):
        done = run(file, command, "019341eb-887b-774f-8000-000000000000")
        assert done.exit_code == 2
        assert "is not the id of a decision in this log" in done.stderr
    done = run(tmp_path / "none.sqlite", "verify")
    assert done.exit_code == 2
    assert "is not there" in done.stderr
    assert not (tmp_path / "none.sqlite").exists()


def test_a_log_is_exported(file: Path, tmp_path: Path) -> None:
    """In the order of the chain, whole or not at all."""
    lines = [json.loads(line) for line in run(file, "export").stdout.splitlines()]
    assert [one["seq"] for one in lines] == [1, 2, 3]
    assert "answer" not in lines[1]
    out = tmp_path / "out.ndjson"
    assert run(file, "export", str(out), "--answers").exit_code == 0
    assert json.loads(out.read_text().splitlines()[1])["answer"]["proof"]
    done = run(file, "export", str(out))
    assert done.exit_code == 2
    assert "is there already" in done.stderr
    assert run(file, "export", str(out), "--force").exit_code == 0
    assert run(file, "export", str(tmp_path / "none" / "out")).exit_code == 2


def test_where_writing_fails_reading_ends(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No connection is left to be found as garbage."""
    begun: list[Generator[LoggedDecision, None, None]] = []
    rows = DecisionLog.rows

    def watched(log: DecisionLog) -> Generator[LoggedDecision, None, None]:
        begun.append(rows(log))
        return begun[-1]

    monkeypatch.setattr(DecisionLog, "rows", watched)
    assert run(file, "export", str(tmp_path / "none" / "out")).exit_code == 2
    assert [getgeneratorstate(one) for one in begun] == [GEN_CLOSED]
