"""The application: `create_app` puts engine, routes, errors and headers together."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from safeconduct import Engine, InputError, __version__
from safeconduct.base import require_extra

from . import models, openapi, problems
from .access import Access
from .bounds import Bounds
from .following import AtOneState, Follower, RoutesOfState
from .frame import HEADERS, SECURE, Compressed, Cors, Frame, HeadAsGet
from .keyring import Keyring
from .metrics import Metrics, ServiceState
from .observed import Observed
from .prompt import Prompt
from .rates import Rates
from .ready import ReadyAnswers, parameters_in
from .recorded import Recorded
from .routers import ask, certificate, itineraries, law, live, operations, records
from .routers.asking import asking
from .routers.compare import comparisons
from .routers.decisions import decision_log
from .routers.docket import dockets
from .routers.journeys import journeys
from .routers.meeting import meetings
from .routers.pages import pages
from .routers.questions import prompt_answers, questions
from .routers.reports import reports
from .routers.screen import screening
from .routers.takeaway import takeaway
from .routers.things import things
from .routers.venues import venues
from .routers.views import views
from .service import Service, live_over
from .settings import Settings
from .turns import Turns
from .warm import WarmedByRequests, Warmth

_SENT_AS_IT_IS: Final = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-ndjson",
    "text/csv",
)
"""What is streamed, or packed already."""
_ANY_ERROR: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "A problem document (RFC 9457); its type leads to cause and fix",
        "model": models.Problem,
    }
}


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """Get ready while the service runs; what waits to be written down is, before it ends."""
    decisions = app.state.service.decisions
    app.state.follower.begin()
    async with app.state.warmth.running():
        yield
    app.state.follower.end()
    if app.state.keyring is not None:
        app.state.keyring.note()
    if decisions is not None:
        await asyncio.to_thread(decisions.log.close)
    if app.state.traces is not None:
        await asyncio.to_thread(app.state.traces.close)


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> FastAPI:
    """Return the service on an engine, by default one loaded as the settings say.

    ``settings`` are by default those of the environment. The engine is loaded here and not at
    the start of the event loop, so that mistakes in records or rules reach the caller as
    `RecordsError` or `RulesError`, with every finding, those in the file of keys as `InputError`,
    those of a bundle as `BundleRefused`, and so that a decision log that cannot be used is told at
    once (`InputError`, `LogFailed`). The application may be mounted below any path of another one,
    or lie behind a proxy (``root_path``).
    """
    settings = settings or Settings.from_environment()
    keyring = _keyring(settings)
    service = Service.of(engine, settings)
    service = replace(service, live=live_over(service.engine, settings)).following()
    turns = Turns("worked on", settings.working, settings.waiting, settings.work_seconds)
    screens = Turns(
        "screening rows", settings.screening, settings.screening_waiting, settings.screen_seconds
    )
    kept: Counter[str] = Counter()
    steady = (*_watches(settings),)

    def routing(one: Service) -> FastAPI:
        return routed(one, _routers(one, settings, screens) + (steady if one.travel else ()))

    app = routing(service)
    app.state.service = service
    app.state.keyring = keyring
    app.state.turns = turns
    follower = app.state.follower = Follower(app, routing)
    scored = service.dockets if service.travel else None
    warmth = app.state.warmth = Warmth(service.engine, scored, app.openapi)
    secure = SECURE if settings.address.startswith("https:") else {}
    app.add_middleware(RoutesOfState)
    app.add_middleware(WarmedByRequests, warmth=warmth)
    app.add_middleware(Bounds, settings=settings)
    app.add_middleware(
        Frame,
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
            "Decision-Id",
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
        Compressed,
        minimum_size=2500,  # more than a short answer
        compresslevel=6,
        exclude_content_types=_SENT_AS_IT_IS,
    )
    app.add_middleware(  # keeps what is compressed
        ReadyAnswers,
        today=service.engine.clock,
        parameters=parameters_in(app.state.routes),
        most_bytes=settings.kept_bytes,
        counts=kept,
    )
    app.add_middleware(HeadAsGet)  # outside of what compresses, which else would not know a length
    if service.decisions is not None:
        anywhere = {"Access-Control-Allow-Origin": "*"} if "*" in settings.cors_origins else {}
        beside = {**HEADERS, **secure, **anywhere}
        app.add_middleware(Recorded, decisions=service.decisions, headers=beside)
    app.add_middleware(AtOneState, follower=follower)
    app.add_middleware(Rates, most=settings.rate, key_most=settings.key_rate)
    app.add_middleware(Access, keyring=keyring, anybody=settings.access)
    state = ServiceState(
        lambda: app.state.service, warmth, {"question": turns, "screening": screens}, kept
    )
    metrics = app.state.metrics = Metrics(state)
    app.add_middleware(Observed, metrics=metrics, log=settings.log)
    app.state.traces = None
    if settings.traces:
        require_extra("telemetry")
        from .traces import TracedRequests, Traces  # they need an extra

        app.state.traces = Traces(settings.traces)
        app.add_middleware(TracedRequests, traces=app.state.traces)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    return app


def routed(service: Service, routers: tuple[APIRouter, ...]) -> FastAPI:
    """Return what has the routes of a service, without what surrounds every answer."""
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
        # FastAPI's own would tell addresses and queries, which name persons: see `traces`.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in routers:
        app.include_router(router)
    routes = [one for router in routers for one in router.routes if isinstance(one, APIRoute)]
    app.add_middleware(Prompt, answers=prompt_answers(service) if service.travel else {})
    openapi.install(app, service)
    app.state.routes = (*routes, *(one for one in app.routes if isinstance(one, APIRoute)))
    app.state.paths = tuple(one.path for one in routes if one.include_in_schema)
    problems.install(app)
    return app


def _routers(service: Service, settings: Settings, screens: Turns) -> tuple[APIRouter, ...]:
    """Return the routes of a service; what they take is made from its rules."""
    # Rules that ask other questions alone have neither the routes nor the pages of the first one.
    if not service.travel:
        return (
            asking(service),
            records.brought(service),
            decision_log(service),
            operations.router,
        )
    return (
        questions(service),
        views(service),
        asking(service),
        ask.router,
        itineraries.router,
        comparisons(service),
        venues(service),
        records.router,
        records.brought(service),
        live.router,
        reports(service),
        law.router,
        certificate.router,
        dockets(service),
        decision_log(service),
        screening(service, settings, screens),
        operations.router,
        pages(),
        things(service),
        meetings(service),
        journeys(service),
        takeaway(),
    )


def _watches(settings: Settings) -> Iterator[APIRouter]:
    """Yield the routes of watches, if any are kept; the databases are loaded then alone."""
    url = settings.watches.get_secret_value()
    if url:
        from safeconduct.watches import WatchStore

        from .routers.watches import watches

        yield watches(WatchStore(url), settings)


def _keyring(settings: Settings) -> Keyring | None:
    """Return the keys that may be shown, if any; raises `InputError` where some are needed."""
    keyring = None if settings.keys is None else Keyring(settings.keys)
    if keyring is None and {*settings.access} < {"read", "screen"}:
        message = "closes what nobody has a key for; set SAFECONDUCT_KEYS as well"
        raise InputError("SAFECONDUCT_ACCESS", ",".join(settings.access) or "none", message)
    if keyring is None and settings.watches.get_secret_value():
        message = "keeps watches, for which everybody needs a key; set SAFECONDUCT_KEYS as well"
        raise InputError("SAFECONDUCT_WATCHES", None, message)
    return keyring
