"""rule-engine: an expression for each conclusion and each row, evaluated in order."""

from __future__ import annotations

from typing import Any

import rule_engine

from safeconduct.rulebase.model import Condition

from ..contestant import Contestant, by_name
from ..plan import identifier, infix
from ..problem import Problem


def enter(problem: Problem, version: str) -> Contestant:
    """Return rule-engine with every expression parsed."""
    rules = [(one.name, _rule(one.holds)) for one in problem.plan.conclusions]
    rows = [(value, _rule(condition)) for value, condition in problem.plan.rows]

    def decide(case: dict[str, Any]) -> str:
        known = dict(case)
        for name, rule in rules:
            known[name] = rule.matches(known)
        return next(value for value, rule in rows if rule.matches(known))

    how = "an expression for each conclusion"
    return Contestant("rule-engine", version, how, by_name(problem), decide)


def _rule(condition: Condition) -> rule_engine.Rule:
    text = infix(
        lambda name, value: f"{identifier(name)} == '{value}'",
        lambda name: name,
        ("and", "or", "not ", "true"),
    ).write(condition)
    return rule_engine.Rule(text)
