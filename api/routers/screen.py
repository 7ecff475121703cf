"""Many questions at once: one row of the body is one question."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from safeconduct import Engine
from safeconduct.answers import Mistakes
from safeconduct.base import require_extra
from safeconduct.rulebase import grades
from safeconduct.screening import ALL, DEFAULT, named_columns

from ..decisions import decided
from ..parameters import Parameter, documented, read
from ..question import parameters_of, resolve
from ..screening import (
    CSV,
    KINDS,
    NDJSON,
    AnsweredResponse,
    kind_of,
    received,
    screened,
    wanted_kind,
)
from ..service import Service, service_of
from ..settings import Settings
from ..turns import Turns, take_turn

COLUMNS: Final = Parameter(
    "columns",
    f"Which columns of an answer to add, separated by commas: {', '.join(ALL)}. "
    f"Default: {','.join(DEFAULT)}. `exposure` is {grades()}.",
    {"type": "string", "minLength": 1},
    examples={"two": "outcome,exposure"},
    synonyms=("fields", "column", "select"),
)

SURNAMES: Final = Parameter(
    "surnames",
    "Whether a usual surname (Bashir) is taken for whom the press means by it, though others bear "
    "it; else such rows are told back.",
    {"type": "string", "enum": ["false", "true"], "default": "false"},
    examples={"taken": "true"},
    synonyms=("surname", "last_names"),
)

_ROWS: Final = {
    CSV: "person,place,on\nvladimir-putin,MNG,2024-09-02\nOmar al-Bashir,ZA,2015-06-14\n",
    NDJSON: '{"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}\n',
}
_COUNTED: Final = {
    "Safeconduct-Rows": "How many rows there were",
    "Safeconduct-Rejected": "How many of them have no answer but an error",
}

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Every row in its place, with the columns of its answer, or with the reason "
        "why it has none in `error`",
        "content": {media_type: {"schema": {"type": "string"}} for media_type in _ROWS},
        "headers": {
            name: {"description": told, "schema": {"type": "string"}}
            for name, told in _COUNTED.items()
        },
    }
}


def screening(service: Service, settings: Settings, turns: Turns) -> APIRouter:
    """Return the route that screens, each request when it is its turn."""
    router = APIRouter(prefix="/v1", tags=["questions"])
    names = ("on", "presence", "purpose", "profile", "known_on")
    asked = parameters_of(service.engine, *names)
    told = "The day of all rows, if there is no column `on`. Default: today (UTC)."
    asked["on"] = replace(asked["on"], description=told)
    parameters = (*asked.values(), COLUMNS, SURNAMES)

    def chosen(request: Request, engine: Engine) -> dict[str, Any]:
        """Return how rows are to be screened; raises every mistake in the parameters at once."""
        mistakes = Mistakes()
        given = read(request, parameters, mistakes)
        options = resolve(engine, given, parameters, mistakes)
        if COLUMNS.name in given:
            options["columns"] = mistakes.attempt(partial(named_columns, given[COLUMNS.name]))
        mistakes.done()
        return {**options, SURNAMES.name: options[SURNAMES.name] == "true"}

    @router.post(
        "/screen",
        operation_id="screen",
        summary="Many questions at once: CSV or NDJSON in, the same out",
        response_class=StreamingResponse,
        responses=_RESPONSES,
        openapi_extra={
            **documented(*parameters),
            "requestBody": {
                "required": True,
                "description": "Rows with person, place and on, and if you like presence and "
                f"purpose; other columns are passed through. At most {settings.screen_rows} rows "
                f"and {settings.screen_bytes} bytes.",
                "content": {
                    media_type: {"schema": {"type": "string"}, "example": rows}
                    for media_type, rows in _ROWS.items()
                },
            },
        },
    )
    async def screen(request: Request) -> Response:
        require_extra("screen")
        engine = service_of(request).engine
        options = await take_turn(request, partial(chosen, request, engine))
        sent = kind_of(request)
        wanted = wanted_kind(request, sent)
        body = await received(request, settings.screen_bytes)
        found = await turns.take(
            request, partial(screened, body, sent, wanted, engine, settings.screen_rows, options)
        )
        decided(
            request,
            lambda log: [log.of_screening(options, found.rows, found.rejected, found.digest)],
        )
        headers = {
            "Safeconduct-Rows": str(found.rows),
            "Safeconduct-Rejected": str(found.rejected),
            "Cache-Control": "no-store",
            "Vary": "Accept",
        }
        media_type = next(name for name, kind in KINDS.items() if kind == wanted)
        return AnsweredResponse(found, headers, media_type)

    return router
