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
SMALL = ROOT / "tests" / "records" / "good"
PLACE = (
    "- {id: AAA, name: Alpha, kind: state, responsible: [{state: AAA}], sources: [depositary], "
    "confidence: high, public_on: 1998-07-17, public_on_basis: event}"
)


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


@pytest.mark.parametrize(
    ("file", "was", "written", "said"),
    [
        ("sources.csv", "Status of the Statute", "https://example.org/status", ""),
        ("sources.csv", "https://www.icc-cpi.int/news", "https://example.org/news", ""),
        ("states.csv", "depositary", "no-such-source", "unknown-reference"),
    ],
    ids=["a source titled by an address", "a warrant not on a page of the Court", "no such source"],
)
def test_how_an_earlier_version_cited_does_not_matter(
    file: str, was: str, written: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer hangs on it, so it is compared; records that cannot be read are refused."""
    monkeypatch.chdir(tmp_path)  # where there are no worked cases
    (tmp_path / "rules").symlink_to(ROOT / "rules")
    for part in ("fixtures", "today"):
        shutil.copytree(SMALL, tmp_path / part)
        (tmp_path / part / "places.yaml").write_text(PLACE, "utf-8")
    old = tmp_path / "fixtures" / file
    text = old.read_text("utf-8")
    assert was in text
    old.write_text(text.replace(was, written), "utf-8")
    options = ["--records", str(tmp_path / "today"), "--examples", "20", "--json"]
    done = CliRunner().invoke(app, ["why-changed", str(tmp_path), *options])
    assert done.exit_code == (1 if said else 0), done.stderr
    if said:
        assert said in done.stderr
    else:
        found = json.loads(done.stdout)
        assert (found["asked"]["random"], found["changes"]) == (20, [])


def test_a_directory_without_rules_is_refused(tmp_path: Path) -> None:
    """What is no checkout of this project is named, and what it lacks."""
    done = CliRunner().invoke(app, ["why-changed", str(tmp_path)])
    assert done.exit_code == 2
    assert "has no folder rules" in done.stderr
