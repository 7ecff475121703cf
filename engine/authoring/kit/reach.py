"""Finds assignments under which something holds: a rule applies, a row decides, two rules meet.

Drawn at random, nearly every assignment of a large rule base says that nothing is the case. So
assignments are made backwards, from what shall hold to the facts that make it so. This is a
heuristic: what it returns is a place to look at, never a proof that there is or is no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...inference.types import YES, Derivation, value_of
from ...rulebase.model import (
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    DecisionTable,
    Not,
    RuleBase,
    atoms_of,
)
from .point import nothing_on_record, usual_positions

T = TypeVar("T")


@dataclass(frozen=True)
class TurningPoint:
    """Something holds, and something else would hold if a few variables had other values.

    ``first`` is reached before ``other``: it should be what is harder to bring about.
    """

    first: Condition
    values: tuple[tuple[str, tuple[str, ...]], ...]
    other: Condition
    other_values: tuple[tuple[str, tuple[str, ...]], ...]


Wish = Condition | TurningPoint
"""What may be wished for: that something holds, or that it would turn."""
Choose = Callable[[Sequence[T]], T]
Masks = tuple[int, ...]
"""For each variable, facts first, the bit mask of the values it may still take."""

_PATIENCE = 400
"""How many conditions are looked at for one wish before it is given up."""


class Narrowing:
    """Narrows masks until a wish comes true, choosing among the ways with ``choose``.

    ``choose`` takes a sequence of alternatives, the simplest first, and returns one of them.
    """

    def __init__(self, rulebase: RuleBase, choose: Choose[Condition]) -> None:
        self._rulebase = rulebase
        self._choose = choose
        self._left = 0

    def anything(self) -> Masks:
        """Return masks that leave every variable free."""
        return tuple((1 << len(values)) - 1 for values in self._rulebase.values)

    def want(self, wish: Condition, masks: Masks, *, holds: bool = True) -> Masks | None:
        """Return narrower masks under which ``wish`` is likely to hold (or not), or ``None``."""
        self._left = _PATIENCE
        return self._want(wish, masks, holds=holds)

    def wish(self, wish: Wish, masks: Masks, *, holds: bool = True) -> Masks | None:
        """Return narrower masks under which a wish is likely to come true, or ``None``."""
        if not isinstance(wish, TurningPoint):
            return self.want(wish, masks, holds=holds)
        here = self._with(masks, wish.values)
        first = None if here is None else self.want(wish.first, here, holds=True)
        if first is None:
            return None
        # Both ways share every variable but those that turn.
        turning = {self._rulebase.variables[name] for name, _ in wish.values}
        free = tuple(m if i in turning else first[i] for i, m in enumerate(self.anything()))
        there = self._with(free, wish.other_values)
        other = None if there is None else self.want(wish.other, there, holds=holds)
        if other is None:
            return None
        return tuple(first[i] if i in turning else one for i, one in enumerate(other))

    def _with(self, masks: Masks, values: tuple[tuple[str, tuple[str, ...]], ...]) -> Masks | None:
        narrowed = list(masks)
        for name, some in values:
            variable = self._rulebase.variables[name]
            known = self._rulebase.values[variable]
            narrowed[variable] &= sum(1 << known.index(value) for value in some)
            if not narrowed[variable]:
                return None
        return tuple(narrowed)

    def _want(self, wish: Condition, masks: Masks, *, holds: bool) -> Masks | None:
        self._left -= 1
        if self._left < 0:
            return None
        match wish:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self._conclude(name, masks, holds=holds)
            case Atom():
                return self._value(wish, masks, holds=holds)
            case Not(part):
                return self._want(part, masks, holds=not holds)
            case All(parts) | AnyOf(parts):
                if isinstance(wish, All) == holds:
                    return self._every(parts, masks, holds=holds)
                return self._some(parts, masks, holds=holds)

    def _value(self, atom: Atom, masks: Masks, *, holds: bool) -> Masks | None:
        variable, value = self._rulebase.test(atom)
        bit = 1 << value
        narrowed = masks[variable] & (bit if holds else ~bit)
        return (*masks[:variable], narrowed, *masks[variable + 1 :]) if narrowed else None

    def _every(self, parts: Sequence[Condition], masks: Masks, *, holds: bool) -> Masks | None:
        found: Masks | None = masks
        for part in parts:
            found = None if found is None else self._want(part, found, holds=holds)
        return found

    def _some(self, parts: Sequence[Condition], masks: Masks, *, holds: bool) -> Masks | None:
        untried = list(parts)
        while untried:
            part = self._choose(untried)
            untried.remove(part)
            found = self._want(part, masks, holds=holds)
            if found is not None:
                return found
        return None

    def _conclude(self, name: str, masks: Masks, *, holds: bool) -> Masks | None:
        """Let a rule for the conclusion apply and none that beats it, or let no rule for it."""
        supporters = self._rulebase.supporters(name)
        attackers = self._rulebase.attackers(name)
        if not holds:
            silent = All(tuple(Not(rule.body) for rule in supporters))
            beaten = (rule.body for rule in attackers if rule.defeats)
            return self._some((silent, *beaten), masks, holds=True)
        ways = [
            All((rule.body, *(Not(a.body) for a in attackers if a.id not in rule.defeats)))
            for rule in supporters
        ]
        return self._some(ways, masks, holds=True)

    def settle(self, masks: Masks, wanted: Sequence[int] = ()) -> Assignment | None:
        """Return an assignment within ``masks`` that breaks no constraint, or ``None``.

        Where there is a choice a variable gets its value in ``wanted``, else what holds without a
        record, else its first value.
        """
        start = wanted or self._usual()
        free = dict(enumerate(masks))
        values = [
            value if one >> value & 1 else (one & -one).bit_length() - 1
            for value, one in zip(start, masks, strict=True)
        ]
        for _ in range(2 * len(self._rulebase.constraints) + 1):
            broken = self._broken(values)
            if broken is None:
                return tuple(values)
            repaired = self._repair(broken, values, free)
            if repaired is None:
                return None
            variable, value = repaired
            values[variable] = value
            free[variable] &= 1 << value
        return None

    def _usual(self) -> Assignment:
        facts = nothing_on_record(self._rulebase)
        first = tuple((one & -one).bit_length() - 1 for one in facts)
        return first + usual_positions(self._rulebase)

    def _broken(self, values: Sequence[int]) -> Condition | None:
        nothing = Derivation(b"", b"")
        for constraint in self._rulebase.constraints:
            if value_of(self._rulebase, constraint.never, tuple(values), nothing) == YES:
                return constraint.never
        return None

    def _repair(
        self, broken: Condition, values: list[int], free: dict[int, int]
    ) -> tuple[int, int] | None:
        """Return a variable and a value that it may take, with which ``broken`` does not hold."""
        nothing = Derivation(b"", b"")
        atoms = {atom.name: atom for atom in atoms_of(broken)}
        ways: list[Condition] = []
        for name in atoms:
            variable = self._rulebase.variables[name]
            for value, text in enumerate(self._rulebase.values[variable]):
                changed = (*values[:variable], value, *values[variable + 1 :])
                if (
                    free[variable] >> value & 1
                    and value_of(self._rulebase, broken, changed, nothing) != YES
                ):
                    ways.append(Atom(AtomKind.FACT, name, text))
        if not ways:
            return None
        chosen = self._choose(ways)
        assert isinstance(chosen, Atom)
        return self._rulebase.test(chosen)


def wishes(rulebase: RuleBase) -> tuple[Condition, ...]:
    """Return everything that is worth reaching: rules, meetings of rules, rows of tables."""
    return (*meetings(rulebase), *applications(rulebase), *decisions(rulebase))


def applications(rulebase: RuleBase) -> Iterator[Condition]:
    """Yield the condition of every rule, and every conclusion."""
    for rule in rulebase.rules:
        yield rule.body
    for name in rulebase.conclusions:
        yield Atom(AtomKind.CONCLUSION, name)


def meetings(rulebase: RuleBase) -> Iterator[Condition]:
    """Yield for each rule for and each against a conclusion that both apply.

    Those that do not settle by themselves which of the two prevails come first.
    """
    settled: list[Condition] = []
    for name in rulebase.conclusions:
        for friend in rulebase.supporters(name):
            for foe in rulebase.attackers(name):
                both = All((friend.body, foe.body))
                if foe.id in friend.defeats or friend.id in foe.defeats:
                    settled.append(both)
                else:
                    yield both
    yield from settled


def decisions(rulebase: RuleBase) -> Iterator[Condition]:
    """Yield for each row of each table that it decides."""
    for question in rulebase.questions.values():
        yield from _rows(question)


def _rows(question: DecisionTable) -> Iterator[Condition]:
    for table in question.tables.values():
        for index, row in enumerate(table):
            earlier = tuple(Not(other.when) for other in table[:index])
            yield All((row.when, *earlier))
