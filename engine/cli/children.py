"""Processes beside the service: begun with it, begun again when they end, ended with it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

_LONGEST: Final = 60.0
"""Seconds until a process that keeps failing is begun again, at most."""
_STEADY: Final = 60.0
"""Seconds after which a process that ended had not failed at once."""
_PATIENCE: Final = 10.0
"""Seconds that a process has to end when it is asked to."""


@contextmanager
def beside(*commands: Sequence[str]) -> Iterator[None]:
    """Keep commands of this program running, each in a process of its own.

    A process ends when its standard input does: so it does not outlast this one, however this one
    ends. One that ends by itself, even by a fault of a library, is begun again: after a second,
    then after longer and longer.
    """
    ended = threading.Event()
    children = [_Child(command, ended) for command in commands]
    for child in children:
        child.start()
    try:
        yield
    finally:
        ended.set()
        for child in children:
            child.end()


class _Child(threading.Thread):
    def __init__(self, command: Sequence[str], ended: threading.Event) -> None:
        super().__init__(name=" ".join(command), daemon=True)
        self._command = [sys.executable, "-m", "safeconduct", *command]
        self._ended = ended
        self._changing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Begin the process, again and again."""
        pause = 1.0
        while True:
            with self._changing:
                if self._ended.is_set():
                    return
                self._process = subprocess.Popen(  # noqa: S603  # our own command
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
                )
            begun = time.monotonic()
            self._process.wait()
            self._close_input()
            if time.monotonic() - begun > _STEADY:
                pause = 1.0
            if self._ended.wait(pause):
                return
            pause = min(2 * pause, _LONGEST)

    def end(self) -> None:
        """Ask the process to end, and see to it that it does."""
        with self._changing:
            process = self._process
        if process is not None:
            self._close_input()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.join()

    def _close_input(self) -> None:
        assert self._process is not None  # INVARIANT: it was begun
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
