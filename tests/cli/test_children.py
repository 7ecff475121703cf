"""Processes beside the service: begun again when they end, and never left behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from safeconduct.cli import children
from safeconduct.cli.children import beside

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")

WAITING = """
import os, sys
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()}\\n")
while os.read(0, 1024):
    pass
"""


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def until(file: Path, count: int) -> list[int]:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        found = [int(one) for one in file.read_text().split()] if file.exists() else []
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{count} processes did not begin")


def test_what_ends_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what a signal ended, as a fault in C would; when the service ends, all of it does."""
    script, file = tmp_path / "waiting.py", tmp_path / "begun"
    script.write_text(WAITING)

    class Child(children._Child):
        def __init__(self, command: tuple[str, ...], ended: object) -> None:
            super().__init__(command, ended)  # type: ignore[arg-type]
            self._command = [sys.executable, str(script), str(file)]

    monkeypatch.setattr(children, "_Child", Child)
    with beside(("watch", "run")):
        (first,) = until(file, 1)
        os.kill(first, signal.SIGKILL)
        _, second = until(file, 2)
        assert not alive(first)
        assert alive(second)
    assert not alive(second)
