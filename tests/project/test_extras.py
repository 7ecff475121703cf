"""The library and its commands need none of the extras, and name the one that is missing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from safeconduct import MissingExtra
from safeconduct._needs import NEEDS
from safeconduct.base import extras
from safeconduct.base.extras import EXTRAS, install_line, require_extra

ROOT = Path(__file__).parents[2]
MODULES = sorted({module for extra in EXTRAS.values() for module in extra.packages})

WITHOUT = f"""
import sys

sought = set()

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {[*MODULES, "starlette", "_pytest"]!r}:
            sought.add(name)
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Nowhere())
"""
"""What makes a program believe that no extra is installed."""

ANSWERS = """
from safeconduct import Engine
engine = Engine.load()
answer = engine.travel_risk("putin", "mongolia", on="2024-09-02")
assert answer.outcome.value == "must_arrest"
assert "Mongolia" in answer.explain()
assert answer.summary.headline
assert answer.to_json()
"""

QUESTIONS = """
assert engine.known_on("2023-06-01").travel_risk("putin", "MNG", on="2024-09-02").outcome
assert engine.timeline("putin", "armenia").to_json()
assert engine.map("putin", on="2024-09-02").to_json()
assert engine.wanted("2024-09-02")
assert engine.upcoming("putin") is not None
assert engine.changes("putin", "mongolia", on="2024-09-02")
assert engine.why_not("putin", "mongolia", "no_power", on="2024-09-02")
"""

COMMANDS = """
from safeconduct.cli.app import app
for line in (
    "travel-risk putin mongolia --on 2024-09-02",
    "travel-risk putin mongolia --on 2024-09-02 --json --full",
    "timeline putin armenia",
    "map putin --on 2024-09-02",
    "wanted",
    "upcoming putin",
    "changes putin mongolia --on 2024-09-02",
    "screen --help",
    "serve --help",
    "mcp --help",
    "records check",
):
    app(line.split(), standalone_mode=False)
app(["ask", "Could Putin be arrested in Mongolia?"], standalone_mode=False)
"""

DOORS = {
    "Engine.load().screen(None)": "screen",
    "Engine.load().index": "screen",
    "from safeconduct.screening import Screener": "screen",
    "from safeconduct.screening.arrow import screen_batches": "screen",
    "from safeconduct.screening.spark import screen; screen(None)": "spark",
    "from safeconduct.api.app import create_app": "service",
    "from safeconduct.api.mcp.server import AgentServer": "mcp",
    "from safeconduct.authoring.verification.verify import verify": "verify",
    "from safeconduct.testing import search": "testing",
    "import safeconduct.testing.strategies": "testing",
    "from safeconduct.geography import Airspace": "routes",
    "from safeconduct.geography import airport": "routes",
    "from safeconduct.geography import overflown": "routes",
    "app(['screen', 'in.csv', 'out.csv'])": "screen",
    "app(['serve'])": "service",
    "app(['mcp'])": "mcp",
    "app(['decisions', 'verify'])": "store",
    "from safeconduct.decisions import DecisionLog": "store",
    "app(['bundle', 'new-key', 'key'])": "bundle",
    "from safeconduct.bundles import read_verifying_key": "bundle",
    "app(['verify'])": "verify",
    "app(['verify', '--against', 'rules'])": "verify",
    "app(['verify', '--proofs', '--certificate', 'a.md'])": "verify",
}
"""Where people go for what an extra brings."""

SAYS = {
    "screen": "screening needs numpy and pyarrow, which are",
    "spark": "screening on Spark needs pyspark, pandas, numpy and pyarrow, which are",
    "service": "the service needs fastapi, starlette, uvicorn, jinja2, prometheus-client, "
    "structlog, python-docx and resvg-py, "
    "which are",
    "mcp": "the MCP server needs mcp, fastapi, starlette, uvicorn, jinja2, prometheus-client, "
    "structlog, python-docx and resvg-py, which are",
    "store": "what is kept in a database needs sqlalchemy, alembic and psycopg[binary], which are",
    "bundle": "a signed bundle needs cryptography, which is",
    "testing": "safeconduct.testing needs hypothesis and pytest, which are",
    "verify": "a proof for every case needs z3-solver, which is",
    "routes": "geography needs airportsdata, geographiclib, numpy, rustworkx and shapely, "
    "which are",
}


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


def _closure(declared: dict[str, list[str]], extra: str) -> set[str]:
    """Return the packages of an extra, with those of the extras that it names."""
    found: set[str] = set()
    for requirement in declared[extra]:
        name = requirement.partition(";")[0].strip()
        if name.startswith("safeconduct["):
            for other in name.removeprefix("safeconduct[").removesuffix("]").split(","):
                found |= _closure(declared, other)
        else:
            found.add(name.partition(">")[0].partition("=")[0])
    return found


def test_what_is_said_of_extras_is_what_the_package_declares() -> None:
    """The table of modules and `pyproject.toml` name the same packages; `all` has every one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["optional-dependencies"]
    for extra, (_, packages) in EXTRAS.items():
        assert set(packages.values()) <= _closure(declared, extra), extra
    needed = {package for _, packages in EXTRAS.values() for package in packages.values()}
    assert _closure(declared, "all") == needed
    always = {requirement.partition(">")[0] for requirement in project["dependencies"]}
    assert not always & needed


def test_ordinary_use_neither_needs_nor_loads_an_extra() -> None:
    """Every ordinary question is answered without them, and nothing but the evaluator is sought."""
    done = _run(WITHOUT + ANSWERS + QUESTIONS + COMMANDS + "\nprint(*sought)")
    assert done.returncode == 0, done.stderr
    assert "Mongolia had to arrest" in done.stdout
    assert done.stdout.splitlines()[-1] == "durable_rules_engine"


def test_what_is_missing_is_named_with_the_line_that_installs_it() -> None:
    """In code it is a `MissingExtra`, at the terminal one line, and never a bare `ImportError`."""
    program = f"""
from safeconduct import Engine, MissingExtra
from safeconduct.cli.app import app
for door in {list(DOORS)!r}:
    try:
        exec(door)
    except MissingExtra as error:
        print("error: missing-extra:", error, file=sys.stderr)
    except SystemExit as error:
        assert error.code == 1, door
"""
    done = _run(WITHOUT + program)
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == len(DOORS), lines
    for line, extra in zip(lines, DOORS.values(), strict=True):
        assert line == f"error: missing-extra: {SAYS[extra]} not installed: {install_line(extra)}"


def test_every_module_is_there_or_names_its_extra() -> None:
    """Without the extras no import fails in another way, and each guard has its module."""
    program = f"""
import importlib, pathlib, safeconduct
for package, folder in (("safeconduct", "engine"), ("safeconduct.api", "api")):
    home = pathlib.Path({str(ROOT)!r}, folder)
    for path in sorted(home.rglob("*.py")):
        parts = path.relative_to(home).with_suffix("").parts
        name = ".".join((package, *parts)).removesuffix(".__init__")
        if name.endswith(".__main__"):
            continue
        try:
            importlib.import_module(name)
        except safeconduct.MissingExtra:
            print(name)
"""
    done = _run(WITHOUT + program)
    assert done.returncode == 0, done.stderr
    missing = done.stdout.split()
    for extra, names in NEEDS.items():
        named = {f"safeconduct.{name}" for name in names if not name.endswith(".*")}
        assert named <= {*missing}, extra


def test_only_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an extra that is there in part, the other part is told."""
    require_extra("screen")
    monkeypatch.setattr(extras, "is_installed", lambda module: module != "pyarrow")
    with pytest.raises(MissingExtra, match="screening needs pyarrow, which is not installed: pip"):
        require_extra("screen")
    require_extra("verify")
