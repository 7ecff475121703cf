"""Choices that are not inherited anyway."""

from __future__ import annotations

from ....rulebase.model import RuleBase
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, _: LintSources) -> Found:
    for profile in rulebase.profiles.values():
        above = rulebase.profiles.get(profile.inherits or "")
        for issue in sorted(profile.own) if above else ():
            if above is not None and above.choices[issue] == profile.choices[issue]:
                message = f"`{issue}: {profile.choices[issue]}` is inherited from `{above.id}`"
                yield finding(profile.location, LINT.code, message, profile.id, "leave it out")


LINT = Lint(
    "repeated-choice",
    Severity.WARNING,
    "A profile does not choose again what it inherits.",
    "When the profile above changes, the repeated choice stays behind unnoticed.",
    law=_check,
)
