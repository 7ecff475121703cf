"""Rows as CSV and as NDJSON."""

from __future__ import annotations

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from ...base.errors import InputError
from .chunk import Stream
from .lines import lines_of
from .text import LINE, content, csv_cells, fits_csv, json_values


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


class NdjsonWriter:
    """Writes one object for each row; what was read as NDJSON stays as it was written.

    ``added``: how many columns, the last ones, are not in what was read.
    """

    def __init__(self, stream: Stream, added: int) -> None:
        self._stream = stream
        self._added = added

    def write(self, batch: pa.RecordBatch, raw: pa.Array | None) -> None:
        """Write rows."""
        self._stream.write(content(json_lines(batch, raw, self._added)))

    def close(self) -> None:
        """Do nothing: all is written."""


def json_lines(batch: pa.RecordBatch, raw: pa.Array | None = None, added: int = 0) -> pa.Array:
    """Return the line of each row, with its end.

    ``raw``: objects as they are written, to which only the last ``added`` columns are new.
    """
    first: list[pa.Array | str] = ["{"]
    names, columns = batch.schema.names, batch.columns
    if raw is not None:
        opened = pc.binary_slice(raw.cast(pa.large_binary()), 0, -1).cast(LINE)
        first = [pc.ascii_rtrim_whitespace(opened), ","]
        names, columns = names[len(names) - added :], columns[len(columns) - added :]
    heads = [f"{',' if n else ''}{orjson.dumps(name).decode()}:" for n, name in enumerate(names)]
    return lines_of(first, list(zip(heads, columns, strict=True)), json_values, "}\n")
