"""From one file to another: all rows answered or told why not, and no output that is not whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ..screener import Screener
from .atomic import Output
from .chunk import FileReader, Writer
from .formats import STANDARD
from .inplace import write_rejected
from .opening import open_reader, open_writer
from .plan import Plan
from .streams import Sink, Standard, open_source


@dataclass(frozen=True)
class Progress:
    """How far a run is: ``done`` of ``total`` bytes or rows of the input; total unknown: None."""

    rows: int
    rejected: int
    done: int
    total: int | None


@dataclass(frozen=True)
class RowCounts:
    """What a run did; ``side``: where the rejected rows are, if there are any."""

    rows: int
    rejected: int
    side: Path | None

    @property
    def answered(self) -> int:
        """How many rows have an answer."""
        return self.rows - self.rejected


def run(
    plan: Plan, screener: Screener, progress: Callable[[Progress], None] = lambda _: None
) -> RowCounts:
    """Answer the rows of one file into another, in memory that does not grow with it.

    Raises `InputError` if the input cannot be read to its end or lacks a column, and
    `OutputFailed` if the output cannot be written: then, as after any interruption, no output is
    left and what was there before is untouched.
    """
    with contextlib.ExitStack() as stack:
        reader = _reader(plan, screener, stack)
        schema = screener.schema(reader.schema)
        side = stack.enter_context(Output(plan.rejected, force=plan.force))
        out: Output | Standard = (
            Standard()
            if plan.target == STANDARD
            else stack.enter_context(Output(Path(plan.target), force=plan.force))
        )
        added = len(schema) - len(reader.schema)
        sink = stack.enter_context(Sink(out))
        writer = open_writer(plan.target_format, sink, schema, added)
        rows, bad = _pump(reader, writer, screener, Sink(side), progress)
        writer.close()
        _finish(out, side, force=plan.force)
        return RowCounts(rows, bad, plan.rejected if bad else None)


def _pump(
    reader: FileReader,
    writer: Writer,
    screener: Screener,
    side: Sink,
    progress: Callable[[Progress], None],
) -> tuple[int, int]:
    """Answer every chunk; return how many rows there were, and how many of them were bad."""
    rows = bad = 0
    for chunk in reader.chunks():
        found = screener.batch(chunk.batch)
        raw = chunk.raw
        if found.rejected or chunk.broken:
            bad += write_rejected(side, reader.counts, chunk, found.rejected)
            if raw is not None and found.rejected:
                wrong = {one.row for one in found.rejected}
                raw = raw.filter(pa.array([row not in wrong for row in range(len(raw))]))
        writer.write(found.answered, raw)
        rows += chunk.batch.num_rows + len(chunk.broken)
        progress(Progress(rows, bad, reader.done, reader.total))
    return rows, bad


def _finish(out: Output | Standard, side: Output, *, force: bool) -> None:
    """Put both files in their places, the output last: where it is, all is."""
    if side.begun:
        side.finish()
    out.finish()
    if side.begun:
        side.commit()
    elif force:
        side.path.unlink(missing_ok=True)  # of an earlier run, and no longer true
    out.commit()


def _reader(plan: Plan, screener: Screener, stack: contextlib.ExitStack) -> FileReader:
    stream, size = stack.enter_context(open_source(plan.source, plan.source_format))
    name = "standard input" if plan.source == STANDARD else plan.source
    keep = plan.target_format == "ndjson"
    return open_reader(plan.source_format, stream, name, size, screener, keep=keep)
