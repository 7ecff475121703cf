"""A plain question in English, with how it was understood."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from safeconduct.ask import MAX_LENGTH, AskAnswer, QuestionNotUnderstood, answer_to, understand

from ..models import Mistake, Near
from ..parameters import Parameter, documented, read
from ..problems import ProblemError, shown
from ..responses import answer
from ..service import service_of
from ..turns import InTurn

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
        raise _problem(error) from error
    return answer(request, (engine.clock(), text), lambda: answer_to(engine, text, meant))


def _problem(error: QuestionNotUnderstood) -> ProblemError:
    """Return the problem that asks back: what was understood, what is lacking, what can be asked.

    The detail says all of it; ``allowed`` has the three questions.
    """
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
    return ProblemError(error.code, _whole(str(error)), (mistake,))


def _whole(text: str) -> str:
    """Return text that can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()
