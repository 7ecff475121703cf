"""Answers tables: one row, one question; what cannot be answered is told, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypedDict, cast, get_args

import numpy as np
import pyarrow as pa

from ..answers.assessor import Assessor
from ..base.dates import Day, day_of
from ..base.errors import SafeconductError
from ..case.inputs import member
from ..case.terms import Presence, Purpose
from .answers import TYPES, AnswerColumns, booleans
from .codes import check_whole
from .columns import DEFAULT, ERROR, check_columns
from .contract import Kernel
from .days import date_of, number_of
from .index.model import IntArray
from .kernel import kernel_of
from .layout import ON, PERSON, PLACE, PRESENCE, PURPOSE, Layout
from .mistakes import CellMistake, Rejected, summary
from .parallel import check_threads, each
from .questions import ColumnReader
from .tabular import Tabular, as_arrow

Errors = Literal["mark", "raise"]
"""What becomes of rows that cannot be answered: see `Screener.screen`."""


class ScreenOptions(TypedDict, total=False):
    """How tables are answered; see `Screener`."""

    profile: str
    known_on: Day | None
    on: Day | None
    presence: Presence
    purpose: Purpose
    columns: Sequence[str]
    threads: int | None
    surnames: bool


@dataclass(frozen=True)
class Screened:
    """A batch in two parts, each in the order of the rows: together they are the batch."""

    answered: pa.RecordBatch
    rejected: tuple[Rejected, ...]


LEAST: Final = 1 << 18
"""Rows of a table that a thread answers at a time, if there are so many: worth waking it."""
MOST: Final = 1 << 21
"""No more, so that threads end at about the same time and what is made on the way stays small."""


class Screener:
    """Answers tables with columns `person`, `place`, `on`, `presence` and `purpose`.

    ``person``, ``place``: ids, ISO codes, names or aliases, as `Engine.travel_risk` takes them, or
    integers that are indices into `persons` and `places`. ``on``: dates, timestamps or ISO 8601
    texts; without this column all rows are asked about one day, by default today (UTC), which
    becomes a column of the answer. ``presence`` and ``purpose`` may be left out, or be empty: then
    the default holds. Other columns are passed through.

    ``columns``: which columns of an answer to add; see `safeconduct.screening.columns`. ``kernel``:
    what gives the answers for an engine and a profile. ``threads``: how many work on a table at
    once; by default one for each processor that may be used. ``surnames``: take a usual surname
    ("Bashir") for whom the press means by it; else such rows are told back. Raises `InputError` for
    a value that cannot be used. Make one for many tables, in any number of threads: what is looked
    up once is kept.
    """

    def __init__(
        self,
        engine: Assessor,
        profile: str | None = None,
        known_on: Day | None = None,
        *,
        on: Day | None = None,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        columns: Sequence[str] = DEFAULT,
        kernel: Callable[[Assessor, str], Kernel] | None = None,
        threads: int | None = None,
        surnames: bool = False,
    ) -> None:
        self._assessor = engine if known_on is None else engine.known_on(known_on)
        self._profile = self._assessor.profile(profile).id
        self.day_given = on is not None
        self.day = day_of(on, ON) if on is not None else self._assessor.clock()
        self.columns = check_columns(columns)
        self._threads = check_threads(threads)
        self._kernel = (kernel or kernel_of)(self._assessor, self._profile)
        self.persons = self._kernel.persons
        self.places = self._kernel.places
        self.presences = self._kernel.presences
        self.purposes = self._kernel.purposes
        self._reader = ColumnReader(
            self._assessor,
            self._kernel,
            number_of(self.day),
            presence,
            purpose,
            surnames=surnames,
        )
        self._answers = AnswerColumns(self._kernel, self.columns, _reach(self._assessor))

    def schema(self, schema: pa.Schema, *, marked: bool = False) -> pa.Schema:
        """Return the schema of the answer to tables of that schema; ``marked``: that of `mark`.

        Raises `InputError` if columns are missing, or have the name of a column of the answer.
        """
        error = [pa.field(ERROR, pa.string())] if marked else []
        layout = self._layout(schema, *(one.name for one in error))
        return pa.schema([*schema, *self._added(layout), *error], schema.metadata)

    def screen(self, data: Tabular, *, errors: Errors = "mark") -> pa.Table | pa.RecordBatch:
        """Return a table with the answers beside its rows; of a record batch, a record batch.

        ``data``: see `as_arrow`. ``errors``: what becomes of rows that cannot be answered.
        ``mark``: all rows come back in their places, with a last column `error` that says why a
        row has no answer, and null where it has one. ``raise``: `InputError` with the first bad
        rows, if there is any. Raises `InputError` about data and columns as well.
        """
        member("errors", errors, get_args(Errors))
        table = as_arrow(data)
        if isinstance(table, pa.RecordBatch):
            return self.mark(table) if errors == "mark" else self._all([table])[0]
        batches = table.to_batches(min(max(-(-table.num_rows // self._threads), LEAST), MOST))
        marks = errors == "mark"
        found = each(self.mark, batches, self._threads) if marks else self._all(batches)
        return pa.Table.from_batches(found, self.schema(table.schema, marked=marks))

    def _all(self, batches: Sequence[pa.RecordBatch]) -> list[pa.RecordBatch]:
        """Return the batches answered; raises `InputError` if a row cannot be."""
        found, rejected, before = [], [], 0
        for batch, screened in zip(batches, each(self.batch, batches, self._threads), strict=True):
            found.append(screened.answered)
            rejected += [Rejected(before + bad.row, bad.mistakes) for bad in screened.rejected]
            before += batch.num_rows
        if rejected:
            raise summary(rejected, before)
        return found

    def batch(self, batch: pa.RecordBatch) -> Screened:
        """Return the answers to the rows that can be answered, and the others with the reasons."""
        layout = self._layout(batch.schema)
        settled = self._settle(batch, layout)
        if settled.rejected:
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                check_whole(name, column)
            good = settled.rows >= 0
            batch = _chosen(batch, booleans(good, None))
            settled = _Settled(settled.rows[good], settled.days[good], settled.rejected)
        return Screened(self._put(batch, layout, settled, whole=True), settled.rejected)

    def mark(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return all rows with answers, null where there is none; `ERROR` then says why."""
        layout = self._layout(batch.schema, ERROR)
        settled = self._settle(batch, layout)
        marked = self._put(batch, layout, settled, whole=not settled.rejected)
        return marked.append_column(ERROR, _errors(settled.rejected, batch.num_rows))

    def _layout(self, schema: pa.Schema, *more: str) -> Layout:
        return Layout.of(schema.names, (*self.columns, *more), day_given=self.day_given)

    def _added(self, layout: Layout) -> list[pa.Field]:
        day = [] if ON in layout.at else [pa.field(ON, pa.date32())]
        return [*day, *(pa.field(name, TYPES[name]) for name in self.columns)]

    def _settle(self, batch: pa.RecordBatch, layout: Layout) -> _Settled:
        """Return the row of the kernel's table for each row, and what cannot be answered."""
        asked = self._reader.read(batch, layout)
        rows = asked.put_to(self._kernel)
        if not len(rows) or rows.min() >= 0:
            return _Settled(rows, asked.days)
        rejected = []
        for row in np.flatnonzero(rows < 0).tolist():
            codes = asked.one(row)
            wrong = tuple(self._reader.mistakes(batch, layout, codes, row))
            rejected.append(Rejected(row, wrong or (self._unsettled(codes),)))
        return _Settled(rows, asked.days, tuple(rejected))

    def _unsettled(self, codes: Mapping[str, int]) -> CellMistake:
        """Return why the engine cannot settle a question whose values are all right."""
        try:
            self._assessor.travel_risk(
                self.persons[codes[PERSON]],
                self.places[codes[PLACE]],
                on=date_of(codes[ON]),
                presence=cast("Presence", self.presences[codes[PRESENCE]]),
                purpose=cast("Purpose", self.purposes[codes[PURPOSE]]),
                profile=self._profile,
            )
        except SafeconductError as error:
            return CellMistake("", None, str(error), error.code)
        raise AssertionError(codes)  # INVARIANT: kernel and engine agree

    def _put(
        self, batch: pa.RecordBatch, layout: Layout, settled: _Settled, *, whole: bool
    ) -> pa.RecordBatch:
        """Return the batch with the columns of the answer; ``whole``: every row has one."""
        added = self._answers.of(settled.rows, settled.days, whole=whole)
        if ON not in layout.at:
            days = np.full(batch.num_rows, number_of(self.day), np.int32)
            added.insert(0, pa.array(days).cast(pa.date32()))
        schema = pa.schema([*batch.schema, *self._added(layout)], batch.schema.metadata)
        return pa.RecordBatch.from_arrays([*batch.columns, *added], schema=schema)


@dataclass(frozen=True)
class _Settled:
    """For each row: its row in the kernel's table (-1: none) and its day; and what is bad."""

    rows: IntArray
    days: IntArray
    rejected: tuple[Rejected, ...] = ()


def _errors(rejected: Sequence[Rejected], rows: int) -> pa.Array:
    """Return the reasons of rows that have no answer, null for the others."""
    if not rejected:
        return pa.nulls(rows, pa.string())
    which = np.full(rows, len(rejected), np.int64)
    which[[one.row for one in rejected]] = np.arange(len(rejected))
    return pa.array([*map(str, rejected), None], pa.string()).take(pa.array(which))


def _chosen(batch: pa.RecordBatch, good: pa.Array) -> pa.RecordBatch:
    """Return the chosen rows; views, which Arrow does not filter, by way of plain strings."""
    plain = {pa.string_view(): pa.large_string(), pa.binary_view(): pa.large_binary()}
    columns = [
        column.cast(plain[column.type]).filter(good).cast(column.type)
        if column.type in plain
        else column.filter(good)
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _reach(engine: Assessor) -> int:
    """Return the number of the last day that the records speak about, as `Parts` takes it."""
    until = engine.world.reach["record"].until
    known_on = engine.world.known_on
    return number_of(until if known_on is None else min(until, known_on))
