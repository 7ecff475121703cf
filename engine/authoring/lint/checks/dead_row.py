"""Rows that can be reached."""

from __future__ import annotations

from collections.abc import Sequence

from ....rulebase.model import Condition, RuleBase
from ..logic import YES, cases, value
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, _: LintSources) -> Found:
    for question in rulebase.questions.values():
        for table in (question.outcome, *question.parts.values()):
            for index, row in enumerate(table):
                if _covered(rulebase, row.when, [other.when for other in table[:index]]):
                    message = f"an earlier row holds whenever that of `{row.value}` does"
                    yield finding(row.location, LINT.code, message, question.id)


def _covered(rulebase: RuleBase, when: Condition, earlier: Sequence[Condition]) -> bool:
    """Whether in every case in which a row holds an earlier one does."""
    tried = cases(rulebase, (when, *earlier)) if earlier else None
    return tried is not None and not any(
        value(when, case) == YES and all(value(one, case) != YES for one in earlier)
        for case in tried
    )


LINT = Lint(
    "dead-row",
    Severity.WARNING,
    "A row of a table is the answer in some case: no earlier row always comes first.",
    "The first row that holds is the answer, so that a row behind a wider one is never reached.",
    law=_check,
)
