"""What holds of every file: size, the order of the rooms, what is never named."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for folder in ("engine", "api") for path in (ROOT / folder).rglob("*.py"))
MOST_LINES = 400


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = ("safeconduct", *(parts[1:] if parts[0] == "engine" else parts))
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {_name(path): path for path in MODULES}


# In this order the rooms of the engine build on each other: docs/architecture.md.
ROOMS = (
    "base",
    "store",
    "records",
    "geography",
    "rulebase",
    "timeline",
    "inference",
    "case",
    "answers",
    "questions",
    "screening",
    "docket",
    "itineraries",
    "engine",
    "decisions",
    "watches",
    "ask",
    "authoring",
    "live",
    "bundles",
    "cli",
)
BESIDE = {"safeconduct", "safeconduct.__main__", "safeconduct._moved", "safeconduct._needs"}


@cache
def _imports(path: Path) -> frozenset[str]:
    """Return the modules of the project that a module imports, for types and in functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = _name(path) if path.stem == "__init__" else _name(path).rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*(base if node.level else []), *filter(None, [node.module])])
            for one in node.names:
                inner = f"{module}.{one.name}"
                if not path.with_name(f"{one.name}.pyi").is_file():  # a module that is not Python
                    found.add(inner if inner in NAMES else module)
        elif isinstance(node, ast.Import):
            found.update(one.name for one in node.names)
    return frozenset({name for name in found if name in NAMES} - {_name(path)})


def _room(name: str) -> str:
    return name.split(".")[1]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_is_small(path: Path) -> None:
    """No module is longer than one sitting can read."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_imports_have_no_circle() -> None:
    """Data flows one way: no module imports one that needs it, not even lazily."""
    TopologicalSorter({name: _imports(path) for name, path in NAMES.items()}).prepare()


def test_a_room_imports_only_what_stands_before_it() -> None:
    """The rooms of the engine tell the story of a question from its beginning to its end."""
    engine = {n: p for n, p in NAMES.items() if n not in BESIDE and _room(n) != "api"}
    assert {_room(name) for name in engine} == set(ROOMS)
    wrong = [
        f"{name} imports {other}"
        for name, path in engine.items()
        for other in _imports(path)
        if other in BESIDE or _room(other) not in ROOMS[: ROOMS.index(_room(name)) + 1]
    ]
    assert wrong == []


def test_no_public_class_name_stands_twice() -> None:
    """One word for one thing, in the whole house."""
    named = Counter(
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in named.items() if count > 1] == []


def test_every_room_stands_in_the_plan() -> None:
    """docs/architecture.md lists the rooms in order, and every folder within them."""
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z_]+)(?:/|\.py)` \|", plan, re.MULTILINE)
    assert tuple(listed) == ROOMS
    folders = {path.parent for path in MODULES if path.is_relative_to(ROOT / "engine")}
    second = {one.relative_to(ROOT / "engine").parts[1:2] for one in folders}
    assert [name for (name,) in second - {()} if f"`{name}/`" not in plan] == []


def test_recipes_name_files_that_exist() -> None:
    """Where to add what: each place is there."""
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    recipes = plan.partition("## Where to add what")[2]
    named = re.findall(r"`((?:engine|rules|fixtures|tests|api|docs|tools)/[\w./-]+)`", recipes)
    assert len(named) >= 30
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_recipes_name_what_is_in_the_files() -> None:
    """A function, class or table that a recipe names stands in the file that it names beside it."""
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    recipes = plan.partition("## Where to add what")[2]
    named = re.findall(r"`@?([\w.]+)(?:\(\))?` in (?:a module of )?`([\w./-]+)`", recipes)
    assert len(named) >= 8
    for name, place in named:
        files = [ROOT / place] if (ROOT / place).is_file() else sorted((ROOT / place).glob("*.py"))
        assert any(name in one.read_text("utf-8") for one in files), (name, place)


def test_the_glossary_names_what_there_is() -> None:
    """A word that is written as code is a class of the engine or one of its methods."""
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    glossary = plan.partition("## The words")[2].partition("\n## ")[0]
    words = set(re.findall(r"`([A-Z]\w+)`", glossary))
    classes = {
        node.name
        for path in NAMES.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert len(words) >= 5
    assert words <= classes


def test_the_engine_knows_no_http() -> None:
    """The engine imports nothing of the service, except the command that starts it, by name."""
    for name, path in NAMES.items():
        if name.startswith("safeconduct.api"):
            continue
        assert not {i for i in _imports(path) if i.startswith("safeconduct.api")}
        if not name.startswith("safeconduct.cli"):
            assert not re.search(r"^\s*(from|import) (fastapi|starlette|uvicorn)", path.read_text())


def test_the_service_imports_public_names_only() -> None:
    """The api imports `safeconduct` and its rooms, and of a room what its `__all__` names."""
    api = [path for name, path in NAMES.items() if name.startswith("safeconduct.api")]
    for path in api:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
                continue
            if node.module.partition(".")[0] == "safeconduct":
                assert node.module.count(".") <= 1, f"{path} imports from within {node.module}"
                exported = set(importlib.import_module(node.module).__all__)
                assert {one.name for one in node.names} <= exported, (path, node.module)


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not run: this is no git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


# Written in pieces, so that this file does not name them either.
FORBIDDEN = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(org|com)"]))


def test_no_file_names_a_package_registry() -> None:
    """Locks and documents say what is needed, not where it is fetched."""
    for path in _tracked():
        if path.is_file():
            assert not FORBIDDEN.search(path.read_text(encoding="utf-8", errors="ignore")), path


def test_no_file_holds_a_path_of_one_machine() -> None:
    """Nothing depends on where the project was written."""
    pattern = re.compile("/" + r"(work|root|home/\w+)/[\w.]")
    for path in _tracked():
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".yaml", ".txt", ""}:
            assert not pattern.search(path.read_text(encoding="utf-8", errors="ignore")), path
