"""Phrases that say who does what."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import written
from ..wording import found_in


def _check(sources: LintSources) -> Found:
    for one in written(sources.files):
        for phrase in found_in(one.text, sources.wording.passive):
            message = f"`{phrase.word}` does not say who does what"
            yield finding(one.location, LINT.code, message, one.subject, phrase.plain)


LINT = Lint(
    "passive-phrase",
    Severity.WARNING,
    "A text has none of the phrases in wording.yaml that hide who does what.",
    "In law it matters who must act; *it is provided that* names nobody.",
    text=_check,
)
