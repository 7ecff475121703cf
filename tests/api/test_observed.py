"""What the service measures and logs of itself, and when it says that it is ready."""

from __future__ import annotations

import asyncio
import json
import logging
import logging.config
import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from safeconduct import Engine
from safeconduct.api import warm
from safeconduct.api.app import create_app
from safeconduct.api.logs import log_config, request_id
from safeconduct.api.routers import operations
from safeconduct.api.settings import Settings

from .conftest import Client, Request

QUESTION = {"person": "putin", "place": "MNG", "on": "2024-09-02"}
Sample = tuple[str, frozenset[tuple[str, str]]]


def measured(get: Request) -> dict[Sample, float]:
    page = get("/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert page.headers["cache-control"] == "no-store"
    return {
        (one.name, frozenset(one.labels.items())): one.value
        for family in text_string_to_metric_families(page.text)
        for one in family.samples
    }


def sample(name: str, **labels: str) -> Sample:
    return name, frozenset(labels.items())


@pytest.fixture(scope="module")
def service(engine: Engine) -> FastAPI:
    return create_app(engine, Settings())


def test_requests_are_counted_by_route(engine: Engine) -> None:
    """By the route and not the address, of which there are without end; kept answers too."""
    service = create_app(engine, Settings())  # of its own: others ask too
    get, request = Client(service).get, Client(service).request
    for _ in range(3):
        get("/v1/travel-risk", QUESTION)
    for name in ("vladimir-putin", "omar-al-bashir", "nobody"):
        get(f"/v1/persons/{name}")
    get("/nowhere")
    request("BREW", "/healthz")
    found = measured(get)
    count = "safeconduct_requests_total"
    asked = {"method": "GET", "route": "/v1/travel-risk", "status": "200"}
    assert found[sample(count, **asked)] == 3
    person = {"method": "GET", "route": "/v1/persons/{id}"}
    assert found[sample(count, **person, status="200")] == 2
    assert found[sample(count, **person, status="404")] == 1
    assert found[sample(count, method="GET", route="none", status="404")] == 1
    assert any(key[0] == count and ("method", "other") in key[1] for key in found)
    assert found[sample("safeconduct_request_seconds_count", route="/v1/travel-risk")] == 3
    assert found[sample("safeconduct_kept_asked_total", found="yes")] == 2
    assert found[sample("safeconduct_kept_answers")] >= 1


def test_the_state_is_told(service: FastAPI, engine: Engine) -> None:
    """What answers, how old each kind of record is, what was derived, where indexes came from."""
    found = measured(Client(service).get)
    world, rules = engine.world.digest, engine.rulebase.digest
    info = [dict(key[1]) for key in found if key[0] == "safeconduct_info"]
    assert [(one["world"], one["rules"]) for one in info] == [(world, rules)]
    for kind, reach in engine.world.reach.items():
        days = (engine.clock() - reach.until).days
        assert found[sample("safeconduct_record_age_days", kind=kind)] == days
    assert found[sample("safeconduct_derivations")] == engine.inference.distinct
    for how in ("built", "read", "refused"):
        assert sample("safeconduct_index_loads_total", how=how) in found


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("abc-12345", True),
        ("a" * 64, True),
        ("a" * 7, False),
        ("a" * 65, False),
        ("a b c d e", False),
    ],
)
def test_a_request_has_an_id(get: Request, given: str, taken: bool) -> None:  # noqa: FBT001
    """The caller's own if it is one, and in answers that are kept as well."""
    for path in (
        "/healthz",
        "/nowhere",
        "/v1/persons/vladimir-putin",
        "/v1/persons/vladimir-putin",
    ):
        found = get(path, X_Request_ID=given).headers["x-request-id"]
        assert (found == given) is taken
        assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", found)
        assert "x-request-id" not in get(path).headers  # nothing is logged under it
    assert request_id(None) != request_id(None)
    assert request_id(b"\xff" * 10) != "\xff" * 10


@pytest.mark.parametrize("form", ["json", "text", "off"])
def test_requests_are_logged(engine: Engine, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """One line each, without the query; what a path holds cannot begin another line."""
    get = Client(create_app(engine, Settings(log=form))).get  # type: ignore[arg-type]
    get("/v1/travel-risk", QUESTION, X_Request_ID="abc-12345")
    other = get("/nowhere%0Alevel=info%1b[31m").headers
    assert ("x-request-id" in other) is (form != "off")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == (0 if form == "off" else 2)
    assert "person=putin" not in "".join(lines)
    if form == "json":
        first = json.loads(lines[0])
        assert (first["request"], first["route"], first["status"]) == (
            "abc-12345",
            "/v1/travel-risk",
            200,
        )
        assert first["seconds"] > 0
        assert first["bytes"] > 500
        assert json.loads(lines[1])["path"] == r"/nowhere\nlevel=info\x1b[31m"
    elif form == "text":
        assert "event=request" in lines[0]
        assert "status=404" in lines[1]
        assert "\x1b" not in lines[1]


@pytest.fixture
def _logging() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before[0], before[1]


@pytest.mark.usefixtures("_logging")
def test_all_else_is_logged_alike(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning or an error of a library is a line of JSON, with what was raised."""
    logging.config.dictConfig(log_config())
    try:
        int("a\nb")
    except ValueError:
        logging.getLogger("some.library").exception("what %s", "failed")
    (line,) = capsys.readouterr().err.splitlines()
    found = json.loads(line)
    assert (found["event"], found["logger"], found["level"]) == (
        "what failed",
        "some.library",
        "error",
    )
    assert "ValueError: invalid literal" in found["exception"]


def test_security_headers_are_on_every_answer(service: FastAPI) -> None:
    """On errors and on what a browser asks beforehand too."""
    method = "Access-Control-Request-Method"
    ahead = {"Origin": "https://a.example", method: "GET"}
    request = Client(service).request
    answers = [
        request("GET", "/healthz"),
        request("GET", "/nowhere"),
        request("GET", "/metrics"),
        request("POST", "/healthz"),
        request("GET", "/v1/travel-risk", {str(number): "" for number in range(60)}),
        request("OPTIONS", "/v1/travel-risk", headers=ahead),
        request("OPTIONS", "/v1/travel-risk", headers=ahead | {method: "PUT"}),
    ]
    assert [one.status_code for one in answers] == [200, 404, 200, 405, 413, 200, 400]
    for one in answers:
        assert one.headers["x-content-type-options"] == "nosniff", one.request.url
        assert one.headers["content-security-policy"].startswith("default-src 'none'")
        assert one.headers["referrer-policy"] == "no-referrer"


def test_a_service_is_ready_when_it_has_answered(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before a question and a row were answered; what fails there is tried again."""
    tried: list[int] = []

    def exercise(_: Engine, *, rows: bool = True) -> None:
        assert rows
        tried.append(1)
        if len(tried) == 1:
            raise RuntimeError("not yet")

    monkeypatch.setattr(warm, "_warm", lambda *_: None)
    monkeypatch.setattr(warm, "apart", lambda *_: None)
    monkeypatch.setattr(warm, "_LOOK", 0.01)
    monkeypatch.setattr(warm.gc, "freeze", lambda: None)  # all other tests would have it so
    monkeypatch.setattr(warm, "exercise", exercise)
    monkeypatch.setattr(operations, "exercise", exercise)
    app = create_app(engine, Settings())
    monkeypatch.setattr(app.state.warmth, "_document", lambda: None)
    monkeypatch.setattr(app.state.warmth, "_dockets", None)

    async def until(wanted: Callable[[], bool]) -> None:
        for _ in range(500):
            if wanted():
                return
            await asyncio.sleep(0.01)
        raise AssertionError

    async def serve() -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            app.state.warmth.begun = True
            early = await client.get("/readyz")
            assert (early.status_code, early.headers["retry-after"]) == (503, "2")
            assert early.json()["type"] == "/problems/not-ready"
            async with app.state.warmth.running():
                await until(lambda: app.state.warmth.done)
                assert (await client.get("/readyz")).status_code == 200

    asyncio.run(serve())
    assert len(tried) == 3  # in vain, to get ready, and when it was asked
