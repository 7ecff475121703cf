"""The service on the embedded records and rules, with today frozen, asked in-process.

No server runs and no port is opened, except in the tests of the page.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

from ..conftest import PageOf

if TYPE_CHECKING:
    from playwright.sync_api import Page

Request = Callable[..., httpx.Response]
PATIENCE = 20
"""Seconds until the server counts as not stopped."""

TODAY = date(2026, 11, 24)


Headers: TypeAlias = Mapping[str, str] | list[tuple[str, str]]


@dataclass(frozen=True)
class Client:
    """Sends requests to an application, without a network; exceptions are not let through."""

    app: FastAPI

    def request(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None = None,
        headers: Headers | None = None,
    ) -> httpx.Response:
        return asyncio.run(self._send(method, path, params, headers))

    def get(
        self, path: str, params: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", path, params, named)

    async def _send(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        headers: Headers | None,
    ) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, params=params, headers=headers)


@pytest.fixture(scope="session")
def app(engine: Engine) -> FastAPI:
    return create_app(engine, Settings())


@pytest.fixture(scope="session")
def request_(app: FastAPI) -> Request:
    """Send a request of any method to the service."""
    return Client(app).request


@pytest.fixture(scope="session")
def get(app: FastAPI) -> Request:
    """Send a GET request to the service; headers as keywords, with underscores."""
    return Client(app).get


@pytest.fixture(scope="session")
def client_of() -> Callable[[FastAPI], Request]:
    """Return what sends GET requests to an application of one's own."""
    return lambda app: Client(app).get


@pytest.fixture(scope="session")
def address(app: FastAPI) -> Iterator[str]:
    """Serve the page on a free port of this machine while the tests run."""
    config = uvicorn.Config(app, port=0, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def either(request: pytest.FixtureRequest, page_of: PageOf) -> Page:
    """A page with JavaScript, and one without."""
    return page_of(java_script_enabled=request.param)
