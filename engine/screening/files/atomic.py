"""Outputs that are there whole or not at all, and the error that says why one is not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ...base.atomic import AtomicFile
from ...base.errors import InputError, SafeconductError


class OutputFailed(SafeconductError):
    """An output file could not be written; nothing of it is left."""

    code = "output-failed"


class Output(AtomicFile):
    """A file that is whole or not there; `OSError` becomes `OutputFailed`, which names it."""

    def write(self, data: bytes | memoryview) -> int:
        """Write all of ``data``; the file is made when the first comes."""
        with failing(str(self.path)):
            return super().write(data)

    def finish(self) -> None:
        """Bring all that was written onto the disk, so that `commit` cannot fail for space."""
        with failing(str(self.path)):
            super().finish()

    def commit(self) -> None:
        """Put the finished file in its place, in one step."""
        with failing(str(self.path)):
            super().commit()


@contextlib.contextmanager
def failing(name: str) -> Iterator[None]:
    """Turn `OSError` into `OutputFailed`, which names the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputFailed(f"{name} cannot be written: {reason}") from error


def check_output(field: str, path: Path, *, force: bool) -> None:
    """Raise `InputError` if a file cannot be put there."""
    if path.is_dir():
        raise InputError(field, str(path), "is a directory", ("the path of a file",))
    if path.exists() and not path.is_file():
        raise InputError(field, str(path), "is not an ordinary file; for standard output say -")
    if path.exists() and not force:
        raise InputError(field, str(path), "exists; say --force to replace it")
    if not path.parent.is_dir():
        raise InputError(field, str(path), f"there is no directory {str(path.parent)!r}")
