"""One question seen whole: over time, over all places, and what is scheduled to change.

These handlers are no coroutines: what they ask settles many questions, which takes a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from safeconduct import Atlas, Changes, Engine, History, Question, WhyNot
from safeconduct.answers import Mistakes
from safeconduct.case import WhyNotQuestion

from .. import models
from ..parameters import Parameter, documented, read
from ..question import QuestionReader, parameters_of, request_body, resolve
from ..responses import answer
from ..service import Service, service_of
from ..turns import InTurn, take_turn

Look = Callable[..., Any]


def views(service: Service) -> APIRouter:
    """Return the routes of the timeline, the map and what is upcoming."""
    router = APIRouter(prefix="/v1", tags=["questions"], route_class=InTurn)
    engine = service.engine
    how = ("presence", "purpose", "profile", "known_on")
    over_time = tuple(parameters_of(engine, "person", "place", *how).values())
    everywhere = tuple(parameters_of(engine, "person", "on", *how).values())
    whole = tuple(parameters_of(engine, "person", "place", "on", *how).values())
    otherwise = tuple(
        parameters_of(
            engine, "person", "place", "outcome", "on", *how, question=WhyNotQuestion
        ).values()
    )
    person, profile = parameters_of(engine, "person", "profile").values()
    ahead = (_optional(person), profile)

    def view(
        name: str,
        summary: str,
        model: type[Any],
        parameters: tuple[Parameter, ...],
        look: Look,
        *,
        one: bool = False,
    ) -> None:
        """Add the route of one question seen whole.

        ``look``: the method of the engine. ``one``: whether it tells one answer, which is recorded.
        """
        first, *others = name.split("-")

        @router.get(
            f"/travel-risk/{name}",
            operation_id=first + "".join(map(str.capitalize, others)),
            summary=summary,
            response_model=model,
            openapi_extra=documented(*parameters),
        )
        def handler(request: Request) -> Response:
            asked = _resolved(request, parameters)
            engine = service_of(request).engine
            return answer(
                request,
                (engine.clock(), asked),
                lambda: look(engine, **asked),
                entries=(lambda log: [log.of_travel(_question(asked))]) if one else None,
            )

    view(
        "timeline",
        "Every change of the answer since 2002 and into the scheduled future",
        History,
        over_time,
        Engine.timeline,
    )
    view("map", "What would follow in every place on that day", Atlas, everywhere, Engine.map)
    view(
        "changes",
        "What would change the answer: facts, what is scheduled, other readings",
        Changes,
        whole,
        Engine.changes,
        one=True,
    )
    view(
        "why-not",
        "Why the answer is not another outcome: the rules that nearly applied",
        WhyNot,
        otherwise,
        Engine.why_not,
        one=True,
    )

    @router.post(
        "/travel-risk/changes",
        operation_id="changesSupposing",
        summary="What would change the answer, with assumptions or other positions",
        response_model=Changes,
        openapi_extra={"requestBody": request_body(whole, service.engine)},
    )
    async def changes_supposing(request: Request) -> Response:
        engine = service_of(request).engine
        question = await QuestionReader.of_body(request, engine, whole)
        parts = question.question.model_dump(exclude={"until"})
        key = (engine.clock(), question.key)
        return await take_turn(
            request,
            lambda: answer(
                request,
                key,
                lambda: engine.changes(**parts),
                entries=lambda log: [log.of_travel(Question(**parts))],
            ),
        )

    @router.get(
        "/upcoming",
        operation_id="upcoming",
        summary="What is scheduled to change, for whom and where",
        response_model=models.Upcoming,
        openapi_extra=documented(*ahead),
    )
    def upcoming(request: Request) -> Response:
        asked = _resolved(request, ahead)
        service = service_of(request)
        today = service.engine.clock()

        def body() -> models.Upcoming:
            found = service.engine.upcoming(**asked)
            return models.Upcoming(after=today, total=len(found), items=found, **service.digests)

        return answer(request, (today, asked), body)

    return router


def _question(asked: dict[str, Any]) -> Question:
    return Question(**{name: it for name, it in asked.items() if name in Question.model_fields})


def _optional(parameter: Parameter) -> Parameter:
    return Parameter(
        parameter.name,
        f"{parameter.description} Default: everybody who is wanted.",
        parameter.schema,
        examples=parameter.examples,
        synonyms=parameter.synonyms,
    )


def _resolved(request: Request, parameters: tuple[Parameter, ...]) -> dict[str, Any]:
    """Return the parameters given, names and days resolved; raises every mistake at once."""
    mistakes = Mistakes()
    given = read(request, parameters, mistakes)
    found = resolve(service_of(request).engine, given, parameters, mistakes)
    mistakes.done()
    return found
