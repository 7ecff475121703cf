"""The guides say what the program does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
import typer

from safeconduct.cli.app import app
from safeconduct.screening.columns import ALL, DEFAULT
from safeconduct.screening.layout import COLUMNS

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
SCREENING = (GUIDES / "screening.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_python_of_the_guide_runs() -> None:
    """Each line gives what is printed below it."""
    path = GUIDES / "screening.md"
    found = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert found.attempted > 5
    assert found.failed == 0


def test_the_guide_names_every_column_and_option() -> None:
    """Columns of the question and of the answer, and the options of the command."""
    for name in (*COLUMNS, *ALL):
        assert f"`{name}`" in SCREENING, name
    on_request = re.findall(r"^\| (.*) \| .*on request \|$", SCREENING, re.MULTILINE)
    assert set(re.findall("`(.*?)`", "".join(on_request))) == set(ALL) - set(DEFAULT)
    command = typer.main.get_command(app).commands["screen"]  # type: ignore[attr-defined]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in SCREENING, option


def test_the_guides_have_room_for_what_is_measured() -> None:
    """`make screening-cost` finds its marks."""
    for name in ("screening.md", "spark.md"):
        text = (GUIDES / name).read_text(encoding="utf-8")
        assert text.count("<!-- cost: begin -->") == text.count("<!-- cost: end -->") == 1
