"""The docket: the engine scored against the record of court findings."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from safeconduct.answers import Mistakes
from safeconduct.docket import Docket

from .. import parameters
from ..question import parameters_of, resolve
from ..responses import answer
from ..service import Service, service_of
from ..turns import InTurn


def dockets(service: Service) -> APIRouter:
    """Return the route of the docket."""
    router = APIRouter(prefix="/v1", tags=["law"], route_class=InTurn)
    (profile,) = parameters_of(service.engine, "profile").values()

    @router.get(
        "/docket",
        operation_id="docket",
        summary="The engine scored against the record of court findings",
        response_model=Docket,
        openapi_extra=parameters.documented(profile),
    )
    async def scored(request: Request) -> Response:
        engine = service_of(request).engine
        mistakes = Mistakes()
        given = parameters.read(request, (profile,), mistakes)
        found = resolve(engine, given, (profile,), mistakes)
        mistakes.done()
        name = found.get(profile.name, str(profile.schema["default"]))
        # What is known on a day ahead of today cannot be asked, so today is part of the question.
        key = (name, engine.clock())
        return await service.dockets.waiting(
            lambda: answer(request, key, lambda: service.dockets.of(name, engine))
        )

    return router
