"""Questions that end with a question mark."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    for one in written(sources.files, TextKind.QUESTION):
        if not one.text.endswith("?"):
            message = "the question ends without a question mark"
            yield finding(one.location, LINT.code, message, one.subject, "end it with `?`")
        elif len(one.sentences) > 1:
            message = "the question is more than one sentence"
            yield finding(one.location, LINT.code, message, one.subject, "ask one thing")


LINT = Lint(
    "question-form",
    Severity.WARNING,
    "A question is one sentence that ends with a question mark.",
    "It is put to the user as it stands when a fact is not known.",
    text=_check,
)
