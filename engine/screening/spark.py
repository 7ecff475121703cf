"""Bulk screening on Apache Spark: a thin adaptor over `safeconduct.screening.arrow`.

Needs the extra ``safeconduct[spark]``, Java 17 or later, and safeconduct on every worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ..base.dates import Day
from ..base.extras import require_extra
from ..case.terms import Presence, Purpose
from .columns import DEFAULT
from .layout import ON

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def screen(
    frame: DataFrame,
    *,
    profile: str | None = None,
    known_on: Day | None = None,
    on: Day | None = None,
    presence: Presence = "ground",
    purpose: Purpose = "unspecified",
    columns: Sequence[str] = DEFAULT,
    records: str | None = None,
    rules: Sequence[str] = (),
    surnames: bool = False,
) -> DataFrame:
    """Return a data frame with the answer to every row beside it; nothing runs until it is asked.

    ``frame``: columns `person` and `place`, and if you like `on` (dates, timestamps or ISO 8601
    texts), `presence` and `purpose`; others are passed through. Without a column `on`, all rows are
    asked about the day ``on``, by default the driver's today (UTC). A row that cannot be answered
    has the reason in the column `error`, and null for an answer. The other options are those of
    `Screener`; ``records`` and ``rules`` are paths on the driver and on every worker.

    Raises `InputError` on the driver about columns and options, and `MissingExtra` without the
    extra. A worker whose records or rules are not those of the driver fails its task with an
    `InputError` that says so.
    """
    require_extra("spark")
    from .arrow import WorkerOptions, added_columns, screen_batches

    options = WorkerOptions(
        profile,
        known_on,
        on,
        presence,
        purpose,
        tuple(columns),
        records,
        tuple(rules),
        surnames,
    )
    added = added_columns(tuple(frame.columns), options)  # before anything is loaded
    engine = options.engine()
    day = options.screener(engine).day.isoformat()
    options = replace(
        options,
        on=None if ON in frame.columns else day,
        expected=(engine.world.digest, engine.rulebase.digest),
    )
    return frame.mapInArrow(partial(screen_batches, options=options), _schema(frame, added))


def _schema(frame: DataFrame, added: Sequence[pa.Field]) -> StructType:
    import pyarrow as pa
    from pyspark.sql.types import BooleanType, DateType, StringType, StructField, StructType

    types = {pa.string(): StringType(), pa.bool_(): BooleanType(), pa.date32(): DateType()}
    fields = [StructField(one.name, types[one.type]) for one in added]
    return StructType([*frame.schema.fields, *fields])
