"""The evaluator that matches rules with durable-rules.

The library decides which rule bodies hold, stratum by stratum; which conclusions stand is settled
between strata, since its own negation is unsound when a blocking fact comes late.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..base.errors import SafeconductError
from ..base.words import counted
from ..rulebase.model import Assignment, AtomKind, Rule, RuleBase, RuleKind
from .durable_host import DurableHost, available
from .normal_form import Conjunction, Literal, disjuncts
from .types import NO, UNRESOLVED, YES, Derivation

__all__ = ["DurableEvaluator", "available"]

MOST_RULES: Final = 60
"""All begin with one condition; the library refuses a fact that fits 64 branches of one."""
MOST_PROPERTIES: Final = 200

_starting = threading.Lock()
_host: DurableHost | None = None


def shared_host() -> DurableHost:
    """Return the one host of the process, started on first use."""
    global _host  # noqa: PLW0603  # the library keeps process-wide state: two hosts only cost more
    with _starting:
        if _host is None:
            _host = DurableHost()
        return _host


@dataclass(frozen=True, slots=True)
class _Test:
    """A property of the fact: the test it stands for."""

    of_conclusion: bool
    index: int
    """Index of the variable, or of the conclusion."""
    value: int
    """Index of the value; for a conclusion, the status it must have."""


@dataclass(frozen=True, slots=True)
class _Ruleset:
    """A registered ruleset: the properties its fact may carry, and the rule behind each name.

    A property is its name, the index of a variable or conclusion, and the value it must have.
    ``denied``: the properties that a rule wants to be 0, each with that value. The fact says these
    always, and the others only where they are 1: the library writes and parses it several times.
    """

    name: str
    variables: tuple[tuple[str, int, int], ...]
    conclusions: tuple[tuple[str, int, int], ...]
    denied: Mapping[str, int]
    rules: Mapping[str, int]

    @classmethod
    def of(
        cls,
        name: str,
        tests: Mapping[str, _Test],
        denied: Iterable[str],
        rules: Mapping[str, int],
    ) -> _Ruleset:
        """Return a ruleset with its tests told apart."""
        told = [(name, one.of_conclusion, one.index, one.value) for name, one in tests.items()]
        return cls(
            name,
            tuple((name, index, value) for name, of, index, value in told if not of),
            tuple((name, index, value) for name, of, index, value in told if of),
            dict.fromkeys(denied, 0),
            rules,
        )


class DurableEvaluator:
    """Derives with durable-rules, a fact and a fresh session for every ruleset.

    Raises `SafeconductError` if a rule is too large for the library, or the library fails.
    """

    name = "durable-rules"

    def __init__(self, rulebase: RuleBase) -> None:
        self._rulebase = rulebase
        self._host = shared_host()
        self._strata = tuple(
            tuple(self._rulesets([rule for rule in rulebase.rules if rule.head in stratum]))
            for stratum in rulebase.strata
        )

        number = rulebase.rule_index
        self._sides = {
            name: (
                index,
                tuple(number[rule.id] for rule in rulebase.supporters(name)),
                tuple(number[rule.id] for rule in rulebase.attackers(name)),
            )
            for name, index in rulebase.conclusion_index.items()
        }

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        bodies = [NO] * len(self._rulebase.rules)
        status: dict[int, int] = {}
        for conclusions, rulesets in zip(self._rulebase.strata, self._strata, strict=True):
            for ruleset in rulesets:
                for rule, value in self._match(ruleset, assignment, status):
                    bodies[rule] = max(bodies[rule], value)
            for conclusion in conclusions:
                index, friends, foes = self._sides[conclusion]
                if any(bodies[foe] for foe in foes):
                    status[index] = self._settle(conclusion, bodies)
                else:  # nothing to weigh
                    status[index] = max((bodies[friend] for friend in friends), default=NO)
        return Derivation(bytes(bodies), bytes(status[index] for index in range(len(status))))

    def _match(
        self, ruleset: _Ruleset, assignment: Assignment, status: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        surely, maybe = dict(ruleset.denied), {}
        for name, index, value in ruleset.variables:
            if assignment[index] == value:
                surely[name] = 1
        for name, index, value in ruleset.conclusions:
            found = status[index]
            if found == value:
                surely[name] = 1
            elif found == UNRESOLVED:
                maybe[name] = 1
        for name in self._host.fire(ruleset.name, surely):
            yield ruleset.rules[name], YES
        if maybe:
            for name in self._host.fire(ruleset.name, surely | maybe):
                yield ruleset.rules[name], UNRESOLVED

    def _settle(self, conclusion: str, bodies: list[int]) -> int:
        """Weigh the rules for and against; one that may apply counts where it helps least."""
        index = self._rulebase.rule_index
        friends = self._rulebase.supporters(conclusion)
        foes = self._rulebase.attackers(conclusion)

        def applying(rules: Iterable[Rule], least: int) -> list[Rule]:
            return [rule for rule in rules if bodies[index[rule.id]] >= least]

        worst = _weigh(applying(friends, YES), applying(foes, UNRESOLVED))
        best = _weigh(applying(friends, UNRESOLVED), applying(foes, YES))
        return worst if worst == best else YES if worst == YES else NO if best == NO else UNRESOLVED

    def _rulesets(self, rules: Iterable[Rule]) -> Iterator[_Ruleset]:
        names: dict[str, int] = {}
        definition: dict[str, list[tuple[str, int]]] = {}
        tests: dict[str, _Test] = {}
        for rule in rules:
            number = self._rulebase.rule_index[rule.id]
            for count, conjunction in enumerate(disjuncts(rule.body)):
                wanted = dict(self._tests(rule, conjunction))
                if len(names) == MOST_RULES or len(tests | wanted) > MOST_PROPERTIES:
                    yield self._ruleset(definition, tests, names)
                    names, definition, tests = {}, {}, {}
                name = f"r{number}_{count}"
                names[name] = number
                tests.update({test: one for test, (one, _) in wanted.items()})
                definition[name] = [(test, value) for test, (_, value) in wanted.items()]
        if names:
            yield self._ruleset(definition, tests, names)

    def _ruleset(
        self,
        definition: Mapping[str, list[tuple[str, int]]],
        tests: Mapping[str, _Test],
        names: Mapping[str, int],
    ) -> _Ruleset:
        denied = {test for wanted in definition.values() for test, value in wanted if not value}
        return _Ruleset.of(self._host.register(definition), tests, sorted(denied), names)

    def _tests(
        self, rule: Rule, conjunction: Conjunction
    ) -> Iterator[tuple[str, tuple[_Test, int]]]:
        if len(conjunction) > MOST_PROPERTIES:
            raise SafeconductError(
                f"rule {rule.id} tests {counted(len(conjunction), 'thing')} at once; "
                f"durable-rules can carry {MOST_PROPERTIES}: split the rule"
            )
        for literal in conjunction:
            yield self._test(literal)

    def _test(self, literal: Literal) -> tuple[str, tuple[_Test, int]]:
        atom, asserted = literal
        if atom.kind is AtomKind.CONCLUSION:
            index = self._rulebase.conclusion_index[atom.name]
            status, letter = (YES, "y") if asserted else (NO, "n")
            return f"c{index}{letter}", (_Test(of_conclusion=True, index=index, value=status), 1)
        variable, value = self._rulebase.test(atom)
        return f"v{variable}_{value}", (
            _Test(of_conclusion=False, index=variable, value=value),
            int(asserted),
        )


def _weigh(friends: list[Rule], foes: list[Rule]) -> int:
    """Team defeat with ambiguity blocking (docs/architecture.md)."""
    if not friends:
        return NO
    standing = [foe for foe in foes if not _beaten(foe, friends)]
    if not standing:
        return YES
    if any(foe.kind is RuleKind.DEFEATER for foe in standing):
        return NO
    provers = [foe for foe in foes if foe.kind is not RuleKind.DEFEATER]
    return NO if all(_beaten(friend, provers) for friend in friends) else UNRESOLVED


def _beaten(rule: Rule, by: Iterable[Rule]) -> bool:
    return any(rule.id in other.defeats for other in by)
