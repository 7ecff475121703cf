"""Declared invariants, in terms of the rules: when one is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..inference.types import YES, Derivation, value_of
from ..rulebase.model import (
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    Invariant,
    InvariantKind,
    Not,
    RuleBase,
    atoms_of,
)


def expanded(declared: Invariant, rulebase: RuleBase) -> Invariant:
    """Return an invariant that speaks of rows in place of what tables say.

    A table says a value where a row with it holds and none before it does.
    """

    def expand(condition: Condition) -> Condition:
        match condition:
            case All(parts):
                return All(tuple(map(expand, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(expand, parts)))
            case Not(part):
                return Not(expand(part))
            case Atom(kind=AtomKind.TABLE, name=table, value=value):
                return says(rulebase, declared.question, table, value)
            case _:
                return condition

    return replace(declared, when=expand(declared.when), terms=tuple(map(expand, declared.terms)))


def says(rulebase: RuleBase, question: str, table: str, value: str) -> Condition:
    """Return the condition that a table of a question says a value."""
    asked = rulebase.questions[question]
    rows = asked.outcome if table == "outcome" else asked.parts[table]
    ways = [
        All((row.when, *(Not(other.when) for other in rows[:index] if other.value != value)))
        for index, row in enumerate(rows)
        if row.value == value
    ]
    return ways[0] if len(ways) == 1 else AnyOf(tuple(ways))


def holds(invariant: Invariant, statuses: Sequence[int]) -> bool:
    """Return whether an invariant holds where its terms have these truth values."""
    match invariant.kind:
        case InvariantKind.NEVER:
            return statuses[0] != YES
        case InvariantKind.ALWAYS:
            return statuses[0] != YES or statuses[1] == YES
        case InvariantKind.EQUIVALENT:
            return len(set(statuses)) == 1


def holds_at(
    invariant: Invariant, rulebase: RuleBase, assignment: Assignment, derived: Derivation
) -> bool:
    """Return whether an expanded invariant holds in one case."""
    if value_of(rulebase, invariant.when, assignment, derived) != YES:
        return True
    terms = [value_of(rulebase, one, assignment, derived) for one in invariant.terms]
    return holds(invariant, terms)


def statable(declared: Invariant, rulebase: RuleBase) -> bool:
    """Return whether another rule base has all that an invariant speaks of."""
    for atom in atoms_of(All((declared.when, *declared.terms))):
        match atom.kind:
            case AtomKind.CONCLUSION:
                known = atom.name in rulebase.conclusion_index
            case AtomKind.TABLE:
                known = atom.value in _values(rulebase, declared.question, atom.name)
            case _:
                variable = rulebase.variables.get(atom.name)
                known = variable is not None and atom.value in rulebase.values[variable]
        if not known:
            return False
    return True


def _values(rulebase: RuleBase, question: str, table: str) -> set[str]:
    asked = rulebase.questions.get(question)
    if asked is None:
        return set()
    rows = asked.outcome if table == "outcome" else asked.parts.get(table, ())
    return {row.value for row in rows}
