"""Every row of a text file in its own place, answered or with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
import orjson
import pyarrow as pa

from ...base.errors import InputError
from ...base.time_allowed import check_time
from ..columns import ERROR
from ..mistakes import CellMistake, Rejected
from ..screener import Screener
from .chunk import BrokenChunk, Chunk, FileReader, Stream
from .text import LINE, content, csv_cells
from .writers import check_fits, csv_lines, json_lines


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


class InPlace:
    """Answers what a reader reads, as CSV with a column `error` or as NDJSON with a member.

    In NDJSON, ``error`` is an object with the line in the input and every mistake; a line that was
    no object comes back as its text in it. In CSV, ``error`` says the same in words. ``most``: the
    number of rows to answer. ``rows`` and ``rejected`` count while it runs. Raises `InputError`
    about columns.
    """

    def __init__(
        self, kind: Literal["csv", "ndjson"], reader: FileReader, screener: Screener, most: int
    ) -> None:
        self._kind = kind
        self._reader = reader
        self._screener = screener
        self._most = most
        self._schema = screener.schema(reader.schema, marked=True)
        self._added = len(self._schema) - len(reader.schema) - 1
        self.rows = self.rejected = 0

    def pieces(self) -> Iterator[memoryview]:
        """Yield the whole answer in pieces; raises `InputError` like the reader."""
        if self._kind == "csv":
            check_fits(self._schema)
            names = csv_cells(pa.array(self._schema.names, pa.string())).to_pylist()
            yield memoryview(f"{','.join(names)}\n".encode())
        for chunk in self._reader.chunks():
            check_time()
            self.rows += chunk.batch.num_rows + len(chunk.broken)
            if self.rows > self._most:
                message = f"has more than {self._most} rows"
                raise InputError("body", None, message, code="body-too-large")
            yield content(self._csv(chunk) if self._kind == "csv" else self._ndjson(chunk))

    def _csv(self, chunk: Chunk) -> pa.Array:
        marked = self._screener.mark(chunk.batch)
        self.rejected += len(chunk.broken) + len(marked) - marked.column(ERROR).null_count
        blank = "," * (len(self._schema) - 1)
        texts = [
            f"line {one.line}: {'; '.join(m.message for m in one.mistakes)}: {one.text}"
            for one in chunk.broken
        ]
        cells = csv_cells(pa.array(texts, pa.string())).to_pylist()
        broken = [f"{blank}{cell}\n" for cell in cells]
        return _merged(csv_lines(marked), range(len(marked)), broken, chunk.broken)

    def _ndjson(self, chunk: Chunk) -> pa.Array:
        found = self._screener.batch(chunk.batch)
        self.rejected += len(chunk.broken) + len(found.rejected)
        bad = [one.row for one in found.rejected]
        good = np.delete(np.arange(chunk.batch.num_rows), bad)
        raw = None if chunk.raw is None else chunk.raw.take(pa.array(good))
        answered = json_lines(found.answered, raw, self._added)
        refused = _refused(chunk, found.rejected)
        lines = pa.concat_arrays([answered, pa.array(refused, LINE)])
        broken = [
            _line(b"{", {"line": one.line, "text": one.text}, one.mistakes) for one in chunk.broken
        ]
        return _merged(lines, [*good.tolist(), *bad], broken, chunk.broken)


def _refused(chunk: Chunk, rejected: Sequence[Rejected]) -> list[str]:
    """Return the lines of rows that have no answer: as they were, and the reasons."""
    chosen = pa.array([one.row for one in rejected], pa.int64())
    if chunk.raw is not None:
        texts = chunk.raw.take(chosen).to_pylist()
    else:
        texts = [line[:-1] for line in json_lines(chunk.batch.take(chosen)).to_pylist()]
    found = []
    for one, text in zip(rejected, texts, strict=True):
        head = text[:-1].rstrip().encode()
        line = int(chunk.lines[one.row])
        found.append(_line(head if head == b"{" else head + b",", {"line": line}, one.mistakes))
    return found


def _line(head: bytes, place: dict[str, Any], mistakes: Sequence[CellMistake]) -> str:
    error = orjson.dumps({**place, "mistakes": told(mistakes)})
    return (head + f'"{ERROR}":'.encode() + error + b"}\n").decode()


def _merged(
    lines: pa.Array, rows: Sequence[int], more: Sequence[str], broken: Sequence[BrokenChunk]
) -> pa.Array:
    """Return all lines in the order of the input; ``rows``: of which row each line is."""
    if not more and list(rows) == sorted(rows):
        return lines
    places = np.asarray(rows, np.int64)
    before = np.array([one.before for one in broken], np.int64)
    places = places + np.searchsorted(before, places, side="right")
    order = np.empty(len(places) + len(more), np.int64)
    order[places] = np.arange(len(places))
    order[before + np.arange(len(more))] = np.arange(len(places), len(order))
    return pa.concat_arrays([lines, pa.array(more, LINE)]).take(pa.array(order))
