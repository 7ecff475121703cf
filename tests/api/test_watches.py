"""Watches over HTTP: whose they are, what is told of them, and in which forms it can be read."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from pydantic import SecretStr
from sqlalchemy import text
from starlette.testclient import TestClient

from safeconduct import Engine, InputError
from safeconduct.api.app import create_app
from safeconduct.api.connections import Ending
from safeconduct.api.keys import changed_keys, new_key
from safeconduct.api.settings import Settings
from safeconduct.api.streams import Streams
from safeconduct.api.watch_feeds import as_event
from safeconduct.watches import Watcher, WatchesFailed, WatchNotice, WatchOutbox, WatchStore

ASKED = {"person": "putin", "condition": "becomes", "places": ["Armenia"]}
HOOK = "https://receiver.example/hook?token=hidden"


class Clock:
    """Stands still until a test moves it."""

    day = date(2024, 1, 30)

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def on_a_day(engine: Engine, clock: Clock) -> Engine:
    return Engine(engine.world, engine.rulebase, today=clock, inference=engine.inference)


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    """Return the keys of two who may watch and of one who may not."""
    (tmp_path / "keys").mkdir(mode=0o700)
    made: dict[str, str] = {}
    with changed_keys(tmp_path / "keys" / "keys.json") as keys:
        for name, scope in (("one", "watch"), ("other", "watch"), ("reader", "read")):
            key, text = new_key(name, (scope,))  # type: ignore[arg-type]
            keys.append(key)
            made[name] = text
    return made


@pytest.fixture
def settings(tmp_path: Path, texts: dict[str, str]) -> Settings:
    assert texts
    url = f"sqlite:///{tmp_path / 'watches.sqlite'}"
    return Settings(
        watches=SecretStr(url), keys=tmp_path / "keys" / "keys.json", address="https://a.example/"
    )


@pytest.fixture
def store(settings: Settings) -> Iterator[WatchStore]:
    with WatchStore(settings.watches.get_secret_value()) as found:
        yield found


@pytest.fixture
def client(
    on_a_day: Engine, settings: Settings, texts: dict[str, str], store: WatchStore
) -> TestClient:
    """Return a client with the first key, of a service whose watcher has looked once."""
    Watcher(store, lambda: on_a_day).look()
    app = create_app(on_a_day, settings)
    return TestClient(app, headers={"X-API-Key": texts["one"]}, raise_server_exceptions=False)


def test_a_watch_is_made_read_and_removed(client: TestClient, texts: dict[str, str]) -> None:
    """Its secret is shown once, and it is there for the key alone that made it."""
    made = client.post("/v1/watches", json={**ASKED, "hook": HOOK})
    assert made.status_code == 201, made.text
    secret, id_ = made.json()["secret"], made.json()["watch"]["id"]
    assert secret.startswith("whsec_")
    assert made.headers["location"] == f"/v1/watches/{id_}"
    assert made.json()["watch"]["places"] == ["ARM"]
    listed = client.get("/v1/watches").json()
    assert [one["id"] for one in listed["items"]] == [id_]
    found = client.get(f"/v1/watches/{id_}")
    assert found.json()["sent"] == {"waiting": 0, "done": 0, "dead": 0}
    assert secret not in found.text + client.get("/v1/watches").text
    other = {"X-API-Key": texts["other"]}
    assert client.get("/v1/watches", headers=other).json()["total"] == 0
    for address in (
        f"/v1/watches/{id_}",
        f"/v1/watches/{id_}/notices",
        f"/v1/watches/{id_}/events",
        f"/watches/{id_}.atom",
    ):
        assert client.get(address, headers=other).status_code == 404, address
    assert client.delete(f"/v1/watches/{id_}", headers=other).status_code == 404
    assert client.post(f"/v1/watches/{id_}/replay", headers=other).status_code == 404
    assert client.delete(f"/v1/watches/{id_}").status_code == 204
    assert client.get(f"/v1/watches/{id_}").status_code == 404
    assert client.delete(f"/v1/watches/{id_}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/watches"),
        ("POST", "/v1/watches"),
        ("DELETE", "/v1/watches/x"),
        ("GET", "/v1/watches/x/events"),
        ("GET", "/watches/x.atom"),
    ],
)
def test_a_key_with_the_scope_is_needed(
    client: TestClient, texts: dict[str, str], method: str, path: str
) -> None:
    """None is 401, another one 403."""
    reader = {"X-API-Key": texts["reader"]}
    assert client.request(method, path, headers=reader).status_code == 403
    del client.headers["X-API-Key"]
    assert client.request(method, path).status_code == 401


def test_without_keys_there_are_no_watches(engine: Engine, settings: Settings) -> None:
    """They would be anybody's; and where none are kept the addresses do not exist."""
    with pytest.raises(InputError, match="SAFECONDUCT_WATCHES"):
        create_app(engine, settings.model_copy(update={"keys": None}))
    app = create_app(engine, settings.model_copy(update={"watches": SecretStr("")}))
    paths = [getattr(one, "path", "") for one in app.routes]
    assert not [one for one in paths if "watches" in one]


def test_all_mistakes_are_told(client: TestClient) -> None:
    """At once; nothing of the address of a receiver is told."""
    wrong: dict[str, Any] = {
        "person": "nobody",
        "condition": "become",
        "places": ["Atlantis"],
        "hook": "ftp://hidden.example/hidden",
    }
    found = client.post("/v1/watches", json=wrong)
    fields = {one["field"] for one in found.json()["errors"]}
    assert found.status_code == 400
    assert fields == {"person", "condition", "place", "hook"}
    assert "hidden" not in found.text
    shaped = client.post(
        "/v1/watches", json={"person": 1, "placs": [], "days": 0, "hook": ["hidden"]}
    )
    told = {one["field"]: one["code"] for one in shaped.json()["errors"]}
    assert told == {
        "person": "invalid-value",
        "condition": "missing-value",
        "placs": "unknown-parameter",
        "days": "invalid-value",
        "hook": "invalid-value",
    }
    assert "hidden" not in shaped.text
    assert client.get("/v1/watches/x/notices?after=-1").status_code == 400


def test_what_is_told_can_be_read_in_three_forms(
    client: TestClient, clock: Clock, on_a_day: Engine, store: WatchStore
) -> None:
    """As JSON, as a feed, as a stream that goes on after the last event."""
    id_ = client.post("/v1/watches", json={**ASKED, "hook": HOOK}).json()["watch"]["id"]
    address = f"/v1/watches/{id_}"
    assert client.get(f"{address}/notices").json() == {"items": [], "next": 0}
    clock.day = date(2024, 2, 3)
    assert Watcher(store, lambda: on_a_day).look() == 1
    page = client.get(f"{address}/notices").json()
    (notice,) = page["items"]
    assert page["next"] == notice["seq"]
    assert notice["body"]["data"]["event"]["day"] == "2024-02-01"
    assert client.get(f"{address}/notices?after={page['next']}").json()["items"] == []
    feed = client.get(f"/watches/{id_}.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(feed.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.find(f"{atom}id").text == f"urn:uuid:{id_}"  # type: ignore[union-attr]
    (entry,) = root.findall(f"{atom}entry")
    assert entry.find(f"{atom}id").text == f"urn:uuid:{notice['id']}"  # type: ignore[union-attr]
    assert "Armenia" in entry.find(f"{atom}title").text  # type: ignore[operator, union-attr]
    link = root.find(f"{atom}link")
    assert link is not None
    assert link.get("href") == f"https://a.example/watches/{id_}.atom"
    assert client.get(address).json()["sent"] == {"waiting": 1, "done": 0, "dead": 0}
    assert client.post(f"{address}/replay?after=0").json() == {"notices": 1}
    assert client.post(f"{address}/replay").json() == {"notices": 0}
    assert WatchOutbox(store.database).counts()["waiting"] == 1


def test_watches_are_documented(client: TestClient) -> None:
    """Where there are some, the stream of their notices with its type."""
    found = client.get("/openapi.json")
    assert found.status_code == 200
    stream = found.json()["paths"]["/v1/watches/{id}/events"]["get"]
    assert [*stream["responses"]["200"]["content"]] == ["text/event-stream"]


def notice(seq: int) -> WatchNotice:
    body = {"type": "watch.becomes", "data": {"says": "a\nb\u2028c"}}
    return WatchNotice(seq=seq, id=f"id-{seq}", watch="w", at="2026-01-01T00:00:00Z", body=body)


def test_a_stream_goes_on_and_ends() -> None:
    """Events in order, after the one that was had; it ends with its watch."""
    kept: list[WatchNotice] | None = [notice(1), notice(2), notice(3)]

    def look(after: int) -> list[WatchNotice] | None:
        return None if kept is None else [one for one in kept if one.seq > after]

    stream = Streams(1).of(look, 1)

    async def read() -> list[bytes]:
        nonlocal kept
        found = []
        async for part in stream.parts(Ending()):
            found.append(part)
            if len(found) == 3:
                kept = None
        return found

    assert asyncio.run(read()) == [b"retry: 3000\n\n", as_event(notice(2)), as_event(notice(3))]
    lines = as_event(notice(7)).decode().split("\n")
    assert lines[:2] == ["id: 7", "event: watch.becomes"]
    assert json.loads(lines[2].removeprefix("data: ")) == notice(7).body
    assert lines[3:] == ["", ""]


def test_a_stream_whose_database_fails_ends(caplog: pytest.LogCaptureFixture) -> None:
    """Its reader comes again, and is told then."""

    def fail(_: int) -> None:
        raise WatchesFailed("the database is away")

    async def read() -> list[bytes]:
        return [part async for part in Streams(1).of(fail, 0).parts(Ending())]

    assert asyncio.run(read()) == [b"retry: 3000\n\n"]
    assert "the database is away" in caplog.text


def test_a_database_that_fails_is_told_of_and_not_named(
    client: TestClient, store: WatchStore, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says what is wrong; whoever asks is told to come again."""
    with store.database.writing() as connection:
        connection.execute(text("ALTER TABLE watches RENAME TO elsewhere"))
    found = client.get("/v1/watches")
    assert found.status_code == 503
    assert found.headers["retry-after"] == "5"
    assert "sqlite" not in found.text
    assert "no such table" in caplog.text


def test_one_stream_more_than_may_be_is_told_to_come_again(
    on_a_day: Engine, settings: Settings, texts: dict[str, str]
) -> None:
    """Over HTTP: 503 while another is open, and a stream again when that has ended."""
    app = create_app(on_a_day, settings.model_copy(update={"watch_streams": 1}))
    key = {"X-API-Key": texts["one"]}
    id_ = TestClient(app, headers=key).post("/v1/watches", json=ASKED).json()["watch"]["id"]
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}/v1/watches/{id_}/events"
    try:
        with httpx.Client(headers=key, timeout=60) as client:
            with client.stream("GET", address) as first:
                assert first.headers["content-type"].startswith("text/event-stream")
                lines = first.iter_lines()  # kept, or it would close the stream
                assert next(lines) == "retry: 3000"
                with client.stream("GET", address) as refused:
                    assert refused.status_code == 503
                    refused.read()
                assert refused.headers["retry-after"]
                assert refused.json()["type"] == "/problems/busy"
                assert "as many streams of notices are open as may be: 1" in refused.text
                assert client.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
            while True:  # until it is seen that the caller has gone
                with client.stream("GET", address) as again:
                    if again.status_code == 200:
                        break
                assert time.monotonic() < until
                time.sleep(0.1)
    finally:
        server.should_exit = server.force_exit = True
        thread.join(30)
