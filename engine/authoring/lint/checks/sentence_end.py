"""Texts that end with a full stop."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    for one in written(sources.files, TextKind.SENTENCE):
        if not one.text.endswith((".", "?", "!", ".)")):
            message = f"the text ends with `{one.text[-12:]}`"
            yield finding(one.location, LINT.code, message, one.subject, "end it with a full stop")


LINT = Lint(
    "sentence-end",
    Severity.WARNING,
    "A text ends with a full stop, and so does each of its sentences.",
    "Texts are put one behind the other in answers and on pages.",
    text=_check,
)
