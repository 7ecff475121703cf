"""Conditions that may hold."""

from __future__ import annotations

from ....rulebase.model import RuleBase
from ....rulebase.notation import notation
from ..conditions import conditions
from ..logic import never
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, sources: LintSources) -> Found:
    for placed in conditions(rulebase, sources):
        if never(rulebase, placed.condition):
            message = f"`{notation(placed.condition)}` never holds"
            yield finding(placed.location, LINT.code, message, placed.subject)


LINT = Lint(
    "never-holds",
    Severity.WARNING,
    "A condition holds in some case.",
    "A rule that never applies, or a row that is never the answer, is a mistake in its condition.",
    law=_check,
)
