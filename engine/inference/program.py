"""The rules as straight-line Python, for one assignment or for many at once.

Each rule body becomes two Boolean expressions: ``l`` (it certainly applies) and ``h`` (it may
apply, because a conclusion it needs is unresolved). Settling is monotone, adding a rule for a
conclusion never hurts it and adding a rule against it never helps, so two evaluations decide:
the conclusion stands if it does with the fewest friends and the most foes, and fails if it fails
with the most friends and the fewest foes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..lang.model import All, AnyOf, Atom, AtomKind, Condition, Not, Rule, RuleBase
from ..lang.model import RuleKind as Kind


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the connectives are written; ``atom`` has places for variable and value."""

    both: str
    either: str
    negated: str
    atom: str
    always: str
    never: str
    head: str
    """The first line of the function; it may bind further names."""
    result: str
    """The value returned, with places for the lists of bodies and of conclusions."""
    pair: str
    """One status, with places for ``l`` and ``h``."""

    def all(self, parts: Iterator[str] | list[str]) -> str:
        """Return the conjunction of expressions."""
        return self.both.join(f"({part})" for part in parts) or self.always

    def any(self, parts: Iterator[str] | list[str]) -> str:
        """Return the disjunction of expressions."""
        return self.either.join(f"({part})" for part in parts) or self.never

    def no(self, part: str) -> str:
        """Return the negation of an expression."""
        return self.negated.format(part)


SINGLE: Final = Dialect(
    both=" and ",
    either=" or ",
    negated="not ({})",
    atom="v[{}] == {}",
    always="True",
    never="False",
    head="def derive(v):",
    result="bytes(({bodies})), bytes(({conclusions}))",
    pair="{} + {}, ",
)
"""``v`` is one assignment; statuses are 0, 1 and 2 (`types`)."""

MANY: Final = Dialect(
    both=" & ",
    either=" | ",
    negated="(a ^ ({}))",
    atom="v[{}][{}]",
    always="a",
    never="0",
    head="def derive(v, a):",
    result="({bodies}), ({conclusions})",
    pair="({}, {}), ",
)
"""``v[variable][value]`` is the set of assignments with that value, as the bits of an integer, and
``a`` the set of all; a status is two such sets: certainly, and possibly."""


def function(rulebase: RuleBase, dialect: Dialect) -> tuple[str, Callable[..., Any]]:
    """Return the source and the compiled function that derives every body and conclusion."""
    source = "\n".join(_program(rulebase, dialect)) + "\n"
    scope: dict[str, Any] = {}
    # INVARIANT: the program is made of generated names and integers only, never of text
    # from a rule file.
    exec(compile(source, "<compiled rules>", "exec"), scope)  # noqa: S102
    return source, scope["derive"]


def _program(rulebase: RuleBase, dialect: Dialect) -> Iterator[str]:
    number = {name: index for index, name in enumerate(rulebase.conclusions)}
    yield dialect.head
    for conclusion in rulebase.conclusions:
        supporters = rulebase.supporters(conclusion)
        attackers = rulebase.attackers(conclusion)
        for rule in (*supporters, *attackers):
            index = rulebase.rule_index[rule.id]
            for letter, possible in (("l", False), ("h", True)):
                body = _expression(rulebase, number, rule.body, dialect, possible=possible)
                yield f" {letter}{index} = {body}"
        sides = _Sides(rulebase, dialect, supporters, attackers)
        yield f" y{number[conclusion]} = {sides.stands()}"
        yield f" m{number[conclusion]} = {dialect.no(sides.fails())}"
    bodies = "".join(dialect.pair.format(f"l{i}", f"h{i}") for i in range(len(rulebase.rules)))
    conclusions = "".join(
        dialect.pair.format(f"y{i}", f"m{i}") for i in range(len(rulebase.conclusions))
    )
    yield f" return {dialect.result.format(bodies=bodies, conclusions=conclusions)}"


def _expression(
    rulebase: RuleBase,
    number: dict[str, int],
    condition: Condition,
    dialect: Dialect,
    *,
    possible: bool,
) -> str:
    def inner(part: Condition, *, possible: bool = possible) -> str:
        return _expression(rulebase, number, part, dialect, possible=possible)

    match condition:
        case Atom(kind=AtomKind.CONCLUSION, name=name):
            return f"{'m' if possible else 'y'}{number[name]}"
        case Atom():
            return dialect.atom.format(*rulebase.test(condition))
        case All(parts):
            return dialect.all(inner(part) for part in parts)
        case AnyOf(parts):
            return dialect.any(inner(part) for part in parts)
        case Not(part):
            return dialect.no(inner(part, possible=not possible))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The rules for and against one conclusion."""

    rulebase: RuleBase
    dialect: Dialect
    supporters: tuple[Rule, ...]
    attackers: tuple[Rule, ...]

    def stands(self) -> str:
        """Return when the conclusion stands: every attacker is beaten or does not apply."""
        parts = [self._some("l", self.supporters)]
        parts += [
            self._off("h", attacker, by=self.supporters, letter="l") for attacker in self.attackers
        ]
        return self.dialect.all(parts)

    def fails(self) -> str:
        """Return when it fails: no supporter, a blocker unbeaten, or every supporter beaten."""
        parts = [self.dialect.no(self._some("h", self.supporters))]
        blockers = tuple(rule for rule in self.attackers if rule.kind is Kind.DEFEATER)
        provers = tuple(rule for rule in self.attackers if rule.kind is not Kind.DEFEATER)
        for blocker in blockers:
            beaten = self._beaten(blocker, by=self.supporters, letter="h")
            parts.append(self.dialect.all([self._name("l", blocker), self.dialect.no(beaten)]))
        if provers:
            beaten_all = [self._off("h", rule, by=provers, letter="l") for rule in self.supporters]
            parts.append(self.dialect.all(beaten_all))
        return self.dialect.any(parts)

    def _name(self, letter: str, rule: Rule) -> str:
        return f"{letter}{self.rulebase.rule_index[rule.id]}"

    def _some(self, letter: str, rules: tuple[Rule, ...]) -> str:
        return self.dialect.any([self._name(letter, rule) for rule in rules])

    def _beaten(self, rule: Rule, *, by: tuple[Rule, ...], letter: str) -> str:
        return self._some(letter, tuple(one for one in by if rule.id in one.defeats))

    def _off(self, applies: str, rule: Rule, *, by: tuple[Rule, ...], letter: str) -> str:
        """Return when a rule does not apply or is beaten."""
        absent = self.dialect.no(self._name(applies, rule))
        return self.dialect.any([absent, self._beaten(rule, by=by, letter=letter)])
