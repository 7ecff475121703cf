"""A running service takes a bundle over when it is put there, and stays on the last good one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from safeconduct import Engine, InputError
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.bundles import BundleRefused
from safeconduct.live import RecordChange

from ..live.conftest import retraction
from .conftest import put

PATIENCE = 30
"""Seconds after which a service counts as not following; a busy machine takes its time."""
ASKED = "/v1/travel-risk?person=putin&place=MNG&on=2024-09-02&include=sources"


@dataclass
class Served:
    """A service on a bundle, and where that lies."""

    app: FastAPI
    path: Path

    def get(self, path: str, **headers: str) -> httpx.Response:
        return asyncio.run(self._get(path, headers))

    async def _get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, headers=headers)

    def put(self, content: bytes) -> None:
        put(self.path, content)

    def until(self, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return what the readiness says once it says what is waited for."""
        ends = time.monotonic() + PATIENCE
        while not reached(told := self.get("/readyz").json()):
            assert time.monotonic() < ends, told
            time.sleep(0.05)
        return told


@pytest.fixture
def settings(tmp_path: Path, public: Path, bundle: bytes) -> Settings:
    path = tmp_path / "bundle"
    path.write_bytes(bundle)
    return Settings(bundle=path, bundle_keys=(public,))


Serve = Callable[[Settings], Served]


@pytest.fixture
def serve(engine: Engine) -> Iterator[Serve]:
    made: list[FastAPI] = []

    def start(settings: Settings) -> Served:
        assert settings.bundle is not None
        made.append(create_app(engine, settings))
        return Served(made[-1], settings.bundle)

    yield start
    for app in made:
        app.state.follower.end()
        if app.state.service.live is not None:
            app.state.service.live.close()
        if app.state.service.decisions is not None:
            app.state.service.decisions.log.close()


@pytest.mark.slow
def test_another_bundle_is_taken_over_while_requests_go_on(
    serve: Serve, settings: Settings, engine: Engine, other: Engine, other_bundle: bytes
) -> None:
    """None of them fails, and each is answered by one state, whole."""
    served = serve(settings)
    states = {(one.world.digest, one.rulebase.digest): one for one in (engine, other)}
    names = {engine.world.digest: "Vladimir Vladimirovich Putin", other.world.digest: "V. V. Putin"}
    rules = {one.rulebase.digest: len(one.rulebase.rules) for one in states.values()}
    last = (other.world.digest, other.rulebase.digest)
    seen: list[tuple[str, str]] = []
    done = False

    async def ask(client: httpx.AsyncClient, kind: int) -> None:
        number = 0
        while not done:
            number += 1
            await asyncio.sleep(0.01)  # what is kept ready is sent without any wait
            day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
            path = (
                f"/v1/travel-risk?person=putin&place=MNG&on={day}",
                ASKED,
                "/v1/rules?limit=500",
                "/v1/persons/vladimir-putin",
                "/rules/of-our-own",
            )[kind]
            answer = await client.get(path)
            state = answer.headers["safeconduct-world"], answer.headers["safeconduct-rules"]
            assert state in states
            seen.append(state)
            if kind == 4:
                assert answer.status_code == (200 if state == last else 404)
                continue
            assert answer.status_code == 200, answer.text
            told = answer.json()
            assert (told["world"], told["rules"]) == state
            if kind == 2:
                assert told["total"] == rules[state[1]]
            elif kind < 2:
                assert told["person"]["name"] == names[state[0]]

    async def run() -> None:
        nonlocal done
        transport = httpx.ASGITransport(app=served.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            asking = [asyncio.create_task(ask(client, kind)) for kind in range(5)]
            await asyncio.sleep(1)
            served.put(other_bundle)
            ends = time.monotonic() + PATIENCE
            while last not in seen and not any(one.done() for one in asking):
                assert time.monotonic() < ends
                await asyncio.sleep(0.05)
            await asyncio.sleep(1)
            done = True
            await asyncio.gather(*asking)

    asyncio.run(run())
    assert seen[0] != last
    assert seen[-1] == last


@pytest.mark.slow
def test_routes_are_those_of_the_rules_that_answer(
    serve: Serve, settings: Settings, bundle: bytes, other_bundle: bytes, other: Engine
) -> None:
    """What can be asked, the OpenAPI document, the link to the certificate, and back again."""
    served = serve(settings)
    ours = f"{ASKED}&profile=ours"
    before = served.get(ASKED)
    assert served.get(ours).status_code == 400
    assert "link" in before.headers
    assert "ours" not in _profiles(served)
    served.put(other_bundle)
    told = served.until(lambda ready: ready["rules"] == other.rulebase.digest)
    assert told["bundle"]["refused"] is None
    assert served.get(ours).status_code == 200
    assert "ours" in _profiles(served)
    assert "link" not in served.get(ASKED).headers
    assert served.get(ASKED, If_None_Match=before.headers["etag"]).status_code == 200
    assert served.get("/v1/nowhere").status_code == 404
    assert served.get("/").status_code == served.get("/metrics").status_code == 200
    assert "of-our-own" in served.get("/sitemap.xml").text
    served.put(bundle)
    served.until(lambda ready: ready["rules"] != other.rulebase.digest)
    assert served.get(ours).status_code == 400
    assert served.get(ASKED).headers["etag"] == before.headers["etag"]


def _profiles(served: Served) -> list[str]:
    path = served.get("/openapi.json").json()["paths"]["/v1/travel-risk"]["get"]
    schema = next(one["schema"] for one in path["parameters"] if one["name"] == "profile")
    return list(schema["enum"])


@pytest.mark.slow
def test_what_is_refused_changes_nothing_and_is_told(
    serve: Serve,
    settings: Settings,
    other_bundle: bytes,
    other: Engine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    served = serve(settings)
    before = served.get("/readyz").json()
    served.put(other_bundle[:-100])
    told = served.until(lambda ready: ready["bundle"]["refused"] is not None)
    assert "is not a whole archive" in told["bundle"]["refused"]
    told["bundle"]["refused"] = None
    assert told == before
    time.sleep(1.2)
    assert caplog.text.count("is not a whole archive") == 1
    assert served.get(ASKED).headers["safeconduct-world"] == before["world"]
    served.put(other_bundle)
    told = served.until(lambda ready: ready["world"] == other.world.digest)
    assert told["bundle"]["refused"] is None


@pytest.mark.slow
def test_live_records_lie_over_the_bundle(
    serve: Serve, settings: Settings, tmp_path: Path, other_bundle: bytes, other: Engine
) -> None:
    url = f"sqlite:///{tmp_path}/live.sqlite"
    served = serve(settings.model_copy(update={"live": SecretStr(url)}))
    live = served.app.state.service.live
    change = retraction(other)
    live.accept(change, "key-1", seconds=0)
    told = served.until(lambda ready: ready["world"] == live.engine.world.digest)
    served.put(other_bundle)
    told = served.until(lambda ready: ready["rules"] == other.rulebase.digest)
    assert told["world"] not in {other.world.digest, live.engine.world.digest}
    now = served.app.state.service
    assert change.id not in {one.id for one in now.engine.world.tables.visits}
    assert now.engine.world.persons["vladimir-putin"].name == "V. V. Putin"
    again = RecordChange.model_validate({**retraction(other, 1).model_dump()})
    entry = now.live.accept(again, "key-1", seconds=0)
    assert served.until(lambda ready: ready["world"] == entry.world)


def test_a_bundle_that_does_not_go_with_the_live_records_is_refused(
    serve: Serve, settings: Settings, tmp_path: Path, other_bundle: bytes, monkeypatch: Any
) -> None:
    url = f"sqlite:///{tmp_path}/live.sqlite"
    served = serve(settings.model_copy(update={"live": SecretStr(url)}))
    before = served.get("/readyz").json()["world"]

    def refuse(*_: object) -> None:
        raise BundleRefused("they do not go together")

    monkeypatch.setattr(type(served.app.state.service.live), "on", refuse)
    served.put(other_bundle)
    told = served.until(lambda ready: ready["bundle"]["refused"] is not None)
    assert told["bundle"]["refused"] == "they do not go together"
    assert told["world"] == before


@pytest.mark.slow
def test_decisions_on_a_bundle_can_be_replayed(
    serve: Serve, settings: Settings, tmp_path: Path, other_bundle: bytes, other: Engine
) -> None:
    kept = {"decisions": "full", "decisions_url": SecretStr(f"sqlite:///{tmp_path}/log.sqlite")}
    served = serve(settings.model_copy(update=kept))
    first = served.get(ASKED).headers["decision-id"]
    served.put(other_bundle)
    served.until(lambda ready: ready["rules"] == other.rulebase.digest)
    second = served.get(ASKED).headers["decision-id"]
    service = served.app.state.service
    for id_ in (first, second):
        assert service.decisions.log.replay(id_, service.engine).result == "equal"


def test_a_bundle_that_cannot_be_used_stops_the_start(
    engine: Engine, settings: Settings, public: Path, bundle: bytes
) -> None:
    assert settings.bundle is not None
    settings.bundle.write_bytes(bundle[:-9])
    with pytest.raises(BundleRefused, match="is not a whole archive"):
        create_app(engine, settings)
    settings.bundle.unlink()
    with pytest.raises(InputError, match=r"SAFECONDUCT_BUNDLE .*cannot be read"):
        create_app(engine, settings)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"BUNDLE": "b"}, "needs the public key"),
        ({"BUNDLE_KEYS": "k"}, "verifies a bundle, and none is named"),
        ({"BUNDLE": "b", "BUNDLE_KEYS": "k", "RULES": "r"}, "holds records and rules"),
    ],
)
def test_what_is_said_of_a_bundle_goes_together(given: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        Settings.from_environment({f"SAFECONDUCT_{name}": it for name, it in given.items()})
