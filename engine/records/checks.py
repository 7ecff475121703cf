"""Checking records against each other: everything that one record alone cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..base.errors import Diagnostic
from .check_citations import check_citations
from .check_dates import check_dates
from .check_execution import check_execution
from .check_names import check_names
from .check_references import check_ids, check_references
from .check_requests import check_challenges, check_requests, check_rulings
from .check_sources import check_sources
from .check_treaties import check_treaties
from .findings import RecordDiagnostic
from .source_files import FilesReading, RecordLocation

_CHECKS: Final[tuple[Callable[[FilesReading], Iterator[RecordDiagnostic]], ...]] = (
    check_ids,
    check_references,
    check_sources,
    check_citations,
    check_dates,
    check_treaties,
    check_requests,
    check_challenges,
    check_rulings,
    check_execution,
    check_names,
)


def check_reading(reading: FilesReading) -> list[Diagnostic]:
    """Return every finding about what was read: of the reading itself, then of the checks."""
    found = list(reading.diagnostics)
    for check in _CHECKS:
        for finding in check(reading):
            place = reading.locations.get((finding.kind, finding.id), _NOWHERE)
            found.append(
                Diagnostic(
                    place.file,
                    place.line,
                    finding.code,
                    finding.message,
                    subject=finding.id,
                    fix=finding.fix,
                )
            )
    return found


_NOWHERE: Final = RecordLocation("", 0)
