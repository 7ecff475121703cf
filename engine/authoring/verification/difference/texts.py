"""What is written differently in two rule bases, whether or not any answer changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ....rulebase.model import Location, RuleBase

_NOWHERE = Location("", 0)


@dataclass(frozen=True)
class WrittenTexts:
    """Things of one kind that were added, removed or changed; ``worded``: in their words only."""

    what: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    worded: tuple[str, ...]


def written_differences(new: RuleBase, old: RuleBase) -> tuple[WrittenTexts, ...]:
    """Return what was written otherwise, by kind; kinds without a difference are left out."""
    return tuple(
        one for one in _kinds(new, old) if one.added or one.removed or one.changed or one.worded
    )


def _kinds(new: RuleBase, old: RuleBase) -> Iterator[WrittenTexts]:
    for what, read in _READ.items():
        mine, its = read(new), read(old)
        both = [name for name in mine if name in its]
        changed = [name for name in both if mine[name][0] != its[name][0]]
        worded = [name for name in both if name not in changed and mine[name] != its[name]]
        yield WrittenTexts(
            what,
            tuple(name for name in mine if name not in its),
            tuple(name for name in its if name not in mine),
            tuple(changed),
            tuple(worded),
        )


_Parts = Mapping[str, tuple[object, object]]
"""For each thing what it does, and all that is written of it; places in files do not count."""


def _rules(rulebase: RuleBase) -> _Parts:
    return {
        one.id: (
            (one.body, one.head, one.positive, one.kind, one.defeats),
            replace(one, location=_NOWHERE),
        )
        for one in rulebase.rules
    }


def _facts(rulebase: RuleBase) -> _Parts:
    return {
        one.name: ((one.values, one.absent, one.absent_value), replace(one, location=_NOWHERE))
        for one in rulebase.facts
    }


def _constraints(rulebase: RuleBase) -> _Parts:
    return {one.id: (one.never, replace(one, location=_NOWHERE)) for one in rulebase.constraints}


def _positions(rulebase: RuleBase) -> _Parts:
    return {
        f"{issue.id}: {one.id}": ((), (issue.question, replace(one, location=_NOWHERE)))
        for issue in rulebase.issues
        for one in issue.positions
    }


def _profiles(rulebase: RuleBase) -> _Parts:
    return {
        one.id: (dict(one.choices), (dict(one.choices), one.title))
        for one in rulebase.profiles.values()
    }


def _tables(rulebase: RuleBase) -> _Parts:
    return {
        f"{name}: {table}": ([(row.value, row.when) for row in rows], _rows(rows))
        for name, question in rulebase.questions.items()
        for table, rows in question.tables.items()
    }


def _rows(rows: Sequence[Any]) -> list[object]:
    return [replace(row, location=_NOWHERE) for row in rows]


_READ = {
    "rules": _rules,
    "facts": _facts,
    "constraints": _constraints,
    "positions": _positions,
    "profiles": _profiles,
    "tables": _tables,
}
