"""Rows as CSV."""

from __future__ import annotations

import pyarrow as pa

from ...base.errors import InputError
from .chunk import Stream
from .lines import lines_of
from .text import content, csv_cells, fits_csv


class CsvWriter:
    """Writes a line that names the columns, then one line for each row.

    Raises `InputError` if a column cannot be written as cells.
    """

    def __init__(self, stream: Stream, schema: pa.Schema) -> None:
        check_fits(schema)
        self._stream = stream
        names = csv_cells(pa.array(schema.names, pa.string()))
        stream.write((",".join(names.to_pylist()) + "\n").encode())

    def write(self, batch: pa.RecordBatch, raw: pa.Array | None) -> None:  # noqa: ARG002  # Writer
        """Write rows."""
        self._stream.write(content(csv_lines(batch)))

    def close(self) -> None:
        """Do nothing: all is written."""


def csv_lines(batch: pa.RecordBatch) -> pa.Array:
    """Return the line of each row, with its end."""
    columns = [("," if number else "", one) for number, one in enumerate(batch.columns)]
    return lines_of([], columns, csv_cells)


def check_fits(schema: pa.Schema) -> None:
    """Raise `InputError` about columns that have no form as cells."""
    wrong = [f"{one.name!r} ({one.type})" for one in schema if not fits_csv(one.type)]
    if wrong:
        raise InputError("output", "csv", f"cannot hold {', '.join(wrong)}", ("parquet", "ndjson"))
