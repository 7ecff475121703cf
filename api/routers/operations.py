"""For those who run the service: is it alive, is it ready, with what."""

from __future__ import annotations

import platform
from typing import Final

from fastapi import APIRouter, Request, Response

from safeconduct import __version__
from safeconduct.base import shortened

from .. import models
from ..metrics import MEDIA_TYPE
from ..problems import ProblemError
from ..responses import of_now
from ..service import Service, service_of
from ..turns import AGAIN, take_turn
from ..warm import exercise

router: Final = APIRouter(tags=["operations"])


@router.get(
    "/healthz",
    operation_id="health",
    summary="Is the process alive?",
    response_model=models.Health,
)
async def health() -> Response:
    return of_now(models.Health())


@router.get(
    "/readyz",
    operation_id="ready",
    summary="Are questions answered, and from which records, rules and evaluators?",
    response_model=models.Ready,
)
async def ready(request: Request) -> Response:
    service, warmth = service_of(request), request.app.state.warmth
    if warmth.begun and not warmth.done:
        detail = "the service is getting ready; it answers already, and soon as quickly as it can"
        raise ProblemError("not-ready", detail, headers=AGAIN)
    # An application that is mounted is not told when it begins, and screens when it is asked to.
    await take_turn(request, lambda: exercise(service.engine, rows=warmth.begun))
    world = service.engine.world
    return of_now(
        models.Ready(
            version=str(__version__),
            python=platform.python_version(),
            evaluators=service.engine.evaluators,
            evaluators_note=service.engine.evaluators_note,
            records=world.counts(),
            rule_count=len(service.engine.rulebase.rules),
            reaches={kind: reach.until for kind, reach in world.reach.items()},
            bundle=_bundle(service),
            **service.digests,
        )
    )


def _bundle(service: Service) -> models.ReadyBundle | None:
    if service.bundle is None:
        return None
    used, refused = service.bundle.bundle, service.bundle.refused
    told = shortened(refused) if refused else None
    return models.ReadyBundle(digest=used.digest, key=used.key, refused=told)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    page = request.app.state.metrics.page()
    return Response(page, headers={"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)
