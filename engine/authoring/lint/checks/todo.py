"""Texts that are still to be written."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TODO, prose


def _check(sources: LintSources) -> Found:
    for one in prose(sources.files):
        if one.unwritten:
            yield finding(one.location, LINT.code, f"`{one.text}`", one.subject)
    for written in sources.files.rules:
        if (written.item.cite or "").startswith(TODO):
            where = written.at("cite")
            yield finding(where, LINT.code, f"`{written.item.cite}`", written.item.id)


LINT = Lint(
    "todo",
    Severity.HINT,
    "No text begins with TODO.",
    "Such a text was begun by `rules new` and is still to be written.",
    text=_check,
)
