"""Sentences that begin with a capital."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    for one in written(sources.files, TextKind.SENTENCE, TextKind.QUESTION):
        if one.text[0].islower():
            message = f"the text begins with `{one.text.partition(' ')[0]}`"
            yield finding(one.location, LINT.code, message, one.subject, "begin with a capital")


LINT = Lint(
    "sentence-capital",
    Severity.WARNING,
    "A sentence begins with a capital letter, a number or an emphasis.",
    "A text that begins in the middle reads as if something were missing.",
    text=_check,
)
