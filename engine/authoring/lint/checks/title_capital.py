"""Titles that begin with a capital."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    for one in written(sources.files, TextKind.TITLE):
        if one.text[0].islower():
            message = f"the title begins with `{one.text[0]}`"
            yield finding(
                one.location, LINT.code, message, one.subject, f"write `{one.text[0].upper()}`"
            )


LINT = Lint(
    "title-capital",
    Severity.WARNING,
    "A title begins with a capital letter or a number.",
    "It stands at the head of a page or a step of a proof.",
    text=_check,
)
