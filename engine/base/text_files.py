"""Reading a source file as text, or saying with file and line why it is none."""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path

from .errors import Diagnostic, SourceFilesError

_BREAK = re.compile(r"\r\n|\r|\n")


def read_text(path: Path | Traversable, *, file: str) -> str:
    """Return the UTF-8 text of a file, without a byte order mark, its line ends as they are.

    ``file`` is only named in errors. Raises `SourceFilesError` if the file cannot be read or is
    not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(error, file) from error
    return decode(data, file=file)


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
