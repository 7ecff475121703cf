"""cedarpy: a policy for each outcome, whose conditions exclude each other, in a parsed set.

Cedar derives nothing, so every policy has all conclusions written out; which policy permits is the
outcome.
"""

from __future__ import annotations

import json
from typing import Any

import cedarpy

from safeconduct.rulebase.model import Assignment

from ..contestant import Contestant, by_name
from ..plan import identifier, infix
from ..problem import Problem


def enter(problem: Problem, version: str) -> Contestant:
    """Return cedarpy with the policies parsed once."""
    policies = cedarpy.PolicySet.from_str("\n".join(_policies(problem)))
    entities = cedarpy.Entities.from_json_str("[]")
    named = by_name(problem)
    request = {"principal": 'Person::"p"', "action": 'Action::"travel"', "resource": 'Place::"q"'}

    def prepare(case: Assignment) -> dict[str, Any]:
        return {**request, "context": json.dumps(named(case))}

    def decide(case: dict[str, Any]) -> str:
        result = cedarpy.is_authorized(case, policies, entities)
        (outcome,) = result.diagnostics.id_annotations_by_reason.values()
        return str(outcome)

    return Contestant("cedarpy", version, "a policy for each outcome", prepare, decide)


def _policies(problem: Problem) -> list[str]:
    language = infix(
        lambda name, value: f'context.{identifier(name)} == "{value}"',
        identifier,
        ("&&", "||", "!", "true"),
    )
    written = []
    earlier: list[str] = []
    for value, condition in problem.plan.rows:
        own = language.write(problem.plan.expanded(condition))
        when = " && ".join([*(f"!({one})" for one in earlier), f"({own})"])
        written.append(f'@id("{value}") permit(principal, action, resource) when {{ {when} }};')
        earlier.append(own)
    return written
