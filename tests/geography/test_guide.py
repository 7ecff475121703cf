"""The guide says what the program does."""

from __future__ import annotations

import doctest
from pathlib import Path

from safeconduct.geography.airports import airports

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "geography.md"


def test_the_python_of_the_guide_runs() -> None:
    """Each line gives what is printed below it."""
    found = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert found.attempted > 10
    assert found.failed == 0


def test_the_guide_counts_right() -> None:
    """How many airports there are changes with the package."""
    assert f"{len(airports()):,} airports" in GUIDE.read_text("utf-8")
