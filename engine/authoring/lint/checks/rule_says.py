"""Rules that say in words what the law is."""

from __future__ import annotations

from ..model import Found, Lint, LintSources, Severity, finding


def _check(sources: LintSources) -> Found:
    for written in sources.files.rules:
        rule = written.item
        if rule.cite and not rule.says:
            yield finding(
                written.at(), LINT.code, "the rule does not say what the law is", rule.id, "says: …"
            )


LINT = Lint(
    "rule-says",
    Severity.WARNING,
    "A rule that cites law says in plain words what the law is.",
    "A reader of a proof sees what the rule says, not its conditions.",
    text=_check,
)
