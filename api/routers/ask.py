"""A plain question in English, with how it was understood."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from safeconduct import Question
from safeconduct.ask import (
    EXAMPLES,
    MAX_LENGTH,
    AskAnswer,
    QuestionNotUnderstood,
    answer_to,
    understand,
)

from ..decisions import Decisions
from ..models import Mistake, Near
from ..pages.problem import DID_YOU_MEAN, Way
from ..parameters import Parameter, documented, read
from ..problems import ProblemError, shown
from ..responses import answer
from ..service import service_of
from ..turns import InTurn

if TYPE_CHECKING:
    from safeconduct.decisions import DecisionEntry

Q = Parameter(
    "q",
    "A question in English about arrest on travel.",
    {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH},
    required=True,
    examples={
        "an arrest": "Could Putin be arrested in Brazil in July 2025?",
        "members": "Which BRICS members would have to arrest Netanyahu?",
        "a change": "When did Armenia become dangerous for Putin?",
        "what happened": "Which countries has Putin visited since the warrant?",
    },
    synonyms=("question", "query", "text", "ask"),
)

router = APIRouter(prefix="/v1", tags=["questions"], route_class=InTurn)


@router.get(
    "/ask",
    operation_id="ask",
    summary="A plain question in English, with how it was understood",
    response_model=AskAnswer,
    openapi_extra=documented(Q),
)
def asked(request: Request) -> Response:  # not async: a map of all places takes a while
    text = read(request, (Q,))["q"]
    engine = service_of(request).engine
    try:
        meant = understand(engine, text)  # what is not understood has no entity tag
    except QuestionNotUnderstood as error:
        raise asking_back(error) from error
    made = cache(partial(answer_to, engine, text, meant))
    key = engine.clock(), text
    return answer(request, key, made, entries=lambda log: recorded(log, made()))


def recorded(log: Decisions, told: AskAnswer) -> list[DecisionEntry]:
    """Return what is recorded of a plain question: the answer about one place, if that is asked."""
    found = told.assessment
    if found is None:
        return []
    question = Question(
        person=found.person.id,
        place=found.place.id,
        on=found.on,
        presence=found.presence,
        purpose=found.purpose,
        profile=found.profile,
    )
    return [log.of_travel(question)]


def no_question(request: Request) -> ProblemError:
    """Return the problem of a page that was asked nothing, or by another parameter."""
    given = request.query_params
    near = [_way(given[name]) for name in Q.synonyms if given.get(name)]
    ways = {DID_YOU_MEAN: near, **_ways_to(EXAMPLES)}
    return ProblemError("missing-value", "a question is missing", ways=ways)


def _ways_to(questions: Iterable[str]) -> dict[str, list[Way]]:
    """Return questions that can be answered, as ways out of a page."""
    return {"Questions that can be answered": [_way(one) for one in questions]}


def _way(question: str) -> Way:
    return Way(question, f"ask?{urlencode({'q': shown(question)})}")


def asking_back(error: QuestionNotUnderstood) -> ProblemError:
    """Return the problem that asks back: what was understood, what is lacking, what can be asked.

    The detail says all of it; ``allowed`` has the three questions. A page leads to these, and to
    the question with the nearest known name.
    """
    text, unknown = error.value or "", error.unknown
    near = [_way(text.replace(unknown, one.name)) for one in error.suggestions if unknown]
    mistake = Mistake(
        field=error.field,
        code=error.code,
        value=None if error.value is None else shown(error.value),
        message=_whole(error.message),
        allowed=tuple(map(shown, error.allowed)),
        suggestions=tuple(
            Near(id=one.id, name=one.name, score=one.score, why=one.why)
            for one in error.suggestions
        ),
    )
    ways = {DID_YOU_MEAN: near, **_ways_to(error.allowed)}
    return ProblemError(error.code, _whole(str(error)), (mistake,), ways=ways)


def _whole(text: str) -> str:
    """Return text that can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()
