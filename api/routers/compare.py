"""The same question put several times, with the premises on which the answers differ."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from safeconduct import Engine, Question, TravelRiskComparison
from safeconduct.answers import Mistakes, compare, two_or_more
from safeconduct.case import ComparedQuestion, question_parts

from ..body import ASSUME, POSITIONS, Body, read_body
from ..parameters import Parameter, documented, read
from ..question import check_supposed, parameters_of, request_body, resolve
from ..responses import answer
from ..service import Service, service_of
from ..turns import InTurn, take_turn

PROFILES: Final = Parameter(
    "profiles",
    "`true`: compare all profiles, the one in `profile` first. Not together with another place or "
    "day. One of `other_place`, `other_on` and `profiles` is needed, or (POST) something to "
    "suppose.",
    {"type": "string", "enum": ["false", "true"], "default": "false"},
    examples={"all profiles": "true"},
    synonyms=("all_profiles", "with_profiles"),
)

MAPPINGS: Final = tuple(
    name for name, one in question_parts(ComparedQuestion).items() if one.mapping
)
_EXAMPLE: Final = {
    "person": "vladimir-putin",
    "place": "MNG",
    "on": "2024-09-02",
    "other_positions": {"personal-immunity": "council_waiver"},
}


def comparisons(service: Service) -> APIRouter:
    """Return the route that compares."""
    router = APIRouter(prefix="/v1", tags=["questions"], route_class=InTurn)
    parameters = compared_parameters(service.engine)

    @router.get(
        "/travel-risk/compare",
        operation_id="compare",
        summary="The question in two places, on two days or under all profiles: what differs",
        response_model=TravelRiskComparison,
        openapi_extra=documented(*parameters),
    )
    def compared(request: Request) -> Response:  # not async: it answers several questions
        engine, mistakes = service_of(request).engine, Mistakes()
        body = Body(read(request, parameters, mistakes))
        asked = two_questions(engine, body, parameters, mistakes)
        return _told(request, asked)

    @router.post(
        "/travel-risk/compare",
        operation_id="compareSupposing",
        summary="The same with assumptions and positions, on both sides or on the second alone",
        response_model=TravelRiskComparison,
        openapi_extra={
            "requestBody": request_body(parameters, service.engine, ComparedQuestion, _EXAMPLE)
        },
    )
    async def compared_supposing(request: Request) -> Response:
        engine, mistakes = service_of(request).engine, Mistakes()
        body = await read_body(request, parameters, mistakes, MAPPINGS)

        def compared() -> Response:
            asked = two_questions(engine, body, parameters, mistakes)
            return _told(request, asked)

        return await take_turn(request, compared)

    return router


def _told(request: Request, asked: tuple[Question, ...]) -> Response:
    engine = service_of(request).engine
    return answer(
        request,
        (engine.clock(), asked),
        lambda: compare(engine, asked),
        entries=lambda log: map(log.of_travel, asked),
    )


def compared_parameters(engine: Engine) -> tuple[Parameter, ...]:
    """Return what may be said of the questions that are compared."""
    known = parameters_of(engine, question=ComparedQuestion)
    return (*(one for name, one in known.items() if name != "until"), PROFILES)


def two_questions(
    engine: Engine, body: Body, parameters: tuple[Parameter, ...], mistakes: Mistakes
) -> tuple[Question, ...]:
    """Return the questions, names resolved; raises one problem with every mistake."""
    check_supposed(engine, body, "", mistakes)
    check_supposed(engine, body, "other_", mistakes)
    found = resolve(engine, body.values, parameters, mistakes)
    mistakes.done()
    other_place, other_on, profiles = (
        found.pop(name, None) for name in ("other_place", "other_on", PROFILES.name)
    )
    questions = mistakes.attempt(
        lambda: two_or_more(
            engine,
            Question(**found, assume=body.mapping(ASSUME), positions=body.mapping(POSITIONS)),
            other_place=other_place,
            other_on=other_on,
            other_assume=body.mapping("other_assume"),
            other_positions=body.mapping("other_positions"),
            profiles=profiles == "true",
        )
    )
    mistakes.done()
    assert questions is not None  # INVARIANT: without a mistake it is there
    return questions
