"""The guide for who embeds the engine says what it does."""

from __future__ import annotations

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import safeconduct
from safeconduct import Engine

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "embedding.md"
EXAMPLES = ROOT / "docs" / "examples.md"
MODULES = [
    ".".join(("safeconduct", *path.relative_to(ROOT / "engine").with_suffix("").parts))
    for path in sorted((ROOT / "engine").rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


def test_the_python_of_the_guide_runs() -> None:
    """Each line gives what is printed below it."""
    found = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert found.attempted > 20
    assert found.failed == 0


@pytest.mark.slow
def test_the_page_of_examples_runs() -> None:
    """Each line gives what is printed below it."""
    found = doctest.testfile(str(EXAMPLES), module_relative=False, encoding="utf-8")
    assert found.attempted > 50
    assert found.failed == 0


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_docstrings_run(module: str) -> None:
    """Those of every module that has any."""
    found = doctest.testmod(import_module(module.removesuffix(".__init__")))
    assert found.attempted
    assert found.failed == 0


def test_everything_public_has_an_example() -> None:
    """Each name that the package exports, and each method of the engine."""
    texts = (page.read_text("utf-8") for page in (EXAMPLES, GUIDE))
    parsed = [one for text in texts for one in doctest.DocTestParser().get_examples(text)]
    source = "".join(one.source for one in parsed)
    methods = {name for name, _ in inspect.getmembers(Engine, callable) if name[0] != "_"}
    named = {*safeconduct.__all__, *methods - {"load"}, "Engine.load"}
    assert not {name for name in named if not re.search(rf"(?<!\w){re.escape(name)}\b", source)}


def test_the_guide_names_what_there_is() -> None:
    """Every question of the engine, and no error that is not exported."""
    text = GUIDE.read_text(encoding="utf-8")
    for name in re.findall(r"`(\w+)`", text.partition("## What is installed")[0]):
        assert name == "screen" or hasattr(Engine, name), name
    for name in re.findall(r"`(\w+Error|UnknownName|ChangedSources|MissingExtra)`", text):
        assert name in safeconduct.__all__
