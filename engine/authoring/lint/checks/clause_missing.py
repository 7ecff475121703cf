"""Words for every value of a fact."""

from __future__ import annotations

from ....rulebase.model import BOOLEAN
from ..model import Found, Lint, LintSources, Severity, finding


def _check(sources: LintSources) -> Found:
    for written in sources.files.facts:
        fact = written.item
        missing = [value for value in fact.values or BOOLEAN if value not in fact.says]
        if fact.says and missing:
            message = f"no words for {', '.join(f'`{value}`' for value in missing)}"
            yield finding(written.at("says"), LINT.code, message, fact.name, "add them to `says`")


LINT = Lint(
    "clause-missing",
    Severity.WARNING,
    "A fact that has words for one of its values has words for each.",
    "An answer that needs the others shows the bare name of the value.",
    text=_check,
)
