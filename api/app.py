"""The application: `create_app` puts engine, routes, errors and headers together."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from safeconduct import Engine, __version__

from . import models, openapi, problems
from .frame import Frame
from .ready import ReadyAnswers
from .routers import ask, certificate, law, operations, records
from .routers.asking import asking
from .routers.compare import comparisons
from .routers.docket import dockets
from .routers.pages import pages
from .routers.questions import questions
from .routers.screen import screening
from .routers.takeaway import takeaway
from .routers.things import things
from .routers.views import views
from .service import Service
from .settings import Settings
from .warm import WarmedByRequests, Warmth

_SENT_AS_IT_IS: Final = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/*", "text/csv")
"""What programs read: it is streamed, packed already, or small."""
_ANY_ERROR: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "A problem document (RFC 9457); its type leads to cause and fix",
        "model": models.Problem,
    }
}


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> FastAPI:
    """Return the service on an engine, by default one loaded as the settings say.

    ``settings`` are by default those of the environment. The engine is loaded here and not at
    the start of the event loop, so that mistakes in records or rules reach the caller as
    `RecordsError` or `RulesError`, with every finding. The application may be mounted below any
    path of another one, or lie behind a proxy (``root_path``).
    """
    settings = settings or Settings.from_environment()
    service = Service(engine, settings) if engine is not None else Service.load(settings)
    warmth = Warmth(service.engine, service.dockets)
    app = FastAPI(
        title="safeconduct",
        version=str(__version__),
        summary="Could this person, wanted by the ICC, be arrested there, then, and by what law?",
        description=openapi.DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_tags=openapi.TAGS,
        docs_url=None,  # the usual pages load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        responses=_ANY_ERROR,
        openapi_url=None,  # see `openapi.install`
        lifespan=lambda _: warmth.running(),
    )
    app.state.service = service
    for router in (
        questions(service),
        views(service),
        asking(service),
        ask.router,
        comparisons(service),
        records.router,
        law.router,
        certificate.router,
        dockets(service),
        screening(service, settings),
        operations.router,
        pages(),
        things(service),
        takeaway(),
    ):
        app.include_router(router)
    problems.install(app)
    openapi.install(app, service)
    described_by = None if service.certificate is None else "/v1/certificate"
    app.add_middleware(WarmedByRequests, warmth=warmth)
    app.add_middleware(
        Frame,
        digests=service.digests,
        described_by=described_by,
        embedded_by=settings.embedded_by,
    )
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["If-None-Match", "Content-Type"],
        expose_headers=[
            "ETag",
            "Link",
            "Safeconduct-World",
            "Safeconduct-Rules",
            "Safeconduct-Rows",
            "Safeconduct-Rejected",
        ],
    )
    app.add_middleware(
        GZipMiddleware,
        minimum_size=1000,
        compresslevel=6,
        exclude_content_types=_SENT_AS_IT_IS,
    )
    app.add_middleware(ReadyAnswers, today=service.engine.clock)  # keeps what is compressed
    return app
