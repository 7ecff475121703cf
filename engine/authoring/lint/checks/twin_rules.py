"""Rules that differ."""

from __future__ import annotations

from itertools import combinations

from ....rulebase.model import Rule, RuleBase, RuleKind
from ..logic import same
from ..model import Found, Lint, LintSources, Severity, finding
from ..texts import TODO


def _check(rulebase: RuleBase, sources: LintSources) -> Found:
    groups: dict[tuple[str, bool, RuleKind], list[Rule]] = {}
    for rule in rulebase.rules:
        groups.setdefault((rule.head, rule.positive, rule.kind), []).append(rule)
    for group in groups.values():
        for first, second in combinations(group, 2):
            if any(text.startswith(TODO) for text in (second.title, second.says)):
                continue  # still to be written
            if first.defeats == second.defeats and same(rulebase, first.body, second.body):
                where = sources.rule(rulebase.rule_index[second.id])
                message = f"it concludes the same as `{first.id}`, on the same conditions"
                yield finding(where, LINT.code, message, second.id, "join their citations")


LINT = Lint(
    "twin-rules",
    Severity.WARNING,
    "No two rules have the same conclusion on the same conditions.",
    "One of them is superfluous: a second citation belongs into the first.",
    law=_check,
)
