"""The README says what the program does."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct.cli.app import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _words(text: str) -> list[str]:
    return text.split()


def test_the_python_of_the_readme_runs() -> None:
    """Each line in the README's session gives what is printed below it."""
    found = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert found.attempted > 5
    assert found.failed == 0


def test_the_answer_in_the_readme_is_the_answer() -> None:
    """The command shown prints all that is shown, but for where lines are broken."""
    (block,) = re.findall(r"```console\n\$ (safeconduct travel-risk .*?)```", README, re.DOTALL)
    command, _, shown = block.partition("\n")
    printed = CliRunner().invoke(app, shlex.split(command)[1:], env={"COLUMNS": "100"})
    assert printed.exit_code == 0
    assert _words(printed.stdout) == _words(shown)


PAGES = sorted(
    # The handbook's own pages link to generated ones; building it checks them.
    page
    for pattern in ("*.md", "docs/*.md", "docs/decisions/*.md", "fixtures/*.md")
    for page in ROOT.glob(pattern)
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """No page links to a file that does not exist."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_decision_is_listed() -> None:
    """The list of decisions has each page."""
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs/decisions").glob("0*.md"):
        assert page.name in listed
