"""Conditions that may fail."""

from __future__ import annotations

from ....rulebase.model import RuleBase, atoms_of
from ....rulebase.notation import notation
from ..conditions import conditions
from ..logic import always
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, sources: LintSources) -> Found:
    for placed in conditions(rulebase, sources):
        if list(atoms_of(placed.condition)) and always(rulebase, placed.condition):
            message = f"`{notation(placed.condition)}` always holds"
            yield finding(placed.location, LINT.code, message, placed.subject, "leave `if` out")


LINT = Lint(
    "always-holds",
    Severity.HINT,
    "A rule that has an `if` does not apply in every case.",
    "A condition that always holds is written by leaving `if` out.",
    law=_check,
)
