"""Checking records against each other: everything that one record alone cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..base.errors import Diagnostic
from .check_citations import check_citations, check_sources
from .check_claims import Facts, check_claims, check_facts
from .check_dates import check_dates
from .check_execution import check_execution
from .check_references import check_ids, check_names, check_references
from .check_requests import check_challenges, check_requests, check_rulings
from .check_treaties import check_treaties
from .registry import RecordDiagnostic, by_kind, registered
from .source_files import FilesReading, RecordLocation


def check_brought(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield what each kind finds wrong among its records."""
    for kind, records in by_kind(reading.tables().of_bindings):
        yield from registered()[kind].check(records)


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
    check_claims,
    check_names,
    check_brought,
)


def check_reading(
    reading: FilesReading, facts: Facts | None = None, *, citations: bool = True
) -> list[Diagnostic]:
    """Return every finding about what was read: of the reading itself, then of the checks.

    ``facts``: those of which claims may be made; without them that is not looked at.
    ``citations``: whether it is looked at how sources are cited.
    """
    found = list(reading.diagnostics)
    checks = [check for check in _CHECKS if citations or check is not check_citations]
    findings = [finding for check in checks for finding in check(reading)]
    if facts is not None:
        findings += check_facts(reading, facts)
    for finding in findings:
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
