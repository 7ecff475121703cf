"""Every record rests on sources that are there, and every source is used."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import RecordDiagnostic
from .models import Confidence, SourceKind
from .source_files import FilesReading


def check_sources(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for a record without a source, a wrong, repeated or unused source.

    A record that rests on general knowledge alone cannot be of high confidence.
    """
    kinds = {source.id: source.kind for source in reading.tables().sources}
    used: set[str] = set()
    for kind, record in reading.tables().records():
        used.update(record.sources)
        if not record.sources:
            yield RecordDiagnostic(
                kind, record.id, "no-source", "a record needs at least one source"
            )
            continue
        if len(set(record.sources)) < len(record.sources):
            yield RecordDiagnostic(kind, record.id, "repeated-source", "a source is named twice")
        for source in record.sources:
            if ("sources", source) not in reading.declared:
                message = f"`sources`: there is no `{source}` in sources"
                yield RecordDiagnostic(kind, record.id, "unknown-reference", message)
        general = all(kinds.get(s) is SourceKind.GENERAL_KNOWLEDGE for s in record.sources)
        if general and record.confidence is Confidence.HIGH:
            message = "a record that rests on general knowledge alone is not of high confidence"
            yield RecordDiagnostic(kind, record.id, "confidence-too-high", message)
    if _complete(reading):
        for source in sorted(set(kinds) - used):
            message = "no record rests on this source"
            yield RecordDiagnostic("sources", source, "unused-source", message, "remove it")


def _complete(reading: FilesReading) -> bool:
    """Return whether every declared record could be read, so that none may use the source."""
    return len(reading.declared) == len(reading.locations) and not reading.diagnostics
