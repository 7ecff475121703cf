"""What is written from the OpenAPI document is up to date, typed, and stands alone."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from safeconduct_client import AsyncClient, Client, models, problems

from safeconduct.api.catalogue import KINDS

from .conftest import HOME

PACKAGE = HOME / "safeconduct_client"


def test_it_is_up_to_date_with_the_document(app: Any) -> None:
    """Else: `make generated`."""
    from generate import generated  # type: ignore[import-not-found]

    for name, text in generated(app.openapi()).items():
        assert (PACKAGE / name).read_text("utf-8") == text, name


def test_every_object_of_the_document_is_a_model(app: Any) -> None:
    for name, schema in app.openapi()["components"]["schemas"].items():
        model = getattr(models, name)
        if schema.get("type") == "object":
            assert issubclass(model, BaseModel)
            found = [one.alias or member for member, one in model.model_fields.items()]
            assert found == list(schema.get("properties", {}))


def test_every_kind_of_problem_is_a_class() -> None:
    assert set(problems.KINDS) == {code for code, kind in KINDS.items() if kind.status}
    assert problems.KINDS["unknown-name"] is problems.UnknownName


def test_both_clients_have_the_same_methods() -> None:
    def methods(kind: type) -> set[str]:
        return {name for name in dir(kind) if not name.startswith("_")}

    assert methods(Client) == methods(AsyncClient)
    assert {"travel_risk", "screen_all", "every_person", "jurisdiction"} <= methods(Client)


def test_it_imports_nothing_but_what_it_declares() -> None:
    """httpx and pydantic, with what pydantic stands on; nothing of the engine."""
    declared = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    assert [one.partition(">")[0] for one in declared["dependencies"]] == ["httpx", "pydantic"]
    found = set()
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).partition(".")[0])
    assert found - sys.stdlib_module_names == {"httpx", "pydantic", "pydantic_core"}


@pytest.mark.slow
def test_it_is_typed() -> None:
    """By itself, under the strictest rules, and where a program uses it wrongly."""
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    done = subprocess.run(
        [*mypy, "safeconduct_client"], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    wrong = "from safeconduct_client import Client\nClient().travel_risk(person='a', plac='b')\n"
    done = subprocess.run(
        [*mypy, "-c", wrong], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert 'Unexpected keyword argument "plac"' in done.stdout


@pytest.mark.slow
def test_its_wheel_holds_it_whole(tmp_path: Path) -> None:
    import shutil
    import zipfile

    source = tmp_path / "client"
    shutil.copytree(HOME, source, ignore=shutil.ignore_patterns("__pycache__", "build"))
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        held = {name for name in file.namelist() if name.startswith("safeconduct_client/")}
    there = {f"safeconduct_client/{one.name}" for one in PACKAGE.glob("*.py")}
    assert held == {*there, "safeconduct_client/py.typed"}
