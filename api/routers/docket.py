"""The docket: the engine scored against the record of court findings."""

from __future__ import annotations

from threading import Lock

from fastapi import APIRouter, Request, Response

from safeconduct.answers import Mistakes
from safeconduct.docket import Docket, docket

from .. import parameters
from ..question import parameters_of, resolve
from ..responses import answer
from ..service import Service, service_of


def dockets(service: Service) -> APIRouter:
    """Return the route of the docket; each profile is scored once and kept for the day."""
    router = APIRouter(prefix="/v1", tags=["law"])
    (profile,) = parameters_of(service.engine, "profile").values()
    kept = _Kept(service)

    @router.get(
        "/docket",
        operation_id="docket",
        summary="The engine scored against the record of court findings",
        response_model=Docket,
        openapi_extra=parameters.documented(profile),
    )
    def scored(request: Request) -> Response:  # not async: scoring takes seconds, in a thread
        engine = service_of(request).engine
        mistakes = Mistakes()
        given = parameters.read(request, (profile,), mistakes)
        found = resolve(engine, given, (profile,), mistakes)
        mistakes.done()
        name = found.get(profile.name, str(profile.schema["default"]))
        # What is known on a day ahead of today cannot be asked, so today is part of the question.
        return answer(request, (name, engine.clock()), lambda: kept.of(name))

    return router


class _Kept:
    """The dockets made so far; one request makes a docket, others wait for it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = Lock()
        self._made: dict[str, tuple[object, Docket]] = {}

    def of(self, profile: str) -> Docket:
        """Return the docket of a profile as of today."""
        engine = self._service.engine
        with self._lock:
            today = engine.clock()
            made = self._made.get(profile)
            if made is None or made[0] != today:
                made = (today, docket(engine, profile))
                self._made[profile] = made
            return made[1]
