"""The benchmark's modules, which are a folder of scripts and not installed."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def bench() -> Callable[[str], ModuleType]:
    """Return a module of the benchmark by its name."""
    if "bench" not in sys.modules:
        folder = ROOT / "tools" / "bench"
        spec = importlib.util.spec_from_file_location(
            "bench", folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        assert spec is not None
        assert spec.loader is not None
        package = importlib.util.module_from_spec(spec)
        sys.modules["bench"] = package
        spec.loader.exec_module(package)
    return lambda name: importlib.import_module(f"bench.{name}")


@pytest.fixture(scope="session")
def problem(bench: Callable[[str], ModuleType]) -> Any:
    """The bare problem."""
    return bench("problem").bare_problem()
