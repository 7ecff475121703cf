"""The rules as straight-line Python, for one assignment or for many at once.

Each rule body becomes two expressions: ``l`` (it certainly applies) and ``h`` (it may apply,
because a conclusion it needs is unresolved). Settling is monotone, adding a rule for a conclusion
never hurts it and adding a rule against it never helps, so two evaluations decide: the conclusion
stands (``y``) if it does with the fewest friends and the most foes, and fails if it fails with the
most friends and the fewest foes; else it may stand (``m``).

A `Syntax` says how the operators are written: as Boolean ones over one assignment, or as bitwise
ones over a number whose bits are as many assignments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..rulebase.model import All, AnyOf, Atom, AtomKind, Condition, Not, Rule, RuleBase
from ..rulebase.model import RuleKind as Kind


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a program writes its operators.

    ``test`` takes a variable and the index of a value; every text stands in parentheses where it
    is joined.
    """

    both: str
    either: str
    negation: str
    true: str
    false: str
    test: Callable[[int, int], str]

    def all_of(self, parts: Iterable[str]) -> str:
        """Return a conjunction; an empty one holds."""
        return self.both.join(f"({part})" for part in parts) or self.true

    def any_of(self, parts: Iterable[str]) -> str:
        """Return a disjunction; an empty one does not hold."""
        return self.either.join(f"({part})" for part in parts) or self.false

    def no(self, part: str) -> str:
        """Return a negation."""
        return f"{self.negation}({part})"


class Program:
    """Writes the statements that settle the conclusions of a rule base, in order of need."""

    def __init__(self, rulebase: RuleBase, syntax: Syntax) -> None:
        self._rulebase = rulebase
        self._syntax = syntax
        self._number = rulebase.conclusion_index

    def statements(self, conclusions: Iterable[str]) -> Iterator[str]:
        """Yield what settles ``conclusions``, which must hold all that they need."""
        for conclusion in conclusions:
            supporters = self._rulebase.supporters(conclusion)
            attackers = self._rulebase.attackers(conclusion)
            for rule in (*supporters, *attackers):
                index = self._rulebase.rule_index[rule.id]
                yield f"l{index} = {self.expression(rule.body, possible=False)}"
                yield f"h{index} = {self.expression(rule.body, possible=True)}"
            name = self._number[conclusion]
            yield f"y{name} = {self._stands(supporters, attackers)}"
            yield f"m{name} = {self._syntax.no(self._fails(supporters, attackers))}"

    def expression(self, condition: Condition, *, possible: bool) -> str:
        """Return whether a condition certainly holds or, if ``possible``, may hold."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return f"{'m' if possible else 'y'}{self._number[name]}"
            case Atom():
                return self._syntax.test(*self._rulebase.test(condition))
            case All(parts):
                return self._syntax.all_of(self.expression(p, possible=possible) for p in parts)
            case AnyOf(parts):
                return self._syntax.any_of(self.expression(p, possible=possible) for p in parts)
            case Not(part):
                return self._syntax.no(self.expression(part, possible=not possible))

    def _names(self, letter: str, rules: Iterable[Rule]) -> list[str]:
        return [f"{letter}{self._rulebase.rule_index[rule.id]}" for rule in rules]

    def _overcome(self, rule: Rule, by: Iterable[Rule], *, possible: bool) -> str:
        """Return whether a rule does not apply, or an applicable one of ``by`` defeats it.

        The cautious form counts a rule as applying if it may, and as defeating if it does.
        """
        name = f"{'l' if possible else 'h'}{self._rulebase.rule_index[rule.id]}"
        winners = self._names("h" if possible else "l", (r for r in by if rule.id in r.defeats))
        return self._syntax.any_of([self._syntax.no(name), *winners])

    def _stands(self, supporters: tuple[Rule, ...], attackers: tuple[Rule, ...]) -> str:
        some = self._syntax.any_of(self._names("l", supporters))
        beaten = (self._overcome(rule, supporters, possible=False) for rule in attackers)
        return self._syntax.all_of([some, *beaten])

    def _fails(self, supporters: tuple[Rule, ...], attackers: tuple[Rule, ...]) -> str:
        syntax = self._syntax
        parts = [syntax.no(syntax.any_of(self._names("h", supporters)))]
        provers = tuple(rule for rule in attackers if rule.kind is not Kind.DEFEATER)
        parts += (
            syntax.no(self._overcome(rule, supporters, possible=True))
            for rule in attackers
            if rule.kind is Kind.DEFEATER
        )
        if provers:
            parts.append(
                syntax.all_of(self._overcome(r, provers, possible=False) for r in supporters)
            )
        return syntax.any_of(parts)
