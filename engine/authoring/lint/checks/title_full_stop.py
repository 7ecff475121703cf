"""Titles without a final full stop."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    for one in written(sources.files, TextKind.TITLE):
        if one.text.endswith((".", ";", ",", ":")):
            message = f"the title ends with `{one.text[-1]}`"
            yield finding(one.location, LINT.code, message, one.subject, "leave it out")


LINT = Lint(
    "title-full-stop",
    Severity.WARNING,
    "A title ends without a full stop.",
    "Titles stand as headings and within sentences, where a full stop would be out of place.",
    text=_check,
)
