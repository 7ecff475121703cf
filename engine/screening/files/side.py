"""The file of rejected rows: each with its place in the input, as it was, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
import pyarrow as pa

from ..mistakes import CellMistake, Rejected
from .chunk import Chunk, Stream
from .ndjson_writer import json_lines


def told(mistakes: Iterable[CellMistake]) -> list[dict[str, Any]]:
    """Return mistakes as JSON has them."""
    return [
        {
            "column": one.column or None,
            "value": one.value,
            "code": one.code,
            "message": one.message,
            "suggestions": one.suggestions,
        }
        for one in mistakes
    ]


def write_rejected(stream: Stream, counts: str, chunk: Chunk, rejected: Sequence[Rejected]) -> int:
    """Write what was rejected of a chunk, in the order of the input; return how much it was.

    ``counts``: what a place in the input is called.
    """
    entries = sorted([*_broken(counts, chunk), *_rows(counts, chunk, rejected)])
    for _, line in entries:
        stream.write(line)
    return len(entries)


def _broken(counts: str, chunk: Chunk) -> Iterator[tuple[int, bytes]]:
    for one in chunk.broken:
        entry = {counts: one.line, "text": one.text, "errors": told(one.mistakes)}
        yield one.line, orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)


def _rows(counts: str, chunk: Chunk, rejected: Sequence[Rejected]) -> Iterator[tuple[int, bytes]]:
    chosen = pa.array([one.row for one in rejected], pa.int64())
    if chunk.raw is not None:
        texts = chunk.raw.take(chosen).to_pylist()
    else:
        texts = [line[:-1] for line in json_lines(chunk.batch.take(chosen)).to_pylist()]
    for one, text in zip(rejected, texts, strict=True):
        line = int(chunk.lines[one.row])
        errors = orjson.dumps(told(one.mistakes))
        yield line, b'{"%b":%d,"row":%b,"errors":%b}\n' % (
            counts.encode(), line, text.encode(), errors,
        )  # fmt: skip
