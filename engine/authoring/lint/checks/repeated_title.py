"""Titles that tell rules apart."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    seen: dict[tuple[str, str], str] = {}
    for one in written(sources.files, TextKind.TITLE):
        group = one.subject.partition("/")[0] if "/" in one.subject else ""
        first = seen.setdefault((group, one.text.casefold()), one.subject)
        if first != one.subject:
            message = f"`{first}` has the same title"
            yield finding(one.location, LINT.code, message, one.subject, "say how they differ")


LINT = Lint(
    "repeated-title",
    Severity.WARNING,
    "No two rules have the same title, and no two positions on one issue.",
    "A proof shows titles; two steps with the same one look like a mistake of the program.",
    text=_check,
)
