"""The rule base, read only: rules, issues, profiles."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from pydantic import JsonValue

from safeconduct.rulebase import All, AnyOf, Condition, Fact, Issue, Not, Profile, Rule

from .. import models
from ..turns import InTurn
from .listing import collection

router: Final = APIRouter(prefix="/v1", tags=["law"], route_class=InTurn)


def fact_view(fact: Fact) -> models.FactView:
    """Return a fact as it is shown."""
    return models.FactView(
        id=fact.name,
        values=fact.values,
        meaning=fact.meaning,
        question=fact.question,
        without_record=fact.absent_value or "unknown",
        reason=fact.absent_reason,
        says=dict(fact.says),
    )


def rule_view(rule: Rule) -> models.RuleView:
    """Return a rule as it is shown."""
    return models.RuleView(
        id=rule.id,
        title=rule.title,
        cite=rule.cite,
        url=rule.url,
        says=rule.says,
        kind=rule.kind.value,
        condition=_condition(rule.body),
        conclusion=rule.head if rule.positive else f"not {rule.head}",
        defeats=tuple(sorted(rule.defeats)),
        file=rule.location.file,
        line=rule.location.line,
    )


def _condition(condition: Condition) -> JsonValue:
    match condition:
        case All(parts):
            return {"all": [_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_condition(part) for part in parts]}
        case Not(part):
            return {"not": _condition(part)}
        case _:
            return str(condition)


def issue_view(issue: Issue) -> models.IssueView:
    """Return an issue as it is shown."""
    return models.IssueView(
        id=issue.id,
        question=issue.question,
        positions=tuple(
            models.PositionView(
                id=position.id,
                title=position.title,
                says=position.says,
                holders=position.holders,
                sources=position.sources,
                published=position.published,
                standing=position.standing.value,
                court=position.court,
                rulings=position.rulings,
            )
            for position in issue.positions
        ),
    )


def _profile(profile: Profile) -> models.ProfileView:
    return models.ProfileView(
        id=profile.id,
        title=profile.title,
        inherits=profile.inherits,
        choices=dict(profile.choices),
        own=tuple(sorted(profile.own)),
    )


collection(
    router,
    "rule",
    models.RuleView,
    ("Every rule, with its citation", "One rule"),
    lambda engine: {one.id: one for one in engine.rulebase.rules},
    view=rule_view,
)
collection(
    router,
    "fact",
    models.FactView,
    ("Every fact that rules can speak of, with its values", "One fact"),
    lambda engine: {one.name: one for one in engine.rulebase.facts},
    view=fact_view,
)
collection(
    router,
    "issue",
    models.IssueView,
    (
        "Questions of law on which authorities differ, and the profiles that choose",
        "One issue with every position",
    ),
    lambda engine: {one.id: one for one in engine.rulebase.issues},
    view=issue_view,
    page=models.Issues,
    beside=lambda engine: {
        "profiles": tuple(map(_profile, engine.rulebase.effective_profiles.values()))
    },
)
