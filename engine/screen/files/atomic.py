"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from ...errors import InputError, SafeconductError


class OutputFailed(SafeconductError):
    """An output file could not be written; nothing of it is left."""

    code = "output-failed"


class Output:
    """A file that is written beside its place and put there at the end.

    ``force``: whether it may take the place of a file that exists. Leaving the context without
    `commit` removes what was written. `OSError` becomes `OutputFailed`, which names the file.
    """

    def __init__(self, path: Path, *, force: bool) -> None:
        self.path = path
        self._place = Path(os.path.realpath(path))  # a link stays a link
        self._force = force
        self._partial = self._place.with_name(f".{self._place.name}.{secrets.token_hex(4)}.partial")
        self._file: BinaryIO | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was written."""
        return self._file is not None

    def write(self, data: bytes | memoryview) -> int:
        """Write all of ``data``; the file is made when the first comes."""
        with failing(str(self.path)):
            if self._file is None:
                self._file = self._partial.open("xb")
            return self._file.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):  # a full disk again: it is removed anyway
                self._file.close()
            self._partial.unlink(missing_ok=True)

    def finish(self) -> None:
        """Bring all that was written onto the disk, so that `commit` cannot fail for space."""
        with failing(str(self.path)):
            if self._file is None:
                self._file = self._partial.open("xb")
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def commit(self) -> None:
        """Put the finished file in its place, in one step."""
        with failing(str(self.path)):
            if self._force:
                with contextlib.suppress(FileNotFoundError):
                    self._partial.chmod(stat.S_IMODE(self._place.stat().st_mode))
                self._partial.replace(self._place)
            else:
                _place_new(self._partial, self._place)


@contextlib.contextmanager
def failing(name: str) -> Iterator[None]:
    """Turn `OSError` into `OutputFailed`, which names the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputFailed(f"{name} cannot be written: {reason}") from error


def _place_new(partial: Path, place: Path) -> None:
    """Rename, but never over a file that has come in the meantime."""
    try:
        os.link(partial, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if place.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        partial.replace(place)


def check_output(field: str, path: Path, *, force: bool) -> None:
    """Raise `InputError` if a file cannot be put there."""
    if path.is_dir():
        raise InputError(field, str(path), "is a directory", ("the path of a file",))
    if path.exists() and not path.is_file():
        raise InputError(field, str(path), "is no ordinary file; for standard output say -")
    if path.exists() and not force:
        raise InputError(field, str(path), "exists; say --force to replace it")
    if not path.parent.is_dir():
        raise InputError(field, str(path), f"there is no directory {str(path.parent)!r}")
