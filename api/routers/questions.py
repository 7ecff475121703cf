"""Questions: could this person be arrested there, then; and who is wanted."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from safeconduct.assessment import Assessment

from .. import models, parameters
from ..question import (
    KNOWN_ON,
    ON,
    Question,
    day_of,
    request_body,
    travel_risk_parameters,
)
from ..responses import JSON, TEXT, answer
from ..service import Service, service_of

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The answer, with its proof and sources; as plain text if that is what the "
        "Accept header asks for",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    },
    304: {"description": "The caller has this answer already"},
}


def questions(service: Service) -> APIRouter:
    """Return the routes of the questions."""
    router = APIRouter(prefix="/v1", tags=["questions"])
    asked = travel_risk_parameters(service.engine)

    @router.get(
        "/travel-risk",
        operation_id="travelRisk",
        summary="Could this person be arrested there on that day, and by what law?",
        response_model=Assessment,
        responses=_RESPONSES,
        openapi_extra=parameters.documented(*asked),
    )
    async def travel_risk(request: Request) -> Response:
        engine = service_of(request).engine
        question = Question.of(request, engine, asked)
        as_text = _prefers_text(request.headers.get("accept", ""))
        return answer(
            request,
            question.key,
            lambda: question.ask(engine).explain() + "\n" if as_text else question.ask(engine),
            media_type=TEXT if as_text else JSON,
            headers={"Vary": "Accept"},
        )

    @router.post(
        "/travel-risk",
        operation_id="travelRiskSupposing",
        summary="The same question with assumptions, or with other positions on single issues",
        response_model=Assessment,
        responses=_RESPONSES,
        openapi_extra={"requestBody": request_body(asked, service.engine)},
    )
    async def travel_risk_supposing(request: Request) -> Response:
        engine = service_of(request).engine
        question = await Question.of_body(request, engine, asked)
        as_text = _prefers_text(request.headers.get("accept", ""))
        found = question.ask(engine)
        return answer(
            request,
            question.key,
            lambda: found.explain() + "\n" if as_text else found,
            media_type=TEXT if as_text else JSON,
            headers={"Vary": "Accept"},
        )

    @router.get(
        "/wanted",
        operation_id="wanted",
        summary="Whom does a public warrant of the Court call to arrest on that day?",
        response_model=models.WantedAnswer,
        openapi_extra=parameters.documented(ON, KNOWN_ON),
    )
    async def wanted(request: Request) -> Response:
        engine = service_of(request).engine
        mistakes = parameters.Mistakes()
        given = parameters.read(request, (ON, KNOWN_ON), mistakes)
        on = mistakes.attempt(lambda: day_of(given, ON)) or engine.clock()
        known_on = mistakes.attempt(lambda: day_of(given, KNOWN_ON))
        if known_on is not None:
            mistakes.attempt(lambda: engine.known_on(known_on))
        mistakes.done()

        def body() -> models.WantedAnswer:
            found = engine.wanted(on, known_on=known_on)
            return models.WantedAnswer(
                on=on,
                known_on=known_on,
                total=len(found),
                items=found,
                **service_of(request).digests,
            )

        return answer(request, (on, known_on), body)

    return router


def _prefers_text(accept: str) -> bool:
    """Whether only plain text is asked for; anything else gets JSON."""
    ranges = {one.partition(";")[0].strip().casefold() for one in accept.split(",")}
    return "text/plain" in ranges and not ranges & {JSON, "application/*", "*/*"}
