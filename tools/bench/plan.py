"""A rule base as what every engine can express: conclusions by level, then a table of outcomes.

Only the simple kind of defeat is taken: every rule against a conclusion beats every rule for it.
A conclusion then holds if some rule for it applies and none against it. `plan_of` refuses the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from safeconduct.rulebase.model import (
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

T = TypeVar("T")


@dataclass(frozen=True)
class Conclusion:
    """A conclusion with the bodies of the rules for and against it, by the id of the rule."""

    name: str
    friends: tuple[tuple[str, Condition], ...]
    foes: tuple[tuple[str, Condition], ...]

    @property
    def holds(self) -> Condition:
        """When the conclusion holds, in one condition."""
        some = AnyOf(tuple(body for _, body in self.friends))
        if not self.foes:
            return some
        return All((some, Not(AnyOf(tuple(body for _, body in self.foes)))))


@dataclass(frozen=True)
class Plan:
    """``levels``: each needs only earlier ones. ``rows``: the first that holds is the outcome."""

    levels: tuple[tuple[Conclusion, ...], ...]
    rows: tuple[tuple[str, Condition], ...]

    @property
    def conclusions(self) -> tuple[Conclusion, ...]:
        """Every conclusion, each after those it needs."""
        return tuple(one for level in self.levels for one in level)

    def expanded(self, condition: Condition) -> Condition:
        """Return a condition with every conclusion written out, down to the facts."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self.expanded(next(c for c in self.conclusions if c.name == name).holds)
            case Atom():
                return condition
            case All(parts):
                return All(tuple(map(self.expanded, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(self.expanded, parts)))
            case Not(part):
                return Not(self.expanded(part))


@dataclass(frozen=True)
class Algebra(Generic[T]):
    """What a condition becomes in some other language; `write` puts it together.

    ``test``: fact and value. ``conclusion``: its name. ``both`` and ``either`` take at least one.
    """

    test: Callable[[str, str], T]
    conclusion: Callable[[str], T]
    both: Callable[[list[T]], T]
    either: Callable[[list[T]], T]
    negate: Callable[[T], T]
    always: T

    def write(self, condition: Condition) -> T:
        """Return a condition in the other language."""
        match condition:
            case Atom(kind=AtomKind.CONCLUSION, name=name):
                return self.conclusion(name)
            case Atom(name=name, value=value):
                return self.test(name, value)
            case All(parts):
                return self.both([self.write(part) for part in parts]) if parts else self.always
            case AnyOf(parts):
                return self.either([self.write(part) for part in parts])
            case Not(part):
                return self.negate(self.write(part))


def infix(
    test: Callable[[str, str], str],
    conclusion: Callable[[str], str],
    words: tuple[str, str, str, str],
) -> Algebra[str]:
    """Return the algebra of a language with operators; ``words``: and, or, not, true."""
    both, either, negate, always = words

    def joined(word: str) -> Callable[[list[str]], str]:
        return lambda parts: parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"

    return Algebra(
        test, conclusion, joined(both), joined(either), lambda part: f"{negate}({part})", always
    )


def positive(
    condition: Condition, values: Mapping[str, tuple[str, ...]], *, denied: bool = False
) -> Condition:
    """Return a condition (or, if ``denied``, its contrary) in which no fact's value is denied.

    ``values``: those of each fact; not one of them means any of the others.
    """
    match condition:
        case Atom(kind=AtomKind.CONCLUSION):
            return Not(condition) if denied else condition
        case Atom(name=name, value=value) if denied:
            others = (other for other in values[name] if other != value)
            return AnyOf(tuple(Atom(condition.kind, name, other) for other in others))
        case Atom():
            return condition
        case Not(part):
            return positive(part, values, denied=not denied)
        case All(parts) | AnyOf(parts):
            inner = tuple(positive(part, values, denied=denied) for part in parts)
            return All(inner) if isinstance(condition, All) is not denied else AnyOf(inner)


def identifier(name: str) -> str:
    """Return a name that every language takes for one word."""
    return name.replace(".", "_").replace("-", "_")


def plan_of(rulebase: RuleBase, question: DecisionTable) -> Plan:
    """Return the plan of a rule base; raises `ValueError` if its rules defeat in other ways."""
    levels = tuple(
        tuple(_conclusion(rulebase, name) for name in stratum) for stratum in rulebase.strata
    )
    return Plan(levels, tuple((row.value, row.when) for row in question.outcome))


def _conclusion(rulebase: RuleBase, name: str) -> Conclusion:
    friends, foes = rulebase.supporters(name), rulebase.attackers(name)
    ids = {rule.id for rule in friends}
    for rule in (*friends, *foes):
        if rule.kind is RuleKind.DEFEATER:
            raise ValueError(f"{rule.id} is a defeater: the plan knows no such rules")
    if any(rule.defeats for rule in friends) or any(rule.defeats != ids for rule in foes):
        raise ValueError(f"on {name} each rule against it must beat every rule for it, and no more")
    pairs: Iterable[tuple[tuple[str, Condition], ...]] = (
        tuple((rule.id, rule.body) for rule in side) for side in (friends, foes)
    )
    return Conclusion(name, *pairs)
