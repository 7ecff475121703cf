"""The guide to venues says what the program does."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct.cli.app import app

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "venues.md"
COMMANDS = re.findall(
    r"^```console\n\$ safeconduct (.+)\n((?:.+\n)*)```$", GUIDE.read_text("utf-8"), re.MULTILINE
)


def test_the_python_of_the_guide_runs() -> None:
    """Each line gives what is printed below it."""
    found = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert found.attempted > 8
    assert found.failed == 0


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[one[:30] for one, _ in COMMANDS])
def test_a_command_prints_what_is_shown(command: str, shown: str) -> None:
    """Every line shown begins one of the output, in that order; blanks count as one."""
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0, result.output
    printed = iter([" ".join(line.split()) for line in result.output.splitlines()])
    for line in shown.splitlines():
        wanted = " ".join(line.split())
        assert any(wanted in one for one in printed), line


def test_the_commands_are_found() -> None:
    """Four of them, with what they print."""
    assert len(COMMANDS) == 4
    assert all(shown for _, shown in COMMANDS)
