"""The evaluator that chains forward: the second witness wherever durable-rules is not to be had.

Stratum by stratum, each rule is a disjunction of conjunctions that is matched against what has been
settled so far; then each conclusion is settled by looking at which of the rules about it certainly
apply, and which may. What such a pattern amounts to is worked out once, from the definition of team
defeat (docs/decisions/0020-two-witnesses.md), and kept. Nothing is shared with the compiled
evaluator but the rules themselves.

Truth values are sets of assignments, as the bits of an integer (Biham, *A fast new DES
implementation in software*, 1997), so that it can also witness what is derived for thousands of
assignments at once; one assignment is a set of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..rulebase.model import Assignment, AtomKind, Rule, RuleBase, RuleKind
from .normal_form import Literal, disjuncts
from .types import NO, UNRESOLVED, YES, Derivation

Bits = int
"""A set of assignments: bit *i* stands for the assignment with number *i*."""

Status = tuple[Bits, Bits]
"""For which assignments something certainly holds, and for which it possibly does."""

Pattern = tuple[int, ...]
"""The status of the body of each rule about a conclusion, in the order of the rules."""


@dataclass(frozen=True, slots=True)
class _Test:
    """A literal: a conclusion (``value`` is ``None``) or a variable's value, asserted or denied."""

    index: int
    value: int | None
    asserted: bool


@dataclass(frozen=True, slots=True)
class _Conclusion:
    """A conclusion with the rules about it, as they are matched and as they defeat each other.

    ``bodies``: for each rule its conjunctions; an empty one always holds.
    """

    index: int
    rules: tuple[Rule, ...]
    numbers: tuple[int, ...]
    bodies: tuple[tuple[tuple[_Test, ...], ...], ...]
    settled: dict[Pattern, int] = field(default_factory=dict)

    def settle(self, pattern: Pattern) -> int:
        """Return the status that a pattern amounts to.

        A rule that may apply is counted where it helps least, then where it helps most: more rules
        for a conclusion never lower it, more against it never raise it.
        """
        status = self.settled.get(pattern)
        if status is None:
            worst = self._weigh(pattern, friends=YES, foes=UNRESOLVED)
            best = self._weigh(pattern, friends=UNRESOLVED, foes=YES)
            # Patterns are finitely many: three to the power of the rules about one conclusion.
            status = self.settled[pattern] = worst if worst == best else UNRESOLVED
        return status

    def _weigh(self, pattern: Pattern, *, friends: int, foes: int) -> int:
        applying = list(zip(self.rules, pattern, strict=True))
        supporters = [rule for rule, value in applying if rule.positive and value >= friends]
        attackers = [rule for rule, value in applying if not rule.positive and value >= foes]
        if not supporters:
            return NO
        undefeated = [rule for rule in attackers if not _is_defeated(rule, supporters)]
        if not undefeated:
            return YES
        if any(rule.kind is RuleKind.DEFEATER for rule in undefeated):
            return NO
        proving = [rule for rule in attackers if rule.kind is not RuleKind.DEFEATER]
        if all(_is_defeated(rule, proving) for rule in supporters):
            return NO
        return UNRESOLVED


class ForwardEvaluator:
    """Derives by chaining forward through the strata; the cost is linear in the rules.

    Raises `SafeconductError` if a condition has more than 512 alternatives.
    """

    name = "forward chaining"

    def __init__(self, rulebase: RuleBase) -> None:
        self._rulebase = rulebase
        self._sizes = tuple(len(values) for values in rulebase.values)
        self._order = tuple(
            self._conclusion(name) for stratum in rulebase.strata for name in stratum
        )

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        atoms = [
            [int(at == value) for at in range(size)]
            for size, value in zip(self._sizes, assignment, strict=True)
        ]
        bodies, conclusions = self._chain(atoms, 1)
        return Derivation(bytes(map(sum, bodies)), bytes(map(sum, conclusions)))

    def conclusions(self, atoms: Sequence[Sequence[Bits]], everywhere: Bits) -> tuple[Status, ...]:
        """Return the status of every conclusion for a set of assignments.

        ``atoms``: for each variable and value the assignments that give it; ``everywhere``: all.
        """
        return tuple(self._chain(atoms, everywhere)[1])

    def _chain(
        self, atoms: Sequence[Sequence[Bits]], everywhere: Bits
    ) -> tuple[list[Status], list[Status]]:
        """Return the status of every rule body and of every conclusion."""
        bodies = [(0, 0)] * len(self._rulebase.rules)
        conclusions = [(0, 0)] * len(self._rulebase.conclusions)
        for conclusion in self._order:
            for number, alternatives in zip(conclusion.numbers, conclusion.bodies, strict=True):
                bodies[number] = _match(alternatives, atoms, conclusions, everywhere)
            surely = possibly = 0
            about = [bodies[number] for number in conclusion.numbers]
            for assignments, pattern in _patterns(about, everywhere):
                status = conclusion.settle(pattern)
                if status != NO:
                    possibly |= assignments
                if status == YES:
                    surely |= assignments
            conclusions[conclusion.index] = surely, possibly
        return bodies, conclusions

    def _conclusion(self, name: str) -> _Conclusion:
        rules = tuple(rule for rule in self._rulebase.rules if rule.head == name)
        return _Conclusion(
            self._rulebase.conclusion_index[name],
            rules,
            tuple(self._rulebase.rule_index[rule.id] for rule in rules),
            tuple(
                tuple(tuple(map(self._test, conjunction)) for conjunction in disjuncts(rule.body))
                for rule in rules
            ),
        )

    def _test(self, literal: Literal) -> _Test:
        atom, asserted = literal
        if atom.kind is AtomKind.CONCLUSION:
            return _Test(self._rulebase.conclusion_index[atom.name], None, asserted)
        return _Test(*self._rulebase.test(atom), asserted)


def _match(
    alternatives: Sequence[Sequence[_Test]],
    atoms: Sequence[Sequence[Bits]],
    conclusions: Sequence[Status],
    everywhere: Bits,
) -> Status:
    """Return where a disjunction of conjunctions holds."""
    surely = possibly = 0
    for conjunction in alternatives:
        low = high = everywhere
        for test in conjunction:
            if test.value is None:
                least, most = conclusions[test.index]
            else:
                least = most = atoms[test.index][test.value]
            if not test.asserted:
                least, most = everywhere & ~most, everywhere & ~least
            low &= least
            high &= most
        surely |= low
        possibly |= high
    return surely, possibly


def _patterns(about: Sequence[Status], everywhere: Bits) -> Iterator[tuple[Bits, Pattern]]:
    """Yield each pattern that occurs, with the assignments in which it does."""
    parts: list[tuple[Bits, Pattern]] = [(everywhere, ())]
    for low, high in about:
        parts = [
            (part, (*pattern, status))
            for assignments, pattern in parts
            for part, status in (
                (assignments & ~high, NO),
                (assignments & high & ~low, UNRESOLVED),
                (assignments & low, YES),
            )
            if part
        ]
    yield from parts


def _is_defeated(rule: Rule, by: Sequence[Rule]) -> bool:
    return any(rule.id in other.defeats for other in by)
