"""The meaning of rules as formulas, from docs/architecture.md, and from nothing else.

A condition has two formulas, *holds* and *fails*; where neither is true it is open. Kleene's tables
give those of a compound condition. A conclusion is weighed twice, in the two extreme ways in which
the rules about it may apply where the conditions of some are open: the way worst for it (its
friends only if they certainly apply, its foes as soon as they may) and the way best for it. It is
established if it is so in the worst way, and not established if it is not even in the best. Every
other way lies between the two, since a further friend never lowers a conclusion and a further foe
never raises it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import z3

from ...rulebase.model import (
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    Not,
    Rule,
    RuleBase,
    RuleKind,
    atoms_of,
)
from .space import Formula, Space


@dataclass(frozen=True, slots=True)
class Status:
    """When a condition or conclusion holds, and when it fails; otherwise it is open."""

    holds: Formula
    fails: Formula

    @property
    def open(self) -> Formula:
        """When it neither holds nor fails."""
        return z3.And(z3.Not(self.holds), z3.Not(self.fails))

    def differs(self, other: Status) -> Formula:
        """Return when this status is not the other."""
        return z3.Or(z3.Xor(self.holds, other.holds), z3.Xor(self.fails, other.fails))


@dataclass(frozen=True, slots=True)
class _Applying:
    """A rule and when it applies, in one of the ways in which it may."""

    rule: Rule
    applies: Formula


class Encoding:
    """The formulas of one rule base over a space; each is made when first asked for."""

    def __init__(
        self, rulebase: RuleBase, space: Space, known: Mapping[str, Status] | None = None
    ) -> None:
        self.rulebase = rulebase
        self.space = space
        self._conclusions: dict[str, Status] = dict(known or {})
        self._needs: dict[str, frozenset[str]] = {}

    def condition(self, condition: Condition) -> Status:
        """Return when a condition holds and when it fails."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self.conclusion(name)
            case Atom(name=name, value=value):
                term = self.space.holds(name, value)
                return Status(term, z3.Not(term))
            case Not(part):
                inner = self.condition(part)
                return Status(inner.fails, inner.holds)
            case All(parts):
                every = [self.condition(part) for part in parts]
                return Status(_all([one.holds for one in every]), _any([o.fails for o in every]))
            case AnyOf(parts):
                every = [self.condition(part) for part in parts]
                return Status(_any([one.holds for one in every]), _all([o.fails for o in every]))

    def conclusion(self, name: str) -> Status:
        """Return when a conclusion is established and when it is not established."""
        found = self._conclusions.get(name)
        if found is None:
            friends = self._bodies(self.rulebase.supporters(name))
            foes = self._bodies(self.rulebase.attackers(name))
            worst = _weigh(_certain(friends), _possible(foes))
            best = _weigh(_possible(friends), _certain(foes))
            found = self._conclusions[name] = Status(worst.holds, best.fails)
        return found

    def allowed(self) -> Formula:
        """Return when no constraint is broken."""
        return _all([z3.Not(self.broken(one.id)) for one in self.rulebase.constraints])

    def broken(self, constraint: str) -> Formula:
        """Return when the combination that a constraint excludes is there."""
        (found,) = (one for one in self.rulebase.constraints if one.id == constraint)
        return self.condition(found.never).holds

    def needs(self, conclusion: str) -> frozenset[str]:
        """Return the conclusions on which one rests, itself among them."""
        found = self._needs.get(conclusion)
        if found is None:
            below = {
                atom.name
                for rule in self.rulebase.rules_on(conclusion)
                for atom in atoms_of(rule.body)
                if atom.kind is AtomKind.CONCLUSION
            }
            found = frozenset({conclusion}).union(*map(self.needs, below))
            self._needs[conclusion] = found
        return found

    def without_rule(self, rule: str) -> Encoding:
        """Return the encoding of the rule base without one of its rules."""
        return self._changed(without_rule(self.rulebase, rule), self._head(rule))

    def without_defeat(self, winner: str, loser: str) -> Encoding:
        """Return the encoding of the rule base in which one rule no longer beats another."""
        return self._changed(without_defeat(self.rulebase, winner, loser), self._head(winner))

    def _head(self, rule: str) -> str:
        return self.rulebase.rules[self.rulebase.rule_index[rule]].head

    def _changed(self, rulebase: RuleBase, head: str) -> Encoding:
        # What does not rest on the changed conclusion means what it meant.
        kept = {
            name: self.conclusion(name)
            for name in self.rulebase.conclusions
            if head not in self.needs(name)
        }
        return Encoding(rulebase, self.space, kept)

    def _bodies(self, rules: Sequence[Rule]) -> list[tuple[Rule, Status]]:
        return [(rule, self.condition(rule.body)) for rule in rules]


def without_rule(rulebase: RuleBase, rule: str) -> RuleBase:
    """Return a rule base without one of its rules; no other rule then beats it either."""
    return replace(
        rulebase,
        rules=tuple(
            replace(one, defeats=one.defeats - {rule}) for one in rulebase.rules if one.id != rule
        ),
    )


def without_defeat(rulebase: RuleBase, winner: str, loser: str) -> RuleBase:
    """Return a rule base in which one rule no longer beats another."""
    return replace(
        rulebase,
        rules=tuple(
            replace(one, defeats=one.defeats - {loser}) if one.id == winner else one
            for one in rulebase.rules
        ),
    )


def _certain(bodies: Sequence[tuple[Rule, Status]]) -> list[_Applying]:
    return [_Applying(rule, body.holds) for rule, body in bodies]


def _possible(bodies: Sequence[tuple[Rule, Status]]) -> list[_Applying]:
    return [_Applying(rule, z3.Not(body.fails)) for rule, body in bodies]


def _weigh(friends: Sequence[_Applying], foes: Sequence[_Applying]) -> Status:
    """Weigh a conclusion if exactly these rules apply when their formulas are true."""
    rebutters = [foe for foe in foes if foe.rule.kind is not RuleKind.DEFEATER]
    blockers = [foe for foe in foes if foe.rule.kind is RuleKind.DEFEATER]
    supported = _any([one.applies for one in friends])
    established = z3.And(supported, _all([z3.Not(_stands(foe, friends)) for foe in foes]))
    blocked = _any([_stands(one, friends) for one in blockers])
    clash = z3.And(_any([_stands(one, rebutters) for one in friends]), z3.Not(blocked))
    return Status(established, z3.And(z3.Not(established), z3.Not(clash)))


def _stands(one: _Applying, others: Sequence[_Applying]) -> Formula:
    """Return when a rule applies and no applicable rule of the other side names it."""
    winners = [other.applies for other in others if one.rule.id in other.rule.defeats]
    return z3.And(one.applies, z3.Not(_any(winners)))


def _all(parts: Sequence[Formula]) -> Formula:
    return z3.And(list(parts)) if parts else z3.BoolVal(True)


def _any(parts: Sequence[Formula]) -> Formula:
    return z3.Or(list(parts)) if parts else z3.BoolVal(False)
