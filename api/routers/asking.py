"""Any question whose file says how it is put: routes and parameters are made from its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from safeconduct import Engine, InputError
from safeconduct.answers import Mistakes
from safeconduct.authoring import certified
from safeconduct.case import question_parts
from safeconduct.questions import (
    PutQuestion,
    QuestionAnswer,
    QuestionChanges,
    QuestionComparison,
    QuestionDocket,
    QuestionHistory,
    QuestionMap,
    QuestionSummary,
    QuestionWhyNot,
    question_docket,
)

from .. import models
from ..answers import ALL, INCLUDE
from ..body import read_object
from ..decisions import Entries
from ..inputs import body_of, compared_body, optional, parameters_of_put
from ..mounted import prefix_of
from ..parameters import Parameter, documented, read
from ..responses import answer
from ..service import Service, service_of
from ..turns import InTurn, take_turn

_WHOLE: Final = Parameter(
    INCLUDE.name,
    "`all`: the whole answer, with proof, readings, records and sources. Default: the short one.",
    {"type": "string", "enum": [ALL]},
)

Said = dict[str, Any]


def asking(service: Service) -> APIRouter:
    """Return the routes of every question that the engine of the service answers by its file."""
    router = APIRouter(prefix="/v1/questions", tags=["questions"], route_class=InTurn)

    @router.get(
        "",
        operation_id="listQuestions",
        summary="What can be asked, and how it is put",
        response_model=models.QuestionList,
    )
    def listed(request: Request) -> Response:
        read(request, ())
        engine = service_of(request).engine

        def body() -> models.QuestionList:
            first = (_travel(engine),) if service_of(request).travel else ()
            told = (*first, *map(_told, engine.questions.values()))
            return models.QuestionList(total=len(told), items=told, **service_of(request).digests)

        return answer(request, tuple(engine.questions), body)

    for put in service.engine.questions.values():
        _add(router, put)

    @router.get("/{question}", include_in_schema=False)
    @router.post("/{question}", include_in_schema=False)
    def elsewhere(request: Request, question: str) -> Response:
        engine = service_of(request).engine
        if (
            question in engine.rulebase.questions and question not in engine.questions
        ):  # it has routes of its own
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{prefix_of(request.scope)}/v1/travel-risk{query}", 308)
        raise AssertionError(engine.question(question))  # it raises by itself

    return router


def _add(router: APIRouter, put: PutQuestion) -> None:
    """Add the routes of one question."""
    parameters = parameters_of_put(put)
    name = put.id.replace("-", "_")
    day = put.inputs.day
    over_time = tuple(
        one for one in parameters if one.name not in {day, put.inputs.until, "assume"}
    )
    over = Parameter(
        "over",
        "The input for which all that it may be is tried, or the values given of it.",
        {"type": "string", "enum": list(put.inputs.named)},
        required=True,
    )
    outcome = Parameter(
        "outcome",
        "The outcome that one might have expected.",
        {"type": "string", "enum": list(put.outcomes[:-1])},
        required=True,
    )
    of_map = (over, *(optional(one) for one in parameters))

    @router.get(
        f"/{put.id}",
        operation_id=name,
        summary=put.title,
        response_model=QuestionSummary | QuestionAnswer,
        openapi_extra=documented(*parameters, _WHOLE),
    )
    def asked(request: Request) -> Response:
        said = _read(request, (*parameters, _WHOLE), put)
        whole = _whole(said)
        asked = {**said, INCLUDE.name: whole}
        return _asked(request, put.id, asked, said, whole=whole)

    @router.post(
        f"/{put.id}",
        operation_id=f"{name}_supposing",
        summary=f"{put.title.rstrip('?')}, with assumptions or other positions?",
        response_model=QuestionSummary | QuestionAnswer,
        openapi_extra={"requestBody": body_of(put, {INCLUDE.name: _WHOLE.schema})},
    )
    async def supposing(request: Request) -> Response:
        mistakes = Mistakes()
        said = await read_object(request, mistakes)
        whole = mistakes.attempt(lambda: _whole(said)) or False
        if mistakes.found:
            now = service_of(request).engine.question(put.id)
            mistakes.attempt(lambda: now.check(**said))
        mistakes.done()
        return await take_turn(
            request,
            lambda: _asked(request, put.id, {**said, INCLUDE.name: whole}, said, whole=whole),
        )

    def view(
        path: str,
        summary: str,
        model: type[Any],
        taken: tuple[Parameter, ...],
        look: Any,
        *,
        one: bool = False,
    ) -> None:
        @router.get(
            f"/{put.id}/{path}",
            operation_id=f"{name}_{path.replace('-', '_')}",
            summary=summary,
            response_model=model,
            openapi_extra=documented(*taken),
        )
        def handler(request: Request) -> Response:
            said = _read(request, taken, put)
            put_ = {name: it for name, it in said.items() if name != "outcome"}
            return _answered(
                request,
                put.id,
                said,
                lambda now: look(now, dict(said)),
                (lambda log: [log.of_question(put.id, put_)]) if one else None,
            )

    view(
        "timeline",
        "Every change of the answer over time",
        QuestionHistory,
        over_time,
        lambda now, said: now.timeline(**said),
    )
    view(
        "map",
        "What follows for all that an input may be",
        QuestionMap,
        of_map,
        lambda now, said: now.map(said.pop("over"), **said),
    )
    view(
        "changes",
        "What would change the answer: what is scheduled, facts, other readings",
        QuestionChanges,
        parameters,
        lambda now, said: now.changes(**said),
        one=True,
    )
    view(
        "why-not",
        "Why the answer is not another outcome",
        QuestionWhyNot,
        (outcome, *parameters),
        lambda now, said: now.why_not(said.pop("outcome"), **said),
        one=True,
    )

    if certified(put.rulebase) is not None:
        view(
            "certificate",
            "What was proved of the rules of the question, how, and when",
            models.CertificateAnswer,
            (),
            lambda now, said: models.CertificateAnswer(  # noqa: ARG005
                certificate=certified(now.rulebase),
                world=now.answerer.world.digest,
                rules=now.rulebase.digest,
            ),
        )
    if put.answerer.binding.ruled is not None:
        profile = next(one for one in parameters if one.name == "profile")
        view(
            "docket",
            "The question scored against the record of what courts found",
            QuestionDocket,
            (profile,),
            lambda now, said: question_docket(now, said.get("profile")),
        )

    @router.post(
        f"/{put.id}/compare",
        operation_id=f"{name}_compare",
        summary="Two questions, `second` saying what is other in it, and what differs",
        response_model=QuestionComparison,
        openapi_extra={"requestBody": compared_body(put)},
    )
    async def compared(request: Request) -> Response:
        mistakes = Mistakes()
        said = await read_object(request, mistakes)
        first, second = _two(said, mistakes)
        return await take_turn(
            request,
            lambda: _answered(
                request,
                put.id,
                said,
                lambda now: now.compare(first, second),
                lambda log: (log.of_question(put.id, one) for one in (first, {**first, **second})),
            ),
        )


def _asked(
    request: Request, question: str, key: Mapping[str, Any], said: Said, *, whole: bool
) -> Response:
    """Return the answer to a question, whole or in short."""
    found: list[QuestionAnswer] = []

    def look(now: PutQuestion) -> QuestionAnswer | QuestionSummary:
        found.append(now.answer(**said))
        return _form(found[0], whole=whole)

    return _answered(
        request, question, key, look, lambda log: [log.of_question(question, said, found[0])]
    )


def _answered(
    request: Request,
    question: str,
    said: Mapping[str, Any],
    look: Any,
    entries: Entries | None = None,
) -> Response:
    """Return what a question is answered with, by the engine of today."""
    engine = service_of(request).engine
    put = engine.question(question)
    found = look(put)  # also if the caller has it: what is wrong with a question is always said
    key = put.rulebase.digest, engine.clock(), repr(sorted(said.items(), key=str))
    return answer(request, key, lambda: found, entries=entries)


def _form(found: QuestionAnswer, *, whole: bool) -> QuestionAnswer | QuestionSummary:
    return found if whole else found.summary


def _whole(said: Said) -> bool:
    """Take out whether the whole answer is wanted; raises `InputError`."""
    include = said.pop(INCLUDE.name, None)
    if include not in (None, ALL):
        shown = include[:60] if isinstance(include, str) else None
        raise InputError(INCLUDE.name, shown, "is not one of the values", (ALL,))
    return include is not None


def _two(said: Said, mistakes: Mistakes) -> tuple[Said, Said]:
    """Return both questions; what is wrong is added to ``mistakes``, and raised with the rest."""
    both = ("first", "second")
    for name, value in said.items():
        if name not in both:
            told = "is not a member here; there are `first` and `second`"
            mistakes.add(InputError(name[:60], None, told, both, code="unknown-parameter"))
        elif not isinstance(value, dict):
            mistakes.add(InputError(name, None, "is not an object of inputs and values"))
    for name in both:
        if name not in said:
            mistakes.add(InputError(name, None, "is missing", code="missing-value"))
    mistakes.done()
    return said["first"], said["second"]


def _read(request: Request, parameters: tuple[Parameter, ...], put: PutQuestion) -> Said:
    """Return what stands in the address; every mistake in it is told at once."""
    mistakes = Mistakes()
    said: Said = dict(read(request, parameters, mistakes))
    for name, one in put.inputs.inputs.items():
        if one.many and name in said:
            said[name] = [it for it in request.query_params.getlist(name) if it.strip()]
    if mistakes.found:
        apart = {INCLUDE.name, "over", "outcome"}
        asked = {name: it for name, it in said.items() if name not in apart}
        known = {mistake.field for mistake in mistakes.found}
        also = Mistakes()
        also.attempt(lambda: put.check(**asked))
        for mistake in also.found:
            if mistake.field not in known:
                mistakes.add(mistake)
    mistakes.done()
    return said


def _told(put: PutQuestion) -> models.QuestionToldOf:
    return models.QuestionToldOf(
        id=put.id,
        title=put.title,
        address=f"/v1/questions/{put.id}",
        inputs=tuple(
            models.InputToldOf(
                name=one.name,
                description=one.description,
                required=one.required,
                many=one.many,
                values=tuple(map(str, one.schema.get("enum", ()))),  # type: ignore[call-overload]
            )
            for one in parameters_of_put(put)
        ),
        outcomes={one: put.table.wording.label_of(one) for one in put.outcomes},
        profiles={one.id: one.title for one in put.profiles.values()},
        rules=put.rulebase.digest,
    )


def _travel(engine: Engine) -> models.QuestionToldOf:
    """Return the first question, which has methods and routes of its own."""
    table = engine.inference.question
    return models.QuestionToldOf(
        id=table.id,
        title=table.title,
        address="/v1/travel-risk",
        inputs=tuple(
            models.InputToldOf(
                name=name,
                description=part.description,
                required=part.required,
                many=False,
                values=part.values(engine.rulebase),
            )
            for name, part in question_parts().items()
        ),
        outcomes={one: table.wording.label_of(one) for one in (*table.severity, "undetermined")},
        profiles={one.id: one.title for one in engine.rulebase.effective_profiles.values()},
        rules=engine.rulebase.digest,
    )
