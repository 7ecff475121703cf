"""Where bytes come from and go to, as Python and Arrow ask for it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self, cast

from .atomic import Output, OutputFailed, failing
from .chunk import unreadable
from .formats import STANDARD, Format


class Standard:
    """Standard output: what was written is gone, whatever happens later."""

    def __init__(self) -> None:
        if sys.stdout is None:  # somebody closed it
            raise OutputFailed("standard output cannot be written: it is closed")
        self._stream = sys.stdout.buffer

    def write(self, data: bytes | memoryview) -> int:
        """Write all of ``data``."""
        with failing("standard output"):
            return self._stream.write(data)

    def finish(self) -> None:
        """Pass everything on."""
        with failing("standard output"):
            self._stream.flush()

    def commit(self) -> None:
        """Do nothing: it has no place to be put in."""


class Sink:
    """A stream that counts what is written, and that closing does not close.

    When the context ends, it takes no more: what Arrow writes as its writers are collected, after
    an error, is for nobody.
    """

    closed = False

    def __init__(self, out: Output | Standard) -> None:
        self._out: Output | Standard | None = out
        self._written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._out = None

    def write(self, data: bytes | memoryview) -> int:
        """Write all of ``data``."""
        size = len(data)
        if self._out is not None:
            self._out.write(data)
        self._written += size
        return size

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._written

    def flush(self) -> None:
        """Do nothing: who opened it brings it to the end."""

    def close(self) -> None:
        """Do nothing, for the same reason."""


@contextlib.contextmanager
def open_source(source: str, kind: Format) -> Iterator[tuple[BinaryIO, int | None]]:
    """Open a path, or standard input for ``-``; with its size, if known.

    Raises `InputError` if it cannot be opened. A format that has to be searched is copied from
    standard input to a temporary file first.
    """
    if source == STANDARD:
        if sys.stdin is None:
            raise unreadable("standard input", "cannot be read: it is closed")
        if kind != "parquet":
            yield sys.stdin.buffer, None
            return
        with tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield cast("BinaryIO", copy), None
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115  # closed below
    except OSError as error:
        raise unreadable(source, f"cannot be read: {error.strerror}") from None
    with stream:
        yield stream, os.fstat(stream.fileno()).st_size or None
