"""Many questions at once: one row of the body is one question."""

from __future__ import annotations

import json
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

from .. import models
from ..media import JSON
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
from ..service import Service, decided, service_of
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

_ROW: Final = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
_ROWS: Final = {
    CSV: "person,place,on\nvladimir-putin,MNG,2024-09-02\nOmar al-Bashir,ZA,2015-06-14\n",
    NDJSON: f"{json.dumps(_ROW)}\n",
}
_COUNTED: Final = {
    "Safeconduct-Rows": "How many rows there were",
    "Safeconduct-Rejected": "How many of them have no answer but an error",
}

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Every row in its place, with the columns of its answer, or with the reason "
        "why it has none in `error`",
        "model": tuple[models.ScreenedRow, ...],
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
    engine = service.engine
    asked = parameters_of(engine, *names)
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
        summary="Many questions at once: CSV, NDJSON or a JSON array in, the same out",
        response_class=StreamingResponse,
        responses=_RESPONSES,
        openapi_extra={
            **documented(*parameters),
            "requestBody": {
                "required": True,
                "description": "Rows with person, place and on, and if you like presence and "
                f"purpose; other columns are passed through. At most {settings.screen_rows} rows "
                f"and {settings.screen_bytes} bytes, as a JSON array {settings.batch_bytes}.",
                "content": {
                    **{
                        media_type: {"schema": {"type": "string"}, "example": rows}
                        for media_type, rows in _ROWS.items()
                    },
                    JSON: {"schema": _batch(engine, settings), "example": [_ROW]},
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
        most = settings.batch_bytes if sent == "json" else settings.screen_bytes
        body = await received(request, min(most, settings.screen_bytes))
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


def _batch(engine: Engine, settings: Settings) -> dict[str, object]:
    """Return the JSON Schema of rows as an array.

    What a cell has to be is not said: a row that cannot be answered comes back with the reason.
    """
    described = parameters_of(engine, "person", "place", "on", "presence", "purpose").values()
    row = {
        "type": "object",
        "properties": {one.name: {"description": one.description} for one in described},
    }
    return {"type": "array", "minItems": 1, "maxItems": settings.screen_rows, "items": row}
