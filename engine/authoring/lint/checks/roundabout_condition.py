"""Conditions written directly."""

from __future__ import annotations

from collections.abc import Iterator

from ....rulebase.model import All, AnyOf, Atom, Condition, Not, RuleBase, atoms_of
from ....rulebase.notation import notation
from ..conditions import conditions
from ..model import Found, Lint, LintSources, Severity, finding


def _check(rulebase: RuleBase, sources: LintSources) -> Found:
    for placed in conditions(rulebase, sources):
        for message in sorted(set(_roundabout(placed.condition, outermost=True))):
            yield finding(placed.location, LINT.code, message, placed.subject)


def _roundabout(condition: Condition, *, outermost: bool = False) -> Iterator[str]:
    match condition:
        case Not(Not(part)):
            yield f"`{notation(condition)}` is `{notation(part)}`"
            yield from _roundabout(part)
        case Not(part):
            yield from _roundabout(part)
        case All(parts) | AnyOf(parts):
            if len(parts) == 1 and not (outermost and isinstance(condition, All)):
                yield f"`{notation(condition)}` is `{notation(parts[0])}`"
            for part in parts:
                if type(part) is type(condition) and len(part.parts) > 1 and not _values(part):
                    word = "and" if isinstance(part, All) else "or"
                    yield f"`{notation(part)}` stands in a list that already means *{word}*"
                yield from _roundabout(part)


def _values(condition: Condition) -> bool:
    """Whether a condition may stand as `fact: [value, value]`, the shortest way to write it."""
    return (
        isinstance(condition, AnyOf)
        and all(isinstance(part, Atom) for part in condition.parts)
        and len({atom.name for atom in atoms_of(condition)}) == 1
    )


LINT = Lint(
    "roundabout-condition",
    Severity.WARNING,
    "A condition is written directly: no double negation, no list of one.",
    "*not not a* is *a*, and *any of: a* is *a*.",
    law=_check,
)
