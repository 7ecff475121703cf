"""Which unknown facts and which issues can matter to a question, given what is known.

An unknown fact that no rule can look at any more would only double the completions to try. The
analysis is conservative: what it leaves out cannot change any table or label of the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import or_
from typing import Final

from ..rulebase.model import (
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    DecisionTable,
    Not,
    RuleBase,
    RuleKind,
)
from .types import NO, UNRESOLVED, YES

_VALUES: Final = (NO, UNRESOLVED, YES)

_Possible = int
"""The truth values that a condition may take over all completions and positions: a bit for each."""

_NEVER: Final = 1 << NO
_ALWAYS: Final = 1 << YES
_SETTLED: Final = frozenset(1 << value for value in _VALUES)
_ANY: Final = reduce(or_, _SETTLED)


def _members(possible: _Possible) -> tuple[int, ...]:
    return tuple(value for value in _VALUES if possible & 1 << value)


# What becomes of sets of truth values, by set: eight sets, so that both are looked up.
_NEGATED: Final = tuple(
    reduce(or_, (1 << YES - value for value in _members(possible)), 0) for possible in range(8)
)
_LEAST, _GREATEST = (
    tuple(
        tuple(
            reduce(or_, (1 << choose(pair) for pair in product(_members(a), _members(b))), 0)
            for b in range(8)
        )
        for a in range(8)
    )
    for choose in (min, max)
)


@dataclass(frozen=True, slots=True)
class _Test:
    """Whether a fact or an issue has a value; ``bit``: that of the value."""

    variable: int
    bit: int


@dataclass(frozen=True, slots=True)
class _Joined:
    """*And* or *or* over nodes: ``start`` and a table of what two sets become together."""

    parts: tuple[int, ...]
    start: _Possible
    table: tuple[tuple[_Possible, ...], ...]


@dataclass(frozen=True, slots=True)
class _Denied:
    part: int


@dataclass(frozen=True, slots=True)
class _Concluded:
    """A conclusion: the bodies of the rules for it, and of those against it."""

    friends: tuple[int, ...]
    foes: tuple[int, ...]
    defeaters: frozenset[int]
    """Those of the foes' bodies of which no rule is more than a defeater."""


_Node = _Test | _Joined | _Denied | _Concluded


class Relevance:
    """Finds the variables that can matter, for one rule base and question.

    All conditions stand in one list of nodes, each after those that it needs, and equal ones once.
    """

    def __init__(self, rulebase: RuleBase, question: DecisionTable) -> None:
        self._rulebase = rulebase
        self._nodes: list[_Node] = []
        self._numbers: dict[Condition | str, int] = {}
        for conclusion in rulebase.conclusions:
            self._numbers[conclusion] = self._add(self._concluded(conclusion))
        self._goals = tuple(map(self._number, _goals(question)))
        self._never = tuple(self._number(constraint.never) for constraint in rulebase.constraints)

    def of(self, masks: Sequence[int], *, constrained: bool = True) -> frozenset[int]:
        """Return the variables that can matter if each may have the values in its mask.

        ``masks``: one bit mask per variable, facts first, then issues. ``constrained``: whether
        those count that matter to constraints alone.
        """
        possible = self._possible(masks)
        found: set[int] = set()
        waiting = [*self._goals, *(self._never if constrained else ())]
        seen = set(waiting)
        while waiting:
            number = waiting.pop()
            if possible[number] in _SETTLED:
                continue
            match self._nodes[number]:
                case _Test(variable):
                    found.add(variable)
                    needs: tuple[int, ...] = ()
                case _Joined(parts):
                    needs = parts
                case _Denied(part):
                    needs = (part,)
                case _Concluded(friends, foes):
                    needs = friends + foes
            waiting.extend(need for need in needs if need not in seen)
            seen.update(needs)
        return frozenset(found)

    def _possible(self, masks: Sequence[int]) -> list[_Possible]:
        """Return what each node may be."""
        possible: list[_Possible] = []
        for node in self._nodes:
            if type(node) is _Test:
                mask, bit = masks[node.variable], node.bit
                value = (_ALWAYS if mask & bit else 0) | (_NEVER if mask & ~bit else 0)
            elif type(node) is _Joined:
                value, table = node.start, node.table
                for part in node.parts:
                    value = table[value][possible[part]]
            elif type(node) is _Denied:
                value = _NEGATED[possible[node.part]]
            else:
                assert type(node) is _Concluded
                value = _settled(node, possible)
            possible.append(value)
        return possible

    def _number(self, condition: Condition) -> int:
        """Return the node of a condition, added if it is a new one."""
        if isinstance(condition, Atom) and condition.kind is AtomKind.CONCLUSION:
            return self._numbers[condition.name]
        number = self._numbers.get(condition)
        if number is None:
            number = self._numbers[condition] = self._add(self._made(condition))
        return number

    def _made(self, condition: Condition) -> _Node:
        match condition:
            case Atom():
                variable, value = self._rulebase.test(condition)
                return _Test(variable, 1 << value)
            case All(parts):
                return _Joined(tuple(map(self._number, parts)), _ALWAYS, _LEAST)
            case AnyOf(parts):
                return _Joined(tuple(map(self._number, parts)), _NEVER, _GREATEST)
            case Not(part):
                return _Denied(self._number(part))

    def _concluded(self, conclusion: str) -> _Concluded:
        foes = self._rulebase.attackers(conclusion)
        provers = {self._number(rule.body) for rule in foes if rule.kind is not RuleKind.DEFEATER}
        bodies = tuple(self._number(rule.body) for rule in foes)
        friends = self._rulebase.supporters(conclusion)
        return _Concluded(
            tuple(self._number(rule.body) for rule in friends), bodies, frozenset(bodies) - provers
        )

    def _add(self, node: _Node) -> int:
        self._nodes.append(node)
        return len(self._nodes) - 1


def _settled(node: _Concluded, possible: Sequence[_Possible]) -> _Possible:
    """Return what a conclusion may be."""
    friends = [one for number in node.friends if (one := possible[number]) != _NEVER]
    if not friends:
        return _NEVER
    either = reduce(or_, friends)
    foes = [number for number in node.foes if possible[number] != _NEVER]
    if foes:
        sides = reduce(or_, map(possible.__getitem__, foes), either)
        sure = node.defeaters.issuperset(foes) and not sides & 1 << UNRESOLVED
        return _NEVER | _ALWAYS if sure else _ANY
    return _ALWAYS if _ALWAYS in friends else either


def _goals(question: DecisionTable) -> Iterator[Condition]:
    for rows in question.tables.values():
        for row in rows:
            yield row.when
    for name in (*question.grounds, *question.qualifications):
        yield Atom(AtomKind.CONCLUSION, name)
