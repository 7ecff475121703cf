"""Sentences of readable length."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import written


def _check(sources: LintSources) -> Found:
    most = sources.wording.limits.sentence_words
    for one in written(sources.files):
        longest = max(len(sentence.split()) for sentence in one.sentences)
        if longest > most:
            message = f"a sentence has {longest} words"
            yield finding(
                one.location, LINT.code, message, one.subject, f"at most {most}: make two"
            )


LINT = Lint(
    "sentence-length",
    Severity.WARNING,
    "A sentence has no more words than `sentence_words` in wording.yaml.",
    "A rule is read by people who are not lawyers, and translated.",
    text=_check,
)
