"""Singular and plural of citations."""

from __future__ import annotations

from ..cited import citations
from ..model import Found, Lint, LintSources, Severity


def _check(sources: LintSources) -> Found:
    return citations(sources, LINT.code)


LINT = Lint(
    "cite-plural",
    Severity.WARNING,
    "*art.* stands before one provision, *arts.* before several.",
    "The wrong number often means that a provision was forgotten.",
    text=_check,
)
