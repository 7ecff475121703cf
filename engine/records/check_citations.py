"""What records rest on can be cited: pages of standing, under a title, the Court's own first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from .models import Confidence, SourceKind
from .registry import RecordDiagnostic
from .source_files import FilesReading

COURT: Final = "icc-cpi.int"
_HOST: Final = re.compile(r"[a-z][a-z0-9+.-]*:/{1,2}(?:[^/?#\s@]*@)?([^/?#:\s]+)")
_ADDRESS: Final = re.compile(
    r"(?:[\w-]+\.)+[a-z]{2,}/\S*|\S+\.(?:pdf|docx?|html?|aspx?|php)|www\.\S+"
)
_WHOLE: Final = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")


def check_citations(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each source that cannot stand, and each warrant without the Court's."""
    tables = reading.tables()
    blocked = {one.id.lower(): one.reason for one in tables.blocked_domains}
    for source in tables.sources:
        yield from _of_standing("sources", source.id, source.url or "", blocked)
        if is_address(source.title):
            message = f"`title`: {source.title!r} is an address: say who published what, and when"
            yield RecordDiagnostic("sources", source.id, "bare-title", message)
    for ruling in tables.rulings:
        yield from _of_standing("rulings", ruling.id, ruling.url, blocked)
    of_the_court = {one.id for one in tables.sources if _is_of_the_court(one.url or "")}
    for warrant in tables.warrants:
        if warrant.sources and warrant.sources[0] not in of_the_court:
            message = f"`sources`: the first must be a page of the Court itself ({COURT})"
            yield RecordDiagnostic("warrants", warrant.id, "court-not-first", message)


def _of_standing(
    kind: str, id: str, url: str, blocked: Mapping[str, str]
) -> Iterator[RecordDiagnostic]:
    for host in hosts(url):
        for domain, reason in blocked.items():
            if within(host, domain):
                message = f"`url`: nothing may rest on {domain}: {reason}"
                fix = "name the original, or general-knowledge"
                yield RecordDiagnostic(kind, id, "blocked-source", message, fix)


def hosts(url: str) -> tuple[str, ...]:
    """Return the hosts that an address names, those of the pages that an archive keeps too."""
    return tuple(host.rstrip(".") for host in _HOST.findall(unquote(url).lower()))


def within(host: str, domain: str) -> bool:
    """Return whether ``host`` is ``domain`` or lies under it; see `BlockedDomain` for the rest."""
    if "." in domain:
        return host == domain or host.endswith(f".{domain}")
    return any(label.startswith(domain) for label in host.split("."))


def is_address(title: str) -> bool:
    """Return whether a title is, or has in it, an address or the name of a file."""
    if "://" in title:
        return True
    parts = [part.strip().lower() for part in title.split(", ")]
    return any(_ADDRESS.fullmatch(part) for part in parts) or (
        len(parts) == 1 and _WHOLE.fullmatch(parts[0]) is not None
    )


def _is_of_the_court(url: str) -> bool:
    return any(within(host, COURT) for host in hosts(url)[:1])


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
