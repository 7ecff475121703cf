"""Evaluation of rules and tables where only some facts and positions are decided yet.

A condition is then true, false, or still open (``None``). ``possible`` asks whether it may hold
rather than certainly does: the two differ where rules clash. The meaning is that of
`safeconduct.inference.compiled`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..lang.model import All, AnyOf, Atom, AtomKind, Condition, Not, Row, Rule, RuleBase, RuleKind

Partial = Mapping[int, int]
"""The variables that are decided: an index of a variable, and that of its value."""

UNDETERMINED = "undetermined"


class Lazily:
    """One rule base under a partial assignment."""

    def __init__(self, rulebase: RuleBase, decided: Partial) -> None:
        self._rulebase = rulebase
        self.decided = decided
        self._known: dict[tuple[str, bool], bool | None] = {}
        self._needs: list[int] = []

    @property
    def needs(self) -> int | None:
        """The variable that was first missed, if any was."""
        return self._needs[0] if self._needs else None

    def value(self, condition: Condition, *, possible: bool) -> bool | None:
        """Return whether a condition holds, or ``None`` if that is open."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self._conclusion(name, possible=possible)
            case Atom():
                variable, value = self._rulebase.test(condition)
                if variable not in self.decided:
                    self._needs.append(variable)
                    return None
                return self.decided[variable] == value
            case All(parts):
                return _all(self.value(part, possible=possible) for part in parts)
            case AnyOf(parts):
                return _any(self.value(part, possible=possible) for part in parts)
            case Not(part):
                return _not(self.value(part, possible=not possible))

    def both(self, condition: Condition) -> tuple[bool | None, bool | None]:
        """Return whether a condition certainly holds, and whether it may."""
        return self.value(condition, possible=False), self.value(condition, possible=True)

    def decide(self, rows: Sequence[Row]) -> str | None:
        """Return what a table says, or ``None`` if that is open."""
        found: list[str] = []
        for row in rows:
            certain, possible = self.both(row.when)
            if certain is None or possible is None:
                return None
            if possible and row.value not in found:
                found.append(row.value)
            if certain:
                break
        return found[0] if len(found) == 1 else UNDETERMINED

    def _conclusion(self, name: str, *, possible: bool) -> bool | None:
        key = name, possible
        if key not in self._known:
            self._known[key] = _not(self._fails(name)) if possible else self._stands(name)
        return self._known[key]

    def _low(self, rule: Rule) -> bool | None:
        return self.value(rule.body, possible=False)

    def _high(self, rule: Rule) -> bool | None:
        return self.value(rule.body, possible=True)

    def _stands(self, name: str) -> bool | None:
        """Return whether the conclusion certainly stands: fewest friends, most foes."""
        friends, foes = self._rulebase.supporters(name), self._rulebase.attackers(name)
        return _all(
            (
                _any(map(self._low, friends)),
                *(_any((_not(self._high(foe)), self._beaten(foe, friends))) for foe in foes),
            )
        )

    def _fails(self, name: str) -> bool | None:
        """Return whether it certainly does not stand: most friends, fewest foes."""
        friends, foes = self._rulebase.supporters(name), self._rulebase.attackers(name)
        blockers = [foe for foe in foes if foe.kind is RuleKind.DEFEATER]
        provers = [foe for foe in foes if foe.kind is not RuleKind.DEFEATER]
        ways = [_not(_any(map(self._high, friends)))]
        for blocker in blockers:
            saved = _any(self._high(one) for one in friends if blocker.id in one.defeats)
            ways.append(_all((self._low(blocker), _not(saved))))
        if provers:
            ways.append(
                _all(
                    _any((_not(self._high(friend)), self._beaten(friend, provers)))
                    for friend in friends
                )
            )
        return _any(ways)

    def _beaten(self, rule: Rule, by: Iterable[Rule]) -> bool | None:
        return _any(self._low(other) for other in by if rule.id in other.defeats)


def _all(values: Iterable[bool | None]) -> bool | None:
    result: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def _any(values: Iterable[bool | None]) -> bool | None:
    result: bool | None = False
    for value in values:
        if value:
            return True
        if value is None:
            result = None
    return result


def _not(value: bool | None) -> bool | None:  # noqa: FBT001 - it is the operand
    return None if value is None else not value
