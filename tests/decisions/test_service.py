"""The service records what it answers, before it answers, and finds it again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from pydantic import SecretStr

from safeconduct import Engine, InputError
from safeconduct.api.app import create_app
from safeconduct.api.decisions import network_of
from safeconduct.api.settings import Settings
from safeconduct.decisions import LogFailed
from safeconduct.decisions.database import open_database

ASKED = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
OFF = Settings()
Call = Callable[..., httpx.Response]


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'log.sqlite'}"


def settings_of(folder: Path, **more: Any) -> Settings:
    return Settings(**{"decisions": "full", "decisions_url": SecretStr(url_of(folder)), **more})


def calling(app: FastAPI) -> Call:
    """Return what sends a request to an application, as if from an address."""

    async def send(method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(
            app=app, raise_app_exceptions=False, client=("192.0.2.17", 4000)
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **more)

    return lambda *given, **more: asyncio.run(send(*given, **more))


@pytest.fixture(scope="module")
def call(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Call]:
    """Send a request to a service with a log that others use as well."""
    app = create_app(engine, settings_of(tmp_path_factory.mktemp("log")))
    yield calling(app)
    app.state.service.decisions.log.close()


@pytest.fixture
def alone(engine: Engine, tmp_path: Path) -> Iterator[Call]:
    """Send a request to a service with a log of one's own."""
    app = create_app(engine, settings_of(tmp_path))
    yield calling(app)
    app.state.service.decisions.log.close()


def test_an_answer_has_the_id_of_its_decision(call: Call) -> None:
    """It is in the log, with whom it was for and the whole of it, and is derived again."""
    answer = call("GET", "/v1/travel-risk", params=ASKED)
    id_ = answer.headers["Decision-Id"]
    found = call("GET", f"/v1/decisions/{id_}").json()
    assert found["outcome"] == answer.json()["outcome"] == "must_arrest"
    assert found["caller"] == "192.0.2.0/24"
    assert found["asked"] == {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    assert found["answer"]["proof"]
    assert (found["world"], found["rules"]) == (
        answer.headers["Safeconduct-World"],
        answer.headers["Safeconduct-Rules"],
    )
    replayed = call("POST", f"/v1/decisions/{id_}/replay").json()
    assert replayed["result"] == "equal", replayed
    assert replayed["rederived_from"] == "current"


def test_what_is_kept_or_unchanged_is_a_decision_as_well(alone: Call) -> None:
    """Each time that it is told, from wherever it comes."""
    first = alone("GET", "/v1/travel-risk", params=ASKED)
    again = alone("GET", "/v1/travel-risk", params=ASKED)
    tag = {"If-None-Match": first.headers["ETag"]}
    unchanged = alone("GET", "/v1/travel-risk", params=ASKED, headers=tag)
    also = alone("GET", "/v1/travel-risk", params=ASKED, headers={**tag, "X-Other": "1"})
    answers = [first, again, unchanged, also]
    assert [one.status_code for one in answers] == [200, 200, 304, 304]
    ids = [one.headers["Decision-Id"] for one in answers]
    listed = alone("GET", "/v1/decisions").json()["items"]
    assert [one["id"] for one in listed] == ids[::-1]
    assert len({one["document"] for one in listed}) == 1


def test_what_tells_no_answer_is_no_decision(alone: Call) -> None:
    """Nor is a mistake, nor the head of an answer alone."""
    head = alone("HEAD", "/v1/travel-risk", params=ASKED)
    wrong = alone("GET", "/v1/travel-risk", params={**ASKED, "place": "Mongolai"})
    listed = alone("GET", "/v1/wanted")
    assert [one.status_code for one in (head, wrong, listed)] == [200, 404, 200]
    assert not any("Decision-Id" in one.headers for one in (head, wrong, listed))
    assert alone("GET", "/v1/decisions").json() == {"items": [], "limit": 100, "next": None}


SUPPOSED = {**ASKED, "assume": {"person.office": "none"}}
CONDUCT = {"territory": "UKR", "nationality": "RUS", "on": "2022-03-01", "crime": "war_crimes"}

RECORDED: dict[str, tuple[str, str, dict[str, Any], int]] = {
    "supposing": ("POST", "/v1/travel-risk", {"json": SUPPOSED}, 1),
    "until": ("GET", "/v1/travel-risk", {"params": {**ASKED, "until": "2024-09-05"}}, 1),
    "known on": ("GET", "/v1/travel-risk", {"params": {**ASKED, "known_on": "2023-06-01"}}, 1),
    "today": ("GET", "/v1/travel-risk", {"params": {"person": "Путин", "place": "MNG"}}, 1),
    "surname": ("GET", "/v1/travel-risk", {"params": {**ASKED, "person": "Bashir"}}, 1),
    "words": (
        "GET",
        "/v1/travel-risk",
        {"params": ASKED, "headers": {"Accept": "text/plain"}},
        1,
    ),
    "changes": ("GET", "/v1/travel-risk/changes", {"params": ASKED}, 1),
    "changes supposing": ("POST", "/v1/travel-risk/changes", {"json": SUPPOSED}, 1),
    "why not": ("GET", "/v1/travel-risk/why-not", {"params": {**ASKED, "outcome": "no_power"}}, 1),
    "compared": ("GET", "/v1/travel-risk/compare", {"params": {**ASKED, "other_place": "KAZ"}}, 2),
    "question": ("GET", "/v1/questions/jurisdiction", {"params": CONDUCT}, 1),
    "question in a body": ("POST", "/v1/questions/jurisdiction", {"json": CONDUCT}, 1),
    "its changes": ("GET", "/v1/questions/jurisdiction/changes", {"params": CONDUCT}, 1),
    "both": (
        "POST",
        "/v1/questions/jurisdiction/compare",
        {"json": {"first": CONDUCT, "second": {"territory": "KAZ"}}},
        2,
    ),
    "asked plainly": (
        "GET",
        "/v1/ask",
        {"params": {"q": "Could Putin be arrested in Mongolia in September 2024?"}},
        1,
    ),
    "page": ("GET", "/", {"params": ASKED}, 1),
    "memo": ("GET", "/memo", {"params": ASKED}, 1),
    "citation": ("GET", "/cite", {"params": ASKED}, 1),
}


@pytest.mark.parametrize("what", RECORDED)
def test_every_answer_about_somebody_is_recorded_and_derived_again(call: Call, what: str) -> None:
    """However it was asked."""
    method, path, more, count = RECORDED[what]
    answer = call(method, path, **more)
    assert answer.status_code == 200, answer.text
    ids = answer.headers["Decision-Id"].split(", ")
    assert len(ids) == count
    for id_ in ids:
        replayed = call("POST", f"/v1/decisions/{id_}/replay").json()
        assert replayed["result"] == "equal", replayed


def test_screened_rows_are_one_decision(call: Call) -> None:
    """With how many there were."""
    rows = "person,place,on\nvladimir-putin,MNG,2024-09-02\nnobody,MNG,2024-09-02\n"
    answer = call("POST", "/v1/screen", content=rows, headers={"Content-Type": "text/csv"})
    found = call("GET", f"/v1/decisions/{answer.headers['Decision-Id']}").json()
    assert found["kind"] == "screening"
    assert (found["asked"]["rows"], found["asked"]["rejected"]) == (2, 1)
    replayed = call("POST", f"/v1/decisions/{found['id']}/replay").json()
    assert replayed["result"] == "not-derived"


def test_ids_alone(engine: Engine, tmp_path: Path) -> None:
    """Question, outcome and digests, no answer and, if that is set, no caller."""
    settings = settings_of(tmp_path, decisions="ids", decisions_caller="none")
    app = create_app(engine, settings)
    call = calling(app)
    id_ = call("GET", "/v1/travel-risk", params=ASKED).headers["Decision-Id"]
    found = call("GET", f"/v1/decisions/{id_}").json()
    assert (found["answer"], found["caller"], found["told"]) == (None, "", "short")
    assert call("POST", f"/v1/decisions/{id_}/replay").json()["result"] == "equal"
    app.state.service.decisions.log.close()


def test_a_log_is_searched(alone: Call) -> None:
    """By names as people write them, page by page."""
    for place in ("MNG", "KAZ", "MNG", "ZAF"):
        alone("GET", "/v1/travel-risk", params={**ASKED, "place": place})
    sought = {"person": "Vladimir Putin", "place": "Mongolia", "limit": "1"}
    first = alone("GET", "/v1/decisions", params=sought).json()
    second = alone("GET", "/v1/decisions", params={**sought, "cursor": first["next"]}).json()
    assert [len(one["items"]) for one in (first, second)] == [1, 1]
    assert second["next"] is None
    network = {"caller": "192.0.2.0/24", "question": "arrest-on-travel", "since": "2020-01-01"}
    assert len(alone("GET", "/v1/decisions", params=network).json()["items"]) == 4
    assert alone("GET", "/v1/decisions", params={"outcome": "no_power"}).json()["items"] == []


WRONG = {
    "person=nobody": ("person", 404),
    "place=Mongolai": ("place", 404),
    "outcome=arrest": ("outcome", 400),
    "question=arrest": ("question", 400),
    "caller=" + "x" * 201: ("caller", 400),
    "since=yesterday": ("since", 400),
    "until=2024-13-01": ("until", 400),
    "since=2024-02-02&until=2024-02-01": ("until", 400),
    "limit=0": ("limit", 400),
    "limit=many": ("limit", 400),
    "limit=5&limit=6": ("limit", 400),
    "cursor=1": ("cursor", 400),
    "cursor=019341eb-887b-774f-8000-000000000000": ("cursor", 400),
    "who=putin": ("who", 400),
    "person=": ("person", 400),
    "person=%00": ("person", 400),
    "outcome=%00%ff": ("outcome", 400),
}


@pytest.mark.parametrize("query", WRONG)
def test_what_is_wrong_with_a_search_is_told(call: Call, query: str) -> None:
    """By field, with what would be right."""
    field, status = WRONG[query]
    answer = call("GET", f"/v1/decisions?{query}")
    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [one["field"] for one in problem["errors"]] == [field]


def test_all_mistakes_of_a_search_are_told_together(call: Call) -> None:
    """As everywhere."""
    problem = call("GET", "/v1/decisions?limit=0&cursor=x&since=y&what=1").json()
    assert {one["field"] for one in problem["errors"]} == {"limit", "cursor", "since", "what"}


@pytest.mark.parametrize("id_", ["x", "1" * 300, "%00", "019341EB-887B-774F-8000-000000000000"])
def test_what_is_no_id_is_told(call: Call, id_: str) -> None:
    """And what an id looks like."""
    for method, path in (("GET", ""), ("POST", "/replay")):
        answer = call(method, f"/v1/decisions/{id_}{path}")
        assert answer.status_code == 400, answer.text
        assert "a UUID, as in the header Decision-Id" in answer.json()["detail"]


def test_an_id_that_there_is_not(call: Call) -> None:
    """Is a 404."""
    answer = call("GET", "/v1/decisions/019341eb-887b-774f-8000-000000000000")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/unknown-record"
    answer = call("GET", "/v1/decisions/019341eb-887b-774f-8000-000000000000?full=1")
    assert answer.json()["type"] == "/problems/unknown-parameter"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),
        (b"{}", 200),
        (b'{"rules": "x"}', 400),
        (b"[]", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b'{"a": 1, "a": 2}', 400),
        (b" " * 70_000, 413),
    ],
)
def test_a_replay_takes_nothing(call: Call, body: bytes, status: int) -> None:
    """The decision says what is derived."""
    id_ = call("GET", "/v1/travel-risk", params=ASKED).headers["Decision-Id"]
    headers = {"Content-Type": "application/json"}
    answer = call("POST", f"/v1/decisions/{id_}/replay", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    wrong = call("POST", f"/v1/decisions/{id_}/replay?rules=x")
    assert wrong.json()["type"] == "/problems/unknown-parameter"


def test_without_a_log_it_is_said_how_to_have_one(engine: Engine) -> None:
    """Answers have no ids then."""
    call = calling(create_app(engine, OFF))
    assert "Decision-Id" not in call("GET", "/v1/travel-risk", params=ASKED).headers
    for method, path in (("GET", ""), ("GET", "/x"), ("POST", "/x/replay")):
        answer = call(method, f"/v1/decisions{path}")
        assert answer.status_code == 404
        assert answer.json()["type"] == "/problems/decisions-off"
        assert "SAFECONDUCT_DECISIONS=ids" in answer.json()["detail"]


@pytest.mark.parametrize(("policy", "status"), [("refuse", 503), ("drop", 200)])
def test_what_cannot_be_recorded_is_refused_or_counted(
    engine: Engine,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    policy: str,
    status: int,
) -> None:
    """As it is set; whoever asks is told nothing of the database."""
    app = create_app(engine, settings_of(tmp_path, decisions_when_full=policy))
    call = calling(app)
    assert call("GET", "/v1/travel-risk", params=ASKED).headers["Decision-Id"]
    with open_database(url_of(tmp_path)) as database, database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE decisions RENAME TO away"))
    with caplog.at_level(logging.CRITICAL):
        answers = [call("GET", "/v1/travel-risk", params=ASKED) for _ in range(2)]
    assert [one.status_code for one in answers] == [status, status]
    assert not any("Decision-Id" in one.headers for one in answers)
    if policy == "refuse":
        assert answers[0].headers["Retry-After"]
        assert answers[0].json()["type"] == "/problems/log-failed"
        assert answers[0].headers["X-Content-Type-Options"] == "nosniff"
        assert "sqlite" not in answers[0].text
    assert call("GET", "/v1/decisions").status_code == 503
    became = {"refuse": "refused", "drop": "dropped"}[policy]
    metrics = call("GET", "/metrics").text
    assert f'safeconduct_decisions_total{{became="{became}"}} 2.0' in metrics
    with open_database(url_of(tmp_path)) as database, database.writing() as connection:
        connection.execute(sa.text("ALTER TABLE away RENAME TO decisions"))
    assert call("GET", "/v1/travel-risk", params=ASKED).headers["Decision-Id"]  # it goes on
    app.state.service.decisions.log.close()


def test_a_full_queue_is_told_when_to_come_again(engine: Engine, tmp_path: Path) -> None:
    """With 503 and Retry-After; those that wait get their answers."""
    app = create_app(engine, settings_of(tmp_path, decisions_waiting=2))

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            await client.get("/v1/travel-risk", params=ASKED)
            with open_database(url_of(tmp_path)) as database, database.writing():
                asked = [
                    asyncio.create_task(client.get("/v1/travel-risk", params=ASKED))
                    for _ in range(5)
                ]
                done, _ = await asyncio.wait(asked, timeout=2)
                assert len(done) == 3
            return await asyncio.gather(*asked)

    answers = asyncio.run(ask())
    refused = [one for one in answers if one.status_code == 503]
    assert len(refused) == 3
    assert all(one.headers["Retry-After"] == "2" for one in refused)
    assert refused[0].json()["type"] == "/problems/log-full"
    assert sum("Decision-Id" in one.headers for one in answers) == 2
    app.state.service.decisions.log.close()


def test_settings_are_read(tmp_path: Path) -> None:
    """And wrong ones told; the password of a database is shown nowhere."""
    read = Settings.from_environment(
        {
            "SAFECONDUCT_DECISIONS": "ids",
            "SAFECONDUCT_DECISIONS_URL": "postgresql://u:sesame@h/x",
            "SAFECONDUCT_DECISIONS_WHEN_FULL": "drop",
            "SAFECONDUCT_DECISIONS_CALLER": "address",
            "SAFECONDUCT_DECISIONS_WAITING": "7",
        }
    )
    assert (read.decisions, read.decisions_when_full, read.decisions_waiting) == ("ids", "drop", 7)
    assert "sesame" not in f"{read!r} {read} {read.model_dump_json()}"
    for name in ("DECISIONS", "DECISIONS_WHEN_FULL", "DECISIONS_CALLER"):
        with pytest.raises(InputError, match=f"SAFECONDUCT_{name} 'on'"):
            Settings.from_environment({f"SAFECONDUCT_{name}": "on"})


def test_a_log_that_cannot_be_opened_stops_the_start(engine: Engine, tmp_path: Path) -> None:
    """What is wrong is told at once."""
    (tmp_path / "log.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(LogFailed, match="cannot be opened"):
        create_app(engine, settings_of(tmp_path))
    with pytest.raises(InputError, match="is not the URL of a database"):
        create_app(engine, settings_of(tmp_path, decisions_url=SecretStr("here")))


def test_a_caller_is_kept_by_its_network() -> None:
    """Of which no single one is known."""
    assert network_of("192.0.2.17") == "192.0.2.0/24"
    assert network_of("fe80::1%eth0") == "fe80::/48"
    assert network_of("somewhere") == ""


def test_the_description_of_the_service_has_the_log(call: Call) -> None:
    """Where there is one."""
    document = orjson.loads(call("GET", "/openapi.json").content)
    assert "/v1/decisions/{id}/replay" in document["paths"]
