"""zen-engine: once as a graph that concludes rule by rule, once as one flat decision table.

Decisions come from a static loader by key: one made by ``create_decision`` takes ten times as long.
"""

from __future__ import annotations

from typing import Any

import zen

from safeconduct.rulebase.model import Condition

from ..contestant import Contestant, by_name
from ..plan import identifier, infix
from ..problem import Problem


def enter(problem: Problem, version: str) -> Contestant:
    """Return zen-engine with a node that concludes rule by rule and a table of outcomes."""
    graph = _graph(
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": _rules(problem)},
        _table(problem, lambda condition: _expression(condition, "")),
    )
    how = "decision graph: an expression for each conclusion, then a decision table"
    return _contestant(problem, "zen-engine (graph)", version, how, graph)


def enter_flat(problem: Problem, version: str) -> Contestant:
    """Return zen-engine with one table whose rows have all conclusions written out."""
    graph = _graph(_table(problem, lambda when: _expression(problem.plan.expanded(when), "")))
    how = "one decision table, every conclusion written out in its rows"
    return _contestant(problem, "zen-engine (table)", version, how, graph)


_WORDS = ("and", "or", "not ", "true")


def _contestant(
    problem: Problem, name: str, version: str, how: str, graph: dict[str, Any]
) -> Contestant:
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"bare": graph}}})

    def decide(case: dict[str, str]) -> str:
        outcome: str = engine.evaluate("bare", case)["result"]["outcome"]
        return outcome

    return Contestant(name, version, how, by_name(problem), decide)


def _graph(*middle: dict[str, Any]) -> dict[str, Any]:
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        *middle,
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    names = [node["id"] for node in nodes]
    edges = [
        {"id": f"e{number}", "sourceId": one, "targetId": other, "type": "edge"}
        for number, (one, other) in enumerate(zip(names, names[1:], strict=False))
    ]
    return {"nodes": nodes, "edges": edges}


def _rules(problem: Problem) -> dict[str, Any]:
    # `$` is what the same node concluded before.
    expressions = [
        {"id": one.name, "key": one.name, "value": _expression(one.holds, "$.")}
        for one in problem.plan.conclusions
    ]
    return {"expressions": expressions}


def _table(problem: Problem, write: Any) -> dict[str, Any]:
    rules = [
        {"_id": value, "when": write(condition), "outcome": f'"{value}"'}
        for value, condition in problem.plan.rows
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "outcome", "name": "outcome", "field": "outcome"}],
        "rules": rules,
    }
    return {"id": "table", "type": "decisionTableNode", "name": "table", "content": content}


def _expression(condition: Condition, concluded: str) -> str:
    return infix(
        lambda name, value: f"{identifier(name)} == '{value}'",
        lambda name: f"{concluded}{name}",
        _WORDS,
    ).write(condition)
