"""`rules check`: findings for people, as JSON and as SARIF; what ends with which code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeconduct.cli.app import app

ROOT = Path(__file__).parents[2]
WEAK = "- {id: own, title: own, cite: custom, says: So., if: %s, then: consultation_owed}\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["rules", "check", *map(str, arguments)])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.yaml").write_text("\n" + WEAK % "host.is_own_state")
    return folder


@pytest.mark.slow
def test_our_rules_are_clean_under_strict() -> None:
    """What ships passes what contributions have to pass; naming the folder is the same."""
    for arguments in ([], ["--strict"], ["--strict", ROOT / "rules"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (0, "rules: valid\n")


@pytest.mark.slow
def test_a_warning_fails_only_under_strict(own: Path) -> None:
    """The finding is printed either way, with its severity."""
    line = "own/own.yaml:2: warning: title-capital [own]: the title begins with `o` (write `O`)\n"
    lenient, strict = run(own), run(own, "--strict")
    assert (lenient.exit_code, lenient.stdout) == (0, f"{line}rules: valid, 1 warning\n")
    assert (strict.exit_code, strict.stdout) == (1, f"{line}rules: 1 warning\n")


def test_errors_and_warnings_are_told_at_once(own: Path) -> None:
    """An ill-formed base is refused with all its errors, and its texts are looked at as well."""
    (own / "own.yaml").write_text(WEAK % "[nothing, nowhere]")
    (own / "more.yaml").write_text("- {id: x")
    result = run(own)
    assert result.exit_code == 1
    assert result.stdout.count("error: unknown-atom") == 2
    assert "own/more.yaml:2: error: yaml-syntax" in result.stdout
    assert "warning: title-capital" in result.stdout
    assert result.stdout.endswith("rules: 3 errors, 1 warning\n")


@pytest.mark.slow
def test_json_has_every_field(own: Path) -> None:
    """Programs read severity, file and line."""
    found = json.loads(run(own, "--json").stdout)
    assert found == {
        "valid": True,
        "findings": [
            {
                "file": "own/own.yaml",
                "line": 2,
                "code": "title-capital",
                "message": "the title begins with `o`",
                "subject": "own",
                "fix": "write `O`",
                "severity": "warning",
            }
        ],
    }
    assert not json.loads(run(own, "--json", "--strict").stdout)["valid"]


@pytest.mark.slow
def test_sarif_is_what_code_review_reads(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version, rules, results with rule, level, place and fingerprint, as SARIF 2.1.0 asks."""
    monkeypatch.chdir(tmp_path)
    log = json.loads(run(own, "--sarif").stdout)
    assert log["version"] == "2.1.0"
    (analysis,) = log["runs"]
    driver = analysis["tool"]["driver"]
    assert driver["name"] == "safeconduct"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    (result,) = analysis["results"]
    assert result["ruleId"] == "title-capital" == ids[result["ruleIndex"]]
    assert result["level"] == "warning"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "own/own.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 2}
    (own / "own.yaml").write_text("\n\n\n" + WEAK % "host.is_own_state")
    moved = json.loads(run(own, "--sarif").stdout)["runs"][0]["results"][0]
    assert moved["partialFingerprints"] == result["partialFingerprints"]


def test_two_formats_at_once_are_an_error(own: Path) -> None:
    """JSON is printed in one form."""
    result = run(own, "--json", "--sarif")
    assert result.exit_code == 2
    assert "--json and --sarif exclude each other" in result.stderr
