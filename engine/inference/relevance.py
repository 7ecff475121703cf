"""Which unknown facts and which issues can matter to a question, given what is known.

An unknown fact that no rule can look at any more would only double the completions to try. The
analysis is conservative: what it leaves out cannot change any table or label of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

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

_Possible = frozenset[int]
"""The truth values a condition may take over all completions and positions."""

_ALL: _Possible = frozenset({NO, UNRESOLVED, YES})


class Relevance:
    """Finds the variables that can matter, for one rule base and question."""

    def __init__(self, rulebase: RuleBase, question: DecisionTable) -> None:
        self._rulebase = rulebase
        self._goals = tuple(_goals(question))

    def of(self, masks: Sequence[int]) -> frozenset[int]:
        """Return the variables that can matter if each may have the values in its mask.

        ``masks``: one bit mask per variable, facts first, then issues.
        """
        possible = self._possible(masks)
        found: set[int] = set()
        waiting = list(self._goals)
        seen: set[str] = set()
        while waiting:
            for atom in self._open(waiting.pop(), masks, possible):
                if atom.kind is not AtomKind.CONCLUSION:
                    found.add(self._rulebase.variables[atom.name])
                elif atom.name not in seen:
                    seen.add(atom.name)
                    waiting.extend(rule.body for rule in self._rulebase.rules_on(atom.name))
        for constraint in self._rulebase.constraints:
            for atom in self._open(constraint.never, masks, possible):
                found.add(self._rulebase.variables[atom.name])
        return frozenset(found)

    def _possible(self, masks: Sequence[int]) -> dict[str, _Possible]:
        possible: dict[str, _Possible] = {}
        for conclusion in self._rulebase.conclusions:
            possible[conclusion] = self._conclusion(conclusion, masks, possible)
        return possible

    def _conclusion(
        self, conclusion: str, masks: Sequence[int], possible: dict[str, _Possible]
    ) -> _Possible:
        never = frozenset({NO})
        friends = [
            values
            for rule in self._rulebase.supporters(conclusion)
            if (values := self._values(rule.body, masks, possible)) != never
        ]
        foes = [
            (rule, values)
            for rule in self._rulebase.attackers(conclusion)
            if (values := self._values(rule.body, masks, possible)) != never
        ]
        if not friends:
            return never
        if foes:
            sides = {value for _, values in foes for value in values}
            sure = all(rule.kind is RuleKind.DEFEATER for rule, _ in foes) and UNRESOLVED not in (
                sides.union(*friends)
            )
            return _ALL - {UNRESOLVED} if sure else _ALL
        if any(values == {YES} for values in friends):
            return frozenset({YES})
        return frozenset().union(*friends)

    def _values(
        self, condition: Condition, masks: Sequence[int], possible: dict[str, _Possible]
    ) -> _Possible:
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return possible[name]
            case Atom():
                variable, value = self._rulebase.test(condition)
                mask, bit = masks[variable], 1 << value
                values = {YES} if mask & bit else set()
                return frozenset(values | ({NO} if mask & ~bit else set()))
            case All(parts):
                return _combined(min, YES, (self._values(p, masks, possible) for p in parts))
            case AnyOf(parts):
                return _combined(max, NO, (self._values(p, masks, possible) for p in parts))
            case Not(part):
                return frozenset(YES - value for value in self._values(part, masks, possible))

    def _open(
        self, condition: Condition, masks: Sequence[int], possible: dict[str, _Possible]
    ) -> Iterator[Atom]:
        """Yield the atoms on which a condition still depends."""
        if len(self._values(condition, masks, possible)) == 1:
            return
        match condition:
            case Atom():
                yield condition
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._open(part, masks, possible)
            case Not(part):
                yield from self._open(part, masks, possible)


def _goals(question: DecisionTable) -> Iterator[Condition]:
    for rows in question.tables.values():
        for row in rows:
            yield row.when
    for name in (*question.grounds, *question.qualifications):
        yield Atom(AtomKind.CONCLUSION, name)


def _combined(
    choose: Callable[[int, int], int], start: int, parts: Iterable[_Possible]
) -> _Possible:
    result = frozenset({start})
    for part in parts:
        result = frozenset(choose(one, other) for one in result for other in part)
    return result
