"""Reading a source file as text, or saying with file and line why it is none."""

from __future__ import annotations

import re
import stat
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from .errors import Diagnostic, SourceFilesError

MOST_BYTES: Final = 64 * 2**20
"""A larger file is refused: the largest of ours has less than a hundredth of it."""

_BREAK = re.compile(r"\r\n|\r|\n")


def read_text(path: Path | Traversable, *, file: str) -> str:
    """Return the UTF-8 text of a file, without a byte order mark, its line ends as they are.

    ``file`` is only named in errors. Raises `SourceFilesError` if the file cannot be read or is
    not UTF-8.
    """
    return decode(read_data(path, file=file), file=file)


def read_data(path: Path | Traversable, *, file: str) -> bytes:
    """Return what is in an ordinary file.

    ``file`` is only named in errors. Raises `SourceFilesError` if the file cannot be read, has more
    than `MOST_BYTES`, or is none: a pipe would be waited for, and a device may have no end.
    """
    try:
        if not isinstance(path, Path):  # within a package or an archive
            return path.read_bytes()
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _refused(file, "unreadable", "this is a device or a pipe, not a file")
        if found.st_size > MOST_BYTES:
            raise _refused(file, "too-long", f"the file has more than {MOST_BYTES:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(error, file) from error


def is_there(path: Path | Traversable) -> bool:
    """Whether there is something by that name, be it a file that can be read or not."""
    return path.exists() if isinstance(path, Path) else path.is_file()


def _refused(file: str, code: str, message: str) -> SourceFilesError:
    return SourceFilesError([Diagnostic(file, 0, code, message)])


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as YAML 1.2 and editors count them."""
    return _BREAK.split(text)


def unreadable(error: OSError, file: str) -> SourceFilesError:
    """Return the error to raise for a file that the system does not let us read."""
    why = error.strerror or type(error).__name__
    message = f"the file cannot be read: {why}"
    return SourceFilesError([Diagnostic(file, 0, "unreadable", message)])


def decode(data: bytes, *, file: str) -> str:
    """Return bytes as UTF-8 text without a byte order mark; raises `SourceFilesError`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8 text (byte {error.start})"
        raise SourceFilesError([Diagnostic(file, line, "not-utf-8", message)]) from error
