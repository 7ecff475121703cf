"""The wheel alone, in an empty environment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from safeconduct.screening import gather

from . import trees

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
    """Build the wheel from the project's files only."""
    tree = trees.copy(tmp_path_factory.mktemp("tree"))
    built = tmp_path_factory.mktemp("built")
    _run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--wheel-dir", built, ".", cwd=tree,
    )  # fmt: skip
    (found,) = built.glob("safeconduct-*.whl")
    return found


def _environment(folder: Path, lock: str, wheel: Path) -> Path:
    """Return the Python of an empty environment with a lock and the wheel in it.

    From 3.13 on durable-rules has to be built in a way of its own.
    """
    home = folder / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    if sys.version_info >= (3, 13):
        text = re.sub(r"^durable-rules==.*?(?=^\S|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
    (folder / "lock.txt").write_text(text, encoding="utf-8")
    install = (python, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps")
    for pinned in (ROOT / "requirements" / "build.txt", folder / "lock.txt"):
        _run(*install, "--require-hashes", "-r", pinned, cwd=folder)
    _run(*install, wheel, cwd=folder)
    _run(python, "-m", "pip", "check", cwd=folder)
    return python


def test_the_wheel_holds_all_it_needs(wheel: Path) -> None:
    """Engine, rules, records, service and page are in it; tests and tools are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "safeconduct/py.typed",
        "safeconduct/inference/durable.py",
        "safeconduct/screening/_gather.pyi",
        "safeconduct/rules/facts.yaml",
        "safeconduct/rules/properties.yaml",
        "safeconduct/rules/schema/rules.json",
        "safeconduct/authoring/kit/plugin.py",
        "safeconduct/authoring/kit/strategies/truths.py",
        "safeconduct/rules/certificate.json",
        "safeconduct/fixtures/states.csv",
        "safeconduct/fixtures/geography/airspace.bin",
        "safeconduct/fixtures/geography/mesh.bin",
        "safeconduct/fixtures/names/airports.csv",
        "safeconduct/fixtures/_prebuilt/world.json",
        "safeconduct/api/app.py",
        "safeconduct/api/static/page.css",
        "safeconduct/api/templates/index.html",
        "safeconduct/api/pages/world.json",
    ):
        assert needed in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"safeconduct"}
    compiled = [name for name in names if name.startswith("safeconduct/screening/_gather.abi3")]
    assert len(compiled) == (gather.compiled is not None)
    tag = "cp311-abi3-" if compiled else "py3-none-any"
    assert f"-{tag}" in wheel.name, "one wheel serves every Python from 3.11"


def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """Installed with its dependencies only, it answers from the command line and in code."""
    python = _environment(tmp_path, "run.txt", wheel)
    command = python.parent / "safeconduct"

    said = _run(command, "travel-risk", "putin", "mongolia", "--on", "2024-09-02", cwd=tmp_path)
    assert "2 September 2024" in said
    assert "Mongolia had to arrest" in said

    asked = (command, "travel-risk", "putin", "mongolia", "--on", "2024-09-02", "--json")
    answer = json.loads(_run(*asked, cwd=tmp_path))
    assert (answer["outcome"], answer["contested"]) == ("must_arrest", True)

    version = _run(command, "--version", cwd=tmp_path)
    second = "durable-rules" if sys.version_info < (3, 13) else "forward chaining"
    assert f"derived twice, by evaluators that must agree: compiled and {second}" in version

    code = (
        "from safeconduct.records import load\n"
        "def read(_): raise SystemExit('the source files were read')\n"
        "load.read_source_files = read\n"
        "from safeconduct import Engine\n"
        "print(Engine.load().travel_risk('putin', 'CHN', on='2023-10-17').outcome.value)"
    )
    assert _run(python, "-c", code, cwd=tmp_path).strip() == "may_arrest"


def test_the_wheel_works_with_nothing_but_its_dependencies(wheel: Path, tmp_path: Path) -> None:
    """Without any extra the library and the command answer, and what is missing is named."""
    python = _environment(tmp_path, "base.txt", wheel)
    command = python.parent / "safeconduct"
    for heavy in (
        "fastapi",
        "numpy",
        "pyarrow",
        "shapely",
        "z3",
        "hypothesis",
        "durable_rules_engine",
    ):
        assert not list(python.parent.parent.glob(f"lib/*/site-packages/{heavy}*")), heavy

    said = _run(command, "travel-risk", "putin", "mongolia", "--on", "2024-09-02", cwd=tmp_path)
    assert "Mongolia had to arrest" in said
    for words in (["wanted"], ["map", "putin"], ["timeline", "putin", "armenia"], ["docket"]):
        assert _run(command, *words, cwd=tmp_path)
    asked = (command, "ask", "Could Putin be arrested in Mongolia on 2 September 2024?")
    assert "Mongolia" in _run(*asked, cwd=tmp_path)
    version = _run(command, "--version", cwd=tmp_path)
    assert "compiled and forward chaining" in version
    assert "durable-rules is not installed here" in version

    for extra, words in (("service", ["serve"]), ("screen", ["screen", "a.csv", "b.csv"])):
        done = subprocess.run([command, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert f"not installed: pip install 'safeconduct[{extra}]'" in done.stderr


def test_the_kit_works_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    """With its extra installed, pytest finds the plugin and tests a directory of rules."""
    # The pinned packages of the tests are more than the extra needs, and enough.
    python = _environment(tmp_path, "test.txt", wheel)
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
