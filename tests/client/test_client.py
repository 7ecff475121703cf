"""The client against the service: every operation, refusals, pages, batches, and what breaks."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest
import uvicorn
from pydantic import BaseModel, TypeAdapter, ValidationError
from safeconduct_client import (
    AsyncClient,
    Client,
    ProblemError,
    ServiceError,
    ServiceUnreachable,
    UnexpectedAnswer,
)
from safeconduct_client.batches import batches
from safeconduct_client.models import Outcome, ScreenedRow
from safeconduct_client.problems import (
    InvalidBody,
    InvalidValue,
    KeyNeeded,
    NoLiveRecords,
    SeveralMistakes,
    TooOften,
    UnknownName,
    UnknownRecord,
)

from safeconduct import Engine

from .conftest import HOME, InProcess

PUTIN: dict[str, Any] = {"person": "vladimir-putin", "place": "MNG", "on": date(2024, 9, 2)}
CONDUCT: dict[str, Any] = {
    "crime": "war_crimes",
    "on": "2024-09-02",
    "territory": ["UKR", "RUS"],
    "nationality": ["RUS"],
}
OVER: dict[str, Any] = {"person": "vladimir-putin", "place": "MNG"}
ROW = {"person": "vladimir-putin", "place": "MNG", "on": date(2024, 9, 2)}

OPERATIONS: dict[str, dict[str, Any]] = {
    "travel_risk": {**PUTIN, "include": "all"},
    "travel_risk_supposing": {**PUTIN, "assume": {"person.office": "none"}},
    "wanted": {"on": "2024-09-02"},
    "timeline": OVER,
    "map": {"person": "vladimir-putin", "on": "2024-09-02"},
    "changes": PUTIN,
    "changes_supposing": {**PUTIN, "positions": {"personal-immunity": "council_waiver"}},
    "why_not": {**PUTIN, "outcome": "must_not_arrest"},
    "upcoming": {},
    "list_questions": {},
    "jurisdiction": CONDUCT,
    "jurisdiction_supposing": {**CONDUCT, "include": "all"},
    "jurisdiction_timeline": {name: said for name, said in CONDUCT.items() if name != "on"},
    "jurisdiction_map": {**CONDUCT, "over": "nationality", "nationality": None},
    "jurisdiction_changes": CONDUCT,
    "jurisdiction_why_not": {**CONDUCT, "outcome": "outside_jurisdiction"},
    "jurisdiction_certificate": {},
    "jurisdiction_docket": {},
    "jurisdiction_compare": {"first": CONDUCT, "second": {"on": "2010-01-01"}},
    "ask": {"q": "Could Putin be arrested in Mongolia on 2 September 2024?"},
    "compare": {**PUTIN, "other_place": "KAZ"},
    "compare_supposing": {**PUTIN, "other_assume": {"person.office": "none"}},
    "list_persons": {"q": "Putin", "limit": 2},
    "get_person": {"id": "vladimir-putin"},
    "list_places": {"offset": 3},
    "get_place": {"id": "MNG"},
    "list_warrants": {},
    "get_warrant": {"id": "vladimir-putin-2023-03-17"},
    "list_requests": {},
    "get_request": {"id": None},
    "list_challenges": {},
    "get_challenge": {"id": None},
    "list_sources": {},
    "get_source": {"id": None},
    "list_rules": {},
    "get_rule": {"id": None},
    "list_facts": {},
    "get_fact": {"id": "person.office"},
    "list_issues": {},
    "get_issue": {"id": "personal-immunity"},
    "certificate": {},
    "docket": {},
    "screen": {"rows": [ROW]},
    "itinerary": {"stops": ["TLV", {"at": "BUD", "on": "2025-04-03"}], "on": "2025-04-02"},
    "itinerary_by_address": {"from_": "TLV", "to": "BUD", "via": "VIE;ZAG"},
    "venues": {"guests": ["putin"], "organisation": "BRICS", "on": "2027-01-01"},
    "venues_by_address": {"guests": "putin", "organisation": "BRICS", "on": "2027-01-01"},
    "reception": {"place": "HUN", "on": "2025-04-03"},
    "list_summits": {},
    "get_summit": {"id": None},
    "change_record": {"action": "retract", "kind": "visits", "id": "x", "reason": "x"},
    "list_entries": {},
    "list_corrections": {},
    "report_mistake": {"text": "A date is wrong."},
    "list_reports": {},
    "health": {},
    "ready": {},
}
"""What each operation is asked; an id that is None is that of the first in the list."""

LIVE = {"change_record", "report_mistake", "list_reports"}
"""What a service without live records refuses."""

LONG = {"docket", "jurisdiction_docket", "ready"}
"""What takes long, or is not there at once."""


def _good(responses: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for code, one in responses.items() if code.startswith("2")]


def test_every_operation_of_the_document_is_tried(app: Any) -> None:
    named = [
        one["operationId"]
        for path in app.openapi()["paths"].values()
        for one in path.values()
        if any("application/json" in of.get("content", {}) for of in _good(one["responses"]))
    ]
    snake = {re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).lower() for name in named}
    assert snake == set(OPERATIONS)


def asked(client: Any, name: str, transport: InProcess) -> None:
    """Ask and compare: nothing of the answer is lost, and nothing added."""
    how = dict(OPERATIONS[name])
    if "id" in how and how["id"] is None:
        how["id"] = getattr(client, f"list_{name.removeprefix('get_')}s")(limit=1).items[0].id
    answer = getattr(client, name)(**how)
    members = (
        [one.model_dump(mode="json", by_alias=True, exclude_unset=True) for one in answer]
        if (isinstance(answer, tuple))
        else answer.model_dump(mode="json", by_alias=True, exclude_unset=True)
    )
    assert members == transport.members


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name not in LONG | LIVE])
def test_an_operation_is_answered_whole(client: Any, transport: InProcess, name: str) -> None:
    asked(client, name, transport)


@pytest.mark.parametrize("name", sorted(LIVE))
def test_what_is_not_there_is_refused(client: Any, transport: InProcess, name: str) -> None:
    with pytest.raises((NoLiveRecords, KeyNeeded)):
        asked(client, name, transport)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LONG - {"ready"}))
def test_what_takes_long_is_answered_whole(client: Any, transport: InProcess, name: str) -> None:
    asked(client, name, transport)


def test_answers_are_typed(client: Client) -> None:
    answer = client.travel_risk(**PUTIN)
    assert isinstance(answer, BaseModel)
    assert (answer.outcome, answer.on, answer.person.id) == (
        *("must_arrest", date(2024, 9, 2)),
        "vladimir-putin",
    )
    assert "not a finding of guilt" in answer.disclaimer
    whole = client.travel_risk(**PUTIN, include="all")
    assert whole.records
    assert client.get_rule(id=client.list_rules().items[0].id).rule.if_ is not None


def test_words_are_had_in_each_form(client: Client, engine: Engine) -> None:
    answer = engine.travel_risk(**PUTIN)
    told = client.travel_risk_in_words(**PUTIN, include="all")
    assert told == f"{answer.explain()}\n"
    diagram = client.travel_risk_in_words(**PUTIN, media_type="text/vnd.mermaid")
    assert diagram.startswith("flowchart")
    assert client.certificate_in_words().startswith("#")


def test_refusals_are_exceptions_of_their_kind(client: Client) -> None:
    with pytest.raises(UnknownName, match="Did you mean Mongolia") as refused:
        client.travel_risk(person="vladimir-putin", place="Mongolai")
    assert (refused.value.code, refused.value.status) == ("unknown-name", 404)
    (mistake,) = refused.value.mistakes
    assert [(near.id, near.name) for near in mistake.suggestions] == [("MNG", "Mongolia")]
    with pytest.raises(InvalidValue):
        client.travel_risk(person="vladimir-putin", place="MNG", on="2024-02-30")
    with pytest.raises(SeveralMistakes):
        client.travel_risk_supposing(person="Putni", place="MNG", on="2024-02-30")
    with pytest.raises(InvalidValue):
        client.list_persons(limit=0)
    for id_ in ("nobody", "a/b", "../rules", "ü?x#y", "%2e%2e"):
        with pytest.raises((UnknownName, UnknownRecord, ProblemError)) as unknown:
            client.get_rule(id=id_)
        assert unknown.value.status == 404
    for one in (UnknownName, InvalidValue, SeveralMistakes, UnexpectedAnswer, ServiceUnreachable):
        assert issubclass(one, ServiceError)


def test_lists_are_gone_through_page_after_page(client: Client, engine: Engine) -> None:
    places = [one.id for one in client.every_place(limit=100)]
    assert len(places) == len(engine.world.places) > 200
    assert set(places) == set(engine.world.places)
    assert [one.id for one in client.every_person(q="Putin")] == ["vladimir-putin"]
    assert [one.id for one in client.every_issue()] == [one.id for one in engine.rulebase.issues]


def test_rows_are_screened_in_batches(client: Client) -> None:
    rows = [
        {**ROW, "n": n} if n % 3 else {"person": "Putni", "place": "MNG", "n": n} for n in range(7)
    ]
    found = list(client.screen_all(iter(rows), batch=2, columns="outcome", on=None))
    assert [one.outcome for one in found] == [
        *(None, "must_arrest", "must_arrest", None, "must_arrest", "must_arrest", None)
    ]
    assert [one.error.line for one in found if one.error] == [1, 4, 7]
    assert [(one.model_extra or {})["n"] for one in found] == [*range(7)]
    assert all(isinstance(one, ScreenedRow) for one in found)
    assert list(client.screen_all([])) == []


@pytest.mark.parametrize("size", [0, -1])
def test_a_batch_has_a_row_at_least(client: Client, size: int) -> None:
    with pytest.raises(ValueError, match="must be at least 1"):
        list(client.screen_all([ROW], batch=size))
    assert [len(some) for _, some in batches([ROW] * 5, 2)] == [2, 2, 1]


def test_what_cannot_be_screened_is_refused(client: Client) -> None:
    with pytest.raises(InvalidBody):
        client.screen(rows=[3])  # type: ignore[list-item]
    with pytest.raises(InvalidValue):
        client.screen(rows=[ROW], columns="outcomes")


def test_only_what_is_said_is_sent(client: Client, transport: InProcess) -> None:
    client.jurisdiction(**CONDUCT, un_operation="true")
    sent = transport.request.url.params.multi_items()
    assert sent == [
        *(("territory", "UKR"), ("territory", "RUS"), ("nationality", "RUS")),
        *(("on", "2024-09-02"), ("crime", "war_crimes"), ("un_operation", "true")),
    ]
    client.travel_risk_supposing(**PUTIN)
    assert json.loads(transport.request.content) == {
        "person": "vladimir-putin",
        "place": "MNG",
        "on": "2024-09-02",
    }


def answering(response: httpx.Response) -> Client:
    transport = httpx.MockTransport(lambda _: response)
    return Client(http=httpx.Client(transport=transport, base_url="http://test/law"))


def test_what_answers_is_not_taken_for_the_service() -> None:
    with pytest.raises(UnexpectedAnswer, match="status 502: <h1>Bad gateway</h1>"):
        answering(httpx.Response(502, text="<h1>Bad\n gateway</h1>")).wanted()
    with pytest.raises(UnexpectedAnswer, match="status 500: nothing was said"):
        answering(httpx.Response(500)).wanted()
    with pytest.raises(UnexpectedAnswer, match="not what this version of the client reads: status"):
        answering(httpx.Response(200, json={"status": "odd"})).health()
    with pytest.raises(UnexpectedAnswer, match="not what this version"):
        answering(httpx.Response(200, text="not JSON")).wanted()


def test_what_a_newer_service_says_besides_is_passed_over() -> None:
    found = answering(httpx.Response(200, json={"status": "alive", "since": 3})).health()
    assert found.model_dump() == {"status": "alive"}


def test_an_outcome_of_other_rules_is_read() -> None:
    """The list of outcomes is open; another value than a text is not one."""
    read = TypeAdapter[Any](Outcome).validate_python
    assert read("must_hear_first") == "must_hear_first"
    with pytest.raises(ValidationError):
        read(3)


def test_a_refusal_says_when_to_come_again_and_may_be_of_a_newer_kind() -> None:
    problem = {"title": "t", "status": 429, "detail": "d", "instance": "/x", "errors": []}
    often = httpx.Response(
        429, json={**problem, "type": "/law/problems/too-often"}, headers={"Retry-After": "7"}
    )
    with pytest.raises(TooOften) as refused:
        answering(often).wanted()
    assert refused.value.retry_after == 7
    with pytest.raises(ProblemError) as unknown:
        answering(httpx.Response(429, json={**problem, "type": "/problems/new"})).wanted()
    assert (type(unknown.value), unknown.value.code) == (ProblemError, "new")


def test_a_service_that_is_not_there_is_told() -> None:
    def fails(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    client = Client(http=httpx.Client(transport=httpx.MockTransport(fails), base_url="http://x"))
    with pytest.raises(ServiceUnreachable, match="was not reached: refused"):
        client.health()


def test_coroutines_answer_alike(app: Any) -> None:
    async def ask() -> tuple[str, list[str], list[str | None], str]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            client = AsyncClient(http=http)
            with pytest.raises(UnknownName):
                await client.travel_risk(person="Putni", place="MNG")
            answer = await client.travel_risk(**PUTIN)
            places = [one.id async for one in client.every_place(limit=200)]
            rows = [one.outcome async for one in client.screen_all([ROW] * 3, batch=2)]
            return answer.outcome, places, rows, await client.travel_risk_in_words(**PUTIN)

    outcome, places, rows, words = asyncio.run(ask())
    assert outcome == "must_arrest"
    assert len(places) > 200
    assert rows == ["must_arrest"] * 3
    assert words.startswith("On 2 September 2024")


@pytest.fixture(scope="module")
def address(app: Any) -> Iterator[str]:
    """A server of this machine, on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@pytest.mark.slow
def test_it_asks_a_server(address: str) -> None:
    with Client(address) as client:
        assert client.health().status == "alive"
        assert client.travel_risk(**PUTIN).outcome == "must_arrest"
        assert [one.outcome for one in client.screen_all([ROW] * 3)] == ["must_arrest"] * 3

    async def ask() -> str:
        async with AsyncClient(address) as waiting:
            return (await waiting.travel_risk(**PUTIN)).outcome

    assert asyncio.run(ask()) == "must_arrest"
    with Client(f"{address}/elsewhere") as lost, pytest.raises(ProblemError) as refused:
        lost.health()
    assert refused.value.code == "not-found"


@pytest.mark.slow
def test_the_example_of_the_readme_runs(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (HOME / "README.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code.replace("http://127.0.0.1:8000", address), {})  # of our own page
    told = capsys.readouterr().out
    assert "Mongolia had to arrest" in told
    assert "Did you mean Mongolia? ['MNG']" in told
    assert "must_arrest None" in told
