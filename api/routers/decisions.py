"""The decision log: what was answered, found again and derived again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from fastapi import APIRouter, Request, Response

from safeconduct import Engine, InputError, Outcome
from safeconduct.answers import Mistakes
from safeconduct.decisions import (
    DecisionPage,
    DecisionReplay,
    DecisionSearch,
    LogFailed,
    LoggedDecision,
    is_uuid,
    search_of,
)

from ..body import read_object
from ..decisions import Decisions
from ..parameters import LIMIT, Parameter, documented, read
from ..problems import ProblemError, shown
from ..responses import of_now
from ..service import Service, service_of
from ..turns import AGAIN, InTurn, take_turn

T = TypeVar("T")

_LOG: Final = logging.getLogger(__name__)

_TEXT: Final = {"type": "string", "minLength": 1, "maxLength": 200}
_DAY: Final = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

CURSOR: Final = Parameter(
    "cursor",
    "Where the page before ended: its `next`.",
    {"type": "string", "format": "uuid"},
    synonyms=("page", "offset", "before", "next"),
)
_PARAMETERS: Final = (
    Parameter(
        "person",
        "Only of this person.",
        _TEXT,
        examples={"id": "vladimir-putin"},
        synonyms=("who",),
    ),
    Parameter(
        "place", "Only about this place.", _TEXT, examples={"code": "MNG"}, synonyms=("where",)
    ),
    Parameter(
        "outcome",
        "Only those with this outcome.",
        _TEXT,
        examples={"a duty": Outcome.MUST_ARREST.value},
        synonyms=("answer",),
    ),
    Parameter(
        "caller",
        "Only of this caller, as it is recorded.",
        _TEXT,
        examples={"a network": "192.0.2.0/24"},
        synonyms=("client", "address"),
    ),
    Parameter(
        "question",
        "Only answers to this question.",
        _TEXT,
        examples={"travel": "arrest-on-travel"},
    ),
    Parameter(
        "since",
        "Only those answered on this day (UTC) or later.",
        _DAY,
        examples={"a day": "2026-11-01"},
        synonyms=("from", "after"),
    ),
    Parameter(
        "until",
        "Only those answered on this day (UTC) or earlier.",
        _DAY,
        examples={"a day": "2026-11-30"},
        synonyms=("to",),
    ),
    LIMIT,
    CURSOR,
)
_EMPTY: Final = {
    "required": False,
    "content": {"application/json": {"schema": {"type": "object", "additionalProperties": False}}},
}


def decision_log(service: Service) -> APIRouter:
    """Return the routes of the log; where there is none they say how to have one."""
    router = APIRouter(prefix="/v1/decisions", tags=["operations"], route_class=InTurn)
    if service.decisions is None:
        for path in ("", "/{id}"):
            router.get(path, include_in_schema=False)(_off)
        router.post("/{id}/replay", include_in_schema=False)(_off)
        return router
    decisions = service.decisions
    log = decisions.log

    @router.get(
        "",
        operation_id="listDecisions",
        summary="What was answered, the latest first",
        response_model=DecisionPage,
        openapi_extra=documented(*_PARAMETERS),
    )
    def listed(request: Request) -> Response:
        sought = _sought(request, service_of(request).engine, decisions)
        return of_now(_failing(lambda: log.search(sought)))

    @router.get(
        "/{id}",
        operation_id="getDecision",
        summary="One decision, with the whole answer if that is kept",
        response_model=LoggedDecision,
    )
    def got(request: Request, id: str) -> Response:
        read(request, ())
        return of_now(_found(decisions, id))

    @router.post(
        "/{id}/replay",
        operation_id="replayDecision",
        summary="Derive a decision again from the records and rules that it names",
        response_model=DecisionReplay,
        openapi_extra={"requestBody": _EMPTY},
    )
    async def replayed(request: Request, id: str) -> Response:
        await _nothing_said(request)
        engine = service_of(request).engine

        def work() -> Response:
            decision = _found(decisions, id)
            return of_now(_failing(lambda: log.replay(decision.id, engine)))

        return await take_turn(request, work)

    return router


async def _off() -> Response:
    raise ProblemError(
        "decisions-off",
        "the decision log is off; SAFECONDUCT_DECISIONS=ids or SAFECONDUCT_DECISIONS=full turns it "
        "on",
    )


def _found(decisions: Decisions, id_: str) -> LoggedDecision:
    if not is_uuid(id_):
        right = ("a UUID, as in the header Decision-Id",)
        raise InputError("id", shown(id_), "is not the id of a decision", right)
    found = _failing(lambda: decisions.log.get(id_))
    if found is None:
        raise ProblemError("unknown-record", f"there is no decision with the id {id_!r}")
    return found


def _sought(request: Request, engine: Engine, decisions: Decisions) -> DecisionSearch:
    """Return what is sought; raises every mistake at once."""
    mistakes = Mistakes()
    given = read(request, _PARAMETERS, mistakes)
    sought = _failing(lambda: search_of(given, lambda: engine, decisions.log, mistakes))
    mistakes.done()
    return sought


async def _nothing_said(request: Request) -> None:
    """Raise a problem if a request says anything: the decision says it all."""
    mistakes = Mistakes()
    if await request.body():
        for name in await read_object(request, mistakes):
            told = "is not a member here: the decision says what is derived"
            mistakes.add(InputError(shown(name), None, told, code="unknown-parameter"))
        mistakes.done()
    else:
        read(request, ())


def _failing(work: Callable[[], T]) -> T:
    """Return what reading the log gives; of a database that fails the caller is told no more."""
    try:
        return work()
    except LogFailed as error:
        _LOG.error("%s", error)
        detail = "the decision log cannot be read now; its keeper finds the cause in the log"
        raise ProblemError("log-failed", detail, headers=AGAIN) from None
