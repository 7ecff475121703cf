"""Profiles that differ."""

from __future__ import annotations

from ....rulebase.model import RuleBase
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, _: LintSources) -> Found:
    first: dict[tuple[tuple[str, str], ...], str] = {}
    for profile in rulebase.profiles.values():
        choices = tuple(sorted(profile.choices.items()))
        other = first.setdefault(choices, profile.id)
        if other != profile.id:
            message = f"it takes the same positions as `{other}`"
            yield finding(profile.location, LINT.code, message, profile.id)


LINT = Lint(
    "idle-profile",
    Severity.WARNING,
    "A profile takes other positions than every other profile.",
    "Two profiles that choose alike give the same answers under two names.",
    law=_check,
)
