"""The rule base, read only: rules, issues, profiles."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, JsonValue

from safeconduct.rulebase import All, AnyOf, Condition, Fact, Issue, Not, Profile, Rule

from .. import models
from ..parameters import LIMIT, OFFSET, documented, read
from ..responses import answer
from ..service import service_of
from .records import listed, looked_up

router: Final = APIRouter(prefix="/v1", tags=["law"])

_PAGED: Final[dict[str, Any]] = documented(LIMIT, OFFSET)


@router.get(
    "/rules",
    operation_id="listRules",
    summary="Every rule, with its citation",
    response_model=models.Rules,
    openapi_extra=_PAGED,
)
async def rules(request: Request) -> Response:
    rulebase = service_of(request).engine.rulebase
    return listed(request, models.Rules, lambda _: tuple(map(_rule, rulebase.rules)))


@router.get(
    "/rules/{id}",
    operation_id="getRule",
    summary="One rule",
    response_model=models.RuleDetail,
)
async def rule(request: Request, id: str) -> Response:
    read(request, ())
    service = service_of(request)
    found = looked_up("rule", id, {one.id: one for one in service.engine.rulebase.rules})
    return answer(request, id, lambda: models.RuleDetail(rule=_rule(found), **service.digests))


@router.get(
    "/facts",
    operation_id="listFacts",
    summary="Every fact that rules can speak of, with its values",
    response_model=models.Facts,
    openapi_extra=_PAGED,
)
async def facts(request: Request) -> Response:
    rulebase = service_of(request).engine.rulebase
    return listed(request, models.Facts, lambda _: tuple(map(_fact, rulebase.facts)))


@router.get(
    "/facts/{id}",
    operation_id="getFact",
    summary="One fact",
    response_model=models.FactDetail,
)
async def fact(request: Request, id: str) -> Response:
    read(request, ())
    service = service_of(request)
    found = looked_up("fact", id, {one.name: one for one in service.engine.rulebase.facts})
    return answer(request, id, lambda: models.FactDetail(fact=_fact(found), **service.digests))


@router.get(
    "/issues",
    operation_id="listIssues",
    summary="Questions of law on which authorities differ, and the profiles that choose",
    response_model=models.Issues,
    openapi_extra=_PAGED,
)
async def issues(request: Request) -> Response:
    rulebase = service_of(request).engine.rulebase
    profiles = tuple(map(_profile, rulebase.profiles.values()))

    def make(**fields: Any) -> BaseModel:
        return models.Issues(profiles=profiles, **fields)

    return listed(request, make, lambda _: tuple(map(_issue, rulebase.issues)))


@router.get(
    "/issues/{id}",
    operation_id="getIssue",
    summary="One issue with every position",
    response_model=models.IssueDetail,
)
async def issue(request: Request, id: str) -> Response:
    read(request, ())
    service = service_of(request)
    found = looked_up("issue", id, {one.id: one for one in service.engine.rulebase.issues})
    return answer(request, id, lambda: models.IssueDetail(issue=_issue(found), **service.digests))


def _fact(fact: Fact) -> models.FactView:
    return models.FactView(
        id=fact.name,
        values=fact.values,
        meaning=fact.meaning,
        question=fact.question,
        without_record=fact.absent_value or "unknown",
        reason=fact.absent_reason,
        says=dict(fact.says),
    )


def _rule(rule: Rule) -> models.RuleView:
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


def _issue(issue: Issue) -> models.IssueView:
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
