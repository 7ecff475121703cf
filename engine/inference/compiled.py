"""The evaluator compiled from the rules to one Python function.

Each rule body becomes two Boolean expressions: ``l`` (it certainly applies) and ``h`` (it may
apply, because a conclusion it needs is unresolved). Settling is monotone, adding a rule for a
conclusion never hurts it and adding a rule against it never helps, so two evaluations decide:
the conclusion stands if it does with the fewest friends and the most foes, and fails if it fails
with the most friends and the fewest foes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from ..lang.model import (
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    Not,
    Rule,
    RuleBase,
)
from ..lang.model import RuleKind as Kind
from .types import Derivation

_Function = Callable[[Assignment], tuple[bytes, bytes]]


class CompiledEvaluator:
    """Derives by straight-line code: no search, no matching, cost linear in the rules."""

    name = "compiled"

    def __init__(self, rulebase: RuleBase) -> None:
        self.source = "\n".join(_program(rulebase)) + "\n"
        scope: dict[str, object] = {}
        # INVARIANT: the program is made of generated names and integers only, never of text
        # from a rule file.
        exec(compile(self.source, "<compiled rules>", "exec"), scope)  # noqa: S102
        self._function = cast("_Function", scope["derive"])

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        return Derivation(*self._function(assignment))


def _program(rulebase: RuleBase) -> Iterator[str]:
    number = {name: index for index, name in enumerate(rulebase.conclusions)}
    yield "def derive(v):"
    for conclusion in rulebase.conclusions:
        supporters = rulebase.supporters(conclusion)
        attackers = rulebase.attackers(conclusion)
        for rule in (*supporters, *attackers):
            index = rulebase.rule_index[rule.id]
            yield f" l{index} = {_expression(rulebase, number, rule.body, possible=False)}"
            yield f" h{index} = {_expression(rulebase, number, rule.body, possible=True)}"
        name = number[conclusion]
        yield f" y{name} = {_stands(rulebase, supporters, attackers)}"
        yield f" m{name} = not ({_fails(rulebase, supporters, attackers)})"
    rules = range(len(rulebase.rules))
    bodies = "".join(f"l{i} + h{i}, " for i in rules)
    conclusions = "".join(f"y{i} + m{i}, " for i in range(len(rulebase.conclusions)))
    yield f" return bytes(({bodies})), bytes(({conclusions}))"


def _expression(
    rulebase: RuleBase, number: dict[str, int], condition: Condition, *, possible: bool
) -> str:
    match condition:
        case Atom(kind=AtomKind.CONCLUSION, name=name):
            return f"{'m' if possible else 'y'}{number[name]}"
        case Atom():
            variable, value = rulebase.test(condition)
            return f"v[{variable}] == {value}"
        case All(parts):
            inner = (_expression(rulebase, number, part, possible=possible) for part in parts)
            return " and ".join(f"({text})" for text in inner) or "True"
        case AnyOf(parts):
            inner = (_expression(rulebase, number, part, possible=possible) for part in parts)
            return " or ".join(f"({text})" for text in inner) or "False"
        case Not(part):
            return f"not ({_expression(rulebase, number, part, possible=not possible)})"


def _names(rulebase: RuleBase, letter: str, rules: tuple[Rule, ...]) -> list[str]:
    return [f"{letter}{rulebase.rule_index[rule.id]}" for rule in rules]


def _any(names: list[str]) -> str:
    return f"({' or '.join(names)})" if names else "False"


def _beaten(rulebase: RuleBase, rule: Rule, by: tuple[Rule, ...], letter: str) -> str:
    return _any(_names(rulebase, letter, tuple(r for r in by if rule.id in r.defeats)))


def _stands(rulebase: RuleBase, supporters: tuple[Rule, ...], attackers: tuple[Rule, ...]) -> str:
    parts = [_any(_names(rulebase, "l", supporters))]
    for attacker in attackers:
        index = rulebase.rule_index[attacker.id]
        parts.append(f"(not h{index} or {_beaten(rulebase, attacker, supporters, 'l')})")
    return " and ".join(parts)


def _fails(rulebase: RuleBase, supporters: tuple[Rule, ...], attackers: tuple[Rule, ...]) -> str:
    parts = [f"not {_any(_names(rulebase, 'h', supporters))}"]
    blockers = tuple(rule for rule in attackers if rule.kind is Kind.DEFEATER)
    provers = tuple(rule for rule in attackers if rule.kind is not Kind.DEFEATER)
    for blocker in blockers:
        index = rulebase.rule_index[blocker.id]
        parts.append(f"(l{index} and not {_beaten(rulebase, blocker, supporters, 'h')})")
    if provers:
        beaten = [
            f"(not h{rulebase.rule_index[rule.id]} or {_beaten(rulebase, rule, provers, 'l')})"
            for rule in supporters
        ]
        parts.append(f"({' and '.join(beaten)})" if beaten else "True")
    return " or ".join(parts)
