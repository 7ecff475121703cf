"""What a reader of any format gives, and what it promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...base.errors import InputError
from ..mistakes import CellMistake


@dataclass(frozen=True, slots=True)
class BrokenChunk:
    """What stands in a file where a row should be.

    ``before``: the number of rows of the chunk that stand before it. ``text``: as it is written.
    """

    before: int
    line: int
    text: str
    mistakes: tuple[CellMistake, ...]


@dataclass(frozen=True)
class Chunk:
    """Some rows of a file, in order.

    ``lines``: where each row begins in the file, counted from 1 (lines of text, or rows).
    ``raw``: the rows as they are written, without the end of the line, where the reader keeps that.
    """

    batch: pa.RecordBatch
    lines: NDArray[np.int64]
    broken: tuple[BrokenChunk, ...] = ()
    raw: pa.Array | None = None


class FileReader(Protocol):
    """Reads rows of one file, once.

    ``schema``: of the rows. ``counts``: what a place in the file is called. ``total``: how much
    there is to read, in the unit of `done`; ``None`` if nobody knows.
    """

    schema: pa.Schema
    counts: str
    total: int | None

    def chunks(self) -> Iterator[Chunk]:
        """Yield all rows; raises `InputError` about a file that cannot be read to its end."""

    @property
    def done(self) -> int:
        """How much has been read."""


class Stream(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes | memoryview, /) -> int:
        """Write all of ``data``."""


class Writer(Protocol):
    """Writes rows to one file that is open."""

    def write(self, batch: pa.RecordBatch, raw: pa.Array | None) -> None:
        """Write rows; ``raw``: the same rows as they were read, if the reader kept that."""

    def close(self) -> None:
        """Write what remains; the file itself stays open."""


def unreadable(file: str, message: str, allowed: tuple[str, ...] = ()) -> InputError:
    """Return the error about an input file."""
    return InputError("input", file, message, allowed, code="unreadable-input")
