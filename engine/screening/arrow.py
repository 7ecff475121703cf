"""Bulk screening as a function on Arrow batches, which a cluster can run anywhere.

Engines like Spark take a function of this shape, and the schema of what it yields before they have
any row. So types are plain, the schema depends on names alone, and a row that cannot be answered
stays in its place with the reason beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from ..answers.assessor import Assessor
from ..base.dates import Day
from ..base.errors import InputError
from ..case.terms import Presence, Purpose
from .answers import TYPES
from .columns import DEFAULT, ERROR, check_columns
from .layout import ON, Layout
from .screener import Screener


@dataclass(frozen=True)
class WorkerOptions:
    """How rows are answered; every worker is given the same.

    The first six and ``surnames`` are those of `Screener`. ``records`` and ``rules``: paths
    on every worker, as `Engine.load` takes them. ``expected``: digests of the records and of the
    rules that a worker has to have; ``None`` for any.
    """

    profile: str | None = None
    known_on: Day | None = None
    on: Day | None = None
    presence: Presence = "ground"
    purpose: Purpose = "unspecified"
    columns: tuple[str, ...] = DEFAULT
    records: str | None = None
    rules: tuple[str, ...] = ()
    surnames: bool = False
    expected: tuple[str, str] | None = None

    def engine(self) -> Assessor:
        """Return the engine, which is loaded once in each process; raises `InputError`."""
        engine = _engine(self.records, self.rules)
        found = engine.world.digest, engine.rulebase.digest
        if self.expected is not None and self.expected != found:
            raise InputError(
                "expected",
                " ".join(found),
                "are the records and rules of this worker; it needs the same version of "
                "safeconduct, records and rules as the driver",
                (" ".join(self.expected),),
            )
        return engine

    def screener(self, engine: Assessor) -> Screener:
        """Return a screener with these options; raises `InputError`."""
        return Screener(
            engine,
            self.profile,
            self.known_on,
            on=self.on,
            presence=self.presence,
            purpose=self.purpose,
            columns=self.columns,
            surnames=self.surnames,
        )


def output_schema(schema: pa.Schema, options: WorkerOptions | None = None) -> pa.Schema:
    """Return what `screen_batches` yields for batches of that schema, in plain types.

    After the columns of the input come `on` if it is not among them, the columns of the answer and
    `error`. Raises `InputError` about columns.
    """
    options = options or WorkerOptions()
    added = added_columns(tuple(schema.names), options)
    return pa.schema([*(pa.field(one.name, _plain(one.type)) for one in schema), *added])


def added_columns(names: tuple[str, ...], options: WorkerOptions) -> list[pa.Field]:
    """Return the columns that are added to columns of those names; raises `InputError`."""
    columns = check_columns(options.columns)
    layout = Layout.of(names, (*columns, ERROR), day_given=options.on is not None)
    day = [] if ON in layout.at else [pa.field(ON, pa.date32())]
    answers = [pa.field(name, _plain(TYPES[name])) for name in columns]
    return [*day, *answers, pa.field(ERROR, pa.string())]


def screen_batches(
    batches: Iterator[pa.RecordBatch], options: WorkerOptions | None = None
) -> Iterator[pa.RecordBatch]:
    """Yield every batch with its answers, in the types of `output_schema`.

    A row that cannot be answered has null for an answer and the reason in `error`. Raises
    `InputError` about columns, options, or records that are not those ``expected``.
    """
    options = options or WorkerOptions()
    screener = options.screener(options.engine())
    for batch in batches:
        marked = screener.mark(batch)
        yield pa.RecordBatch.from_arrays(
            [column.cast(_plain(column.type)) for column in marked.columns],
            schema=output_schema(batch.schema, options),
        )


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


@lru_cache(maxsize=4)
def _engine(records: str | None, rules: tuple[str, ...]) -> Assessor:
    """Return an engine; a worker process has many batches, one after another."""
    return Assessor.load(records=records, rules=rules)
