"""A small valid directory of records, and ways to break it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from safeconduct.base.errors import Diagnostic
from safeconduct.records import World, check_records, load_world

GOOD = Path(__file__).parent / "good"

Change = Callable[[str, str, str], None]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return a copy of the small valid directory."""
    return Path(shutil.copytree(GOOD, tmp_path / "records"))


@pytest.fixture
def change(directory: Path) -> Change:
    """Return a function that replaces text that stands once in a file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        path = directory / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} does not stand once in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def check(directory: Path) -> Callable[[], tuple[Diagnostic, ...]]:
    """Return a function that checks the copy."""
    return lambda: check_records(directory)


@pytest.fixture(scope="session")
def world() -> World:
    """Return the embedded records."""
    return load_world()
