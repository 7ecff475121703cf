"""Values that some condition tells apart."""

from __future__ import annotations

from ....rulebase.model import RuleBase
from ..conditions import named_values
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, _: LintSources) -> Found:
    named = named_values(rulebase)
    for fact in rulebase.facts:
        unnamed = [value for value in fact.values if (fact.name, value) not in named]
        if len(unnamed) > 1 and not fact.boolean:
            message = f"no condition tells apart {', '.join(f'`{value}`' for value in unnamed)}"
            yield finding(fact.location, LINT.code, message, fact.name)


LINT = Lint(
    "untested-value",
    Severity.HINT,
    "At most one value of a fact is named by no condition.",
    "Values that no condition tells apart lead to the same answer; perhaps a rule is missing.",
    law=_check,
)
