"""Questions: could this person be arrested there, then; and who is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from safeconduct import Assessment, SafeconductError
from safeconduct.answers import Form, Mistakes

from .. import models, parameters
from ..answers import CHANGES, INCLUDE, Answer, words, written
from ..media import JSON
from ..prompt import AtOnce
from ..question import QuestionReader, parameters_of, request_body, resolve
from ..responses import answer, preferred
from ..service import Service, service_of
from ..turns import InTurn, take_turn

FORMS: Final[Mapping[str, Form]] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/vnd.mermaid": "mermaid",
}
"""In which media types an answer can be had besides JSON."""

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The answer in short, with the parts that `include` names; as plain text or "
        "Markdown, or the proof as a Mermaid flowchart, if that is what the Accept header asks "
        "for. Words are short too, and whole with `include=all`",
        "content": {media_type: {"schema": {"type": "string"}} for media_type in FORMS},
    },
    304: {"description": "The caller has this answer already"},
}


def questions(service: Service) -> APIRouter:
    """Return the routes of the questions."""
    router = APIRouter(prefix="/v1", tags=["questions"], route_class=InTurn)
    asked = (*parameters_of(service.engine).values(), INCLUDE)
    days = tuple(parameters_of(service.engine, "on", "known_on").values())

    @router.get(
        "/travel-risk",
        operation_id="travelRisk",
        summary="Could this person be arrested there on that day, and by what law?",
        response_model=Answer,
        responses=_RESPONSES,
        openapi_extra=parameters.documented(*asked),
    )
    def travel_risk(request: Request) -> Response:
        engine = service_of(request).engine
        question = QuestionReader.of(request, engine, asked)
        return told(request, question, cache(lambda: question.ask(engine)))

    @router.post(
        "/travel-risk",
        operation_id="travelRiskSupposing",
        summary="The same question with assumptions, or with other positions on single issues",
        response_model=Answer,
        responses=_RESPONSES,
        openapi_extra={"requestBody": request_body(asked, service.engine)},
    )
    async def travel_risk_supposing(request: Request) -> Response:
        engine = service_of(request).engine
        question = await QuestionReader.of_body(request, engine, asked)
        return await take_turn(
            request, lambda: told(request, question, cache(lambda: question.ask(engine)))
        )

    @router.get(
        "/wanted",
        operation_id="wanted",
        summary="Whom does a public warrant of the Court call to arrest on that day?",
        response_model=models.WantedAnswer,
        openapi_extra=parameters.documented(*days),
    )
    def wanted(request: Request) -> Response:
        engine = service_of(request).engine
        mistakes = Mistakes()
        given = parameters.read(request, days, mistakes)
        found = {"on": engine.clock(), **resolve(engine, given, days, mistakes)}
        on, known_on = found["on"], found.get("known_on")
        mistakes.done()

        def body() -> models.WantedAnswer:
            found = engine.wanted(on, known_on=known_on)
            return models.WantedAnswer(
                on=on,
                known_on=known_on,
                total=len(found),
                items=found,
                not_listed=engine.not_listed(on, known_on=known_on),
                **service_of(request).digests,
            )

        return answer(request, (on, known_on), body)

    return router


def prompt_answers(service: Service) -> Mapping[str, AtOnce]:
    """Return what answers the question of travel as its route does, where nothing takes time."""
    asked = (*parameters_of(service.engine).values(), INCLUDE)

    def answered(request: Request) -> Response | None:
        service, given = service_of(request), request.query_params
        engine = service.engine
        known = (
            given.get("person") in engine.world.persons
            and given.get("place") in engine.world.places
        )
        if not known or preferred(request, FORMS):
            return None
        recorded = service.decisions is not None and service.decisions.whole
        try:
            question = QuestionReader.of(request, engine, asked)
            found = engine.at_once(
                question.question,
                whole=bool(question.include) or recorded,
                changes=CHANGES in question.include,
            )
            return None if found is None else told(request, question, lambda: found)
        except SafeconductError:  # the route tells it
            return None

    return {"/v1/travel-risk": answered}


def told(request: Request, question: QuestionReader, ask: Callable[[], Assessment]) -> Response:
    """Return an assessment in the form that the Accept header asks for; JSON if in doubt.

    ``ask`` returns it, and the same each time: it is told and may be recorded.
    """
    plain = preferred(request, FORMS)
    # Words tell days that are over in the past tense, so that they hold for a day.
    key = question.key, service_of(request).engine.clock()

    def body() -> bytes | str:
        if plain:
            return f"{words(ask(), FORMS[plain], question.include)}\n"
        return written(ask(), question.include, {"whole": question.whole})

    media_type = f"{plain}; charset=utf-8" if plain else JSON
    return answer(
        request,
        key,
        body,
        media_type=media_type,
        headers={"Vary": "Accept"},
        entries=lambda log: [log.of_travel(question.question, ask())],
    )
