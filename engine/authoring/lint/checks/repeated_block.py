"""Groups of conditions that have a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ....rulebase.model import All, AnyOf, Condition, Not, RuleBase
from ....rulebase.notation import notation
from ..model import Found, Lint, LintSources, Severity, finding

_MOST: Final = 3


def _check(rulebase: RuleBase, sources: LintSources) -> Found:
    places: dict[str, list[int]] = {}
    for index, rule in enumerate(rulebase.rules):
        for block in {notation(part) for part in _blocks(rule.body)}:
            places.setdefault(block, []).append(index)
    for block, indices in places.items():
        if len(indices) >= _MOST:
            names = ", ".join(f"`{rulebase.rules[index].id}`" for index in indices)
            last = rulebase.rules[indices[-1]].id
            message = f"`{block}` stands in {names}"
            yield finding(
                sources.rule(indices[-1], "if"), LINT.code, message, last, "name it by a rule"
            )


def _blocks(condition: Condition) -> Iterator[Condition]:
    """Yield the groups within a condition that have three parts or more."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                if isinstance(part, All | AnyOf) and len(part.parts) >= _MOST:
                    yield part
                yield from _blocks(part)
        case Not(part):
            yield from _blocks(part)


LINT = Lint(
    "repeated-block",
    Severity.HINT,
    "The same group of three or more conditions does not stand in three rules.",
    "A conclusion of its own gives it a name and one place to change.",
    law=_check,
)
