"""Who may do what: keys and their scopes, what is open, and what is told of it."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from safeconduct import Engine, InputError
from safeconduct.api import keyring as keyring_module
from safeconduct.api.access import Access, needed
from safeconduct.api.app import create_app
from safeconduct.api.keys import Scope, changed_keys, last_used, new_key, now
from safeconduct.api.problems import REFUSED
from safeconduct.api.rates import Rates
from safeconduct.api.settings import Open, Settings

from .conftest import Client

READ, SCREEN = "/v1/persons/vladimir-putin", "/v1/screen"
ROWS = {"method": "POST", "path": SCREEN}


@dataclass(frozen=True)
class Guarded:
    """A service with keys, by what they allow; ``tell``: answers a request that shows a key."""

    app: FastAPI
    file: Path
    keys: dict[str, str]

    def tell(
        self, key: str | None = None, path: str = READ, method: str = "GET", **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            named["Authorization"] = f"Bearer {self.keys.get(key, key)}"
        return Client(self.app).request(method, path, headers=named)


Guard = Callable[..., Guarded]


@pytest.fixture
def guard(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Guard:
    """Return what makes a service with keys; ``anybody``: what needs none."""
    monkeypatch.setattr(keyring_module, "_LOOK", 0)

    def make(*anybody: Open, **settings: Any) -> Guarded:
        file, texts = tmp_path / "keys.json", {}
        allowed: dict[str, tuple[Scope, ...]] = {
            "reads": ("read",),
            "screens": ("screen",),
            "both": ("read", "screen"),
        }
        with changed_keys(file) as kept:
            for name, scopes in allowed.items():
                key, texts[name] = new_key(name, scopes)
                kept.append(key)
            ended = now() - timedelta(seconds=1)
            key, texts["expired"] = new_key("expired", ("read", "screen"), ended)
            kept.append(key)
            key, texts["revoked"] = new_key("revoked", ("read", "screen"))
            kept.append(key.model_copy(update={"revoked": now()}))
        return Guarded(
            create_app(engine, Settings(keys=file, access=anybody, **settings)), file, texts
        )

    return make


def code_of(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["type"]).removeprefix("/problems/")


def test_what_is_open_needs_no_key(guard: Guard) -> None:
    """Reading and screening by default; a key is taken as well."""
    guarded = guard("read", "screen")
    assert guarded.tell().status_code == 200
    assert guarded.tell("reads").status_code == 200
    assert guarded.tell(path=SCREEN, method="POST").status_code not in (401, 403)
    assert "authorization" not in guarded.tell("reads").headers.get("vary", "").lower()
    assert Settings().access == ("read", "screen")


@pytest.mark.parametrize(
    ("key", "path", "method", "status", "code"),
    [
        (None, READ, "GET", 401, "key-needed"),
        (None, READ, "HEAD", 401, None),
        (None, "/", "GET", 401, "key-needed"),
        (None, "/metrics", "GET", 401, "key-needed"),
        (None, "/openapi.json", "GET", 401, "key-needed"),
        (None, "/nowhere", "GET", 401, "key-needed"),
        (None, SCREEN, "POST", 401, "key-needed"),
        ("reads", READ, "GET", 200, None),
        ("reads", SCREEN, "POST", 403, "scope-missing"),
        ("screens", READ, "GET", 403, "scope-missing"),
        ("screens", SCREEN, "POST", 415, "unsupported-body"),
        ("both", READ, "GET", 200, None),
        ("expired", READ, "GET", 401, "wrong-key"),
        ("revoked", READ, "GET", 401, "wrong-key"),
        ("sc_0123", READ, "GET", 401, "wrong-key"),
        ("sc_" + "a" * 8 + "_" + "b" * 43, READ, "GET", 401, "wrong-key"),
        (None, "/healthz", "GET", 200, None),
        (None, "/problems/key-needed", "GET", 200, None),
        (None, READ, "OPTIONS", 204, None),
    ],
)
def test_what_is_closed_needs_a_key_that_allows_it(
    guard: Guard, key: str | None, path: str, method: str, status: int, code: str | None
) -> None:
    """401 without a key that is known, 403 where its scope is another; the answer says which."""
    answer = guard().tell(key, path, method)
    if status == 415:
        assert answer.status_code not in (401, 403)
        return
    assert answer.status_code == status
    assert ("www-authenticate" in answer.headers) is (status in (401, 403))
    if code is not None:
        assert code_of(answer) == code
    if code in ("key-needed", "scope-missing"):
        wanted = "screen" if path == SCREEN else "read"
        assert f"`{wanted}`" in answer.json()["detail"]
        assert f'scope="{wanted}"' in answer.headers["www-authenticate"]
    if code in ("wrong-key", "scope-missing"):
        assert "error=" in answer.headers["www-authenticate"]


def test_a_wrong_key_is_told_where_none_is_needed(guard: Guard) -> None:
    """Whoever shows one believes that it counts; what else stands there is for somebody else."""
    guarded = guard("read", "screen")
    assert code_of(guarded.tell("revoked")) == "wrong-key"
    assert "expired" in guarded.tell("expired").json()["detail"]
    assert guarded.tell(Authorization="Basic c2FmZTpjb25kdWN0").status_code == 200
    assert guarded.tell(Authorization="Bearer ey.of.a-proxy").status_code == 200
    assert code_of(guarded.tell(X_API_Key="guess")) == "wrong-key"


def test_a_key_may_come_in_another_header(guard: Guard) -> None:
    """Once, or twice if it is the same; never in the address."""
    guarded = guard()
    key = guarded.keys["reads"]
    assert guarded.tell(X_API_Key=key).status_code == 200
    assert guarded.tell("reads", X_API_Key=key).status_code == 200
    assert guarded.tell("reads", X_API_Key=guarded.keys["both"]).status_code == 401
    assert guarded.tell(path=f"{READ}?api_key={key}").status_code == 401
    assert guarded.tell(Authorization=f"bearer  {key} ").status_code == 200
    for wrong in (key[:-1], key + "a", key.upper(), key[:-1] + ("a" if key[-1] != "a" else "b")):
        assert guarded.tell(X_API_Key=wrong).status_code == 401


def test_answers_to_keys_are_kept_and_given_to_nobody_else(guard: Guard) -> None:
    """The second asking finds the answer of the first; whoever shows no key does not."""
    guarded = guard()
    kept = guarded.app.state.metrics._state.kept
    first = guarded.tell("reads")
    assert (first.status_code, kept["answers"]) == (200, 1)
    assert guarded.tell("both").content == first.content
    assert kept["found"] == 1
    assert first.headers["vary"].endswith("Authorization, X-API-Key")
    assert first.headers["cache-control"].startswith("private")
    assert guarded.tell().status_code == 401
    unchanged = guarded.tell("reads", If_None_Match=first.headers["etag"])
    assert (unchanged.status_code, unchanged.headers["cache-control"]) == (304, "private, no-cache")
    assert guarded.tell(If_None_Match=first.headers["etag"]).status_code == 401


def test_other_pages_are_told_why_they_are_refused(guard: Guard) -> None:
    """A page of an allowed origin can read a 401 and a 429, and may send a key."""
    guarded = guard(cors_origins=("https://a.example",))
    origin = {"Origin": "https://a.example"}
    refused = guarded.tell(**origin)
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == "https://a.example"
    ahead = guarded.tell(
        method="OPTIONS",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="authorization, x-api-key",
        **origin,
    )
    assert ahead.status_code == 200
    assert "Authorization" in ahead.headers["access-control-allow-headers"]


def test_a_browser_gets_a_page_that_says_so(guard: Guard) -> None:
    """With its style, which is open."""
    guarded = guard()
    page = guarded.tell(path="/", Accept="text/html")
    assert (page.status_code, page.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert "A key is needed here" in page.text
    style = next(one for one in guarded.app.state.service.files.files if one.endswith(".css"))
    assert guarded.tell(path=f"/static/{style.partition('/')[2]}").status_code in (200, 404)


def test_changes_hold_while_the_service_runs(guard: Guard) -> None:
    """A key that is taken back is refused, a new one is known."""
    guarded = guard()
    assert guarded.tell("reads").status_code == 200
    with changed_keys(guarded.file) as kept:
        kept[0] = kept[0].model_copy(update={"revoked": now()})
        key, text = new_key("later", ("read",))
        kept.append(key)
    assert guarded.tell("reads").status_code == 401
    assert guarded.tell(text).status_code == 200


def linked(file: Path) -> None:
    other = file.with_name("other.json")
    file.rename(other)
    file.symlink_to(other)


def written(text: str) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        file.write_text(text, "utf-8")

    return write


SPOILED: dict[str, tuple[Callable[[Path], Any], str]] = {
    "linked": (linked, "is a symbolic link; put the file itself there"),
    "open": (lambda file: file.chmod(0o644), r"is open to others \(mode 0644; chmod 600 mends it"),
    "for a group": (lambda file: file.chmod(0o620), "is open to others"),
    "gone": (lambda file: file.unlink(), "does not exist; `safeconduct keys create NAME` makes"),
    "a folder": (
        lambda file: (file.unlink(), file.mkdir(mode=0o700)),
        "cannot be read: Is a directory",
    ),
    "a pipe": (lambda file: (file.unlink(), os.mkfifo(file, 0o600)), "is not a regular file"),
    "empty": (written(""), "is not a file of keys; it is not JSON"),
    "half": (written('{"version": 1, "keys": ['), "is not a file of keys; it is not JSON"),
    "of another kind": (written('{"keys": [{"id": "x"}]}'), "is not a file of keys; keys.0"),
    "large": (written(" " * 2**21), "has more than 1,048,576 bytes"),
    "repeated": (written('{"keys": [], "keys": []}'), "member 'keys' is given 2 times"),
    "beside others": (lambda file: file.parent.chmod(0o777), "lies where others may write"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_file_that_cannot_be_trusted_is_refused(
    guard: Guard, engine: Engine, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    """The old keys stay, and the log says why, once; a service does not start on it."""
    guarded = guard()
    spoil, why = SPOILED[how]
    spoil(guarded.file)
    guarded.app.state.keyring._seen = ()
    with caplog.at_level(logging.WARNING, logger=keyring_module.__name__):
        assert guarded.tell("reads").status_code == 200
        assert guarded.tell("screens").status_code == 403
        assert guarded.tell().status_code == 401
    if how != "gone":
        (told,) = caplog.messages
        assert "the keys that were there before stay" in told
    with pytest.raises(InputError, match=why):
        create_app(engine, Settings(keys=guarded.file))
    guarded.file.parent.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("access", "read, screen", ("read", "screen")),
        ("access", "read", ("read",)),
        ("access", "none", ()),
        ("access", "write", None),
        ("access", "read,everything", None),
        ("trusted_proxies", "10.0.0.0/8, ::1", ("10.0.0.0/8", "::1/128")),
        ("trusted_proxies", "none", ()),
        ("trusted_proxies", "proxy.example", None),
        ("trusted_proxies", "10.0.0.1/8", None),
        ("trusted_proxies", "*", None),
    ],
)
def test_settings_are_read(name: str, text: str, read: tuple[str, ...] | None) -> None:
    """What cannot be is told, with what would be right."""
    environment = {f"SAFECONDUCT_{name.upper()}": text}
    if read is None:
        with pytest.raises(InputError, match=f"SAFECONDUCT_{name.upper()} .*valid: .*none"):
            Settings.from_environment(environment)
    else:
        assert getattr(Settings.from_environment(environment), name) == read


def test_nobody_can_be_locked_out_by_mistake(engine: Engine) -> None:
    """What is closed while there are no keys would be closed to everybody."""
    with pytest.raises(InputError, match="SAFECONDUCT_ACCESS 'read': closes what nobody has a key"):
        create_app(engine, Settings(access=("read",)))
    with pytest.raises(InputError, match="SAFECONDUCT_ACCESS 'none'"):
        create_app(engine, Settings(access=()))


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_key_is_in_a_log(
    guard: Guard,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    """Neither a right nor a wrong one, nor where something fails; its first part is."""
    guarded = guard(log=form)
    for key in ("reads", "revoked", "sc_" + "a" * 8 + "_" + "b" * 43):
        guarded.tell(key)
    guarded.tell(X_API_Key=guarded.keys["both"])

    def fails(*_: Any, **__: Any) -> Any:
        raise RuntimeError("it broke")

    monkeypatch.setattr(guarded.app.state.service.engine.__class__, "wanted", fails)
    assert guarded.tell("reads", "/v1/wanted").status_code == 500
    said = capsys.readouterr().err + caplog.text
    assert "it broke" in said
    for text in (*guarded.keys.values(), "b" * 43):
        assert text not in said
        assert text.split("_", 2)[-1] not in said
    assert guarded.keys["reads"][3:11] in said
    metrics = guarded.tell("reads", "/metrics").text
    assert not any(text.split("_", 2)[-1] in metrics for text in guarded.keys.values())


def test_when_keys_are_used_is_written_apart(
    guard: Guard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not while a request is answered; soon after, or when the service ends; and if it can be."""
    guarded = guard()
    before = guarded.file.read_bytes()

    async def used() -> None:
        transport = httpx.ASGITransport(app=guarded.app)
        key = {"X-API-Key": guarded.keys["reads"]}
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            assert (await client.get(READ, headers=key)).status_code == 200
            assert last_used(guarded.file) == {}
            guarded.app.state.keyring._note_apart()
            for _ in range(500):
                if last_used(guarded.file):
                    break
                await asyncio.sleep(0.01)

    asyncio.run(used())
    (id_,) = last_used(guarded.file)
    assert id_ == guarded.keys["reads"][3:11]
    assert guarded.file.read_bytes() == before
    beside = guarded.file.with_name("keys.json.used")
    assert beside.stat().st_mode & 0o777 == 0o600
    assert guarded.keys["reads"] not in beside.read_text("utf-8")
    # An earlier moment of another process does not take the place of a later one.
    later = datetime(2040, 1, 1, tzinfo=UTC)
    beside.write_text(json.dumps({"used": {id_: later.isoformat()}}), "utf-8")
    guarded.tell("reads")
    guarded.tell("screens")
    guarded.app.state.keyring.note()
    assert last_used(guarded.file)[id_] == later
    assert len(last_used(guarded.file)) == 2
    monkeypatch.setattr(
        keyring_module, "write_used", lambda *_: (_ for _ in ()).throw(OSError(28, "no space"))
    )
    guarded.tell("reads")
    guarded.app.state.keyring.note()
    assert "when keys were used is not written: no space" in caplog.text


@pytest.mark.slow
def test_every_route_says_what_it_needs(guard: Guard) -> None:
    """The description names the schemes, and with each operation what the service would ask."""
    for anybody in ((), ("read",), ("read", "screen")):
        guarded = guard(*anybody)
        document = guarded.tell("both", "/openapi.json").json()
        schemes = document["components"]["securitySchemes"]
        assert {one["type"] for one in schemes.values()} == {"http", "apiKey"}
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                scope, told = needed(path, method.upper()), operation["security"]
                assert (told == []) is (scope is None)
                assert ({} in told) is (scope in anybody)
                assert scope is None or {"bearer": [scope]} in told
        guarded.file.unlink()


def test_every_route_is_closed_with_reading(guard: Guard) -> None:
    """Whatever there is below, an address that nobody thought of is not open."""
    guarded = guard()
    routes = {one.path for one in guarded.app.routes if isinstance(one, APIRoute)}
    routes |= {one.path for one in guarded.app.state.routes}
    assert len(routes) > 40
    opened = {path for path in routes if guarded.tell(path=path).status_code != 401}
    assert {path.partition("/{")[0] for path in opened} == {
        "/healthz",
        "/readyz",
        "/problems",
        "/static",
    }
    for path in ("//healthz", "/healthz/", "/HEALTHZ", "/static", "/healthz%2f"):
        assert guarded.tell(path=path).status_code == 401, path


@pytest.mark.slow
def test_wrong_keys_leave_nothing_behind(guard: Guard) -> None:
    """Ten thousand, each another and from another address, or a megabyte long: memory is flat."""
    keyring = guard().app.state.keyring

    async def nothing(scope: Any, _receive: Any, _send: Any) -> None:
        assert scope[REFUSED].code in ("wrong-key", "too-often")

    # No more addresses than are remembered, which is bounded elsewhere.
    app = Access(Rates(nothing, 1000, 1000), keyring, ("read",))

    async def send(count: int, long: int = 0) -> None:
        for number in range(count):
            text = f"sc_{number % 2**32:08x}_{'x' * (43 + long)}".encode()
            await app(
                {
                    "type": "http",
                    "method": "GET",
                    "path": READ,
                    "headers": [(b"x-api-key", text)],
                    "client": (f"10.0.{number % 4}.{number % 250}", 1),
                },
                cast("Any", None),
                cast("Any", None),
            )

    asyncio.run(send(2000))

    def left() -> int:
        """Return the bytes that are held after all of them, by other threads as well."""
        tracemalloc.start()
        try:
            asyncio.run(send(10_000))
            asyncio.run(send(20, 2**20))
            gc.collect()
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    # What a service of another test does meanwhile does not happen three times.
    assert any(left() < 500_000 for _ in range(3))
    assert keyring._used == {}
