"""Titles of readable length."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    most = sources.wording.limits.title_characters
    for one in written(sources.files, TextKind.TITLE):
        if len(one.text) > most:
            message = f"the title has {len(one.text)} characters"
            yield finding(one.location, LINT.code, message, one.subject, f"at most {most}")


LINT = Lint(
    "title-length",
    Severity.WARNING,
    "A title is no longer than `title_characters` in wording.yaml.",
    "What does not fit on a line is not read as a title; the rest belongs in `says`.",
    text=_check,
)
