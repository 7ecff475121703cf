"""What holds of every file: size, direction of imports, what is never named."""

from __future__ import annotations

import ast
import re
import subprocess
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


def _imports(path: Path, *, lazily: bool) -> set[str]:
    """Return the modules of the project that a module imports; at import time, or at all."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = _name(path) if path.stem == "__init__" else _name(path).rpartition(".")[0]
    nodes = ast.walk(tree) if lazily else _at_import_time(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*(base if node.level else []), *filter(None, [node.module])])
            for one in node.names:
                inner = f"{module}.{one.name}"
                found.add(inner if inner in NAMES else module)
        elif isinstance(node, ast.Import):
            found.update(one.name for one in node.names)
    return {name for name in found if name in NAMES} - {_name(path)}


def _at_import_time(tree: ast.Module) -> list[ast.AST]:
    """Return the nodes outside functions and type-checking blocks."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        found.append(node)
        waiting.extend(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_is_small(path: Path) -> None:
    """No module is longer than one sitting can read."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_imports_have_no_cycle() -> None:
    """Data flows one way: no module imports one that needs it at import time."""
    order = TopologicalSorter({n: _imports(p, lazily=False) for n, p in NAMES.items()})
    order.prepare()


def test_the_engine_knows_no_http() -> None:
    """The engine imports nothing of the service, except the command that starts it, by name."""
    for name, path in NAMES.items():
        if name.startswith("safeconduct.api"):
            continue
        assert not {i for i in _imports(path, lazily=True) if i.startswith("safeconduct.api")}
        if not name.startswith("safeconduct.cli"):
            assert not re.search(r"^\s*(from|import) (fastapi|starlette|uvicorn)", path.read_text())


def test_layers_below_the_engine_do_not_know_it() -> None:
    """Records, names, rules, timeline and inference are used by the engine, not the reverse."""
    layers = ("records", "names", "lang", "timeline", "inference")
    above = {"safeconduct.engine", "safeconduct.assess", "safeconduct.assessment"}
    for layer in layers:
        for name, path in NAMES.items():
            if name.startswith(f"safeconduct.{layer}"):
                assert not _imports(path, lazily=True) & above, name


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
