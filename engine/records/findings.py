"""What a check says about a record, before it is known where the record stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordDiagnostic:
    """One thing wrong with the record ``id`` of ``kind``."""

    kind: str
    id: str
    code: str
    message: str
    fix: str = ""
