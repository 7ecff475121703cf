"""Citations that name something known."""

from __future__ import annotations

from ..cited import citations
from ..model import Found, Lint, LintSources, Severity


def _check(sources: LintSources) -> Found:
    return citations(sources, LINT.code)


LINT = Lint(
    "cite-unknown",
    Severity.WARNING,
    "Each part of a citation names something in instruments.yaml, or a decision by its day.",
    "What cannot be found cannot be checked by the reader.",
    text=_check,
)
