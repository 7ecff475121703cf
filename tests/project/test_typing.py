"""Values with names are known to type checkers, and are those that the rule base declares."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from safeconduct import Outcome, OutcomeName, Presence, Purpose
from safeconduct.case.inputs import PRESENCE, PURPOSE
from safeconduct.rulebase.load import load_rules

ROOT = Path(__file__).parents[2]
CALLERS = Path(__file__).with_name("callers.py")
WRONG = {
    number
    for number, line in enumerate(CALLERS.read_text(encoding="utf-8").splitlines(), 1)
    if line.endswith("  # wrong")
}


def test_the_literals_are_what_the_rule_base_declares() -> None:
    """In the same order, so that neither can gain a value without the other."""
    rules = load_rules()
    declared = {fact.name: fact.values for fact in rules.facts}
    assert get_args(Presence) == declared[PRESENCE]
    assert get_args(Purpose) == declared[PURPOSE]
    told = {row.value for row in rules.questions["arrest-on-travel"].outcome}
    assert set(get_args(OutcomeName)) == told == {outcome.value for outcome in Outcome}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory in which the folders of the project are one package, as when installed."""
    root = tmp_path_factory.mktemp("typing")
    made = root / "safeconduct"
    made.mkdir()
    for entry in ROOT.joinpath("engine").iterdir():
        made.joinpath(entry.name).symlink_to(entry)
    for name in ("api", "rules", "fixtures"):
        made.joinpath(name).symlink_to(ROOT / name)
    return root


@pytest.mark.slow
def test_mypy_objects_to_what_is_wrong_and_to_nothing_else(package: Path) -> None:
    """A slip in a value fails before the program is run."""
    pytest.importorskip("mypy", reason="not run: mypy is missing")
    command = [sys.executable, "-m", "mypy", "--config-file", os.devnull, "--no-error-summary"]
    found = subprocess.run(
        [*command, "--cache-dir", str(package / "cache"), "--follow-imports=silent",
         "--ignore-missing-imports", str(CALLERS)],
        env={**os.environ, "MYPYPATH": str(package)},
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    lines = re.findall(r"callers\.py:(\d+): error: ", found.stdout)
    assert {*map(int, lines)} == WRONG, found.stdout + found.stderr


@pytest.mark.slow
def test_pyright_objects_to_what_is_wrong_and_to_nothing_else(package: Path) -> None:
    """The same for the checker of most editors."""
    pytest.importorskip("pyright", reason="not run: pyright is missing")
    there = package / "caller"
    there.mkdir()
    there.joinpath("callers.py").write_bytes(CALLERS.read_bytes())
    config = {"extraPaths": [str(package)], "include": ["callers.py"]}
    there.joinpath("pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable,
         "--project", str(there)],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if not found.stdout.lstrip().startswith("{"):
        pytest.skip("not run: pyright needs its own package of Node, which is not at hand")
    told = json.loads(found.stdout)["generalDiagnostics"]
    lines = {one["range"]["start"]["line"] + 1 for one in told if one["severity"] == "error"}
    assert lines == WRONG, found.stdout
