"""The service below a path: mounted in another application, or behind a proxy."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import ASGIApp
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.api import warm
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.cli.app import app as command

QUESTION = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
_ADDRESS = re.compile(r'(?:href|src|action)="([^"#][^"]*)"')
_ASKED = re.compile(r"new URL\(`([^`?]+)\?")

DEAR = {"answers.csv", "answers.parquet", "map.png", "map.parquet", "memo.docx"}
"""Tried at the root alone, as is any way around."""

Use = Callable[[httpx.AsyncClient], Awaitable[Any]]


def _parent(app: FastAPI) -> FastAPI:
    parent = FastAPI()
    parent.mount("/law", app)
    parent.mount("/tools/icc", app)
    return parent


PLACES: dict[str, tuple[Callable[[FastAPI], ASGIApp], str, str]] = {
    "at the root": (lambda app: app, "", ""),
    "mounted": (_parent, "", "/law"),
    "mounted deeper": (_parent, "", "/tools/icc"),
    "behind a proxy": (lambda app: app, "/behind", "/behind"),
    "mounted behind a proxy": (_parent, "/behind", "/behind/law"),
}
AS_OTHERS = {"mounted", "mounted deeper", "behind a proxy"}
"""Their pages are those of the two others: they are walked through by `make test-all`."""


@pytest.fixture(params=PLACES.values(), ids=PLACES)
def place(request: pytest.FixtureRequest, app: FastAPI) -> tuple[str, Callable[[Use], Any]]:
    """Return the path below which the service lies, and what uses a client there."""
    made, root_path, base = request.param
    transport = httpx.ASGITransport(made(app), raise_app_exceptions=False, root_path=root_path)

    async def use(what: Use) -> Any:
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await what(client)

    return base, lambda what: asyncio.run(use(what))


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(one, id=name, marks=[pytest.mark.slow] if name in AS_OTHERS else [])
        for name, one in PLACES.items()
    ],
    indirect=True,
)
def test_every_address_of_the_page_leads_somewhere(
    place: tuple[str, Callable[[Use], Any]],
) -> None:
    """Links, scripts, styles and what the scripts ask for stay below the path.

    Of addresses of one form (a folder and the names of a query) the first one is tried.
    """
    base, use = place

    async def walk(client: httpx.AsyncClient) -> None:
        seen: set[tuple[str, ...]] = set()
        pages = [f"{base}/", f"{base}/problems/unknown-name"]
        while pages:
            page = await client.get(pages.pop(0), headers={"accept": "text/html"})
            assert page.status_code == 200, page.url
            if not page.headers["content-type"].startswith("text/html"):
                continue
            for address in (unescape(one) for one in _ADDRESS.findall(page.text)):
                if address.startswith(("https://", "http://")):
                    continue  # a source
                assert not address.startswith("/"), address
                target = page.url.join(address)
                assert target.path.startswith(f"{base}/"), (page.url, address)
                folder = target.path.removeprefix(base).split("/")[1]
                form = (folder, *sorted(target.params.keys()))
                way_around = "avoiding" in target.params
                dear = base and (folder in DEAR or way_around)  # made as the others are
                if form not in seen and folder not in ("docket", "upcoming", "ask") and not dear:
                    seen.add(form)
                    pages.append(str(target))
        assert {folder for folder, *_ in seen} >= {"", "static", "v1", "persons", "map.svg"}

    use(walk)


def test_what_the_script_asks_for_is_a_route(app: FastAPI) -> None:
    """Each address in the script, from where the service lies, is one of its routes."""
    paths = app.openapi()["paths"]

    async def use() -> str:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://test"
        ) as client:
            return (await client.get("/static/page.js")).text

    asked = set(_ASKED.findall(asyncio.run(use())))
    assert asked == {"v1/${path}", "ask"}
    assert {"/v1/persons", "/v1/places"} <= set(paths)


def test_what_a_program_reads_has_the_whole_path(
    place: tuple[str, Callable[[Use], Any]],
) -> None:
    """A problem's type, instance and hint, the link to the certificate, the servers of OpenAPI."""
    base, use = place

    async def ask(client: httpx.AsyncClient) -> None:
        answer = await client.get(f"{base}/v1/travel-risk", params=QUESTION)
        assert answer.json()["outcome"] == "must_arrest"
        again = await client.get(f"{base}/v1/travel-risk", params=QUESTION)
        assert again.headers == answer.headers  # this one was kept ready
        link = re.fullmatch(r'<(.+)>; rel="describedby"', answer.headers["link"])
        assert link
        assert link[1] == f"{base}/v1/certificate"
        assert (await client.get(link[1])).status_code == 200

        wrong = (await client.get(f"{base}/v1/travel-risk", params={"person": "Putn"})).json()
        assert wrong["instance"] == f"{base}/v1/travel-risk?person=Putn"
        assert wrong["type"].startswith(f"{base}/problems/")
        assert (await client.get(wrong["type"])).status_code == 200

        lost = (await client.get(f"{base}/v1/travle-risk")).json()
        assert f"'{base}/v1/travle-risk'; did you mean {base}/v1/travel-risk?" in lost["detail"]
        nowhere = (await client.get(f"{base}/qqqq")).json()
        assert nowhere["detail"].endswith(f"listed in {base}/openapi.json")

        document = (await client.get(f"{base}/openapi.json")).json()
        assert document.get("servers", [{"url": ""}]) == [{"url": base}]
        for path in ("/healthz", "/readyz", "/v1/persons/vladimir-putin", "/v1/rules"):
            assert path in document["paths"] or path.startswith("/v1/persons")
            assert (await client.get(base + path)).status_code == 200
        posted = await client.post(f"{base}/v1/travel-risk", json=QUESTION)
        assert posted.json() == answer.json()

    use(ask)


def test_without_its_last_slash_the_path_leads_to_the_page(app: FastAPI) -> None:
    """Relative addresses need it; the application around sends one there."""

    async def go() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(_parent(app)), base_url="http://test"
        ) as client:
            return await client.get("/law")

    response = asyncio.run(go())
    assert response.status_code == 307
    assert response.headers["location"] == "http://test/law/"


def test_a_mounted_service_warms_itself(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody tells it that the service starts, so the first request does, once."""
    begun = []
    monkeypatch.setattr(warm, "_warm", lambda engine, stop: begun.append(engine))
    monkeypatch.setattr(warm, "_PAUSE", 0.0)
    parent = _parent(create_app(engine, Settings()))

    async def ask() -> None:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(parent), base_url="http://test"
        ) as client:
            for _ in range(3):
                assert (await client.get("/law/healthz")).status_code == 200
            await asyncio.sleep(0.05)  # the loop waits at its end for the thread it began

    asyncio.run(ask())
    asyncio.run(ask())
    assert begun == [engine]


def test_a_request_that_ends_its_loop_does_not_wait_for_warmth(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not begun is begun by the next one."""
    monkeypatch.setattr(warm, "_PAUSE", 60.0)
    warmth = warm.Warmth(engine)

    async def begin() -> asyncio.Task[None] | None:
        warmth.begin(60.0)
        return warmth._task

    first, second = asyncio.run(begin()), asyncio.run(begin())
    assert first is not None
    assert first.cancelled()
    assert second is not first


@pytest.mark.parametrize("path", ["law", "/law/", "/", "//law", "/law?x", "http://test/law"])
def test_a_path_that_is_none_is_refused(path: str) -> None:
    """The command says what a path looks like, and serves nothing."""
    done = CliRunner().invoke(command, ["serve", "--port", "0", "--root-path", path])
    assert done.exit_code == 2
    assert "root-path" in done.stderr
    assert "/law" in done.stderr
