"""Defeats that can be used."""

from __future__ import annotations

from ....rulebase.model import RuleBase
from ..logic import never
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, sources: LintSources) -> Found:
    for index, rule in enumerate(rulebase.rules):
        for loser in sorted(rule.defeats):
            other = rulebase.rules[rulebase.rule_index[loser]]
            if never(rulebase, rule.body, other.body):
                message = f"it never applies together with `{loser}`, which it defeats"
                yield finding(sources.rule(index, "defeats"), LINT.code, message, rule.id)


LINT = Lint(
    "idle-defeat",
    Severity.WARNING,
    "A rule and one that it defeats can apply together.",
    "If the conditions exclude each other, the defeat is never used; perhaps one is wrong.",
    law=_check,
)
