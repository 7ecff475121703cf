"""The guide for who embeds the engine says what it does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import safeconduct
from safeconduct import Engine

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "embedding.md"


def test_the_python_of_the_guide_runs() -> None:
    """Each line gives what is printed below it."""
    found = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert found.attempted > 20
    assert found.failed == 0


def test_the_guide_names_what_there_is() -> None:
    """Every question of the engine, and no error that is not exported."""
    text = GUIDE.read_text(encoding="utf-8")
    for name in re.findall(r"`(\w+)`", text.partition("## What is installed")[0]):
        assert name == "screen" or hasattr(Engine, name), name
    for name in re.findall(r"`(\w+Error|UnknownName|ChangedSources|MissingExtra)`", text):
        assert name in safeconduct.__all__
