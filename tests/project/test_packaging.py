"""The wheel alone, in an empty environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from safeconduct.screen import gather

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> str:
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the tracked files only."""
    tree = tmp_path_factory.mktemp("tree")
    names = _run("git", "ls-files", cwd=ROOT).splitlines()
    for name in names:
        source, target = ROOT / name, tree / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    built = tmp_path_factory.mktemp("built")
    _run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--wheel-dir", built, ".", cwd=tree,
    )  # fmt: skip
    (found,) = built.glob("safeconduct-*.whl")
    return found


def test_the_wheel_holds_all_it_needs(wheel: Path) -> None:
    """Engine, rules, records, service and page are in it; tests and tools are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "safeconduct/py.typed",
        "safeconduct/inference/durable.py",
        "safeconduct/screen/_gather.pyi",
        "safeconduct/rules/facts.yaml",
        "safeconduct/rules/properties.yaml",
        "safeconduct/rules/schema/rules.json",
        "safeconduct/testing/plugin.py",
        "safeconduct/testing/strategies/truths.py",
        "safeconduct/rules/certificate.json",
        "safeconduct/fixtures/states.csv",
        "safeconduct/fixtures/_prebuilt/world.json",
        "safeconduct/api/app.py",
        "safeconduct/api/static/index.html",
    ):
        assert needed in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"safeconduct"}
    compiled = [name for name in names if name.startswith("safeconduct/screen/_gather.cpython")]
    assert len(compiled) == (gather.compiled is not None)


def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """Installed with its dependencies only, it answers from the command line and in code."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python, command = home / "bin" / "python", home / "bin" / "safeconduct"
    lock = ROOT / "requirements"
    install = (python, "-m", "pip", "install", "--quiet", "--no-build-isolation")
    _run(*install, "--require-hashes", "-r", lock / "build.txt", cwd=tmp_path)
    _run(*install, "--require-hashes", "-r", lock / "run.txt", cwd=tmp_path)
    _run(*install, "--no-deps", wheel, cwd=tmp_path)

    said = _run(command, "travel-risk", "putin", "mongolia", "--on", "2024-09-02", cwd=tmp_path)
    assert "2 September 2024" in said
    assert "Mongolia would have to arrest" in said

    asked = (command, "travel-risk", "putin", "mongolia", "--on", "2024-09-02", "--json")
    answer = json.loads(_run(*asked, cwd=tmp_path))
    assert (answer["outcome"], answer["contested"]) == ("must_arrest", True)

    version = _run(command, "--version", cwd=tmp_path)
    assert "compiled, durable-rules, which must agree" in version

    code = (
        "from safeconduct.records import load\n"
        "def read(_): raise SystemExit('the source files were read')\n"
        "load.read_source_files = read\n"
        "from safeconduct import Engine\n"
        "print(Engine.load().travel_risk('putin', 'CHN', on='2023-10-17').outcome.value)"
    )
    assert _run(python, "-c", code, cwd=tmp_path).strip() == "may_arrest"


def test_the_kit_works_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    """With its extra installed, pytest finds the plugin and tests a directory of rules."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    lock = ROOT / "requirements"
    install = (python, "-m", "pip", "install", "--quiet", "--no-build-isolation")
    _run(*install, "--require-hashes", "-r", lock / "build.txt", cwd=tmp_path)
    # The pinned packages of the tests are more than the extra needs, and enough.
    _run(*install, "--require-hashes", "-r", lock / "test.txt", cwd=tmp_path)
    _run(*install, "--no-deps", wheel, cwd=tmp_path)
    rules = tmp_path / "mine"
    rules.mkdir()
    rule = "- {id: own, title: T, cite: C, if: {host.plea: own_national}, then: not duty_to_arrest}"
    (rules / "own.yaml").write_text(rule, encoding="utf-8")
    options = ("--safeconduct-rules", "mine", "-k", "no-clash", "-p", "no:cacheprovider")
    done = subprocess.run(
        [python, "-m", "pytest", *options],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST", "COV"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "- id: found-no-clash-duty-own" in done.stdout
