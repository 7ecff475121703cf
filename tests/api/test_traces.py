"""Requests and derivations as spans of OpenTelemetry: only where it is said, and of nobody."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from safeconduct import Engine, InputError, MissingExtra
from safeconduct.api import traces, warm
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.base import extras

from .conftest import Client

URL = "http://127.0.0.1:4318/v1/traces"
ASKED = "/v1/travel-risk?person=putin&place=MNG&on=2024-09-02"
Make = Callable[[], tuple[FastAPI, Callable[[], list[ReadableSpan]]]]


@pytest.fixture
def traced(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Return what makes a service and what returns its spans, ended, in their order."""
    made: list[FastAPI] = []

    def make() -> tuple[FastAPI, Callable[[], list[ReadableSpan]]]:
        kept = InMemorySpanExporter()
        monkeypatch.setattr(traces, "OTLPSpanExporter", lambda **_: kept)
        # An engine of its own, which has derived nothing yet.
        own = Engine(engine.world, engine.rulebase, today=engine.clock)
        app = create_app(own, Settings(traces=URL))
        made.append(app)

        def spans() -> list[ReadableSpan]:
            app.state.traces.flush()
            return list(kept.get_finished_spans())

        return app, spans

    yield make
    for app in made:
        app.state.traces.close()


def test_a_request_is_a_span_that_names_nobody(traced: Make) -> None:
    app, spans = traced()
    get = Client(app).get
    answer = get(ASKED)
    assert answer.status_code == get(ASKED).status_code == 200
    assert get("/v1/persons/vladimir-putin").status_code == 200
    assert get("/v1/persons/nobody-at-all").status_code == 404
    found = [one for one in spans() if one.parent is None]
    assert [one.name for one in found] == [
        "GET /v1/travel-risk",
        "GET /v1/travel-risk",
        "GET /v1/persons/{id}",
        "GET /v1/persons/{id}",
    ]
    first = dict(found[0].attributes or {})
    assert first["http.route"] == "/v1/travel-risk"
    assert first["http.response.status_code"] == 200
    assert first["safeconduct.world"] == answer.headers["safeconduct-world"]
    assert first["safeconduct.rules"] == answer.headers["safeconduct-rules"]
    told = " ".join(one.to_json() for one in spans()).casefold()
    for name in ("putin", "mng", "nobody", "2024-09-02"):
        assert name not in told


def test_derivations_are_spans_within_that_of_the_request(traced: Make) -> None:
    """By both evaluators; what was derived before is not derived again."""
    app, spans = traced()
    get = Client(app).get
    get(ASKED)
    get(f"{ASKED}&profile=icc")
    request, again = (one for one in spans() if one.parent is None)
    derived = [one for one in spans() if one.name == "derive"]
    assert {(one.attributes or {})["safeconduct.evaluator"] for one in derived} == {
        *app.state.service.engine.evaluators
    }
    assert request.context is not None
    assert {one.parent.span_id for one in derived if one.parent} == {request.context.span_id}
    assert dict(request.attributes or {})["safeconduct.derivations"] == len(derived) > 1
    assert dict(again.attributes or {})["safeconduct.derivations"] == 0


@pytest.mark.slow
def test_what_gets_ready_meanwhile_is_no_part_of_a_request(
    traced: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "_PAUSE", 0)
    begun, done = threading.Event(), threading.Event()
    real = warm._warm

    def warmed(*given: Any) -> None:
        begun.set()
        real(*given)
        done.set()

    monkeypatch.setattr(warm, "_warm", warmed)
    wanted = Engine.wanted
    monkeypatch.setattr(Engine, "wanted", lambda engine: wanted(engine)[:1])  # one is enough
    app, spans = traced()

    async def run() -> None:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            await client.get("/healthz")
            await asyncio.to_thread(done.wait, 60)

    asyncio.run(run())
    assert begun.is_set()
    assert app.state.service.derivations > 1
    assert [one.name for one in spans()] == ["GET /healthz"]


def test_many_derivations_are_counted(traced: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "MOST", 1)
    app, spans = traced()
    Client(app).get(ASKED)
    (request,) = (one for one in spans() if one.parent is None)
    assert dict(request.attributes or {})["safeconduct.derivations"] > 1  # type: ignore[operator]
    assert sum(one.name == "derive" for one in spans()) == 1


@pytest.mark.slow
def test_a_span_lies_within_that_of_the_caller(traced: Make) -> None:
    app, spans = traced()
    trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    Client(app).get("/v1/wanted", traceparent=f"00-{trace}-{parent}-01")
    Client(app).get("/v1/wanted", traceparent="00-nothing-of-the-kind")
    first, second = (one for one in spans() if one.name == "GET /v1/wanted")
    assert first.context is not None
    assert first.parent is not None
    assert f"{first.context.trace_id:032x}" == trace
    assert f"{first.parent.span_id:016x}" == parent
    assert second.parent is None


def test_what_fails_is_an_error(traced: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    app, spans = traced()

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("putin")

    monkeypatch.setattr(Engine, "wanted", fails)
    assert Client(app).get("/v1/wanted").status_code == 500
    (span,) = spans()
    assert not span.status.is_ok
    assert "putin" not in span.to_json()


def test_it_is_sent_by_otlp_and_who_does_not_take_it_fails_nothing(engine: Engine) -> None:
    """A receiver gets a request of the protocol; one that is not there is no matter."""
    taken: list[tuple[str, str]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((self.path, self.headers["Content-Type"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        app = create_app(
            engine, Settings(traces=f"http://127.0.0.1:{server.server_port}/v1/traces")
        )
        assert Client(app).get("/v1/wanted").status_code == 200
        app.state.traces.close()
        server.shutdown()
    assert taken == [("/v1/traces", "application/x-protobuf")]


def test_the_end_of_the_service_sends_what_waits(traced: Make) -> None:
    app, spans = traced()

    async def run() -> None:
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                assert (await client.get("/healthz")).status_code == 200

    asyncio.run(run())
    assert [one.name for one in spans()] == ["GET /healthz"]


def test_what_is_missing_is_named(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = extras.is_installed
    monkeypatch.setattr(
        extras, "is_installed", lambda name: "opentelemetry" not in name and real(name)
    )
    with pytest.raises(MissingExtra) as missing:
        create_app(engine, Settings(traces=URL))
    assert "pip install 'safeconduct[telemetry]'" in str(missing.value)
    assert "opentelemetry-sdk" in str(missing.value)


@pytest.mark.slow
def test_nothing_is_loaded_unless_it_is_set() -> None:
    program = (
        "import sys\n"
        "from safeconduct.api.app import create_app\n"
        "create_app()\n"
        "print([one for one in sys.modules if 'opentelemetry.sdk' in one or 'otlp' in one])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


OTHERS = """
import asyncio
import httpx
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
kept, provider = InMemorySpanExporter(), TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(kept))
trace.set_tracer_provider(provider)
from safeconduct.api.app import create_app
async def ask():
    transport = httpx.ASGITransport(app=create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get("/v1/travel-risk?person=putin&place=MNG")
assert asyncio.run(ask()).status_code == 200
print([one.to_json() for one in kept.get_finished_spans()])
"""


@pytest.mark.slow
def test_the_traces_of_a_program_around_it_are_told_nothing() -> None:
    """The framework would tell the whole address."""
    done = subprocess.run(
        [sys.executable, "-c", OTHERS], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("text", ["localhost:4318", "ftp://x/y", "http://"])
def test_a_receiver_has_an_address(text: str) -> None:
    with pytest.raises(InputError, match="is not an address of a receiver of traces"):
        Settings.from_environment({"SAFECONDUCT_TRACES": text})
