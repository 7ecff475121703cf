"""What the kinds of records check that bindings bring."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import RecordDiagnostic
from .registry import by_kind, registered
from .source_files import FilesReading


def check_brought(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield what each kind finds wrong among its records."""
    for kind, records in by_kind(reading.tables().of_bindings):
        yield from registered()[kind].check(records)
