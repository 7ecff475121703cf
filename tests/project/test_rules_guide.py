"""The guide to writing rules: its commands are those of the program, and they work in its order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct.cli.app import app

GUIDE = Path(__file__).parents[2] / "docs" / "rules" / "writing.md"


@pytest.mark.slow
def test_the_guide_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command in the guide, one after the other, ends well but for what is to be written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAFECONDUCT_RULES", raising=False)
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    commands = [
        shlex.split(line)
        for block in blocks
        for line in block.replace("\\\n", " ").splitlines()
        if line.strip()
    ]
    assert [one[:3] for one in commands] == [
        ["safeconduct", "rules", "new"],
        ["safeconduct", "rules", "explain"],
        ["safeconduct", "rules", "format"],
        ["safeconduct", "rules", "check"],
        ["safeconduct", "cases", "mine/cases"],
    ]
    for command in commands:
        result = CliRunner().invoke(app, command[1:])
        assert result.exit_code == 0, (command, result.output)
