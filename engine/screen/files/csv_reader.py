"""CSV (RFC 4180): a first line that names the columns, cells separated by commas, all of it text.

Cells are passed through as they are: nothing is taken for a number, and "NA" is Namibia.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from ..mistakes import INVALID_ROW, Mistake
from .chunk import Broken, Chunk, unreadable
from .csv_header import read_header
from .text import has_any
from .utf8 import Utf8

BLOCK: Final = 1 << 20
"""Bytes read at once; a row cannot be longer."""


class CsvReader:
    """Reads a binary stream, named ``file`` in errors; ``size``: its bytes, if known.

    Raises `InputError` if there is no line that names the columns.
    """

    counts = "line"

    def __init__(self, stream: BinaryIO, file: str, size: int | None, block: int = BLOCK) -> None:
        self.total = size
        self._file = file
        self._block = block
        self._source = Utf8(stream, file)
        self._names, rest, self._line = read_header(self._source, file, block)
        self._body = _Body(self._source, rest)
        self._last = self._line
        self._invalid: list[Any] = []
        self.schema = pa.schema([(name, pa.string()) for name in self._names])

    @property
    def done(self) -> int:
        """Bytes read."""
        return self._source.offset

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows; those with too many or too few cells as broken, empty ones not at all."""
        record = 1
        try:
            for batch in self._open():
                chunk, records = self._chunk(batch, record)
                record += records
                yield chunk
        except pa.ArrowInvalid as error:
            if "straddling" not in str(error):
                raise unreadable(self._file, f"after line {self._line - 1}: {error}") from error
            raise unreadable(
                self._file,
                f"from line {self._line} on: a row of more than {self._block} bytes; perhaps a "
                "quotation mark is never closed",
            ) from None
        empty = pa.RecordBatch.from_pylist([], self.schema)
        yield self._chunk(empty, record)[0]  # what stands after the last whole row
        if not self._body.ended:
            raise unreadable(
                self._file, f"line {self._last}: a quotation mark is opened and never closed"
            )

    def _open(self) -> Any:
        return arrow_csv.open_csv(
            pa.PythonFile(self._body, mode="r"),
            read_options=arrow_csv.ReadOptions(
                use_threads=False,  # else Arrow does not number the rows
                block_size=self._block,
                column_names=self._names,
            ),
            parse_options=arrow_csv.ParseOptions(
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._keep,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=self.schema, strings_can_be_null=False, check_utf8=False
            ),
        )

    def _keep(self, row: Any) -> str:
        if row.text == self._body.sentinel:
            self._body.ended = True
        else:
            self._invalid.append(row)
        return "skip"

    def _chunk(self, batch: pa.RecordBatch, first: int) -> tuple[Chunk, int]:
        """Return a batch with its places, and how many records it is with the broken ones.

        ``first``: the number of its first record, as Arrow counts.
        """
        rows, invalid = batch.num_rows, self._invalid
        inside = next(
            (k for k, row in enumerate(invalid) if row.number > first + rows + k), len(invalid)
        )
        broken, self._invalid = invalid[:inside], invalid[inside:]
        records = rows + len(broken)
        bad = np.array([row.number - first for row in broken], np.int64)
        good = np.delete(np.arange(records), bad)
        breaks = np.zeros(records, np.int64)
        breaks[good] = _breaks(batch)
        breaks[bad] = [_breaks_in(row.text) for row in broken]
        starts = self._line + np.arange(records) + np.cumsum(breaks) - breaks
        if records:
            self._last = int(starts[-1])
            self._line = self._last + 1 + int(breaks[-1])
        told = tuple(
            Broken(int(row.number - first - k), int(starts[row.number - first]), row.text,
                   (self._ragged(row),))
            for k, row in enumerate(broken)
        )  # fmt: skip
        return _without_blanks(batch, starts[good], told), records

    def _ragged(self, row: Any) -> Mistake:
        cells = "1 cell" if row.actual_columns == 1 else f"{row.actual_columns} cells"
        message = f"has {cells}, where the first line names {row.expected_columns} columns"
        return Mistake("", None, message, INVALID_ROW)


class _Body:
    """The bytes after the first line, and then a line that shows whether the end was reached.

    Inside a quotation mark that is never closed that line is no row of its own.
    """

    closed = False

    def __init__(self, source: Utf8, rest: bytes) -> None:
        self._source = source
        self._rest = rest
        self._last = rest[-1:]
        self._over = False
        self.sentinel = f"end {secrets.token_hex(16)}"
        self.ended = False

    def read(self, size: int) -> bytes:
        """Return ``size`` bytes, fewer only at the end: Arrow takes what comes as a whole block."""
        parts, length = [self._rest], len(self._rest)
        while length < size and not self._over:
            parts.append(self._more(size - length))
            length += len(parts[-1])
        data = b"".join(parts)
        # Arrow loses the second half of a line break, also within a cell, if a block ends inside.
        cut = size - 1 if len(data) >= size > 1 and data[size - 1 : size] == b"\r" else size
        self._rest = data[cut:]
        return data[:cut]

    def _more(self, size: int) -> bytes:
        data = self._source.read(size)
        if data:
            self._last = data[-1:]
            return data
        self._over = True
        end = b"" if self._last in {b"", b"\n"} else b"\n"
        return end + self.sentinel.encode() + b"\n"

    def close(self) -> None:
        """Keep the stream: it belongs to whoever opened it."""


def _breaks(batch: pa.RecordBatch) -> NDArray[np.int64]:
    """Return how many line breaks stand within the cells of each row."""
    found = np.zeros(batch.num_rows, np.int64)
    for column in batch.columns:
        if not has_any(column, "\r\n"):
            continue
        for text, times in (("\n", 1), ("\r", 1), ("\r\n", -1)):
            found += times * pc.count_substring(column, text).to_numpy()
    return found


def _breaks_in(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _without_blanks(
    batch: pa.RecordBatch, lines: NDArray[np.int64], broken: tuple[Broken, ...]
) -> Chunk:
    """Return the chunk without rows that have nothing in any cell, such as blank lines."""
    blank = np.ones(batch.num_rows, np.bool_)
    for column in batch.columns:
        if not blank.any():
            return Chunk(batch, lines, broken)
        blank &= pc.binary_length(column).to_numpy() == 0
    if not blank.any():
        return Chunk(batch, lines, broken)
    left = np.cumsum(~blank)
    moved = tuple(
        Broken(int(left[one.before - 1]) if one.before else 0, one.line, one.text, one.mistakes)
        for one in broken
    )
    return Chunk(batch.filter(pa.array(~blank)), lines[~blank], moved)
