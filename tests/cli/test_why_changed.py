"""`why-changed`: answers that differ from those of an earlier version, and by what."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from safeconduct.cli.app import app

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a version with one record and one rule written otherwise."""
    old = tmp_path_factory.mktemp("earlier")
    for part in ("rules", "fixtures"):
        shutil.copytree(ROOT / part, old / part, ignore=shutil.ignore_patterns("_*", "*.py"))
    requests = old / "fixtures" / "requests.csv"
    lines = requests.read_text("utf-8").splitlines(keepends=True)
    request = "request-osama-elmasry-njeem-2025-01-18-ita,"
    (at,) = (number for number, line in enumerate(lines) if line.startswith(request))
    assert ",ITA," in lines[at]
    lines[at] = lines[at].replace(",ITA,", ",AUT,")
    requests.write_text("".join(lines), encoding="utf-8")
    bars = old / "rules" / "law" / "bars.yaml"
    text = bars.read_text("utf-8")
    asked = "{article-94: postpones}"
    assert asked in text
    bars.write_text(text.replace(asked, "{article-94: consultation_only}"), encoding="utf-8")
    return old


def _changes(old: Path, *options: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["why-changed", str(old), "--json", *options])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_a_change_is_told_by_its_cause(earlier: Path) -> None:
    """A request that was recorded since, and a rule that was written otherwise."""
    found = _changes(earlier, "--examples", "0")
    assert found["asked"]["docket"] > 0
    italy = [
        one
        for one in found["changes"]
        if one["question"]["person"] == "osama-elmasry-njeem" and one["cause"] == "records"
    ]
    assert italy
    assert {one["after"]["outcome"] for one in italy} == {"must_arrest"}
    assert "request.received = true" in italy[0]["by"]
    waited = [one for one in found["changes"] if one["cause"] == "rules"]
    assert waited
    assert {one["question"]["assume"]["host.prosecutes_other_case"] for one in waited} == {
        "investigation"
    }
    assert any(
        "postponable" in (one["before"]["surrender"], one["after"]["surrender"]) for one in waited
    )


@pytest.mark.slow
def test_the_same_version_changes_nothing(tmp_path: Path) -> None:
    """The docket, every case and random questions: nothing to tell."""
    for part in ("rules", "fixtures"):
        (tmp_path / part).symlink_to(ROOT / part)
    assert _changes(tmp_path, "--examples", "200")["changes"] == []


def test_a_directory_without_rules_is_refused(tmp_path: Path) -> None:
    """What is no checkout of this project is named, and what it lacks."""
    done = CliRunner().invoke(app, ["why-changed", str(tmp_path)])
    assert done.exit_code == 2
    assert "has no folder rules" in done.stderr
