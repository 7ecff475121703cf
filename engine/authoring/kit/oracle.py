"""The oracle: the semantics of the rule language, written to be obviously right.

Nothing here is clever. A conclusion is worked out when it is asked for, and where it is unresolved
whether some rules apply, every way in which they may is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ...inference.types import NO, UNRESOLVED, YES, Derivation
from ...rulebase.model import (
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    Not,
    Rule,
    RuleBase,
    RuleKind,
)


class Oracle:
    """An evaluator that follows the definition word by word."""

    name = "oracle"

    def __init__(self, rulebase: RuleBase) -> None:
        self._rulebase = rulebase

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        bodies = [self.value(rule.body, assignment) for rule in self._rulebase.rules]
        conclusions = [self.status(name, assignment) for name in self._rulebase.conclusions]
        return Derivation(bytes(bodies), bytes(conclusions))

    def value(self, condition: Condition, assignment: Assignment) -> int:
        """Return the truth value of a condition, by Kleene's tables."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self.status(name, assignment)
            case Atom(name=name, value=value):
                variable = self._rulebase.variables[name]
                has = self._rulebase.values[variable][assignment[variable]]
                return YES if has == value else NO
            case All(parts):
                return min([YES, *(self.value(part, assignment) for part in parts)])
            case AnyOf(parts):
                return max([NO, *(self.value(part, assignment) for part in parts)])
            case Not(part):
                return {NO: YES, UNRESOLVED: UNRESOLVED, YES: NO}[self.value(part, assignment)]

    def status(self, conclusion: str, assignment: Assignment) -> int:
        """Return `YES` or `NO` if it is so in every way the rules may apply, else `UNRESOLVED`."""
        about = [rule for rule in self._rulebase.rules if rule.head == conclusion]
        value = {rule.id: self.value(rule.body, assignment) for rule in about}
        certain = [rule for rule in about if value[rule.id] == YES]
        doubtful = [rule for rule in about if value[rule.id] == UNRESOLVED]
        found = {settle([*certain, *some]) for some in subsets(doubtful)}
        return found.pop() if len(found) == 1 else UNRESOLVED


def subsets(rules: Sequence[Rule]) -> Iterator[tuple[Rule, ...]]:
    """Yield every choice of some of the rules, from none to all."""
    for size in range(len(rules) + 1):
        yield from combinations(rules, size)


def settle(applicable: Sequence[Rule]) -> int:
    """Return the status of a conclusion if exactly these of the rules about it apply."""
    supporters = [rule for rule in applicable if rule.positive]
    attackers = [rule for rule in applicable if not rule.positive]
    defeaters = [rule for rule in attackers if rule.kind is RuleKind.DEFEATER]
    ordinary = [rule for rule in attackers if rule.kind is not RuleKind.DEFEATER]
    if not supporters:
        return NO
    if all(beaten(attacker, supporters) for attacker in attackers):
        return YES
    if not all(beaten(defeater, supporters) for defeater in defeaters):
        return NO
    if all(beaten(supporter, ordinary) for supporter in supporters):
        return NO
    return UNRESOLVED


def beaten(rule: Rule, by: Sequence[Rule]) -> bool:
    """Return whether one of the rules ``by`` names the rule among those it defeats."""
    return any(rule.id in other.defeats for other in by)
