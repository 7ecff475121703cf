"""Positions that some rule tells apart."""

from __future__ import annotations

from ....rulebase.model import RuleBase
from ..conditions import named_values
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, _: LintSources) -> Found:
    named = named_values(rulebase)
    for issue in rulebase.issues:
        unnamed = [one for one in issue.positions if (issue.id, one.id) not in named]
        for position in unnamed[1:]:
            message = f"no rule tells `{position.id}` from `{unnamed[0].id}`"
            fix = f"name it in a rule: `{issue.id}: {position.id}`"
            yield finding(position.location, LINT.code, message, issue.id, fix)


LINT = Lint(
    "unused-position",
    Severity.WARNING,
    "At most one position of an issue is named by no rule.",
    "Two of them would give the same answers, so that nothing turns on the choice.",
    law=_check,
)
