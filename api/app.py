"""The application: `create_app` puts engine, routes, errors and headers together."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from safeconduct import Engine, InputError, __version__

from . import models, openapi, problems
from .access import Access
from .bounds import Bounds
from .frame import SECURE, Cors, Frame
from .keyring import Keyring
from .metrics import Metrics, ServiceState
from .observed import Observed
from .rates import Rates
from .ready import ReadyAnswers, parameters_in
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
from .turns import Turns
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
    `RecordsError` or `RulesError`, with every finding, and those in the file of keys as
    `InputError`. The application may be mounted below any
    path of another one, or lie behind a proxy (``root_path``).
    """
    settings = settings or Settings.from_environment()
    keyring = None if settings.keys is None else Keyring(settings.keys)
    if keyring is None and {*settings.access} < {"read", "screen"}:
        message = "closes what nobody has a key for; set SAFECONDUCT_KEYS as well"
        raise InputError("SAFECONDUCT_ACCESS", ",".join(settings.access) or "none", message)
    if keyring is None and settings.watches.get_secret_value():
        message = "keeps watches, for which everybody needs a key; set SAFECONDUCT_KEYS as well"
        raise InputError("SAFECONDUCT_WATCHES", None, message)
    service = Service(engine, settings) if engine is not None else Service.load(settings)
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
        lifespan=_running,
    )
    app.state.service = service
    app.state.keyring = keyring
    turns = app.state.turns = Turns(
        "worked on", settings.working, settings.waiting, settings.work_seconds
    )
    screens = Turns(
        "screening rows", settings.screening, settings.screening_waiting, settings.screen_seconds
    )
    kept: Counter[str] = Counter()
    routers = (
        questions(service),
        views(service),
        asking(service),
        ask.router,
        comparisons(service),
        records.router,
        law.router,
        certificate.router,
        dockets(service),
        screening(service, settings, screens),
        operations.router,
        pages(),
        things(service),
        takeaway(),
        *_watches(settings),
    )
    for router in routers:
        app.include_router(router)
    routes = [one for router in routers for one in router.routes if isinstance(one, APIRoute)]
    openapi.install(app, service)
    app.state.routes = (*routes, *(one for one in app.routes if isinstance(one, APIRoute)))
    app.state.paths = tuple(one.path for one in routes if one.include_in_schema)
    problems.install(app)
    warmth = app.state.warmth = Warmth(service.engine, service.dockets, app.openapi)
    described_by = None if service.certificate is None else "/v1/certificate"
    secure = SECURE if settings.address.startswith("https:") else {}
    app.add_middleware(WarmedByRequests, warmth=warmth)
    app.add_middleware(Bounds, settings=settings)
    app.add_middleware(
        Frame,
        digests=service.digests,
        described_by=described_by,
        embedded_by=settings.embedded_by,
        secure=secure,
    )
    app.add_middleware(
        Cors,
        secure=secure,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "HEAD", "POST", "DELETE"],
        allow_headers=[
            "Authorization",
            "Content-Type",
            "If-None-Match",
            "Last-Event-ID",
            "X-API-Key",
            "X-Request-ID",
        ],
        expose_headers=[
            "ETag",
            "Link",
            "Safeconduct-World",
            "Safeconduct-Rules",
            "Safeconduct-Rows",
            "Safeconduct-Rejected",
            "X-Request-ID",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "WWW-Authenticate",
        ],
    )
    app.add_middleware(
        GZipMiddleware,
        minimum_size=1000,
        compresslevel=6,
        exclude_content_types=_SENT_AS_IT_IS,
    )
    app.add_middleware(  # keeps what is compressed
        ReadyAnswers,
        today=service.engine.clock,
        parameters=parameters_in(routes),
        most_bytes=settings.kept_bytes,
        counts=kept,
    )
    app.add_middleware(Rates, most=settings.rate, key_most=settings.key_rate)
    app.add_middleware(Access, keyring=keyring, anybody=settings.access)
    state = ServiceState(service, warmth, {"question": turns, "screening": screens}, kept)
    metrics = app.state.metrics = Metrics(state)
    app.add_middleware(Observed, metrics=metrics, log=settings.log)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    async with app.state.warmth.running():
        yield
    if app.state.keyring is not None:
        app.state.keyring.note()


def _watches(settings: Settings) -> Iterator[APIRouter]:
    """Yield the routes of watches, if any are kept; the databases are loaded then alone."""
    url = settings.watches.get_secret_value()
    if url:
        from safeconduct.watches import WatchStore

        from .routers.watches import watches

        yield watches(WatchStore(url), settings)
