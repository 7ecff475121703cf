"""Records that change while the service runs: who may change them, and who sees what of it."""

from __future__ import annotations

import asyncio
import json
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from safeconduct import Engine
from safeconduct.api import following
from safeconduct.api.app import create_app
from safeconduct.api.following import Allowance
from safeconduct.api.keys import changed_keys, new_key
from safeconduct.api.settings import Settings
from safeconduct.live import Live
from safeconduct.records import check_records

from ..live.conftest import WARRANT, retraction

ATOM = "{http://www.w3.org/2005/Atom}"
PATIENCE = 20
"""Seconds after which a process counts as not following; a busy machine takes its time."""


@dataclass
class Desk:
    """A service on live records, with a key that may write and one that may not."""

    app: FastAPI
    write: str
    read: str

    def send(
        self, method: str, path: str, body: Any = None, key: str | None = None, **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            named["Authorization"] = f"Bearer {key}"
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        return asyncio.run(self._send(method, path, content, named))

    async def _send(
        self, method: str, path: str, content: bytes | None, headers: dict[str, str]
    ) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, content=content, headers=headers)

    def change(self, body: Any, query: str = "") -> httpx.Response:
        return self.send("POST", f"/v1/records{query}", body, self.write)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        live=SecretStr(f"sqlite:///{tmp_path}/live.sqlite"),
        keys=tmp_path / "keys.json",
        live_seconds=1,
        reports=2,
    )


@pytest.fixture
def desk(engine: Engine, settings: Settings) -> Iterator[Desk]:
    assert settings.keys is not None
    writer, write = new_key("the desk", ("read", "write"))
    reader, read = new_key("a reader", ("read",))
    with changed_keys(settings.keys) as kept:
        kept += [writer, reader]
    app = create_app(engine, settings)
    yield Desk(app, write, read)
    app.state.follower.end()
    app.state.service.live.close()


@pytest.fixture(scope="session")
def added(engine: Engine) -> dict[str, Any]:
    """A second warrant for somebody, unsealed today."""
    record = engine.world.warrants[WARRANT].model_dump(mode="json")
    days = dict.fromkeys(("unsealed", "public_on", "status_as_of"), "2026-11-24")
    record |= {**days, "id": "joseph-kony-made-up", "issued": "2026-11-01", "events": []}
    return {"action": "add", "kind": "warrants", "record": record, "reason": "unsealed today"}


@pytest.fixture(scope="session")
def retracted(engine: Engine) -> dict[str, Any]:
    return {**retraction(engine).model_dump(mode="json"), "since": "2026-01-01"}


def problems(answer: httpx.Response) -> dict[str, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return {one["field"]: one["message"] for one in answer.json()["errors"]}


@pytest.mark.slow
def test_what_is_accepted_counts_in_the_next_answer(desk: Desk, added: dict[str, Any]) -> None:
    question = "/v1/travel-risk?person=joseph-kony&place=MNG&include=all"
    before = desk.send("GET", question)
    tried = desk.change(added, "?check=true")
    assert tried.status_code == 200
    assert desk.send("GET", question).headers["etag"] == before.headers["etag"]
    answer = desk.change(added)
    assert answer.status_code == 201, answer.text
    entry = answer.json()
    assert entry["world"] == tried.json()["world"] == answer.headers["safeconduct-world"]
    assert entry["who"] == desk.write[3:11]
    after = desk.send("GET", question)
    assert after.headers["safeconduct-world"] == after.json()["world"] == entry["world"]
    assert after.headers["etag"] != before.headers["etag"]
    assert "joseph-kony-made-up" in after.text
    assert "joseph-kony-made-up" not in before.text
    assert desk.send("GET", "/v1/warrants/joseph-kony-made-up").status_code == 200
    assert desk.send("GET", question, If_None_Match=before.headers["etag"]).status_code == 200


@pytest.mark.slow
def test_what_is_taken_back_is_as_it_was(desk: Desk, added: dict[str, Any]) -> None:
    """The digest is the earlier one; what was kept of the time between is not sent again."""
    first = desk.send("GET", "/v1/records/log")
    assert desk.change(added).status_code == 201
    back = {"action": "retract", "kind": "warrants", "id": "joseph-kony-made-up"}
    assert desk.change({**back, "reason": "a test", "wrong": "all of it"}).status_code == 201
    last = desk.send("GET", "/v1/records/log")
    assert first.headers["safeconduct-world"] == last.headers["safeconduct-world"]
    assert first.headers["etag"] != last.headers["etag"]
    assert (first.json()["total"], last.json()["total"]) == (0, 2)
    assert [one["action"] for one in last.json()["items"]] == ["retract", "add"]
    page = desk.send("GET", "/v1/records/log?limit=1&offset=1").json()
    assert [one["seq"] for one in page["items"]] == [1]


def test_only_a_key_that_may_write_writes(
    desk: Desk, added: dict[str, Any], engine: Engine
) -> None:
    for key, status in ((None, 401), (desk.read, 403), ("sc_00000000_" + "x" * 43, 401)):
        assert desk.send("POST", "/v1/records", added, key).status_code == status
    assert desk.send("GET", "/v1/reports").status_code == 401
    assert desk.send("GET", "/v1/reports", key=desk.read).status_code == 403
    without = Desk(create_app(engine, Settings()), "", "")
    answer = without.send("POST", "/v1/records", added)
    assert answer.status_code == 401
    assert answer.json()["type"] == "/problems/key-needed"
    assert desk.app.state.service.live.seq == 0


WRONG: dict[str, tuple[str, Any, dict[str, str]]] = {
    "a slip in a name": ("", {"acton": "add"}, {"acton": "did you mean `action`"}),
    "an action": ("", {"action": "ad"}, {"action": "'add', 'correct' or 'retract'"}),
    "a day": ("", {"since": "2026-02-30"}, {"since": "2026-02-30"}),
    "a list": ("", {"sources": {}}, {"sources": "should be a valid"}),
    "nothing": ("", {"reason": None}, {"reason": "string"}),
    "too long": ("", {"reason": "x" * 2001}, {"reason": "at most 2000"}),
    "many": ("", {"sources": [{}] * 21}, {"sources": "at most 20"}),
    "check": ("?check=yes", {}, {"check": "is true or false"}),
    "parameter": ("?chek=true", {}, {"chek": "check"}),
    "record": ("", {"record": {"id": "x"}}, {"record.person": "is missing"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_every_mistake_is_told(desk: Desk, added: dict[str, Any], case: str) -> None:
    query, parts, expected = WRONG[case]
    answer = desk.change({**added, **parts}, query)
    assert answer.status_code == 400, answer.text
    found = problems(answer)
    for field, told in expected.items():
        assert told in found[field]
    assert desk.app.state.service.live.seq == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff", b'{"action": NaN}'])
def test_a_body_that_is_none(desk: Desk, body: bytes) -> None:
    answer = desk.change(body)
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/invalid-body"


def test_a_body_that_is_too_large(desk: Desk, added: dict[str, Any]) -> None:
    assert desk.change({**added, "reason": "x" * 70_000}).status_code == 413


@pytest.mark.slow
def test_corrections_are_told_to_everybody(desk: Desk, retracted: dict[str, Any]) -> None:
    empty = desk.send("GET", "/corrections").text
    assert "No record was corrected" in empty
    said = {"wrong": "It <b>never</b> was.", "reason": "so & so"}
    assert desk.change({**retracted, **said}).status_code == 201
    told = desk.send("GET", "/v1/corrections").json()
    (one,) = told["items"]
    assert (one["wrong"], one["since"], one["reported"]) == (said["wrong"], "2026-01-01", False)
    assert one["after"] is None
    assert one["before"]["id"] == retracted["id"] == one["record_id"]
    assert "who" not in one
    page = desk.send("GET", "/corrections").text
    assert "It &lt;b&gt;never&lt;/b&gt; was." in page
    assert "since 1 January 2026" in page
    assert page != empty
    program = desk.send("GET", "/corrections", Accept="application/json")
    assert (program.status_code, program.headers["location"]) == (303, "/v1/corrections")


def test_the_feed_is_one(engine: Engine, settings: Settings, desk: Desk) -> None:
    """What RFC 4287 asks of a feed and of an entry is there, with control characters left out."""
    for number in range(2):
        change = retraction(engine, number).model_copy(update={"reason": "a\x0bb & <c>"})
        assert desk.change(change.model_dump(mode="json")).status_code == 201
    answer = desk.send("GET", "/corrections.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    assert len(entries) == 2
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    for one in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1, name
    ids = [one.findtext(f"{ATOM}id") or "" for one in entries]
    assert len({*ids}) == 2
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    assert "ab & <c>" in (entries[0].findtext(f"{ATOM}content") or "")


@pytest.mark.slow
def test_a_report_needs_no_account_and_is_not_shown(desk: Desk, engine: Engine) -> None:
    report = {"about": "/persons/joseph-kony", "text": "The day of the warrant is wrong."}
    answer = desk.send("POST", "/v1/reports", report)
    assert answer.status_code == 201, answer.text
    assert set(answer.json()) == {"id", "at"}
    for path in ("/v1/corrections", "/corrections", "/corrections.atom", "/v1/records/log"):
        assert "The day of the warrant" not in desk.send("GET", path).text
    listed = desk.send("GET", "/v1/reports", key=desk.write).json()
    assert [one["text"] for one in listed["items"]] == [report["text"]]
    change = {**retraction(engine).model_dump(mode="json"), "report": answer.json()["id"]}
    assert desk.change(change).status_code == 201
    assert desk.send("GET", "/v1/corrections").json()["items"][0]["reported"]
    listed = desk.send("GET", "/v1/reports", key=desk.write).json()
    assert listed["items"][0]["entry"] == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "short"}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"text": "long enough", "about": "x" * 501}, "about"),
        ({"text": "long enough", "e-mail": "a@b"}, "e-mail"),
        ({"text": 17}, "text"),
    ],
)
def test_a_report_is_bounded(desk: Desk, body: dict[str, Any], field: str) -> None:
    answer = desk.send("POST", "/v1/reports", body)
    assert answer.status_code == 400
    assert field in problems(answer)
    assert desk.app.state.service.live.reports.page(1)[0] == 0


def form(desk: Desk, **fields: str) -> httpx.Response:
    return desk.send("POST", "/report", urlencode(fields).encode())


def test_the_form_works_without_a_script(desk: Desk) -> None:
    empty = desk.send("GET", "/report?about=%3Cb%3E").text
    assert 'method="post"' in empty
    assert 'value="&lt;b&gt;"' in empty
    assert "<script" not in empty
    wrong = form(desk, text="short", about="here")
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert 'value="here"' in wrong.text
    caught = form(desk, text="Buy this and that!", website="https://example.org")
    assert (caught.status_code, "Thank you" in caught.text) == (200, True)
    reports = desk.app.state.service.live.reports
    assert reports.page(1)[0] == 0
    sent = form(desk, text="The day is wrong.", about="here", website="")
    assert (sent.status_code, "Thank you" in sent.text) == (200, True)
    assert reports.page(1)[0] == 1


def test_one_address_reports_some_mistakes_an_hour(desk: Desk) -> None:
    body = {"text": "The day is wrong."}
    found = [desk.send("POST", "/v1/reports", body) for _ in range(3)]
    assert [one.status_code for one in found] == [201, 201, 429]
    assert int(found[2].headers["retry-after"]) > 3000
    assert form(desk, text="The day is wrong.").status_code == 429


def test_an_hour_later_there_are_more() -> None:
    now = [0.0]
    allowance = Allowance(2, lambda: now[0])
    assert [allowance.wait("a") for _ in range(3)] == [0, 0, 3601]
    assert allowance.wait("b") == 0
    now[0] = 3600
    assert allowance.wait("a") == 0


def test_without_live_records_all_is_empty(engine: Engine) -> None:
    desk = Desk(create_app(engine, Settings()), "", "")
    assert desk.send("GET", "/v1/corrections").json()["total"] == 0
    assert not desk.send("GET", "/v1/records/log").json()["live"]
    assert ET.fromstring(desk.send("GET", "/corrections.atom").content).tag == f"{ATOM}feed"
    assert "not taken here" in desk.send("GET", "/report").text
    for path in ("/v1/reports", "/report"):
        answer = desk.send("POST", path, {"text": "The day is wrong."})
        assert answer.status_code == 404
    assert desk.send("GET", "/v1/records/export").status_code == 200
    assert desk.send("GET", f"/v1/records/export?world={'0' * 64}").status_code == 404


@pytest.mark.slow
def test_all_records_can_be_taken_along(
    desk: Desk, added: dict[str, Any], tmp_path: Path, engine: Engine
) -> None:
    from io import BytesIO
    from zipfile import ZipFile

    entry = desk.change(added).json()
    for query, digest in (("", entry["world"]), (f"?world={entry['base']}", entry["base"])):
        answer = desk.send("GET", f"/v1/records/export{query}")
        assert answer.headers["content-type"] == "application/zip"
        folder = tmp_path / digest
        ZipFile(BytesIO(answer.content)).extractall(folder)
        assert check_records(folder) == ()
        assert Engine.load(records=folder).world.digest == digest
    unknown = desk.send("GET", f"/v1/records/export?world={'0' * 64}")
    assert "world" in problems(unknown)


def until(desk: Desk, digest: str) -> None:
    ends = time.monotonic() + PATIENCE
    while desk.send("GET", "/v1/corrections").headers["safeconduct-world"] != digest:
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_another_process_follows(desk: Desk, engine: Engine, settings: Settings) -> None:
    """What is written elsewhere counts here, and a question that is asked meanwhile is answered."""
    desk.send("GET", "/v1/corrections")  # it begins to follow
    with Live.open(engine, settings.live.get_secret_value()) as other:
        entry = other.accept(retraction(engine), "key-1", seconds=0)
    until(desk, entry.world)
    assert desk.send("GET", "/readyz").json()["world"] == entry.world
    assert desk.app.state.service.revision == 1


@pytest.mark.slow
def test_what_cannot_be_applied_leaves_the_records_as_they_are(
    desk: Desk,
    engine: Engine,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = desk.send("GET", "/v1/corrections").headers["safeconduct-world"]
    live = desk.app.state.service.live
    real = live._log.after
    told: list[int] = []

    def broken(position: Any) -> Any:
        told.append(1)
        raise following.SafeconductError("a row was changed")

    monkeypatch.setattr(live._log, "after", broken)
    with Live.open(engine, settings.live.get_secret_value()) as other:
        entry = other.accept(retraction(engine), "key-1", seconds=0)
    ends = time.monotonic() + PATIENCE
    while len(told) < 3:
        assert time.monotonic() < ends
        time.sleep(0.05)
    answer = desk.send("GET", "/readyz")
    assert (answer.status_code, answer.headers["safeconduct-world"]) == (200, before)
    assert caplog.text.count("a row was changed; the records stay as they are") == 1
    monkeypatch.setattr(live._log, "after", real)
    until(desk, entry.world)


def test_a_slip_in_the_setting_is_told_without_the_password(engine: Engine) -> None:
    with pytest.raises(ValueError, match="live") as told:
        create_app(engine, Settings(live=SecretStr("mysql://me:sesame@host/x")))
    assert "sesame" not in str(told.value)
