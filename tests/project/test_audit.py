"""Known vulnerabilities are looked for where that is possible, and where not it is said."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FOUND = {
    "dependencies": [
        {"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "X-1", "fix_versions": ["2.8.1"]}]},
        {"name": "anyio", "version": "4.0", "vulns": []},
    ]
}


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, with a path on which nothing is."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / "tools" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    return module


def put(folder: Path, says: str, code: int) -> None:
    program = folder / "pip-audit"
    program.write_text(f"#!/bin/sh\n{says}\nexit {code}\n", "utf-8")
    program.chmod(0o700)


@pytest.mark.parametrize(
    ("says", "code", "result", "told"),
    [
        (f"echo '{json.dumps(FOUND)}'", 1, 1, "jinja2 2.4.1: X-1 (mended in 2.8.1)"),
        ("echo '{\"dependencies\": []}'", 0, 0, "none is known of what run.txt pins"),
        ("echo 'no route to host' >&2", 1, 0, "run.txt was not looked at: no route to host"),
        ("", 3, 0, "run.txt was not looked at: exit code 3"),
    ],
)
def test_what_is_known_is_told(
    audit: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    says: str,
    code: int,
    result: int,
    told: str,
) -> None:
    """Found, not found, and not looked at are three things."""
    put(tmp_path, says, code)
    assert audit.main([]) == result
    assert told in capsys.readouterr().out


def test_without_the_program_that_is_said(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is fetched."""
    assert audit.main(["--if-installed"]) == 0
    assert "pip-audit is not installed" in capsys.readouterr().out
