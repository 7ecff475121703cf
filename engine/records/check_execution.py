"""What is on record of national execution fits together."""

from __future__ import annotations

from collections.abc import Iterator

from .models import Confidence, NationalExecution, SourceKind
from .registry import RecordDiagnostic
from .source_files import FilesReading

KIND = "execution"


def check_execution(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each record of execution that contradicts itself or another one."""
    tables = reading.tables()
    read = {one.id for one in tables.sources if one.kind is not SourceKind.GENERAL_KNOWLEDGE}
    first: dict[str, str] = {}
    for one in tables.execution:
        if one.state in first:
            message = f"`state`: {one.state} is told in `{first[one.state]}` already"
            yield RecordDiagnostic(KIND, one.id, "repeated-state", message)
        first.setdefault(one.state, one.id)
        for why in _contradictions(one, read.intersection(one.sources)):
            yield RecordDiagnostic(KIND, one.id, "contradiction", why)


def _contradictions(one: NationalExecution, read: set[str]) -> Iterator[str]:
    whole = "all" in one.recalled
    if whole and len(one.recalled) > 1:
        yield "`recalled`: all are recalled, so name no single ones"
    if whole and read:
        yield f"`recalled`: all are recalled, although {', '.join(sorted(read))} was read"
    if not whole and one.sources and not read:
        yield "`recalled` must be all: it rests on general knowledge alone"
    if whole and one.confidence is Confidence.HIGH:
        yield "what is recalled is not of high confidence"
    for name in one.recalled:
        if name != "all" and not getattr(one, name):
            yield f"`recalled` names `{name}`, which is empty"
    if one.begins == "no_law" and (one.law or one.sections or one.year):
        yield "`begins` is no_law, but a law is named"
    if one.sections and not one.law:
        yield "`sections` of which law? Name it in `law`"
