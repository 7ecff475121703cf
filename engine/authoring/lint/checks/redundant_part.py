"""Conditions without parts that add nothing."""

from __future__ import annotations

from ....rulebase.model import RuleBase
from ....rulebase.notation import notation
from ..conditions import conditions
from ..logic import simplest
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, sources: LintSources) -> Found:
    for placed in conditions(rulebase, sources):
        shorter, left_out = simplest(rulebase, placed.condition)
        if left_out:
            parts = ", ".join(f"`{notation(part)}`" for part in left_out)
            message = f"{parts} {'adds' if len(left_out) == 1 else 'add'} nothing"
            fix = f"the same as `{notation(shorter)}`"
            yield finding(placed.location, LINT.code, message, placed.subject, fix)


LINT = Lint(
    "redundant-part",
    Severity.WARNING,
    "No part of a condition can be left out without a change: not `b` in *a or (a and b)*.",
    "A part that adds nothing looks as if it did; a reader asks in which case it matters.",
    law=_check,
)
