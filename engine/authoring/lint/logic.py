"""When conditions hold: decided by trying every case of what they name, as long as that is few.

Conclusions are three-valued (Kleene's strong tables: a clash leaves one unresolved), so that two
conditions count as the same only if they are for every way in which an answer can come about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from ...rulebase.model import (
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    Location,
    Not,
    RuleBase,
    atoms_of,
)
from .model import LintSources, Remark

MOST_CASES: Final = 20_000
"""With more cases nothing is said."""

NO: Final = 0
YES: Final = 2

_OTHER: Final = ""
"""Stands for every value of a fact or issue that the conditions do not name."""

Case = dict[str, str | int]


def cases(rulebase: RuleBase, conditions: Sequence[Condition]) -> Iterator[Case] | None:
    """Return every case of what the conditions name, or ``None`` if there are too many."""
    values: dict[str, list[str | int]] = {}
    for condition in conditions:
        for atom in atoms_of(condition):
            if atom.kind is AtomKind.CONCLUSION:
                values[atom.name] = [NO, 1, YES]
            elif atom.value not in values.setdefault(atom.name, []):
                values[atom.name].append(atom.value)
    for name, named in values.items():
        variable = rulebase.variables.get(name)
        if variable is not None and len(named) < len(rulebase.values[variable]):
            named.append(_OTHER)
    if prod(map(len, values.values())) > MOST_CASES:
        return None
    return (dict(zip(values, chosen, strict=True)) for chosen in product(*values.values()))


def value(condition: Condition, case: Case) -> int:
    """Return whether a condition holds in a case: `NO`, 1 for unresolved, or `YES`."""
    match condition:
        case Atom(AtomKind.CONCLUSION, name):
            return int(case[name])
        case Atom(_, name, wanted):
            return YES if case[name] == wanted else NO
        case All(parts):
            return min((value(part, case) for part in parts), default=YES)
        case AnyOf(parts):
            return max((value(part, case) for part in parts), default=NO)
        case Not(part):
            return YES - value(part, case)


def same(rulebase: RuleBase, one: Condition, other: Condition) -> bool:
    """Return whether two conditions are known to be the same in every case."""
    tried = cases(rulebase, (one, other))
    return tried is not None and all(value(one, case) == value(other, case) for case in tried)


def never(rulebase: RuleBase, *conditions: Condition) -> bool:
    """Return whether the conditions are known never to hold together."""
    tried = cases(rulebase, conditions)
    return tried is not None and not any(
        all(value(one, case) == YES for one in conditions) for case in tried
    )


def always(rulebase: RuleBase, condition: Condition) -> bool:
    """Return whether a condition is known to hold in every case."""
    tried = cases(rulebase, (condition,))
    return tried is not None and all(value(condition, case) == YES for case in tried)


def without_one(condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    """Yield each part that can be left out of a list, with the condition without it.

    Later parts come first, and whole parts before parts of them, so that what is left reads as it
    was written.
    """
    match condition:
        case All(parts) | AnyOf(parts):
            kind = type(condition)
            for index in reversed(range(len(parts))):
                rest = (*parts[:index], *parts[index + 1 :])
                if rest:
                    yield parts[index], rest[0] if len(rest) == 1 else kind(rest)
                for left_out, shorter in without_one(parts[index]):
                    yield left_out, kind((*parts[:index], shorter, *parts[index + 1 :]))
        case Not(part):
            for left_out, shorter in without_one(part):
                yield left_out, Not(shorter)


def simplest(rulebase: RuleBase, condition: Condition) -> tuple[Condition, tuple[Condition, ...]]:
    """Return a condition without the parts that add nothing, and those parts."""
    left_out: list[Condition] = []
    if cases(rulebase, (condition,)) is None:
        return condition, ()
    changed = True
    while changed:
        changed = False
        for part, shorter in without_one(condition):
            if same(rulebase, condition, shorter):
                condition, changed = shorter, True
                left_out.append(part)
                break
    return condition, tuple(left_out)


@dataclass(frozen=True)
class PlacedCondition:
    """A condition, where it stands, and the id of what it belongs to."""

    condition: Condition
    location: Location
    subject: str

    def remark(self, message: str, fix: str = "") -> Remark:
        """Return what a check says about it."""
        return Remark(self.location, message, self.subject, fix)


def conditions(rulebase: RuleBase, sources: LintSources) -> Iterator[PlacedCondition]:
    """Yield the conditions of rules, constraints and the tables of questions."""
    for index, rule in enumerate(rulebase.rules):
        yield PlacedCondition(rule.body, sources.rule(index, "if"), rule.id)
    for constraint in rulebase.constraints:
        yield PlacedCondition(constraint.never, constraint.location, constraint.id)
    for question in rulebase.questions.values():
        for table in question.tables.values():
            for row in table:
                yield PlacedCondition(row.when, row.location, question.id)


def named_values(rulebase: RuleBase) -> frozenset[tuple[str, str]]:
    """Return every value of a fact and position on an issue that a condition names.

    Constraints do not count: they say what cannot be, not what follows. The tables of
    questions do.
    """
    bodies = [rule.body for rule in rulebase.rules]
    for question in rulebase.questions.values():
        for table in question.tables.values():
            bodies += (row.when for row in table)
    return frozenset(
        (atom.name, atom.value)
        for body in bodies
        for atom in atoms_of(body)
        if atom.kind is not AtomKind.CONCLUSION
    )
