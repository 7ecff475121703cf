"""A fresh clone starts with one command on every Python at hand, with its pip and the newest."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from . import trees

pytestmark = pytest.mark.slow

SILENT = "the package registry does not answer"
SECONDS = 900
"""How long an installation may take on a machine that has other work."""

ANSWERED = "must arrest, contested; exposure: high"
"""What the service says once it has answered its own example."""

VERSIONS = range(11, 20)


def _pythons() -> Iterator[Any]:
    """Yield each Python from 3.11 that runs here, once for each minor version."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    seen: set[str] = set()
    candidates = [Path(sys.executable)]
    candidates += [path / "bin" / "python3" for path in sorted(kept.glob("3.*"), reverse=True)]
    for minor in VERSIONS:
        there = shutil.which(f"python3.{minor}")
        candidates += [Path(there)] if there else []
    for candidate in candidates:
        program = "import sys; print(sys.version_info[0], sys.version_info[1], sys.prefix)"
        try:
            done = subprocess.run(
                [candidate, "-c", program], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        major, minor, _ = done.stdout.split(maxsplit=2)
        if major == "3" and int(minor) in VERSIONS and minor not in seen:
            seen.add(minor)
            yield pytest.param(candidate, id=f"3.{minor}")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of the project with nothing installed."""
    return trees.copy(tmp_path / "clone")


def _run(*command: str | Path, cwd: Path) -> str:
    surroundings = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "COV", "MAKE", "VIRTUAL_ENV")) and key != "PORT"
    }
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    said: list[str] = []
    late = Timer(SECONDS, os.killpg, (process.pid, signal.SIGKILL))  # also if no line comes
    late.start()
    try:
        for line in process.stdout:
            said.append(line)
            # All is well, and it would go on for ever.
            if ANSWERED in line:
                break
    finally:
        late.cancel()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        process.stdout.close()
    return "".join(said)


@pytest.mark.parametrize("pip", ["own", "newest"])
@pytest.mark.parametrize("python", list(_pythons()))
def test_make_run_answers(clone: Path, python: Path, pip: str) -> None:
    """`make run` installs, starts and answers; the command then says who derives the answers."""
    if pip == "newest":
        _run(python, "-m", "venv", "--upgrade-deps", ".venv", cwd=clone)
    said = _run("make", "run", f"PYTHON={python}", "PORT=0", cwd=clone)
    if SILENT in said:
        pytest.skip(f"not run: {SILENT}")
    assert ANSWERED in said, said
    assert "source .venv/bin/activate" in said
    version = _run(clone / ".venv" / "bin" / "safeconduct", "--version", cwd=clone)
    assert "compiled and durable-rules" in version, version
    answer = _run(
        clone / ".venv" / "bin" / "safeconduct",
        "travel-risk", "putin", "china", "--on", "2023-10-17", "--json",
        cwd=clone,
    )  # fmt: skip
    assert '"may_arrest"' in answer
    assert _run("make", ".venv/.run", f"PYTHON={python}", cwd=clone) == "", "all is there"
