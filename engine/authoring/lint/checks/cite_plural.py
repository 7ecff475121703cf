"""Singular and plural of citations."""

from __future__ import annotations

from ..cited import citations
from ..model import Found, Lint, Severity, Sources


def _check(sources: Sources) -> Found:
    return citations(sources, LINT.code)


LINT = Lint(
    "cite-plural",
    Severity.WARNING,
    "*art.* stands before one provision, *arts.* before several.",
    "The wrong number often means that a provision was forgotten.",
    text=_check,
)
