"""Traces of requests and of the derivations that they cause, sent by OTLP where that is wanted.

Of a request they tell what its line in the log does: route, method, status, the id, the digests;
never an address, a path or a query, which name persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct import __version__
from safeconduct.inference import surrounding

from .logs import REQUEST
from .ready import ROUTE
from .service import SERVICE

MOST: Final = 100
"""Derivations of one request that have a span of their own; the others are counted."""
_PASSED_ON: Final = frozenset({"traceparent", "tracestate"})


class Traces:
    """Where spans go: by default to a receiver of OTLP over HTTP at ``url``."""

    def __init__(self, url: str, exporter: SpanExporter | None = None) -> None:
        told = Resource.create({"service.name": "safeconduct", "service.version": __version__})
        self._provider = TracerProvider(resource=told, shutdown_on_exit=False)
        sent = exporter or OTLPSpanExporter(endpoint=url, timeout=5)
        self._provider.add_span_processor(BatchSpanProcessor(sent))

    @property
    def tracer(self) -> Tracer:
        """What makes spans."""
        return self._provider.get_tracer("safeconduct", __version__)

    def flush(self) -> None:
        """Send what waits to be sent."""
        self._provider.force_flush(5000)

    def close(self) -> None:
        """Send what waits to be sent, and end."""
        self._provider.shutdown()


class TracedRequests:
    """ASGI middleware: each request is a span, within that of the caller if he names one."""

    def __init__(self, app: ASGIApp, traces: Traces) -> None:
        self._app = app
        self._tracer = traces.tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on within its span."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        named = {name.decode("latin-1"): it.decode("latin-1") for name, it in scope["headers"]}
        given = propagate.extract({one: it for one, it in named.items() if one in _PASSED_ON})
        method = scope["method"]
        told = {"http.request.method": method, "url.scheme": scope.get("scheme", "http")}
        with self._tracer.start_as_current_span(
            method, given, SpanKind.SERVER, told, record_exception=False
        ) as span:
            derivations = _Derivations(self._tracer)
            token = surrounding.set(derivations.within)

            async def seen(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _tell(span, scope, message["status"])
                await send(message)

            try:
                await self._app(scope, receive, seen)
            finally:
                surrounding.reset(token)
                span.set_attribute("safeconduct.derivations", derivations.count)


def _tell(span: Span, scope: Scope, status: int) -> None:
    route = str(scope.get(ROUTE) or getattr(scope.get("route"), "path", "none"))
    span.update_name(f"{scope['method']} {route}")
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)
    span.set_attribute("safeconduct.request", str(scope.get(REQUEST, "")))
    if SERVICE in scope:
        for name, digest in scope[SERVICE].digests.items():
            span.set_attribute(f"safeconduct.{name}", str(digest))
    if status >= 500:
        span.set_status(StatusCode.ERROR)


class _Derivations:
    """Counts the derivations of a request, and gives the first of them spans of their own."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._lock = Lock()
        self.count = 0

    @contextmanager
    def within(self, evaluator: str) -> Iterator[None]:
        """Do one derivation by an evaluator."""
        with self._lock:
            self.count += 1
            told = self.count <= MOST
        if not told:
            yield
            return
        with self._tracer.start_as_current_span(
            "derive", attributes={"safeconduct.evaluator": evaluator}
        ):
            yield
