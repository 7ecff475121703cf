"""The reader and the writer of each format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import pyarrow as pa

from ..screener import Screener
from .chunk import FileReader, Stream, Writer
from .csv_reader import CsvReader
from .formats import Format
from .ndjson_reader import NdjsonReader
from .parquet_format import ParquetReader, ParquetWriter
from .writers import CsvWriter, NdjsonWriter


def open_reader(
    kind: Format,
    stream: BinaryIO,
    file: str,
    size: int | None,
    screener: Screener,
    *,
    keep: bool,
    also: Sequence[str] = (),
) -> FileReader:
    """Return the reader of a stream.

    ``keep``: NDJSON lines are to stay as they are written. ``also``: columns that will be added
    besides those of the answer.
    """
    if kind == "csv":
        return CsvReader(stream, file, size)
    if kind == "parquet":
        return ParquetReader(stream, file)
    return NdjsonReader(
        stream,
        file,
        size,
        keep=keep,
        answers=(*screener.columns, *also),
        day_given=screener.day_given,
    )


def open_writer(kind: Format, stream: Stream, schema: pa.Schema, added: int) -> Writer:
    """Return the writer of a stream; ``added``: how many columns of the schema are new."""
    if kind == "csv":
        return CsvWriter(stream, schema)
    if kind == "parquet":
        return ParquetWriter(stream, schema)
    return NdjsonWriter(stream, added)
