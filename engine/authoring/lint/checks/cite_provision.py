"""Provisions that exist."""

from __future__ import annotations

from ..cited import citations
from ..model import Found, Lint, LintSources, Severity


def _check(sources: LintSources) -> Found:
    return citations(sources, LINT.code)


LINT = Lint(
    "cite-provision",
    Severity.WARNING,
    "A cited article, rule, section or paragraph exists.",
    "A wrong number is the commonest mistake in a citation, and the one that nobody notices.",
    text=_check,
)
