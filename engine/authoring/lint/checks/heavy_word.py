"""Plain words instead of words of office."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import written
from ..wording import found_in


def _check(sources: LintSources) -> Found:
    for one in written(sources.files):
        for heavy in found_in(one.text, sources.wording.plain):
            message = f"`{heavy.word.removesuffix('-')}` is a word of office"
            yield finding(one.location, LINT.code, message, one.subject, heavy.plain)


LINT = Lint(
    "heavy-word",
    Severity.WARNING,
    "A text has no word or phrase of office for which wording.yaml has a plainer one.",
    "*Shall*, *thereof* and their kind keep readers out and mean nothing more.",
    text=_check,
)
