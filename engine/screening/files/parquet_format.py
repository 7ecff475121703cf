"""Parquet: columns keep their types; places in a file are row numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from .chunk import Chunk, Stream, unreadable

ROWS: Final = 1 << 16
"""Rows read at once."""

GROUP_ROWS: Final = 1 << 18
GROUP_BYTES: Final = 1 << 26
"""Rows are gathered into groups of about this size, which are held in memory."""


class ParquetReader:
    """Reads a file that can be searched, named ``file`` in errors.

    Raises `InputError` if it is no Parquet file or its footer is not whole.
    """

    counts = "row"

    def __init__(self, stream: BinaryIO, file: str, rows: int = ROWS) -> None:
        self._file = file
        self._rows = rows
        self.done = 0
        # Threads of Arrow read a file of the system's, not by way of Python: see `csv_reader`.
        name = getattr(stream, "name", None)
        try:
            self._parquet = parquet.ParquetFile(
                pa.OSFile(name) if isinstance(name, str) else stream
            )
            self.schema = self._parquet.schema_arrow
        except (pa.ArrowException, OSError) as error:
            message = f"is not a whole Parquet file; perhaps it is cut off: {_first_line(error)}"
            raise unreadable(file, message) from None
        twice = [name for name, count in Counter(self.schema.names).items() if count > 1]
        if twice:
            listed = ", ".join(map(repr, twice[:9]))
            raise unreadable(file, f"has more than one column with the name {listed}")
        self.total: int | None = self._parquet.metadata.num_rows

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows."""
        try:
            for batch in self._parquet.iter_batches(self._rows):
                batch.validate(full=True)  # texts are read without a look at their bytes
                first, self.done = self.done, self.done + batch.num_rows
                yield Chunk(batch, np.arange(first + 1, self.done + 1))
        except (pa.ArrowException, OSError) as error:
            message = f"cannot be read beyond row {self.done}: {_first_line(error)}"
            raise unreadable(self._file, message) from None


class ParquetWriter:
    """Writes rows in groups, compressed with Zstandard."""

    def __init__(self, stream: Stream, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = parquet.ParquetWriter(
            pa.PythonFile(stream, mode="w"), schema, compression="zstd"
        )
        self._waiting: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def write(self, batch: pa.RecordBatch, raw: pa.Array | None) -> None:  # noqa: ARG002  # Writer
        """Write rows, when there are enough for a group."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Write the last group and the footer."""
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting.clear()
        self._rows = self._bytes = 0


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
