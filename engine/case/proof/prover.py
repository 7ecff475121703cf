"""From a derivation to the proof of a condition, with the case's own records at its leaves.

The nodes are made of checked parts, so they are put together without checking them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...inference.types import NO, UNRESOLVED, YES, Derivation, value_of
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
    atoms_of,
)
from .nodes import Absent, Clash, Defeated, Ground, Lacking, Node, Reading, Step


@dataclass(frozen=True)
class Prover:
    """Tells why a condition holds or fails, given what was derived from ``assignment``.

    ``ground`` turns the index of a fact into the leaf with its records.
    """

    rulebase: RuleBase
    assignment: Assignment
    derivation: Derivation
    ground: Callable[[int], Ground]

    def holds(self, condition: Condition) -> Iterator[Node]:
        """Yield why a condition that holds does."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                yield from self._established(name)
            case Atom():
                yield self._leaf(condition)
            case All(parts):
                for part in parts:
                    yield from self.holds(part)
            case AnyOf(parts):
                for part in parts:
                    if self._value(part) == YES:
                        yield from self.holds(part)
            case Not(part):
                yield from self.fails(part)

    def fails(self, condition: Condition) -> Iterator[Node]:
        """Yield why a condition that does not hold does not."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                yield self._absent(name)
            case Atom():
                yield self._leaf(condition)
            case All(parts):
                # A part that rules leave open is no reason: one that does not hold is.
                failing = next((part for part in parts if self._value(part) == NO), None)
                if failing is not None:
                    yield from self.fails(failing)
            case AnyOf(parts):
                for part in parts:
                    yield from self.fails(part)
            case Not(part):
                yield from self.holds(part)

    def clashes(self, conditions: Iterable[Condition]) -> Iterator[Clash]:
        """Yield the conclusions whose clash of rules leaves one of the conditions open."""
        waiting = list(conditions)
        seen: set[str] = set()
        while waiting:
            for atom in atoms_of(waiting.pop(0)):
                name = atom.name
                if atom.kind is not AtomKind.CONCLUSION or name in seen:
                    continue
                seen.add(name)
                if self._value(atom) != UNRESOLVED:
                    continue
                sides = self.rulebase.supporters(name), self.rulebase.attackers(name)
                for_, against = (tuple(filter(self._applies, side)) for side in sides)
                if for_ and against:
                    yield Clash.model_construct(
                        unresolved=name,
                        supporting=tuple(self._step(rule) for rule in for_),
                        opposing=tuple(self._step(rule) for rule in against),
                    )
                waiting.extend(rule.body for side in sides for rule in side)

    def established(self, condition: Condition) -> bool:
        """Return whether a condition holds."""
        return self._value(condition) == YES

    def _value(self, condition: Condition) -> int:
        return value_of(self.rulebase, condition, self.assignment, self.derivation)

    def _applies(self, rule: Rule) -> bool:
        return self.derivation.bodies[self.rulebase.rule_index[rule.id]] == YES

    def _leaf(self, atom: Atom) -> Ground | Reading:
        if atom.kind is AtomKind.FACT:
            return self.ground(self.rulebase.variables[atom.name])
        variable = self.rulebase.variables[atom.name]
        issue = self.rulebase.issues[variable - len(self.rulebase.facts)]
        position = issue.positions[self.assignment[variable]]
        return Reading.model_construct(
            issue=issue.id,
            position=position.id,
            title=position.title,
            holders=position.holders,
            standing=position.standing,
        )

    def _established(self, name: str) -> Iterator[Step]:
        supporters = [rule for rule in self.rulebase.supporters(name) if self._applies(rule)]
        attackers = self.rulebase.attackers(name)
        applying = [rule for rule in attackers if self._applies(rule)]
        for index, rule in enumerate(supporters):
            # Team defeat: what the allies overcame or held off is told once, at the first rule.
            if index:
                yield self._step(rule)
                continue
            yield self._step(
                rule,
                tuple(self._defeat(attacker, supporters) for attacker in applying),
                tuple(self._lacking(rule) for rule in attackers if self._held_off(rule)),
            )

    def _held_off(self, rule: Rule) -> bool:
        """Whether a rule fails only because a conclusion it rests on was itself overcome."""
        if self._value(rule.body) != NO:
            return False
        return any(
            atom.kind is AtomKind.CONCLUSION
            and any(self._applies(supporter) for supporter in self.rulebase.supporters(atom.name))
            and any(self._applies(attacker) for attacker in self.rulebase.attackers(atom.name))
            for atom in atoms_of(rule.body)
        )

    def _lacking(self, rule: Rule) -> Lacking:
        return Lacking.model_construct(
            rule=rule.id, title=rule.title, cite=rule.cite, fails=tuple(self.fails(rule.body))
        )

    def _defeat(self, rule: Rule, by: list[Rule]) -> Defeated:
        winners = tuple(other.id for other in by if rule.id in other.defeats)
        return Defeated.model_construct(rule=rule.id, title=rule.title, cite=rule.cite, by=winners)

    def _step(
        self,
        rule: Rule,
        defeated: tuple[Defeated, ...] = (),
        held_off: tuple[Lacking, ...] = (),
    ) -> Step:
        return Step.model_construct(
            conclusion=rule.head if rule.positive else f"not {rule.head}",
            rule=rule.id,
            title=rule.title,
            cite=rule.cite,
            url=rule.url,
            says=rule.says,
            because=tuple(self.holds(rule.body)),
            defeated=defeated,
            held_off=held_off,
        )

    def _absent(self, name: str) -> Absent:
        supporters = self.rulebase.supporters(name)
        attackers = [rule for rule in self.rulebase.attackers(name) if self._applies(rule)]
        beaten = [rule for rule in supporters if self._applies(rule)]
        return Absent.model_construct(
            not_established=name,
            rebutted_by=tuple(
                self._step(
                    rule,
                    tuple(self._defeat(b, [rule]) for b in beaten if b.id in rule.defeats),
                )
                for rule in attackers
            ),
            lacking=tuple(self._lacking(r) for r in supporters if self._value(r.body) == NO),
        )
