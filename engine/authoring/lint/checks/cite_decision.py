"""Decisions that are on record."""

from __future__ import annotations

from ..cited import citations
from ..model import Found, Lint, LintSources, Severity


def _check(sources: LintSources) -> Found:
    return citations(sources, LINT.code)


LINT = Lint(
    "cite-decision",
    Severity.WARNING,
    "A cited decision is on record, by its day, its names and its number.",
    "The record has its findings, its sources and how certain it is.",
    text=_check,
)
