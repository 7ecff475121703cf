"""The client of the service, which is a package of its own, and the service in this process."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

HOME = Path(__file__).parents[2] / "tools" / "client"
sys.path.insert(0, str(HOME))


class InProcess(httpx.BaseTransport):
    """Brings requests of a client that waits to an application; keeps what was sent and came."""

    def __init__(self, app: Any) -> None:
        self._transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.request = httpx.Request("GET", "http://test")
        self.came = b""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        async def answered() -> httpx.Response:
            response = await self._transport.handle_async_request(request)
            content = await response.aread()
            headers = {k: v for k, v in response.headers.items() if k != "content-encoding"}
            return httpx.Response(response.status_code, headers=headers, content=content)

        self.request = request
        response = asyncio.run(answered())
        self.came = response.content
        return response

    @property
    def members(self) -> Any:
        """What came, as plain data."""
        return json.loads(self.came)


@pytest.fixture(scope="session")
def app(engine: Engine) -> Any:
    return create_app(engine, Settings())


@pytest.fixture
def transport(app: Any) -> InProcess:
    return InProcess(app)


@pytest.fixture
def client(transport: InProcess) -> Any:
    from safeconduct_client import Client

    return Client(http=httpx.Client(transport=transport, base_url="http://test"))
