"""Security headers: on whatever is sent, by whatever route, and also where there is none."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from safeconduct import Engine
from safeconduct.api import connections
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

from .conftest import Client, Request

QUESTION = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
WANTED = {
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
}
ROWS = b"person,place,on\nvladimir-putin,MNG,2024-09-02\nnobody,MNG,2024-09-02\n"
PAGES = (
    "/",
    "/?person=vladimir-putin&place=MNG&on=2024-09-02",
    "/?person=Putim",
    "/wanted",
    "/persons/vladimir-putin",
    "/places/crimea",
    "/rules/rs-89-1",
    "/upcoming",
    "/ask?q=Where+can+Netanyahu+go+this+year%3F",
    "/memo?person=vladimir-putin&place=MNG&on=2024-09-02",
    "/embed/map?person=vladimir-putin&place=MNG&on=2024-09-02",
    "/docs",
    "/problems/busy",
    "/nowhere",
)


def check(answer: httpx.Response) -> None:
    told = f"{answer.request.method} {answer.request.url} {answer.status_code}"
    assert set(answer.headers) >= WANTED, told
    for name in WANTED:
        assert len(answer.headers.get_list(name)) == 1, told
    assert answer.headers["x-content-type-options"] == "nosniff", told
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; "), told
    assert "unsafe" not in answer.headers["content-security-policy"], told
    assert "server" not in answer.headers, told


def addresses(app: FastAPI) -> list[str]:
    """Return an address of each route: with what its path needs, though mostly of nothing."""
    paths = {one.path for one in app.state.routes}
    assert len(paths) > 60
    return sorted(paths)


@pytest.mark.parametrize(
    "method",
    [*(pytest.param(one, marks=pytest.mark.slow) for one in ("GET", "HEAD")), "OPTIONS", "BREW"],
)
def test_every_route_has_them(app: FastAPI, request_: Request, method: str) -> None:
    """Without what it needs as well, and with methods that it does not know."""
    for path in addresses(app):
        check(request_(method, path))


def test_what_browsers_ask_beforehand_has_them(app: FastAPI, request_: Request) -> None:
    """Whether it is allowed or not."""
    for path in addresses(app):
        for method in ("GET", "DELETE"):
            headers = {"Origin": "https://a.example", "Access-Control-Request-Method": method}
            check(request_("OPTIONS", path, headers=headers))


def test_every_kind_of_answer_has_them(app: FastAPI, get: Request) -> None:
    """Kept, unchanged, streamed, a file, a picture, and every kind of error."""
    first = get("/v1/travel-risk", QUESTION)
    second = get("/v1/travel-risk", QUESTION, If_None_Match=first.headers["etag"])
    weak = get("/v1/travel-risk", QUESTION, If_None_Match=f"W/{first.headers['etag']}")
    assert [one.status_code for one in (first, second, weak)] == [200, 304, 304]
    names = [one.partition("/")[2] for one in app.state.service.files.files if "static/" in one]
    assert len(names) > 3
    others = [get(f"/static/{name}") for name in names]
    others += [get(path, Accept="text/html") for path in ("/nowhere", "/persons/nobody")]
    others += [get("/v1/travel-risk", {"person": "nobody"}), get("/v1/travel-risk", {"x": "y"})]
    for one in (first, second, weak, *others):
        check(one)

    async def screened(body: bytes) -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            kind = {"Content-Type": "text/csv"}
            return await client.post("/v1/screen", content=body, headers=kind)

    for body, status in ((ROWS, 200), (b"x\n1\n", 400)):
        answer = asyncio.run(screened(body))
        assert answer.status_code == status
        check(answer)


def test_what_fails_has_them(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody expected is answered like all else."""
    app = create_app(engine, Settings())
    monkeypatch.setattr(Engine, "wanted", lambda *_, **__: 1 / 0)
    answer = Client(app).get("/v1/wanted")
    assert answer.status_code == 500
    check(answer)


def test_https_is_kept_where_the_public_has_it(engine: Engine) -> None:
    """Beforehand, too; not elsewhere, where browsers would be shut out."""
    for address, has in (("https://law.example/", True), ("http://law.example/", False)):
        request = Client(create_app(engine, Settings(address=address))).request
        ahead = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
        for answer in (request("GET", "/healthz"), request("OPTIONS", "/healthz", headers=ahead)):
            assert ("strict-transport-security" in answer.headers) is has
            check(answer)


class Inline(HTMLParser):
    """Finds what a policy without exceptions would not let run or apply."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.elements = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        given = dict(attrs)
        script = tag == "script" and "src" not in given
        if (script and given.get("type") != "application/ld+json") or tag in ("style", "base"):
            self.found.append(tag)
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name == "style" or name.startswith("on") or text.startswith("javascript:"):
                self.found.append(f"{tag} {name}")
            if name in ("src", "action") and "//" in text:
                self.found.append(f"{tag} {name}={text}")


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_nothing_that_the_policy_forbids(get: Request, path: str) -> None:
    """No script, style or handler within the page, and nothing of another host."""
    answer = get(path, Accept="text/html")
    check(answer)
    page = Inline()
    page.feed(answer.text)
    assert page.elements > 10
    assert page.found == []


Ask = Callable[[bytes], bytes]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Return what sends bytes to a server with our connections, and returns all that it answers."""

    async def never(_scope: object, _receive: object, _send: object) -> None:
        raise AssertionError

    monkeypatch.setattr(connections, "settings", lambda: Settings(connections=2))
    config = uvicorn.Config(
        never,  # type: ignore[arg-type]
        port=0,
        lifespan="off",
        log_level="critical",
        http="safeconduct.api.connections:BoundedProtocol",
        h11_max_incomplete_event_size=1000,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]

    def send(data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", port), 20) as connection:
            connection.sendall(data)
            told = b""
            while more := connection.recv(2**16):
                told += more
            return told

    yield send
    server.should_exit = True
    thread.join(20)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-API-Key: " + b"a" * 2000,
    ],
)
def test_what_is_not_http_has_them(ask: Ask, sent: bytes) -> None:
    """A line of another protocol, a request without a host, headers that are too large."""
    head, _, body = ask(sent).partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    assert status == "HTTP/1.1 400 Bad Request"
    headers = {line.partition(":")[0].lower(): line.partition(": ")[2] for line in lines}
    assert set(headers) >= WANTED
    assert headers["content-length"] == str(len(body))
    assert headers["connection"] == "close"


def test_who_finds_no_place_is_told_with_them() -> None:
    """The answer of a connection that is one too many is a whole answer."""
    head, _, body = connections._FULL.partition(b"\r\n\r\n")
    names = {line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n")[1:]}
    assert names >= WANTED | {"retry-after", "content-length"}
    assert body == b""
