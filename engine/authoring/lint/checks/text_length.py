"""Texts of readable length."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    most = sources.wording.limits.text_words
    for one in written(sources.files, TextKind.SENTENCE):
        words = len(one.text.split())
        if words > most:
            message = f"the text has {words} words"
            yield finding(one.location, LINT.code, message, one.subject, f"at most {most}")


LINT = Lint(
    "text-length",
    Severity.WARNING,
    "A text has no more words than `text_words` in wording.yaml.",
    "What a rule says is shown beside every answer that rests on it.",
    text=_check,
)
