"""From the tables that users have to Arrow: whatever offers itself through Arrow's interface.

That is a protocol of methods (the PyCapsule interface), which pandas, polars, DuckDB and others
have: none of them is imported, and most columns are not copied.
"""

from __future__ import annotations

from typing import Any, Final, Protocol, TypeAlias

import pyarrow as pa

from ..base.errors import InputError, wrong_type


class ArrowStream(Protocol):
    """What can be read as a stream of Arrow data, like a data frame."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a capsule with the stream."""
        ...


Tabular: TypeAlias = "pa.Table | pa.RecordBatch | pa.RecordBatchReader | ArrowStream"

_RIGHT: Final = (
    "a data frame of pandas or polars",
    "a PyArrow table, record batch or reader",
    "pyarrow.table({...}) of what else you have",
)


def as_arrow(data: Tabular) -> pa.Table | pa.RecordBatch:
    """Return a record batch as it is, anything else that is tabular as an Arrow table.

    Raises `InputError` for something else, and for a frame with a column that Arrow cannot hold.
    """
    if isinstance(data, pa.Table | pa.RecordBatch):
        return data
    found: Any = data
    try:
        if hasattr(found, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(found).read_all()
        if hasattr(found, "__arrow_c_array__"):
            return pa.record_batch(found)
    except (pa.ArrowException, TypeError, ValueError) as error:
        told = f"Arrow cannot hold it: {' '.join(str(error).split())}"[:_LONGEST]
        raise InputError("table", f"<{type(data).__name__}>", told) from None
    raise wrong_type("table", data, "a table", _RIGHT)


_LONGEST: Final = 300
