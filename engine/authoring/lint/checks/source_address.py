"""Sources that can be opened."""

from __future__ import annotations

import re
from typing import Final

from ..model import Found, Lint, LintSources, Severity, finding

_ADDRESS: Final = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")


def _check(sources: LintSources) -> Found:
    for written in sources.files.issues:
        for index, position in enumerate(written.item.positions):
            where = written.at("positions", index, "sources")
            subject = f"{written.item.id}/{position.id}"
            for source in sorted(set(position.sources)):
                if not _ADDRESS.fullmatch(source):
                    message = f"`{source}` is no web address"
                    yield finding(where, LINT.code, message, subject, "https://…")
                elif position.sources.count(source) > 1:
                    yield finding(where, LINT.code, f"`{source}` stands twice", subject)


LINT = Lint(
    "source-address",
    Severity.WARNING,
    "The sources of a position are web addresses, each named once.",
    "A reader opens them.",
    text=_check,
)
