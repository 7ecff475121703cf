"""CSV (RFC 4180): a first line that names the columns, cells separated by commas, all of it text.

Cells are passed through as they are: nothing is taken for a number, and "NA" is Namibia.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from ...base.words import counted
from ..mistakes import INVALID_ROW, CellMistake, shortened
from .chunk import BrokenChunk, Chunk, unreadable
from .csv_header import last_end, read_header
from .text import has_any
from .utf8 import Utf8

BLOCK: Final = 1 << 20
"""Bytes read at once; a row can be as long."""


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
        self._header = read_header(self._source, file, block)
        self._line = self._header.next_line
        self.schema = pa.schema([(name, pa.string()) for name in self._header.names])
        unnamed = [f"\0{number}" for number in range(self._header.unnamed)]
        self._all = pa.schema([*self.schema, *((name, pa.string()) for name in unnamed)])

    @property
    def done(self) -> int:
        """Bytes read."""
        return self._source.offset

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows; those with too many or too few cells as broken, blank lines not at all.

        A line of nothing but commas is a row.
        """
        for data in self._pieces():
            yield self._chunk(data)

    def _pieces(self) -> Iterator[bytes]:
        """Yield whole records, as many as a block has."""
        rest, over = self._header.rest, False
        while not over:
            more = self._source.read(self._block)
            over = not more
            data = rest + more
            end, opened = last_end(data, over=over)
            if over and not opened:
                end = len(data)  # the last line may have no end
            if end:
                yield data[:end]
            rest = data[end:]
            if over and opened:
                message = f"line {self._line}: a quotation mark is opened and never closed"
                raise unreadable(self._file, message)
            if len(rest) >= 2 * self._block:
                message = f"from line {self._line} on: a row of more than {self._block} bytes"
                hint = "; perhaps a quotation mark is never closed" if opened else ""
                raise unreadable(self._file, message + hint)

    def _chunk(self, data: bytes) -> Chunk:
        """Return the rows of whole records, and count their lines."""
        batch, ragged = self._parsed(data)
        records = batch.num_rows + len(ragged)
        bad = np.array([row.number - 1 for row in ragged], np.int64)
        good = np.delete(np.arange(records), bad)
        breaks = np.zeros(records, np.int64)
        breaks[good] = _breaks(batch)
        breaks[bad] = [_breaks_in(row.text) for row in ragged]
        starts = np.arange(records) + np.cumsum(breaks) - breaks
        text = _Lines(data)
        wrong = {int(row.number - 1): (row.text, self._ragged(row)) for row in ragged}
        left = np.ones(batch.num_rows, np.bool_)
        for row in _empty(batch).tolist():
            left[row] = text.record(starts[good[row]]) != ""
        named = len(self.schema)
        for row in _filled(batch.columns[named:]).tolist():
            left[row], record = False, int(good[row])
            cells = [column[row].as_py() for column in batch.columns[named:]]
            wrong[record] = text.record(starts[record], breaks[record]), self._unnamed(cells)
        before = np.concatenate(([0], np.cumsum(left)))
        broken = tuple(
            BrokenChunk(int(before[np.searchsorted(good, record)]),
                   int(self._line + starts[record]), text_, (mistake,))
            for record, (text_, mistake) in sorted(wrong.items())
        )  # fmt: skip
        lines = self._line + starts[good]
        self._line += records + int(breaks.sum())
        batch = batch.select(list(range(named)))
        if left.all():
            return Chunk(batch, lines, broken)
        return Chunk(batch.filter(pa.array(left)), lines[left], broken)

    def _parsed(self, data: bytes) -> tuple[pa.RecordBatch, list[Any]]:
        """Return the records that have as many cells as the first line, and the others.

        Of the cells for which the first line has no name, a record may have fewer.
        """
        batch, ragged = _read(data, self._all)
        named, whole = len(self.schema), len(self._all)
        short = [row for row in ragged if named <= row.actual_columns < whole]
        if not short:
            return batch, ragged
        lines = [row.text + "," * (whole - row.actual_columns) for row in short]
        padded, _ = _read("\n".join(lines).encode(), self._all)
        at = [row.number - 1 for row in ragged]
        places = np.delete(np.arange(batch.num_rows + len(ragged)), at)
        places = np.append(places, [row.number - 1 for row in short])
        rows = pa.Table.from_batches([batch, padded]).take(pa.array(np.argsort(places)))
        others = [row for row in ragged if not named <= row.actual_columns < whole]
        return rows.combine_chunks().to_batches()[0], others

    def _ragged(self, row: Any) -> CellMistake:
        cells = counted(row.actual_columns, "cell")
        message = f"has {cells}, where the first line names {row.expected_columns} columns"
        return CellMistake("", None, message, INVALID_ROW)

    def _unnamed(self, cells: list[str]) -> CellMistake:
        at, value = next((n, cell) for n, cell in enumerate(cells, len(self.schema) + 1) if cell)
        message = f"has {shortened(value)!r} in column {at}, which the first line does not name"
        return CellMistake("", None, message, INVALID_ROW)


def _read(data: bytes, schema: pa.Schema) -> tuple[pa.RecordBatch, list[Any]]:
    """Return whole records as rows, and those with more or fewer cells than the schema."""
    ragged: list[Any] = []

    def keep(row: Any) -> str:
        ragged.append(row)
        return "skip"

    # From memory: a thread of Arrow that reads ahead by way of Python ends the process if it
    # still does when Python ends.
    table = arrow_csv.read_csv(
        pa.BufferReader(data),
        read_options=arrow_csv.ReadOptions(
            use_threads=False,  # else Arrow does not number the rows
            block_size=len(data) + 1,
            column_names=schema.names,
        ),
        parse_options=arrow_csv.ParseOptions(
            newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=schema, strings_can_be_null=False, check_utf8=False
        ),
    )
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema), ragged


class _Lines:
    """The lines of a text, each with its end; taken apart when somebody asks for them."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def record(self, start: int, breaks: int = 0) -> str:
        """Return a record as it is written, without the end of its last line."""
        return b"".join(self._lines[start : start + breaks + 1]).decode().rstrip("\r\n")

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._data.splitlines(keepends=True)


def _empty(batch: pa.RecordBatch) -> NDArray[np.int64]:
    """Return the rows that have nothing in any cell."""
    empty = np.ones(batch.num_rows, np.bool_)
    for column in batch.columns:
        if not empty.any():
            break
        empty &= pc.binary_length(column).to_numpy() == 0
    return np.flatnonzero(empty)


def _filled(columns: list[pa.Array]) -> NDArray[np.int64]:
    """Return the rows that have something in any of these columns."""
    if not columns:
        return np.zeros(0, np.int64)
    return np.flatnonzero(
        np.any([pc.binary_length(column).to_numpy() > 0 for column in columns], axis=0)
    )


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
