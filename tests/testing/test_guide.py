"""The guide does what it says: its rules clash, its fix mends them, its code runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.authoring.cases.case import FactsCase
from safeconduct.authoring.cases.facts import FactsRunner
from safeconduct.authoring.kit import strategies
from safeconduct.base import yaml12
from safeconduct.rulebase.load import load_rules

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "testing-rules.md").read_text("utf-8")
BLOCKS = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', GUIDE, re.MULTILINE | re.DOTALL)


def _block(title: str, which: int = 0) -> str:
    """Return the text of a block of the guide; the same file may be shown twice."""
    return [text for name, text in BLOCKS if name == title][which]


def run(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a directory of its own, as somebody else would."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", *arguments],
        cwd=where,
        env=kept | {"COLUMNS": "140"},
        capture_output=True,
        text=True,
        check=False,
    )


def _write(where: Path, *titles: tuple[str, int]) -> None:
    for title, which in titles:
        path = where / title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_block(title, which), "utf-8")


def _lineless(text: str) -> str:
    """Return text without the lines of rule files, which change with every rule above."""
    return re.sub(r"(\.yaml):\d+", r"\1", text)


@pytest.mark.slow
def test_the_worked_example(tmp_path: Path) -> None:
    """The kit prints the case that the guide shows; with the fix everything passes."""
    _write(
        tmp_path,
        ("my-rules/facts.yaml", 0),
        ("my-rules/assurances.yaml", 0),
        ("my-rules/properties.yaml", 0),
    )
    found = run(tmp_path, "--safeconduct-rules", "my-rules", "-k", "no-clash")
    assert found.returncode == 1, found.stdout + found.stderr
    assert _lineless(_block("what is printed")) in _lineless(found.stdout)

    _write(tmp_path, ("my-rules/cases/assurances.yaml", 0))
    found = run(tmp_path, "--safeconduct-rules", "my-rules", "-k", "assurance")
    assert "1 failed, 1 passed" in found.stdout, found.stdout + found.stderr
    assert "outcome: expected may_arrest, answered undetermined" in found.stdout

    _write(tmp_path, ("my-rules/assurances.yaml", 1))
    found = run(tmp_path, "--safeconduct-rules", "my-rules", "-k", "no-clash or assurance")
    assert "4 passed" in found.stdout, found.stdout + found.stderr


def test_the_case_of_facts_runs() -> None:
    """The case of facts in the guide is answered as it expects."""
    (written,) = yaml12.load(_block("a case of facts"), file="guide").value  # type: ignore[misc]
    result = FactsRunner.of(load_rules()).run(FactsCase.model_validate(written))
    assert result.mismatches == ()


@pytest.mark.slow
def test_the_python_of_the_guide_runs(tmp_path: Path) -> None:
    """The test in the guide passes."""
    (tmp_path / "test_mine.py").write_text(_block("a test"), "utf-8")
    found = run(tmp_path)
    assert "2 passed" in found.stdout, found.stdout + found.stderr


def test_every_strategy_is_in_the_guide() -> None:
    """Each strategy of the kit is told, and no other is."""
    told = set(re.findall(r"^\| `(\w+)\(.*?\)` \|", GUIDE, re.MULTILINE))
    makers = {"conditions", "questions", "known_days"}  # parts of the others
    public = {name for name in strategies.__all__ if name.islower()}
    assert told == public - makers


def test_every_option_is_in_the_guide() -> None:
    """Each option of the plugin is told, and no other is."""
    plugin = Path(__file__).parents[2] / "engine" / "authoring" / "kit" / "plugin.py"
    options = set(re.findall(r'"(--safeconduct-[a-z-]+)"', plugin.read_text("utf-8")))
    assert set(re.findall(r"^\| `(--safeconduct-[a-z-]+)", GUIDE, re.MULTILINE)) == options
