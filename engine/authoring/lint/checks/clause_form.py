"""Words for values that fit into sentences."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TextKind, written


def _check(sources: LintSources) -> Found:
    for one in written(sources.files, TextKind.CLAUSE):
        if one.text.endswith((".", "?", "!", ",", ";")) or len(one.sentences) > 1:
            message = f"`{one.text}` is no clause"
            yield finding(one.location, LINT.code, message, one.subject, "leave the stop out")


LINT = Lint(
    "clause-form",
    Severity.WARNING,
    "Words for a value of a fact are a clause: no full stop, no second sentence.",
    "An answer puts them into sentences of its own: *if the State has left the Statute, …*.",
    text=_check,
)
